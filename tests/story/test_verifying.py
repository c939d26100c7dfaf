"""What the record holds against what a story says must be there: every kind of difference is told."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from msp_dialogue.database import Database
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.story import parse_story, play, read_stories, verify
from msp_dialogue.story.load import OWN_STORIES
from tests.story.conftest import labelled

SOURCE = (OWN_STORIES / "one_clear_outcome.yaml").read_text(encoding="utf-8")
MUST = SOURCE.index("\nmust:")
RATING = "{in: closure, value: fully, voice: adult, asker: lead, words: It is in my purse. I check it every night., "
RATINGS = f"      ratings:\n        - {RATING}counts: yes}}\n"


@pytest.fixture(scope="module")
def played(
    migrated: Path, key: bytes, library: FlowLibrary, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """A database in which the story was played, once for all: nothing here changes it."""
    path = tmp_path_factory.mktemp("verifying") / "dialogue.db"
    shutil.copyfile(migrated, path)
    database = Database.open(path, key)
    with database.transaction() as connection:
        library.keep(connection, datetime.fromisoformat("2026-01-01T00:00:00+00:00"))
    play(parse_story(SOURCE, file="one.yaml"), database, library, labelled)
    yield database
    database.close()


def differences(database: Database, must: str) -> list[str]:
    with database.reading() as connection:
        return verify(parse_story(SOURCE[:MUST] + must, file="one.yaml"), connection)


@pytest.mark.parametrize(
    ("was", "is_now", "difference"),
    [
        ("\n    achieved: fully\n", "\n    achieved: not\n", "counted, achieved: must be 'not', is 'fully'"),
        ("    fully: 1\n", "", "counted, fully: must be '0', is '1'"),
        ("    overall: fully\n    wanted", "    wanted", "counted, overall: must be None, is 'fully'"),
        ("    risk_result:", "    due: closure\n    risk_result:", "counted, due: must be 'closure', is 'nothing'"),
        ("      themes: [keep_control]\n", "", "outcome 1, themes: must be [], is ['keep_control']"),
        ("      permission: yes\n", "      permission: no\n", "outcome 1, permission: must be 'no', is 'yes'"),
        ("      permission: yes\n", "      plan: A\n      permission: yes\n", "outcome 1, plan: must be 'A', is None"),
        (RATINGS, "", "outcome 1, ratings: must be [], is [{"),
        (", counts: yes}", "}", "outcome 1, ratings: must be"),
        ("    - words: I want my", "    - words: I want your", "outcome 1, words: must be 'I want your"),
        ("    middle: {state: finished, voice: adult}\n", "", "conversation middle: must not be there"),
        ("    middle: {state: finished", "    other: {state: finished", "conversation other: is not there"),
        ("voice: adult, asker: lead}", "voice: worker, asker: lead}", "conversation closure, voice: must be 'worker'"),
        ("{listened: yes,", "{listened: no,", "experience of closure, listened: must be 'no', is 'yes'"),
        ("      contact_never: No", "      contact_times: No", "answers in beginning, contact_times: must be"),
        ("  counted:", "  signals: {beginning: {how_now: open}}\n  counted:", "signals in beginning: is not there"),
        ("      contact_never: No", "      colour: No", "answers in beginning, colour: must be"),
    ],
)
def test_every_difference_is_told(played: Database, was: str, is_now: str, difference: str) -> None:
    must = SOURCE[MUST:]
    assert was in must
    found = differences(played, must.replace(was, is_now, 1))

    assert any(line.startswith(difference) for line in found)


def test_what_is_as_it_must_be_has_no_difference(played: Database) -> None:
    assert differences(played, SOURCE[MUST:]) == []


def test_one_outcome_too_many_is_told(played: Database) -> None:
    more = "    - {words: Another., voice: adult}\n  experience:\n"
    found = differences(played, SOURCE[MUST:].replace("  experience:\n", more))

    assert "outcomes: must be 2, are 1: ['I want my bank card back, and nobody else to know the number.']" in found


def test_a_story_that_was_not_played_differs(database: Database) -> None:
    story = read_stories()[0]
    with database.reading() as connection:
        found = verify(story, connection)

    assert found == [f"{story.enquiry.reference}: there is no such enquiry"]
