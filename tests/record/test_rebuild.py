"""Read models equal what the events say, whatever happened; a damaged row is found, and put right."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from msp_dialogue.database import Database
from msp_dialogue.flow.model import Stage
from msp_dialogue.record import enquiries
from msp_dialogue.record.enquiries import AdultDetails
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.models import DERIVED
from msp_dialogue.record.rebuild import Difference, differences, rebuild
from tests.record.talking import Talk

HOME, KEY, SEA = "I want to stay at home.", "I want my key back.", "By the sea."
READ_MODELS = ("answer", "dialogue", "enquiry", "adult", *DERIVED)


@pytest.fixture(scope="module")
def filled(migrated: Path, key: bytes, library: FlowLibrary, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database with two enquiries and a row in every table, to copy."""
    path = tmp_path_factory.mktemp("filled") / "dialogue.db"
    shutil.copyfile(migrated, path)
    database = Database.open(path, key)
    talk = Talk(database, library, datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
    with database.transaction() as connection:
        library.keep(connection, talk.at)
    for name in ("e1", "e2"):
        enquiry = talk.enquiry(name, adult=f"SYN-A-{name}")
        wishes = [{"key": "1", "words": KEY, "themes": []}]
        talk.hold(enquiry, Stage.BEGINNING, want=HOME, more=wishes)
        talk.hold(enquiry, Stage.MIDDLE, still_wanted={HOME: "changed"}, changed_wording={HOME: SEA})
        talk.hold(enquiry, Stage.CLOSURE, rating={KEY: "not", SEA: "fully"}, listened="yes", overall="partially")
        aside = talk.hold(enquiry, Stage.CLOSURE, name=f"{enquiry}-aside", rating={KEY: "fully"}).dialogue.id
        enquiries.set_aside(database, enquiry, aside, "why", talk.by())
        enquiries.change_adult(database, enquiry, AdultDetails("", "Test Ash", "1950-02-03"), talk.by())
        enquiries.conclude(database, enquiry, date(2026, 4, 1), talk.by())
    database.close()
    return path


@pytest.fixture
def full(filled: Path, key: bytes, library: FlowLibrary, tmp_path: Path) -> Iterator[Talk]:
    """The record of the two enquiries, this test's own."""
    path = tmp_path / "dialogue.db"
    shutil.copyfile(filled, path)
    database = Database.open(path, key)
    talk = Talk(database, library, datetime(2026, 5, 4, 9, 30, tzinfo=UTC))
    talk.submissions = 1000
    yield talk
    database.close()


def found(talk: Talk) -> list[Difference]:
    return list(differences(talk.database, talk.library))


def sorted_contents(talk: Talk) -> dict[str, list[Any]]:
    return {table: sorted(rows, key=repr) for table, rows in talk.contents().items()}


def damage(talk: Talk, *statements: str) -> None:
    with talk.database.transaction() as connection:
        for statement in statements:
            connection.execute(statement)


def test_nothing_differs_after_everything_that_can_happen(full: Talk) -> None:
    before = sorted_contents(full)

    assert found(full) == []
    assert rebuild(full.database, full.library, full.by()) == 0
    assert sorted_contents(full) == before


CHANGED = {
    "a name": ("update adult set call_name = 'Test Oak' where id = 'adult-e1'", "adult", ("call_name",)),
    "a team": ("update enquiry set team = 'South' where id = 'e1'", "enquiry", ("team",)),
    "a conclusion": ("update enquiry set concluded = null where id = 'e1'", "enquiry", ("concluded",)),
    "a state": ("update dialogue set state = 'paused' where id = 'e1-middle'", "dialogue", ("state",)),
    "what was set aside": ("update dialogue set set_aside = null where id = 'e1-aside'", "dialogue", ("set_aside",)),
    "a value": (
        "update answer set value = '\"x\"' where dialogue = 'e1-beginning' and question = 'want'",
        "answer",
        ("value",),
    ),
    "words": ("update outcome set words = 'x' where id = 'e1-beginning.want'", "outcome", ("words",)),
    "a wording": (
        "update outcome_wording set words = 'x' where outcome = 'e1-beginning.want' and number = 1",
        "outcome_wording",
        ("words",),
    ),
    "a rating": (
        "update rating set counted = 0 where dialogue = 'e1-closure' and value = 'fully'",
        "rating",
        ("counted",),
    ),
    "an experience": ("update experience set value = 'no' where dialogue = 'e1-closure' and theme = 'listened'",
                      "experience", ("value",)),
    "a figure": ("update standing set achieved = 'fully' where enquiry = 'e1'", "standing", ("achieved",)),
}  # fmt: skip


@pytest.mark.parametrize(("statement", "table", "columns"), CHANGED.values(), ids=CHANGED)
def test_a_changed_row_is_found_and_put_right(full: Talk, statement: str, table: str, columns: tuple[str, ...]) -> None:
    before = sorted_contents(full)
    damage(full, statement)
    told = found(full)
    number = rebuild(full.database, full.library)

    assert [(each.table, each.columns) for each in told] == [(table, columns)]
    assert number == 1
    assert sorted_contents(full) == before


LOST = {
    "a figure": ["delete from standing where enquiry = 'e1'"],
    "an outcome": ["delete from outcome where enquiry = 'e1'", "delete from outcome_wording where enquiry = 'e1'"],
    "the ratings": ["delete from rating", "delete from experience"],
    "a conversation": [
        "delete from answer where dialogue = 'e1-middle'",
        "delete from dialogue where id = 'e1-middle'",
    ],
    "an enquiry": [
        "delete from answer where enquiry = 'e1'",
        "delete from dialogue where enquiry = 'e1'",
        "delete from enquiry where id = 'e1'",
        "delete from adult where id = 'adult-e1'",
    ],
    "everything": [f"delete from {table}" for table in READ_MODELS],  # noqa: S608 - constants
    "an outcome to another enquiry": ["update outcome set enquiry = 'e2' where id = 'e1-beginning.want'"],
    "an outcome to an earlier enquiry": ["update outcome set enquiry = 'e1' where id = 'e2-beginning.want'"],
    "a conversation to another enquiry": ["update dialogue set enquiry = 'e2' where id = 'e1-middle'"],
    "a conversation and its answers to an earlier enquiry": [
        "update dialogue set enquiry = 'e1' where id = 'e2-beginning'",
        "update answer set enquiry = 'e1' where dialogue = 'e2-beginning'",
    ],
    "answers to no enquiry": ["update answer set enquiry = 'nowhere' where dialogue = 'e1-middle'"],
}
STRAY = {
    "a figure of no enquiry": [
        "insert into standing (enquiry, asked, achieved, wanted, fully, partially, not_achieved, withdrawn, unrated,"
        " due) values ('nowhere', 'expressed', 'fully', 1, 1, 0, 0, 0, 0, 'nothing')"
    ],
    "an outcome nobody worded": [
        "insert into outcome (id, enquiry, dialogue, number, words, status, voice, themes, pulls, expressed)"
        " values ('x', 'e1', 'e1-beginning', 9, 'x', 'wanted', 'adult', '[]', 0, '2026')"
    ],
    "an outcome of no enquiry": [
        "insert into outcome (id, enquiry, dialogue, number, words, status, voice, themes, pulls, expressed)"
        " values ('x', 'nowhere', 'nowhere', 9, 'x', 'wanted', 'adult', '[]', 0, '2026')"
    ],
    "a conversation nobody held": [
        "insert into dialogue (id, enquiry, flow, stage, structure, state, voice, started, started_by, last)"
        " select 'x', enquiry, flow, stage, structure, state, voice, started, started_by, last"
        " from dialogue where id = 'e1-middle'",
        "insert into answer (dialogue, question, item, enquiry, place, part, kind, voice, words, at, recorded_by)"
        " select 'x', question, item, enquiry, place, part, kind, voice, words, at, recorded_by"
        " from answer where dialogue = 'e1-middle'",
    ],
    "an enquiry nobody opened": [
        "insert into adult (id, reference) values ('x', 'x')",
        "insert into enquiry (id, adult, reference, kind, team, opened) values ('x', 'x', 'x', 'other', 'N', '2026')",
    ],
}


@pytest.mark.parametrize("statements", [*LOST.values(), *STRAY.values()], ids=[*LOST, *STRAY])
def test_what_is_lost_moved_or_made_up_is_found_and_put_right(full: Talk, statements: list[str]) -> None:
    before = sorted_contents(full)
    damage(full, *statements)
    told = found(full)
    rebuild(full.database, full.library)

    assert told != []
    assert found(full) == []
    assert sorted_contents(full) == before


def test_finding_differences_writes_nothing(full: Talk) -> None:
    damage(full, "delete from standing", "update outcome set words = 'x'")
    before = full.contents()
    found(full)

    assert full.contents() == before


def test_putting_right_has_its_row_in_the_trail(full: Talk) -> None:
    damage(full, "delete from standing")
    rebuild(full.database, full.library, full.by())
    last = full.query("select actor, action, thing from audit order by id desc limit 1")

    assert last == [("worker-1", "read_models_rebuilt", "record")]


def test_what_was_said_is_never_touched(full: Talk) -> None:
    before = full.query("select * from event order by stream, seq")
    damage(full, "update answer set value = 'null', words = 'x'")
    rebuild(full.database, full.library)
    (first,) = full.query("select value, words from answer where dialogue = 'e1-beginning' and question = 'want'")

    assert full.query("select * from event order by stream, seq") == before
    assert first == (json.dumps(HOME), HOME)
