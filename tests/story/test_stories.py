"""Every story, played through the real record: recorded and counted as it says."""

import json
import re

import pytest

from msp_dialogue import audit
from msp_dialogue.database import Database
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.rebuild import differences
from msp_dialogue.story import Story, play, read_stories, verify
from tests.story.conftest import labelled

STORIES = read_stories()
ASKED_FOR = {
    "one_clear_outcome",
    "three_outcomes_one_of_each_rating",
    "plan_a_and_plan_b",
    "wants_nothing_done_but_others_are_at_risk",
    "settles_for_the_next_best",
    "family_want_something_else",
    "changes_their_mind_twice",
    "imca_for_this_decision",
    "representative_was_the_source_of_harm",
    "declines_to_take_part",
    "says_only_i_dont_know",
    "stops_half_way",
    "interpreter_and_large_print",
    "by_telephone_with_an_independent_asker",
    "sorted_at_the_first_meeting",
    "dies_before_closure",
}
MANY_DIGITS = re.compile(r"\d{5,}(?: ?\d+)*")


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.id)
def test_a_story_is_recorded_and_counted_as_it_says(story: Story, kept: Database, library: FlowLibrary) -> None:
    play(story, kept, library, labelled)

    with kept.reading() as connection:
        assert verify(story, connection) == []
        assert audit.verify(connection) == []
    assert list(differences(kept, library)) == []


def test_every_history_that_was_asked_for_has_its_story() -> None:
    ids = [story.id for story in STORIES]

    assert ids == sorted(set(ids))
    assert set(ids) >= ASKED_FOR


def test_no_two_stories_share_a_reference() -> None:
    references = [reference for story in STORIES for reference in (story.enquiry.reference, story.adult.reference)]

    assert len(references) == len(set(references))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.id)
def test_everybody_in_a_story_is_plainly_invented(story: Story) -> None:
    texts = json.dumps([repr(chapter) for chapter in story.chapters])
    numbers = MANY_DIGITS.findall(texts)
    people = re.findall(r"'name': '([^']*)'", texts)

    assert all(number.startswith("01632 960") for number in numbers)  # kept free of real telephones
    assert all(name.startswith(("Test ", "a ")) for name in people)


def test_a_story_tells_of_every_way_to_be_counted() -> None:
    asked = {story.must.counted["asked"] for story in STORIES}
    achieved = {story.must.counted["achieved"] for story in STORIES}

    assert asked == {"expressed", "none_expressed", "not_asked"}
    assert achieved == {"fully", "partially", "not", "not_rated", "all_withdrawn", "none_expressed"}


def test_who_typed_what_stays_known_when_another_worker_goes_on(kept: Database, library: FlowLibrary) -> None:
    (story,) = (story for story in STORIES if story.id == "stops_half_way")
    played = play(story, kept, library, labelled, workers={"lead": "account-1", "colleague": "account-2"})
    with kept.reading() as connection:
        rows = connection.execute(
            "select question, recorded_by from event where stream = ? and kind = 'answered' order by seq",
            [played.conversations["beginning"]],
        ).fetchall()
    by_first = [question for question, actor in rows if actor == "account-1"]

    assert by_first[-1] == "want"
    assert {actor for _, actor in rows[len(by_first) :]} == {"account-2"}


def test_a_death_is_noted_on_its_day(kept: Database, library: FlowLibrary) -> None:
    (story,) = (story for story in STORIES if story.id == "dies_before_closure")
    play(story, kept, library, labelled)
    with kept.reading() as connection:
        (died,) = connection.execute("select died from adult").fetchone()

    assert died == "2026-02-13"
