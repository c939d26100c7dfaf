"""The key file [K-02]."""

import stat
import sys
from pathlib import Path

import pytest

from msp_dialogue.database import ExistingDatabase, MissingKey, UnsafeKeyFile, create_key, read_key

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such modes")


def written(path: Path, content: bytes, mode: int = 0o400) -> Path:
    path.write_bytes(content)
    path.chmod(mode)
    return path


def test_a_created_key_is_32_bytes_and_is_read_back(tmp_path: Path) -> None:
    key = create_key(tmp_path / "keys" / "key")

    assert len(key) == 32
    assert read_key(tmp_path / "keys" / "key") == key


def test_two_keys_differ(tmp_path: Path) -> None:
    assert create_key(tmp_path / "one") != create_key(tmp_path / "other")


@posix
def test_a_created_key_may_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    create_key(tmp_path / "key")

    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o400


def test_creating_leaves_nothing_but_the_key(tmp_path: Path) -> None:
    create_key(tmp_path / "key")

    assert [file.name for file in tmp_path.iterdir()] == ["key"]


def test_an_existing_key_is_never_replaced(tmp_path: Path) -> None:
    key = create_key(tmp_path / "key")

    with pytest.raises(ExistingDatabase, match="left as it is"):
        create_key(tmp_path / "key")
    assert read_key(tmp_path / "key") == key
    assert [file.name for file in tmp_path.iterdir()] == ["key"]


def test_a_missing_key_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingKey, match="no key file"):
        read_key(tmp_path / "key")


@posix
@pytest.mark.parametrize("mode", [0o440, 0o404, 0o444, 0o420, 0o402, 0o410, 0o401, 0o644])
def test_a_key_that_others_may_reach_is_refused(tmp_path: Path, mode: int) -> None:
    path = written(tmp_path / "key", b"0" * 64 + b"\n", mode)

    with pytest.raises(UnsafeKeyFile, match="chmod 400"):
        read_key(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"canary",
        b"0" * 63,
        b"0" * 65,
        b"0" * 64 + b"\n\n",
        b" " + b"0" * 64,
        b"g" * 64,
        b"\xff" * 32,
    ],
)
def test_a_file_without_a_key_is_refused_and_not_quoted(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path / "key", content)

    with pytest.raises(UnsafeKeyFile) as refusal:
        read_key(path)
    assert "canary" not in str(refusal.value)


@pytest.mark.parametrize("ending", [b"", b"\n", b"\r\n"])
def test_a_key_is_read_with_or_without_the_end_of_its_line(tmp_path: Path, ending: bytes) -> None:
    path = written(tmp_path / "key", b"0F" * 32 + ending)

    assert read_key(path) == b"\x0f" * 32


def test_a_folder_in_place_of_the_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises((UnsafeKeyFile, MissingKey)):
        read_key(tmp_path)


def test_a_key_that_lies_with_the_data_is_refused(tmp_path: Path) -> None:
    create_key(tmp_path / "data" / "deep" / "key")

    with pytest.raises(UnsafeKeyFile, match="data folder"):
        read_key(tmp_path / "data" / "deep" / "key", data=tmp_path / "data")


def test_a_key_beside_the_data_folder_is_taken(tmp_path: Path) -> None:
    key = create_key(tmp_path / "key")

    assert read_key(tmp_path / "key", data=tmp_path / "data") == key
