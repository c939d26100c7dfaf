"""The table of what was not answered: every non-answer of a person's part, and every reason why nobody talked [R3]."""

from typing import Any

from tests.export.reading import json_object
from tests.measure.council import Council


def told(council: Council) -> list[tuple[Any, ...]]:
    found = json_object(council.database)["tables"]["non_answers"]
    return [(row["about"], row["stage"], row["question"], row["outcome_number"], row["answer"]) for row in found]


def test_a_non_answer_in_the_persons_part_has_its_question_and_its_outcome(council: Council) -> None:
    enquiry = council.enquiry()
    dialogue = council.dialogue(enquiry, "middle")
    council.outcome(enquiry)
    outcome = council.outcome(enquiry)
    council.answer(dialogue, "worry", non_answer="dont_know")
    council.answer(dialogue, "still_wanted", item=outcome, non_answer="rather_not_say")

    assert told(council) == [
        ("question", "middle", "worry", None, "dont_know"),
        ("question", "middle", "still_wanted", 2, "rather_not_say"),
    ]


def test_answers_and_what_workers_left_open_are_not_in_it(council: Council) -> None:
    dialogue = council.dialogue(council.enquiry())
    council.answer(dialogue, "worry", value="none")
    council.answer(dialogue, "setting", part="worker", non_answer="skipped")

    assert told(council) == []


def test_declining_to_take_part_is_a_reason_and_not_a_non_answer(council: Council) -> None:
    dialogue = council.dialogue(council.enquiry(), "beginning")
    council.answer(dialogue, "take_part", records="take_part", value="no")

    assert told(council) == [("conversation", "beginning", "take_part", None, "declined")]


def test_taking_part_is_not_in_it(council: Council) -> None:
    council.answer(council.dialogue(council.enquiry()), "take_part", records="take_part", value="yes")

    assert told(council) == []


def test_why_the_closing_conversation_was_not_held_is_there(council: Council) -> None:
    dialogue = council.dialogue(council.enquiry())
    council.answer(dialogue, "not_asked_reason", part="worker", records="not_asked_reason", value="too_unwell")

    assert told(council) == [("conversation", "closure", "not_asked_reason", None, "too_unwell")]


def test_a_conversation_that_ended_before_it_began_says_what_stopped_it(council: Council) -> None:
    enquiry = council.enquiry()
    reasons = [("source_of_harm", "yes"), ("safe_to_talk", "no"), ("safe_to_talk", "not_known"), ("setting", "video")]
    for number, (records, value) in enumerate(reasons):
        dialogue = council.dialogue(enquiry, "beginning", state="not_held", started=f"2025-06-0{number + 1}")
        council.answer(dialogue, records, part="worker", records=records, value=value)

    assert [answer for _, _, _, _, answer in told(council)] == [
        "source_of_harm",
        "not_safe",
        "not_known_to_be_safe",
        "not_said",
    ]


def test_a_conversation_that_was_set_aside_gives_no_rows(council: Council) -> None:
    enquiry = council.enquiry()
    aside = council.dialogue(enquiry, set_aside="spoken for by the source of harm")
    council.answer(aside, "worry", non_answer="skipped")
    council.dialogue(enquiry, state="not_held", set_aside="a mistake")

    assert told(council) == []


def test_the_reason_given_at_the_conclusion_is_there_unless_something_was_expressed(council: Council) -> None:
    council.enquiry("E1", asked="not_asked", voice=None, not_asked_reason="died")
    council.enquiry("E2", asked="none_expressed", voice=None, not_asked_reason="declined")
    council.enquiry("E3", asked="expressed", not_asked_reason="died")

    assert told(council) == [("enquiry", None, None, None, "died"), ("enquiry", None, None, None, "declined")]
