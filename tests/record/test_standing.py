"""How an enquiry is counted: each sentence of [R2] and [R3], as a table."""

import json
from typing import Any

import pytest

from msp_dialogue.record.standing import Achieved, Asked, Due, achieved, standing

OPEN = {"id": "e1", "concluded": None, "asked": None, "not_asked_reason": None}
DAY_BEFORE, THAT_DAY, DAY_AFTER = (
    "2026-03-01T23:59:59.000000Z",
    "2026-03-02T23:59:59.000000Z",
    "2026-03-03T00:00:00.000000Z",
)
CONCLUDED = OPEN | {"concluded": "2026-03-02"}


def outcome(
    achieved: str | None = None, *, status: str = "wanted", expressed: str = DAY_BEFORE, voice: str = "adult"
) -> dict[str, Any]:
    return {"status": status, "achieved": achieved, "expressed": expressed, "voice": voice}


def dialogue(name: str = "d1", *, stage: str = "beginning", state: str = "finished", **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "stage": stage,
        "state": state,
        "started": "2026-01-01",
        "set_aside": None,
        "asker": None,
    } | more


def answer(records: str, value: str | None = None, **more: Any) -> dict[str, Any]:
    plain = {"dialogue": "d1", "place": 1, "at": DAY_BEFORE, "voice": "adult", "earlier": None, "non_answer": None}
    return plain | {"records": records, "value": None if value is None else json.dumps(value)} | more


def asked_of(
    enquiry: dict[str, Any], *answers: dict[str, Any], outcomes: tuple[dict[str, Any], ...] = ()
) -> tuple[Any, Any]:
    row = standing(enquiry, [dialogue()], answers, outcomes)
    return row["asked"], row["not_asked_reason"]


# [R2] Several outcomes, one value


@pytest.mark.parametrize(
    ("outcomes", "value"),
    [
        # Fully when every outcome still wanted at closure is fully achieved.
        ([outcome("fully")], Achieved.FULLY),
        ([outcome("fully"), outcome("fully", status="happening")], Achieved.FULLY),
        # Not when none is fully or partly achieved.
        ([outcome("not")], Achieved.NOT),
        ([outcome("not"), outcome("not")], Achieved.NOT),
        # Partially otherwise.
        ([outcome("partially")], Achieved.PARTIALLY),
        ([outcome("fully"), outcome("not")], Achieved.PARTIALLY),
        ([outcome("partially"), outcome("not")], Achieved.PARTIALLY),
        ([outcome("fully"), outcome("partially")], Achieved.PARTIALLY),
        ([outcome("fully"), outcome("partially"), outcome("not")], Achieved.PARTIALLY),
        # Outcomes the person withdrew do not count.
        ([outcome("fully"), outcome(status="withdrawn")], Achieved.FULLY),
        ([outcome("not"), outcome("fully", status="withdrawn")], Achieved.NOT),
        ([outcome("fully"), outcome("not", status="withdrawn")], Achieved.FULLY),
        # With any wanted outcome unrated it is not rated, never not achieved.
        ([outcome()], Achieved.NOT_RATED),
        ([outcome("fully"), outcome()], Achieved.NOT_RATED),
        ([outcome("not"), outcome()], Achieved.NOT_RATED),
        ([outcome(status="happening")], Achieved.NOT_RATED),
        # All withdrawn: expressed, outside the achieved figures.
        ([outcome(status="withdrawn")], Achieved.ALL_WITHDRAWN),
        ([outcome("fully", status="withdrawn"), outcome(status="withdrawn")], Achieved.ALL_WITHDRAWN),
        # Nothing expressed, nothing to achieve.
        ([], Achieved.NONE_EXPRESSED),
    ],
)
def test_several_outcomes_come_to_one_value(outcomes: list[dict[str, Any]], value: Achieved) -> None:
    assert achieved(outcomes) is value


def test_an_enquiry_whose_wishes_were_all_withdrawn_was_still_expressed() -> None:
    row = standing(CONCLUDED, [dialogue()], [], [outcome(status="withdrawn")])

    assert (row["asked"], row["achieved"], row["wanted"], row["withdrawn"]) == ("expressed", "all_withdrawn", 0, 1)


def test_the_numbers_stand_beside_the_one_value() -> None:
    outcomes = [
        outcome("fully"),
        outcome("partially"),
        outcome("not"),
        outcome("not"),
        outcome(),
        outcome(status="withdrawn"),
    ]
    row = standing(CONCLUDED, [dialogue()], [], outcomes)
    names = ("wanted", "fully", "partially", "not_achieved", "unrated", "withdrawn")

    assert tuple(row[name] for name in names) == (5, 1, 1, 2, 1, 1)


def test_the_overall_answer_is_kept_beside_and_does_not_change_the_value() -> None:
    row = standing(CONCLUDED, [dialogue()], [answer("overall", "fully")], [outcome("not")])

    assert (row["overall"], row["achieved"]) == ("fully", "not")


def test_an_independent_overall_answer_never_overwrites() -> None:
    both = [dialogue("d1", asker="lead"), dialogue("d2", asker="independent", started="2026-02-01")]
    said = [answer("overall", "fully"), answer("overall", "not", dialogue="d2", at=DAY_AFTER)]

    assert standing(CONCLUDED, both, said, [])["overall"] == "fully"


def test_an_overall_answer_that_was_skipped_takes_nothing_away() -> None:
    both = [dialogue("d1", asker="lead"), dialogue("d2", asker="lead", started="2026-02-01")]
    said = [answer("overall", "fully"), answer("overall", None, dialogue="d2", non_answer="skipped")]

    assert standing(CONCLUDED, both, said, [])["overall"] == "fully"


# [R3] Expressed


def test_one_wish_that_was_worded_is_expressed() -> None:
    assert asked_of(CONCLUDED, answer("desired_outcome", "x"), outcomes=(outcome(),)) == (Asked.EXPRESSED, None)


@pytest.mark.parametrize("when", [DAY_BEFORE, THAT_DAY])
def test_a_wish_worded_at_any_stage_before_the_conclusion_counts(when: str) -> None:
    assert asked_of(CONCLUDED, outcomes=(outcome(expressed=when),)) == (Asked.EXPRESSED, None)


def test_a_wish_worded_only_after_the_conclusion_does_not_count() -> None:
    row = standing(
        CONCLUDED, [dialogue()], [answer("desired_outcome", "x", at=DAY_AFTER)], [outcome(expressed=DAY_AFTER)]
    )

    assert (row["asked"], row["achieved"], row["wanted"]) == ("not_recorded", "none_expressed", 0)


def test_a_wish_counts_before_any_reason_for_not_asking() -> None:
    said = answer("not_asked_reason", "died")

    assert asked_of(CONCLUDED, said, outcomes=(outcome(),)) == (Asked.EXPRESSED, None)


# [R3] Asked, none expressed


@pytest.mark.parametrize("how", ["skipped", "dont_know", "rather_not_say"])
def test_not_answering_what_one_wants_is_asked_with_none_expressed(how: str) -> None:
    assert asked_of(CONCLUDED, answer("desired_outcome", non_answer=how)) == (Asked.NONE_EXPRESSED, None)


@pytest.mark.parametrize("how", ["no", None])
def test_declining_to_take_part_is_asked_with_none_expressed(how: str | None) -> None:
    """Skipping the question of taking part is no agreement either [L5]."""
    assert asked_of(CONCLUDED, answer("take_part", how)) == (Asked.NONE_EXPRESSED, None)


def test_agreeing_to_take_part_alone_is_not_being_asked() -> None:
    assert asked_of(CONCLUDED, answer("take_part", "yes")) == (Asked.NOT_RECORDED, None)


def test_declining_the_closing_conversation_counts_as_what_it_is() -> None:
    assert asked_of(CONCLUDED, answer("not_asked_reason", "declined")) == (Asked.NONE_EXPRESSED, None)


def test_declining_only_after_the_conclusion_is_not_being_asked() -> None:
    assert asked_of(CONCLUDED, answer("not_asked_reason", "declined", at=DAY_AFTER)) == (Asked.NOT_RECORDED, None)


def test_a_worker_may_say_that_they_were_asked_and_declined() -> None:
    enquiry = CONCLUDED | {"asked": "yes", "not_asked_reason": "declined"}

    assert asked_of(enquiry) == (Asked.NONE_EXPRESSED, None)
    assert asked_of(CONCLUDED | {"asked": "yes"}) == (Asked.NONE_EXPRESSED, None)


def test_having_been_asked_counts_before_a_later_reason() -> None:
    said = (answer("desired_outcome", non_answer="skipped"), answer("not_asked_reason", "died"))

    assert asked_of(CONCLUDED, *said) == (Asked.NONE_EXPRESSED, None)


def test_being_asked_only_after_the_conclusion_does_not_count() -> None:
    assert asked_of(CONCLUDED, answer("desired_outcome", non_answer="skipped", at=DAY_AFTER)) == (
        Asked.NOT_RECORDED,
        None,
    )


def test_changing_the_answer_after_the_conclusion_does_not_undo_that_it_was_asked() -> None:
    earlier = json.dumps([{"at": DAY_BEFORE}])
    said = answer("desired_outcome", non_answer="skipped", at=DAY_AFTER, earlier=earlier)

    assert asked_of(CONCLUDED, said) == (Asked.NONE_EXPRESSED, None)


# [R3] No, Don't Know, Not Recorded


@pytest.mark.parametrize("reason", ["too_unwell", "could_not_be_reached", "not_safe", "died", "moved", "other"])
@pytest.mark.parametrize("when", [DAY_BEFORE, DAY_AFTER])
def test_never_put_to_them_is_no_with_its_reason(reason: str, when: str) -> None:
    assert asked_of(CONCLUDED, answer("not_asked_reason", reason, at=when)) == (Asked.NOT_ASKED, reason)
    assert asked_of(CONCLUDED | {"asked": "no", "not_asked_reason": reason}) == (Asked.NOT_ASKED, reason)


def test_a_worker_who_cannot_tell_is_dont_know() -> None:
    assert asked_of(CONCLUDED | {"asked": "dont_know"}) == (Asked.DONT_KNOW, None)


def test_a_persons_own_dont_know_is_never_the_workers() -> None:
    said = answer("desired_outcome", non_answer="dont_know")

    assert asked_of(CONCLUDED | {"asked": "dont_know"}, said) == (Asked.NONE_EXPRESSED, None)


def test_none_of_these_is_not_recorded() -> None:
    assert asked_of(CONCLUDED) == (Asked.NOT_RECORDED, None)
    assert asked_of(OPEN) == (Asked.NOT_RECORDED, None)


# What was set aside, whose voice, when first, what is due


def test_what_was_set_aside_counts_for_nothing() -> None:
    aside = [dialogue(set_aside="source of harm", stage="closure")]
    said = [answer("desired_outcome", non_answer="skipped"), answer("capacity", "lacked"), answer("overall", "fully")]
    row = standing(CONCLUDED, aside, said, [])

    assert (row["asked"], row["capacity"], row["overall"], row["first_asked"]) == ("not_recorded", None, None, None)


def test_the_voice_is_the_nearest_to_the_adults_own_that_was_heard() -> None:
    outcomes = [outcome(voice="representative"), outcome(voice="adult_with_support")]

    assert standing(OPEN, [], [], outcomes)["voice"] == "adult_with_support"
    assert standing(OPEN, [], [], [])["voice"] is None


def test_first_asked_is_the_first_time_it_was_put_to_them() -> None:
    earlier = json.dumps([{"at": "2026-01-07T10:00:00.000000Z"}])
    said = [answer("desired_outcome", "x", earlier=earlier), answer("desired_outcome", "y", place=2)]

    assert standing(OPEN, [dialogue()], said, [])["first_asked"] == "2026-01-07T10:00:00.000000Z"


def test_declining_is_the_first_time_they_were_asked() -> None:
    assert standing(OPEN, [dialogue()], [answer("take_part", "no")], [])["first_asked"] == DAY_BEFORE


@pytest.mark.parametrize("meaning", ["capacity", "risk_result"])
def test_the_latest_answer_counts_and_a_skipped_one_takes_nothing_away(meaning: str) -> None:
    held = [dialogue("d1"), dialogue("d2", started="2026-02-01"), dialogue("d3", started="2026-03-01")]
    said = [
        answer(meaning, None, dialogue="d3", non_answer="skipped"),
        answer(meaning, "second", dialogue="d2"),
        answer(meaning, "first", dialogue="d1"),
    ]

    assert standing(OPEN, held, said, [])[meaning] == "second"


@pytest.mark.parametrize(
    ("dialogues", "due"),
    [
        ([], Due.FIRST),
        ([dialogue(state="paused")], Due.FIRST),
        ([dialogue(state="not_held")], Due.FIRST),
        ([dialogue(set_aside="why")], Due.FIRST),
        ([dialogue()], Due.REVIEW),
        ([dialogue(), dialogue("d2", stage="middle", state="in_progress")], Due.REVIEW),
        ([dialogue(), dialogue("d2", stage="middle")], Due.CLOSURE),
        ([dialogue(), dialogue("d2", stage="closure")], Due.NOTHING),
        ([dialogue("d2", stage="closure")], Due.NOTHING),
    ],
)
def test_what_comes_next_is_due(dialogues: list[dict[str, Any]], due: Due) -> None:
    put = answer("desired_outcome", None, non_answer="dont_know")

    assert standing(OPEN, dialogues, [put], [])["due"] is due


def test_a_first_conversation_in_which_nothing_was_put_to_the_person_stays_due() -> None:
    assert standing(OPEN, [dialogue()], [], [])["due"] is Due.FIRST


def test_nothing_is_due_of_a_concluded_enquiry() -> None:
    assert standing(CONCLUDED, [], [], [])["due"] is Due.NOTHING
