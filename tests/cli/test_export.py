"""`export`: three files in a folder, whole or not at all, told of in the audit trail."""

import json
import os
import stat
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from msp_dialogue import accounts, audit, record
from msp_dialogue.cli import commands
from msp_dialogue.database import Database, create_key
from msp_dialogue.export import FILES, SCHEMA_FILE, Format
from tests.measure.council import Council

YEAR = ("--from", "2025-04-01", "--to", "2026-03-31")
NAMES = {*(file.name for file in FILES.values()), "msp-dialogue-export.schema.json"}


@pytest.fixture
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Council:
    """A council whose service was set up here."""
    data, key_file = tmp_path / "data", tmp_path / "key"
    data.mkdir()
    monkeypatch.setenv("MSP_DATA", str(data))
    monkeypatch.setenv("MSP_KEY_FILE", str(key_file))
    database = Database.create(data / "record.db", create_key(key_file))
    database.migrate(audit.MIGRATIONS, accounts.MIGRATIONS, record.MIGRATIONS)
    return Council(database)


def export(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["export", "--out", str(folder), *arguments])


def exported(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / "msp-dialogue-export.json").read_text(encoding="utf-8"))
    return found


def test_it_writes_every_format_and_the_schema_and_says_to_mind_them(council: Council, tmp_path: Path) -> None:
    council.outcome(council.enquiry(), "to feel safe")
    told = export(tmp_path / "new" / "folder", *YEAR)
    folder = tmp_path / "new" / "folder"

    assert told.exit_code == 0, told.output
    assert {path.name for path in folder.iterdir()} == NAMES
    assert "not encrypted" in told.stdout
    jsonschema.validate(exported(folder), json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("rule", "number"), [((), 1), (("--date-rule", "concluded"), 1), (("--date-rule", "opened"), 2)]
)
def test_the_date_that_counts_is_the_conclusion_unless_another_is_chosen(
    council: Council, tmp_path: Path, rule: tuple[str, ...], number: int
) -> None:
    council.enquiry(concluded="2026-01-01")
    council.enquiry(concluded=None)
    export(tmp_path / "out", *YEAR, *rule)
    about = exported(tmp_path / "out")["about"]

    assert isinstance(about, dict)
    assert about["enquiries"] == number


def test_an_export_of_an_empty_record_is_whole_and_says_that_there_is_nothing(council: Council, tmp_path: Path) -> None:
    told = export(tmp_path / "out", *YEAR)

    assert told.exit_code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == NAMES
    assert "There is nothing in this period." in str(exported(tmp_path / "out")["about"])


def test_each_file_is_in_the_audit_trail_twice(council: Council, tmp_path: Path) -> None:
    export(tmp_path / "out", *YEAR)
    rows = council.database.connection.execute("select action, actor, detail from audit order by id").fetchall()

    assert [(action, actor) for action, actor, _ in rows] == [
        ("export", "command-line"),
        ("export_finished", "command-line"),
    ] * len(Format)
    assert [json.loads(detail).get("format") for _, _, detail in rows[::2]] == [str(format) for format in Format]
    sizes = [(tmp_path / "out" / file.name).stat().st_size for file in FILES.values()]
    assert [int(json.loads(detail)["bytes"]) for _, _, detail in rows[1::2]] == sizes


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_only_their_owner_may_read_the_files(council: Council, tmp_path: Path) -> None:
    export(tmp_path / "out", *YEAR)

    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    for file in FILES.values():
        assert stat.S_IMODE((tmp_path / "out" / file.name).stat().st_mode) == 0o600


def test_an_export_that_is_there_is_not_replaced(council: Council, tmp_path: Path) -> None:
    (tmp_path / "msp-dialogue-export.zip").write_bytes(b"an earlier one")
    told = export(tmp_path, *YEAR)

    assert told.exit_code == 1
    assert "choose another folder" in told.stderr
    assert (tmp_path / "msp-dialogue-export.zip").read_bytes() == b"an earlier one"
    assert council.database.connection.table("audit").count == 0


def test_nothing_half_made_stays_when_the_disk_is_full(
    council: Council, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    told = export(tmp_path / "out", *YEAR)

    assert told.exit_code == 1
    assert "The disk is full." in told.stderr
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "2025-02-30", "--to", "2026-03-31"), "2025-02-30"),
        (("--from", "2026-04-01", "--to", "2026-03-31"), "ends 2026-03-31, before it begins 2026-04-01"),
        (("--from", "2025-04-01"), "--to"),
        ((*YEAR, "--date-rule", "closed"), "closed"),
    ],
)
def test_a_period_that_cannot_be_is_said_in_words_and_writes_nothing(
    council: Council, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    told = export(tmp_path / "out", *arguments)

    assert told.exit_code != 0
    assert words in told.stderr
    assert not (tmp_path / "out").exists()


def test_without_a_database_it_says_so_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MSP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("MSP_KEY_FILE", str(tmp_path / "key"))
    told = export(tmp_path / "out", *YEAR)

    assert told.exit_code == 1
    assert told.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()
