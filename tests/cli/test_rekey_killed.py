"""`rekey` killed in the middle: one of the two keys opens everything, and no word is ever readable [K-01, K-04].

Killed here once in each state that the command leaves the folders in between two of its lines; at every system call in
`python3 scripts/test.py --long`.
"""

import sys
from pathlib import Path

import pytest

from msp_dialogue.database import change_key
from tests.cli.killing import Place, filled, hold_after

SHARES = 3

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a killed process's files are let go of late there")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return filled(tmp_path_factory.mktemp("rekey") / "service")


@pytest.fixture(scope="module")
def lines(place: Place, tmp_path_factory: pytest.TempPathFactory) -> list[int]:
    """Where to kill: the lines before which a file had changed, and the last line that was run."""
    return place.copied(tmp_path_factory.mktemp("counted") / "service").lines_that_changed_a_file()


@pytest.mark.parametrize("share", range(SHARES))
def test_killed_at_any_point_the_service_starts_with_one_key_and_everything(
    place: Place, lines: list[int], tmp_path: Path, share: int
) -> None:
    before, words = place.tables(), place.words()
    counted = []
    for line in lines[share::SHARES]:
        killed = place.copied(tmp_path / str(line))
        killed.killed_at_line(line)
        counted.append(hold_after(killed, before, words))

    assert set(counted) == {"old", "new"}  # on both sides of the moment that decides


def test_killed_on_the_way_the_command_can_be_run_again(place: Place, lines: list[int], tmp_path: Path) -> None:
    for line in (lines[5], lines[len(lines) // 2], lines[-3]):
        killed = place.copied(tmp_path / str(line))
        killed.killed_at_line(line)
        again = killed.rekey()
        changes = [row for row in killed.tables()["audit"] if row[3] == "key_changed"]
        kept = killed.files() - {"record.db", "key"}

        assert again.returncode == 0, again.stderr
        assert len(kept) == len(changes)
        assert all(name.startswith("key.until-") for name in kept)


def test_a_half_done_change_that_neither_key_fits_is_left_as_it_is(place: Place, tmp_path: Path) -> None:
    other = place.copied(tmp_path / "other")
    other.rekey()
    mixed = place.copied(tmp_path / "mixed")
    mixed.settings.database.write_bytes(other.settings.database.read_bytes())
    (mixed.folder / "key.next").write_bytes(b"0" * 64)
    (mixed.folder / "key.next").chmod(0o400)
    before = {file: file.read_bytes() for file in mixed.folder.rglob("*") if file.is_file()}

    with pytest.raises(Exception, match="does not open"):
        mixed.start()

    assert {file: file.read_bytes() for file in mixed.folder.rglob("*") if file.is_file()} == before


def test_a_failure_on_the_way_leaves_the_old_key_and_nothing_else(place: Place, tmp_path: Path) -> None:
    failing = place.copied(tmp_path / "failing")
    before = failing.tables()

    def refuse(*_: object) -> None:
        raise RuntimeError("refused")

    for note, proof in ((refuse, lambda *_: None), (lambda *_: None, refuse)):
        with pytest.raises(RuntimeError, match="refused"):
            change_key(failing.settings.database, failing.key, note=note, proof=proof)

        assert failing.files() == {"record.db", "key"}
        assert failing.tables() == before
