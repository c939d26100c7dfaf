"""Drawn as the record stood at the end of an earlier day [R0]: what was said and done since is not in it."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from msp_dialogue.cli import commands
from msp_dialogue.cli._opened import MIGRATIONS
from msp_dialogue.database import Database, create_key
from msp_dialogue.record import seals
from msp_dialogue.record.library import FlowLibrary, read_flows
from msp_dialogue.record.streams import By
from msp_dialogue.story import play, read_stories

STORY = "followed_up_by_someone_independent"
"""Opened on 13 January 2026, concluded on 11 February, followed up on 17 March."""


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A service in which one story was lived."""
    data, key_file = tmp_path / "data", tmp_path / "key"
    data.mkdir()
    monkeypatch.setenv("MSP_DATA", str(data))
    monkeypatch.setenv("MSP_KEY_FILE", str(key_file))
    database = Database.create(data / "record.db", create_key(key_file))
    database.migrate(*MIGRATIONS)
    library = FlowLibrary(read_flows())
    with database.transaction() as connection:
        library.keep(connection, datetime(2026, 1, 1, tzinfo=UTC))
    (story,) = (each for each in read_stories() if each.id == STORY)
    play(story, database, library, lambda label: label.replace(" ", "-"))
    return database


def exported(folder: Path, *arguments: str) -> dict[str, Any]:
    chosen = ("--from", "2026-01-01", "--to", "2026-12-31", "--date-rule", "opened", *arguments)
    told = CliRunner().invoke(commands, ["export", "--out", str(folder), *chosen])
    assert told.exit_code == 0, told.output
    found: dict[str, Any] = json.loads((folder / "msp-dialogue-export.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(
    ("day", "stood"),
    [
        ("2026-01-12", []),
        ("2026-01-13", [("not_yet", "none_expressed", None)]),
        ("2026-01-31", [("expressed", "not_rated", None)]),
        ("2026-02-11", [("expressed", "fully", "2026-02-11")]),
    ],
)
def test_what_was_said_and_done_since_is_not_in_it(
    service: Database, tmp_path: Path, day: str, stood: list[tuple[str, str, str | None]]
) -> None:
    found = exported(tmp_path / "out", "--as-at", day)

    assert found["about"]["as_at"] == day
    assert [(row["asked"], row["achieved"], row["concluded"]) for row in found["tables"]["enquiries"]] == stood
    assert not list(service.path.parent.glob("as-it-stood-*"))


def test_without_a_day_it_is_drawn_as_it_stands(service: Database, tmp_path: Path) -> None:
    found = exported(tmp_path / "out")

    assert found["about"]["as_at"] is None
    assert [row["concluded"] for row in found["tables"]["enquiries"]] == ["2026-02-11"]


def test_an_enquiry_sealed_since_is_as_sealed_then_as_it_is_now(service: Database, tmp_path: Path) -> None:
    with service.reading() as connection:
        ((enquiry,),) = connection.execute("select id from enquiry").fetchall()
    at = datetime(2026, 6, 1, tzinfo=UTC)
    with service.transaction() as connection:
        seals.seal(connection, enquiry, ["lead"], By("lead", at, "a-token"))
    found = exported(tmp_path / "out", "--as-at", "2026-02-11")

    assert found["tables"]["enquiries"] == []


def test_the_national_return_can_be_drawn_as_it_stood_too(service: Database, tmp_path: Path) -> None:
    def values(*arguments: str) -> set[str]:
        file = tmp_path / f"return{len(arguments)}.csv"
        told = CliRunner().invoke(commands, ["national-return", "2025-26", str(file), *arguments])
        assert told.exit_code == 0, told.output
        return {row["VALUE"] for row in csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig")))}

    assert values("--as-at", "2026-02-10") == {"0"}
    assert values() == {"0", "1"}
