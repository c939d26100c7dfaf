"""`release`: figures let go and taken back, and every reason not to in one line."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from msp_dialogue.cli import commands
from msp_dialogue.cli._opened import MIGRATIONS
from msp_dialogue.database import Database, create_key
from msp_dialogue.release import released


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the releases go of a service that was set up here."""
    data, key_file = tmp_path / "data", tmp_path / "key"
    data.mkdir()
    monkeypatch.setenv("MSP_DATA", str(data))
    monkeypatch.setenv("MSP_KEY_FILE", str(key_file))
    monkeypatch.setenv("MSP_RELEASES", str(tmp_path / "released"))
    database = Database.create(data / "record.db", create_key(key_file))
    database.migrate(*MIGRATIONS)
    database.close()
    return tmp_path / "released"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["release", *arguments])


def test_a_quarter_is_released_and_withdrawn(folder: Path) -> None:
    out = run("2024-25-Q3")
    assert out.exit_code == 0, out.output
    assert out.stdout.splitlines() == [f"Released: {folder / '2024-25-Q3.json'}"]
    assert [each.span.name for each in released(folder)] == ["October to December 2024"]

    back = run("2024-25-Q3", "--withdraw", "Two enquiries were counted twice.")
    assert back.exit_code == 0, back.output
    assert "Copies that were handed out are not called back" in back.stdout
    assert released(folder) == ()


def test_what_cannot_be_released_is_said_in_one_line(folder: Path) -> None:
    run("2024-25-Q3")

    for arguments, words in (
        (["2024-25-Q3"], "is released already. Withdraw that release first"),
        (["2098-99"], "is not over: it can be released from the day after 2099-03-31"),
        (["last year"], "Write a financial year as 2025-26"),
        (["2024-25-Q2", "--withdraw", "Wrong."], "is not released: there is nothing to withdraw"),
        (["2024-25-Q3", "--withdraw", " "], "Say why it is withdrawn"),
    ):
        told = run(*arguments)
        assert told.exit_code == 1
        assert words in told.stderr
        assert len(told.stderr.splitlines()) == 1
    assert len(released(folder)) == 1
