"""`national-return`: a file for whoever makes the return, and every reason not to write it in one line."""

import stat
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from msp_dialogue import accounts, audit, record
from msp_dialogue import council as of_the_council
from msp_dialogue.cli import commands
from msp_dialogue.database import Database, create_key
from tests.measure.council import Council


@pytest.fixture
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Council:
    """A council whose service was set up here."""
    data, key_file = tmp_path / "data", tmp_path / "key"
    data.mkdir()
    monkeypatch.setenv("MSP_DATA", str(data))
    monkeypatch.setenv("MSP_KEY_FILE", str(key_file))
    monkeypatch.setenv("MSP_LA_CODE", "999")
    database = Database.create(data / "record.db", create_key(key_file))
    database.migrate(audit.MIGRATIONS, accounts.MIGRATIONS, of_the_council.MIGRATIONS, record.MIGRATIONS)
    return Council(database)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["national-return", *arguments])


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "csv"])
def test_it_writes_the_file_that_its_name_asks_for_and_says_that_nothing_was_submitted(
    council: Council, tmp_path: Path, suffix: str
) -> None:
    council.enquiry()
    file = tmp_path / f"return.{suffix}"
    told = run("2025-26", str(file))

    assert told.exit_code == 0, told.output
    assert file.read_bytes()[:2] == (b"\xef\xbb" if suffix == "csv" else b"PK")
    assert "Nothing here has been submitted" in told.stdout
    assert "Not set, and empty in it: COUNCIL_TYPE, REGION_CODE" in told.stdout
    assert "LA_CODE" not in told.stdout
    rows = council.database.connection.execute("select action, actor from audit order by id").fetchall()
    assert [tuple(row) for row in rows] == [
        ("national_return", "command-line"),
        ("national_return_finished", "command-line"),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_only_its_owner_may_read_the_file(council: Council, tmp_path: Path) -> None:
    run("2025-26", str(tmp_path / "return.csv"))

    assert stat.S_IMODE((tmp_path / "return.csv").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2025-27", "return.csv"), "Write a financial year as 2025-26"),
        (("2025-26-Q1", "return.csv"), "The return is of a whole financial year"),
        (("2025-26", "return.pdf"), "return.pdf must end in .xlsx, .ods, .csv."),
        (("2025-26", "taken.csv"), "is there already"),
    ],
)
def test_what_cannot_be_written_is_said_in_a_line_and_nothing_is(
    council: Council, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("taken.csv").write_text("kept")
    told = run(*arguments)

    assert told.exit_code == 1
    assert said in told.stderr
    assert Path("taken.csv").read_text() == "kept"
    assert not Path("return.csv").exists()
