"""What is counted of one enquiry, where stories do not tell it: as rows, without a conversation."""

import json
from typing import Any

import pytest

from msp_dialogue.record.counted import OF_EACH, counted

CHANGE = OF_EACH.index("change")
ENQUIRY = {
    "id": "e1",
    "adult": "a1",
    "team": "North",
    "lead": "w1",
    "kind": "section_42",
    "opened": "2026-01-01",
    "concluded": "2026-03-02",
}
STANDS = dict.fromkeys(("asked", "not_asked_reason", "first_asked", "voice", "achieved", "capacity", "risk_result"))
BEFORE, AFTER = "2026-03-02T10:00:00.000000Z", "2026-03-03T10:00:00.000000Z"


def dialogue(name: str, stage: str, started: str, **more: Any) -> dict[str, Any]:
    plain = {"state": "finished", "voice": "adult", "asker": None, "set_aside": None, "representative_kind": None}
    return {"id": name, "stage": stage, "started": started, **plain, **more}


DIALOGUES = [
    dialogue("first", "beginning", "2026-01-05T10:00"),
    dialogue("second", "middle", "2026-02-05T10:00"),
    dialogue("closing", "closure", "2026-03-01T10:00", asker="lead"),
]


def outcome(name: str, **more: Any) -> dict[str, Any]:
    plain = {"dialogue": "first", "status": "wanted", "achieved": "fully", "voice": "adult", "themes": "[]"}
    return {"id": name, "expressed": BEFORE, "plan": None, "council_answer": None, **plain, **more}


def rating(of: str, **more: Any) -> dict[str, Any]:
    plain = {"value": "fully", "voice": "adult", "asker": "lead", "counted": 1, "at": BEFORE, "dialogue": "closing"}
    return {"outcome": of, **plain, **more}


def answer(dialogue: str, records: str, value: object = None, **more: Any) -> dict[str, Any]:
    stored = None if value is None else json.dumps(value)
    return {"dialogue": dialogue, "records": records, "value": stored, "place": 1, "voice": "adult", **more}


def row(
    outcomes: list[dict[str, Any]] | None = None,
    ratings: list[dict[str, Any]] | None = None,
    answers: list[dict[str, Any]] | None = None,
    *,
    wordings: list[dict[str, Any]] | None = None,
    dialogues: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    tables = {"outcome": outcomes or [], "rating": ratings or [], "outcome_wording": wordings or []}
    tables |= {"experience": [], "standing": [STANDS]}
    adult = {"born": "1940-01-01", "died": None}
    return counted(ENQUIRY, adult, DIALOGUES if dialogues is None else dialogues, answers or [], tables)


def test_the_voice_of_ratings_is_the_furthest_of_those_that_count() -> None:
    made = row([outcome("a"), outcome("b")], [rating("a"), rating("b", voice="representative")])

    assert (made["rated_voice"], made["rated_asker"]) == ("representative", "lead")


@pytest.mark.parametrize(
    ("outside", "of"),
    [
        ({"counted": 0}, {}),  # another view of the same outcome counts
        ({}, {"status": "withdrawn"}),
        ({}, {"expressed": AFTER}),  # the enquiry was concluded the day before
    ],
)
def test_ratings_outside_the_roll_up_give_no_voice(outside: dict[str, Any], of: dict[str, Any]) -> None:
    made = row([outcome("a"), outcome("b", **of)], [rating("a"), rating("b", voice="worker", **outside)])

    assert made["rated_voice"] == "adult"


def test_ratings_have_no_voice_while_one_wanted_outcome_has_no_rating() -> None:
    assert row([outcome("a"), outcome("b", achieved=None)], [rating("a")])["rated_voice"] is None


def test_the_lead_asked_if_the_lead_asked_for_any_of_the_ratings() -> None:
    made = row([outcome("a"), outcome("b")], [rating("a", asker="independent"), rating("b")])

    assert made["rated_asker"] == "lead"


def test_what_somebody_independent_was_told_is_rolled_up_by_itself() -> None:
    outcomes = [outcome("a"), outcome("b")]
    told = [rating("a"), rating("b"), rating("a", asker="independent", value="not", counted=0)]

    assert row(outcomes, told)["achieved_independent"] == "not_rated"
    both = [*told, rating("b", asker="independent", value="fully", counted=0, voice="representative")]
    assert row(outcomes, both)["achieved_independent"] == "partially"
    assert row(outcomes, both)["independent_voice"] == "representative"
    assert row(outcomes, told[:2])["achieved_independent"] is None


@pytest.mark.parametrize(
    ("reason", "where", "change"),
    [("changed", "first", "same"), ("changed", "second", "changed"), ("negotiated", "first", "changed")],
)
def test_words_put_right_in_the_same_conversation_are_no_change_of_a_want(reason: str, where: str, change: str) -> None:
    wordings = [{"outcome": "a", "reason": reason, "dialogue": where}]

    assert row([outcome("a")], wordings=wordings)["outcomes"][0][CHANGE] == change


def test_a_wish_is_added_if_others_were_worded_in_an_earlier_conversation() -> None:
    later = outcome("b", dialogue="second")

    assert [each[CHANGE] for each in row([outcome("a"), later])["outcomes"]] == ["same", "added"]
    assert [each[CHANGE] for each in row([later])["outcomes"]] == ["same"]


def test_skipping_is_having_been_asked_and_a_workers_own_view_is_not() -> None:
    assert row(answers=[answer("closing", "rating")])["at_closure"] == "asked"
    assert row(answers=[answer("closing", "rating", "fully", voice="worker")])["at_closure"] is None


def test_what_was_set_aside_counts_for_nothing() -> None:
    aside = [dialogue("first", "beginning", "2026-01-05T10:00", set_aside="source of harm")]

    assert row(answers=[answer("first", "desired_outcome")], dialogues=aside)["at_beginning"] is None


@pytest.mark.parametrize(
    ("chosen", "difficulty"), [(["none"], "no"), (["retain"], "yes"), (["retain", "communicate"], "yes"), (None, None)]
)
def test_any_one_difficulty_is_substantial(chosen: list[str] | None, difficulty: str | None) -> None:
    assert row(answers=[answer("first", "difficulty", chosen)])["difficulty"] == difficulty


def test_support_of_somebody_who_lacked_capacity_is_what_was_recorded_of_it() -> None:
    assert row(answers=[answer("closing", "advocacy", ["no_one"])])["supported"] == "no"
    assert row(answers=[answer("closing", "advocacy", ["family"])])["supported"] == "yes"
    assert row()["supported"] is None


@pytest.mark.parametrize(
    ("more", "supported"),
    [
        ({"representative_kind": "imca"}, "yes"),
        ({"representative_kind": "family_or_friend"}, "yes"),
        ({"representative_kind": "best_interests"}, None),  # the return asks for an advocate, family or a friend [S2]
        ({"representative_kind": "attorney_or_deputy"}, None),
        ({"representative_kind": "imca", "state": "not_held"}, None),
        ({"representative_kind": "imca", "started": "2026-03-03T10:00"}, None),  # after the conclusion
    ],
)
def test_whoever_spoke_for_the_person_is_support_if_the_return_says_so(
    more: dict[str, Any], supported: str | None
) -> None:
    spoken_for = dialogue("first", "beginning", "2026-01-05T10:00", voice="representative") | more

    assert row(dialogues=[spoken_for])["supported"] == supported


def test_what_was_found_last_for_somebody_with_substantial_difficulty_counts() -> None:
    at_first = answer("first", "advocacy", ["appropriate_person"])
    later = answer("closing", "advocacy", ["not_arranged"])

    assert row(answers=[at_first])["advocacy"] == "appropriate_person"
    assert row(answers=[at_first, later])["advocacy"] == "not_arranged"


def test_a_representatives_refusal_is_not_the_persons() -> None:
    assert row(answers=[answer("second", "take_part", "no")])["at_middle"] == "declined"
    assert row(answers=[answer("second", "take_part", "no", voice="representative")])["at_middle"] is None
