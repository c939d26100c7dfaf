"""Every command refuses a key or database that is not the right one: it says so, and changes nothing [K-02, K-03]."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from msp_dialogue.cli import commands
from msp_dialogue.database import create_key, read_key
from msp_dialogue.settings import ROOT
from tests.cli.killing import Place, filled
from tests.cli.test_serve import free_port, group_of, line_of, service

USES = {
    "serve": ["serve", "--port", "0"],
    "export": ["export", "--out", "out", "--from", "2026-01-01", "--to", "2026-12-31"],
    "national-return": ["national-return", "2025-26", "return.xlsx"],
    "rebuild": ["rebuild"],
    "release": ["release", "2024-25"],
    "rekey": ["rekey"],
    "verify-audit": ["verify-audit"],
}


OPEN_NOTHING = {"check-flows", "doctor", "speak", "translations"}
"""Commands that read the settings and leave the database alone."""


def no_key(place: Place) -> None:
    place.key.unlink()


def another_key(place: Place) -> None:
    place.key.unlink()
    create_key(place.key)


def key_for_all_to_read(place: Place) -> None:
    place.key.chmod(0o444)


def no_database(place: Place) -> None:
    place.settings.database.unlink()


def a_page_short(place: Place) -> None:
    place.settings.database.write_bytes(place.settings.database.read_bytes()[:-4096])


def a_byte_short(place: Place) -> None:
    place.settings.database.write_bytes(place.settings.database.read_bytes()[:-1])


def emptied(place: Place) -> None:
    place.settings.database.write_bytes(b"")


WRONG = [
    (no_key, "key"),
    (another_key, "key does not open"),
    pytest.param(
        key_for_all_to_read,
        "chmod 400",
        marks=pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such modes"),
    ),
    (no_database, "database"),
    (a_page_short, "damaged"),
    (a_byte_short, "cut short"),
    (emptied, "cut short"),
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return filled(tmp_path_factory.mktemp("refused") / "service")


@pytest.fixture
def place(whole: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A service's folders, named by the environment, in which commands also run."""
    own = whole.copied(tmp_path / "service")
    monkeypatch.setenv("MSP_DATA", str(own.data))
    monkeypatch.setenv("MSP_KEY_FILE", str(own.key))
    monkeypatch.setenv("MSP_PORT", str(free_port()))
    monkeypatch.chdir(own.folder)
    return own


def held(place: Place) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in place.folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize(("spoil", "words"), WRONG)
@pytest.mark.parametrize("command", USES)
def test_it_is_one_clear_line_and_not_a_success_and_nothing_is_made_or_changed(
    place: Place, command: str, spoil: Callable[[Place], None], words: str
) -> None:
    spoil(place)
    before = held(place)
    arguments = [argument for argument in USES[command] if argument not in ("--port", "0")]

    told = CliRunner().invoke(commands, arguments)

    assert told.exit_code == 1, told.output
    assert words in told.stderr
    assert told.stderr.count("\n") == 1
    assert held(place) == before


def test_every_command_that_opens_the_database_is_held_to_this() -> None:
    sources = {
        path.stem.replace("_", "-"): path.read_text() for path in (ROOT / "msp_dialogue" / "cli").glob("[!_]*.py")
    }
    using = {name for name, source in sources.items() if "Settings" in source or "opened()" in source}

    assert using - OPEN_NOTHING == set(USES)
    assert not [name for name in OPEN_NOTHING if "opened()" in sources[name] or "settings.database" in sources[name]]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process does not show its environment in a file")
def test_the_key_is_in_no_environment_no_argument_and_nothing_that_is_printed(tmp_path: Path) -> None:
    with service(tmp_path, free_port()) as process:
        told = line_of(process) + line_of(process)
        forms = {form.encode() for form in (read_key(tmp_path / "key").hex(), str(read_key(tmp_path / "key")))}
        group = group_of(process)
        shown = [(own / file).read_bytes() for own in group for file in ("environ", "cmdline")]

    assert group
    assert not [each for each in (*shown, told.encode()) if any(form in each for form in forms)]
