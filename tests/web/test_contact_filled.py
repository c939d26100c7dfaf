"""The form of safe contact filled with what was said: as far as it can be known, and never less careful than before."""

from datetime import UTC, datetime, timedelta
from typing import Any

from msp_dialogue.flow.model import Kind, Part
from msp_dialogue.flow.voice import Voice
from msp_dialogue.record.contact import SafeContact, Way
from msp_dialogue.record.read import Answer
from msp_dialogue.web.pages.contact import filled

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
KNOWN = SafeContact(ways={Way.CALL: "01632 960001"}, times="Mornings", never="The house phone", review="2026-06-01")


def said(question: str, value: Any, voice: Voice = Voice.ADULT, minute: int = 0) -> Answer:
    """An answer about contact."""
    return Answer(
        dialogue="d1",
        question=f"contact_{question}",
        item="",
        place=1,
        part=Part.PERSON,
        kind=Kind.SOME_OF if isinstance(value, list) else Kind.WORDS,
        records="safe_contact",
        value=value,
        non_answer=None,
        voice=voice,
        words=str(value),
        at=NOON + timedelta(minutes=minute),
        recorded_by="worker-1",
    )


def ticked(form: Any) -> list[Way]:
    """The ways that are marked as safe."""
    return [way for way in Way if form[f"way-{way}"]]


def test_where_nothing_was_said_it_holds_what_is_known() -> None:
    form = filled(KNOWN, [])

    assert ticked(form) == [Way.CALL]
    assert (form["which-call"], form["times"], form["never"]) == ("01632 960001", "Mornings", "The house phone")
    assert form["review-month"] == "6"


def test_their_own_words_count_before_a_representatives_also_earlier_ones() -> None:
    form = filled(KNOWN, [said("times", "At noon"), said("times", "At night", Voice.REPRESENTATIVE, minute=5)])

    assert form["times"] == "At noon"


def test_the_newest_of_their_own_words_count() -> None:
    form = filled(KNOWN, [said("times", "At noon", Voice.ADULT_WITH_SUPPORT, minute=5), said("times", "At night")])

    assert form["times"] == "At noon"


def test_one_safe_way_gets_what_is_safe_of_it() -> None:
    form = filled(SafeContact(), [said("ways", ["text"]), said("details", "01632\n960002")])

    assert ticked(form) == [Way.TEXT]
    assert form["which-text"] == "01632 960002"


def test_of_several_ways_only_a_worker_can_say_what_belongs_to_which() -> None:
    form = filled(KNOWN, [said("ways", ["call", "visit"]), said("details", "01632 960002, and my flat")])

    assert ticked(form) == [Way.CALL, Way.VISIT]
    assert (form["which-call"], form["which-visit"]) == ("01632 960001", "")


def test_no_safe_way_takes_every_way_off() -> None:
    form = filled(KNOWN, [said("ways", ["no_safe_way"])])

    assert ticked(form) == []
    assert form["no-way"] == "yes"


def test_what_must_never_be_used_only_grows_and_says_nothing_twice() -> None:
    more = filled(KNOWN, [said("never", "My brother"), said("never", "Her email", Voice.REPRESENTATIVE)])
    same = filled(KNOWN, [said("never", "The house phone")])

    assert more["never"] == "The house phone\nMy brother\nHer email"
    assert same["never"] == "The house phone"


def test_ways_that_a_council_added_are_left_to_the_worker() -> None:
    form = filled(SafeContact(), [said("ways", ["pigeon", "meet"]), said("change", "My number is new")])

    assert ticked(form) == [Way.MEET]
