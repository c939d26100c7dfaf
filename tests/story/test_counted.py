"""What measures count of each story: read from the story by hand, and written beside its name."""

from typing import Any

import pytest

from msp_dialogue.database import Database
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.story import play, read_stories
from tests.record.unpacked import unpacked
from tests.story.conftest import labelled

STORIES = {story.id: story for story in read_stories()}
ALL_THREE = {"at_beginning": "asked", "at_middle": "asked", "at_closure": "asked"}
NOT_RATED = {"rated_voice": None, "rated_asker": None}
BY_THE_LEAD = {"rated_voice": "adult", "rated_asker": "lead"}

COUNTED: dict[str, dict[str, Any]] = {
    "one_clear_outcome": {**ALL_THREE, **BY_THE_LEAD, "plan": None, "needs": "yes", "communication_right": "yes"},
    "plan_a_and_plan_b": {**BY_THE_LEAD, "plan": "used", "achieved_independent": None},
    "sorted_at_the_first_meeting": {"at_beginning": "asked", "at_middle": None, "at_closure": "asked", "needs": "no"},
    "declines_to_take_part": {"at_beginning": "declined", "at_middle": "declined", "at_closure": "not_held"},
    "never_safe_to_ask": {"at_beginning": "not_held", "at_middle": None, "at_closure": None, "difficulty": None},
    "dies_before_closure": {"at_beginning": "asked", "at_closure": "not_held", "closed_by_lead": None, **NOT_RATED},
    "opened_again_after_it_was_concluded": {**ALL_THREE, **NOT_RATED},
    "gives_up_every_wish": {**ALL_THREE, **NOT_RATED, "achieved": "all_withdrawn"},
    "by_telephone_with_an_independent_asker": {
        "rated_voice": "adult_with_support",
        "rated_asker": "independent",
        "achieved_independent": "partially",
        "closed_by_lead": None,
        "followed_up": "2026-03-18",
    },
    "followed_up_by_someone_independent": {
        **BY_THE_LEAD,
        "achieved": "fully",
        "achieved_independent": "partially",
        "independent_voice": "adult",
        "closed_by_lead": "2026-02-10",
        "followed_up": "2026-03-17",
    },
    "imca_for_this_decision": {
        "difficulty": "yes",
        "advocacy": "independent_advocate",
        "supported": "yes",
        "capacity": "lacked",
        "rated_voice": "representative",
        "communication_right": "partly",
    },
    "says_only_i_dont_know": {**ALL_THREE, "difficulty": "yes", "advocacy": "not_arranged", "needs": None},
    "family_want_something_else": {"advocacy": "appropriate_person", "rated_voice": "adult_with_support"},
}
CHANGES = {
    "one_clear_outcome": ["same"],
    "changes_their_mind_twice": ["changed"],
    "plan_a_and_plan_b": ["withdrawn", "same"],
    "gives_up_every_wish": ["withdrawn", "withdrawn"],
    "opened_again_after_it_was_concluded": ["same", "added"],
    "family_want_something_else": ["changed", "same"],
    "declines_to_take_part": [],
}
EXPERIENCE: dict[str, dict[str, list[str | None]]] = {
    "one_clear_outcome": {"satisfied": ["partly", "adult", "lead"], "safer": ["yes", "adult", "lead"]},
    "followed_up_by_someone_independent": {"listened": ["yes", "adult", "lead"]},
    "says_only_i_dont_know": {"listened": ["not_answered", None, None]},
    "imca_for_this_decision": {"understood": ["no", "representative", "lead"]},
}


@pytest.mark.parametrize("name", sorted(COUNTED.keys() | CHANGES.keys() | EXPERIENCE.keys()))
def test_a_story_is_counted_as_it_is_told(name: str, kept: Database, library: FlowLibrary) -> None:
    play(STORIES[name], kept, library, labelled)
    with kept.reading() as connection:
        (stored,) = connection.table("counted").rows
    row = unpacked(stored)
    expected = COUNTED.get(name, {})

    assert {column: row[column] for column in expected} == expected
    if name in CHANGES:
        assert [each["change"] for each in row["outcomes"]] == CHANGES[name]
    for theme, told in EXPERIENCE.get(name, {}).items():
        columns = (f"experience_{theme}{column}" for column in ("", "_voice", "_asker"))
        assert [row[column] for column in columns] == told
