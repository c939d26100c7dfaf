"""What becomes of a wish in the record: every wording, answer and rating it had, and whose they are [G10, L1]."""

import json
from typing import Any

import pytest

from msp_dialogue.flow.model import Stage
from msp_dialogue.flow.step import Step
from msp_dialogue.record import enquiries
from msp_dialogue.record.rebuild import differences
from tests.record.talking import Talk

HOME = "I want to stay at home."
WISH = [{"key": "1", "words": "I want my key back.", "themes": []}]


def only(rows: list[dict[str, Any]]) -> dict[str, Any]:
    (row,) = rows
    return row


def wordings(talk: Talk) -> list[tuple[str, str, str, str | None]]:
    rows = sorted(talk.rows("outcome_wording"), key=lambda row: (row["outcome"], row["number"]))
    return [(row["words"], row["reason"], row["voice"], row["why"]) for row in rows]


def test_a_wish_is_recorded_in_the_words_and_the_voice_it_had(talk: Talk) -> None:
    typed = "  Home!\n\N{HOUSE BUILDING} \N{RIGHT-TO-LEFT OVERRIDE}abc\N{POP DIRECTIONAL FORMATTING} "
    talk.hold(talk.enquiry(), Stage.BEGINNING, want=typed, who_answers="adult_supported")
    row = only(talk.rows("outcome"))

    assert (row["words"], row["voice"], row["status"]) == (typed, "adult_with_support", "wanted")


def test_a_correction_keeps_the_earlier_wording_with_its_time_and_its_worker(talk: Talk) -> None:
    dialogue = talk.start(talk.enquiry(), Stage.BEGINNING)
    held = talk.go_on(talk.held(dialogue), {"want": HOME}, until="more")
    talk.actor = "worker-2"
    talk.change(held, Step("want"), "I want to stay at home with Molly.")
    first, second = sorted(talk.rows("outcome_wording"), key=lambda row: int(row["number"]))

    assert wordings(talk) == [
        (HOME, "first", "adult", None),
        ("I want to stay at home with Molly.", "changed", "adult", None),
    ]
    assert (first["recorded_by"], second["recorded_by"]) == ("worker-1", "worker-2")
    assert first["at"] < second["at"]
    assert only(talk.rows("outcome"))["expressed"] == first["at"]


def test_saying_the_same_again_is_no_new_wording(talk: Talk) -> None:
    dialogue = talk.start(talk.enquiry(), Stage.BEGINNING)
    held = talk.go_on(talk.held(dialogue), {"want": HOME}, until="more")
    talk.change(held, Step("want"), HOME)

    assert wordings(talk) == [(HOME, "first", "adult", None)]


def test_a_wish_taken_back_in_the_same_sitting_stays_in_the_record(talk: Talk) -> None:
    dialogue = talk.start(talk.enquiry(), Stage.BEGINNING)
    held = talk.go_on(talk.held(dialogue), {"want": HOME}, until="more")
    talk.change(held, Step("want"), "skipped")
    answer = only([row for row in talk.rows("answer") if row["question"] == "want"])

    assert talk.rows("outcome") == []
    assert json.loads(answer["earlier"])[0]["value"] == HOME
    assert talk.standing()["asked"] == "none_expressed"


def test_a_changed_wish_keeps_both_wordings_and_the_reason(talk: Talk) -> None:
    enquiry = talk.enquiry()
    talk.hold(enquiry, Stage.BEGINNING, want=HOME)
    talk.hold(
        enquiry,
        Stage.MIDDLE,
        still_wanted={HOME: "changed"},
        changed_wording={HOME: "I want to live by the sea."},
        change_reason={"I want to live by the sea.": "My sister is there."},
    )

    assert wordings(talk) == [
        (HOME, "first", "adult", None),
        ("I want to live by the sea.", "changed", "adult", "My sister is there."),
    ]
    assert only(talk.rows("outcome"))["words"] == "I want to live by the sea."


def test_a_changed_wording_that_is_corrected_keeps_that_too(talk: Talk) -> None:
    enquiry = talk.enquiry()
    item = next(iter(talk.hold(enquiry, Stage.BEGINNING, want=HOME).dialogue.outcomes))
    said = {"still_wanted": {HOME: "changed"}, "changed_wording": {HOME: "By the see."}}
    held = talk.go_on(talk.held(talk.start(enquiry, Stage.MIDDLE)), said, until="more")
    talk.change(held, Step("changed_wording", item), "By the sea.")

    assert [words for words, *_ in wordings(talk)] == [HOME, "By the see.", "By the sea."]


def test_a_negotiated_wording_stands_beside_the_persons_own(talk: Talk) -> None:
    talk.hold(
        talk.enquiry(),
        Stage.BEGINNING,
        want=HOME,
        council_answer={HOME: "negotiated"},
        negotiated_wording={HOME: "Stays at home, with visits."},
        council_reason={HOME: "The risk at night."},
    )
    row = only(talk.rows("outcome"))

    assert wordings(talk) == [
        (HOME, "first", "adult", None),
        ("Stays at home, with visits.", "negotiated", "worker", None),
    ]
    assert (row["words"], row["council_answer"], row["council_reason"]) == (HOME, "negotiated", "The risk at night.")


def test_taking_up_the_negotiated_words_is_the_persons_own_change(talk: Talk) -> None:
    enquiry = talk.enquiry()
    agreed = "Stays at home, with visits."
    talk.hold(
        enquiry,
        Stage.BEGINNING,
        want=HOME,
        council_answer={HOME: "negotiated"},
        negotiated_wording={HOME: agreed},
    )
    talk.hold(enquiry, Stage.MIDDLE, still_wanted={HOME: "changed"}, changed_wording={HOME: agreed})

    assert [(reason, voice) for _, reason, voice, _ in wordings(talk)] == [
        ("first", "adult"),
        ("negotiated", "worker"),
        ("changed", "adult"),
    ]


def test_a_later_answer_of_the_council_leaves_the_old_reason_behind(talk: Talk) -> None:
    enquiry = talk.enquiry()
    talk.hold(
        enquiry,
        Stage.BEGINNING,
        want=HOME,
        council_answer={HOME: "cannot"},
        council_reason={HOME: "The house is sold."},
        next_best={HOME: "A flat next door."},
    )
    before = only(talk.rows("outcome"))
    talk.hold(enquiry, Stage.MIDDLE, still_wanted={HOME: "want"}, council_answer={HOME: "worked_towards"})
    after = only(talk.rows("outcome"))
    names = ("council_answer", "council_reason", "next_best")

    assert [before[name] for name in names] == ["cannot", "The house is sold.", "A flat next door."]
    assert [after[name] for name in names] == ["worked_towards", None, None]


def test_a_council_that_is_not_asked_again_keeps_its_answer(talk: Talk) -> None:
    enquiry = talk.enquiry()
    talk.hold(enquiry, Stage.BEGINNING, want=HOME, council_answer={HOME: "cannot"}, council_reason={HOME: "Sold."})
    talk.hold(enquiry, Stage.MIDDLE, still_wanted={HOME: "want"})

    assert only(talk.rows("outcome"))["council_reason"] == "Sold."


def test_an_example_chosen_carries_its_theme_and_its_words(talk: Talk) -> None:
    talk.hold(talk.enquiry(), Stage.BEGINNING, want="dont_know", examples=["be_safer", "make_friends"])
    rows = sorted(talk.rows("outcome"), key=lambda row: int(row["number"]))

    assert [json.loads(row["themes"]) for row in rows] == [["be_safer"], ["make_friends"]]
    assert [row["words"] for row in rows] == ["I want to be safer and feel safer", "I want to make new friends"]


def test_what_is_carried_into_a_review_is_what_is_still_wanted(talk: Talk) -> None:
    enquiry = talk.enquiry()
    key = WISH[0]["words"]
    talk.hold(enquiry, Stage.BEGINNING, want=HOME, more=WISH)
    talk.hold(enquiry, Stage.MIDDLE, still_wanted={HOME: "withdrawn", key: "happening"})
    closure = talk.held(talk.start(enquiry, Stage.CLOSURE))
    status = {row["words"]: row["status"] for row in talk.rows("outcome")}

    assert status == {HOME: "withdrawn", key: "happening"}
    assert [item.words for item in closure.dialogue.outcomes.values()] == [key]


def test_plan_a_plan_b_and_what_matters_most_are_kept(talk: Talk) -> None:
    enquiry = talk.enquiry()
    held = talk.go_on(talk.held(talk.start(enquiry, Stage.BEGINNING)), {"want": HOME, "more": WISH}, until="rank")
    home, key = held.dialogue.outcomes
    rank = {"order": [key, home], "offered": 2}
    talk.go_on(held, {"rank": rank, "pull_any": "against", "pull": [home, key], "plan_a": home})
    rows = {row["id"]: (row["rank"], row["pulls"], row["plan"]) for row in talk.rows("outcome")}
    review = talk.held(talk.start(enquiry, Stage.MIDDLE))

    assert rows == {home: (2, 1, "A"), key: (1, 1, "B")}
    assert review.dialogue.started.given == ("plan_b",)


def test_a_rating_keeps_whose_it_is_who_asked_and_its_words(talk: Talk) -> None:
    enquiry = talk.enquiry()
    talk.hold(enquiry, Stage.BEGINNING, want=HOME)
    talk.hold(
        enquiry,
        Stage.CLOSURE,
        asker="independent",
        who_answers="representative",
        rating={HOME: "partially"},
        rating_words={HOME: "Most days."},
        permission={HOME: "no"},
    )
    row = only(talk.rows("rating"))
    names = ("value", "words", "voice", "asker", "counted", "recorded_by")

    assert [row[name] for name in names] == ["partially", "Most days.", "representative", "independent", 1, "worker-1"]
    assert only(talk.rows("outcome"))["permission"] == "no"


def test_no_longer_wanting_it_at_closure_withdraws_the_wish(talk: Talk) -> None:
    enquiry = talk.enquiry()
    talk.hold(enquiry, Stage.BEGINNING, want=HOME)
    talk.hold(enquiry, Stage.CLOSURE, rating={HOME: "withdrawn"})
    row = only(talk.rows("outcome"))

    assert (row["status"], row["achieved"]) == ("withdrawn", None)
    assert talk.standing()["achieved"] == "all_withdrawn"


def test_what_is_set_aside_leaves_the_figures_and_stays_in_the_record(talk: Talk) -> None:
    enquiry = talk.enquiry()
    aside = talk.hold(enquiry, Stage.BEGINNING, want=HOME, who_answers="representative").dialogue.id
    talk.hold(enquiry, Stage.CLOSURE, held="no", not_asked_reason="died", capacity="did_not_lack")
    enquiries.set_aside(talk.database, enquiry, aside, "The source of harm.", talk.by())
    said = [row["words"] for row in talk.rows("answer") if row["question"] == "want"]
    stored = talk.query("select value from event where stream = ? and question = 'want'", aside)
    row = talk.standing()

    assert talk.rows("outcome") == talk.rows("outcome_wording") == talk.rows("rating") == []
    assert (row["asked"], row["achieved"], row["wanted"], row["voice"]) == ("not_asked", "none_expressed", 0, None)
    assert row["capacity"] == "did_not_lack"
    assert said == [HOME]
    assert stored == [(json.dumps(HOME),)]


def test_a_wish_that_the_adult_took_up_stays_theirs_when_the_one_who_worded_it_is_set_aside(talk: Talk) -> None:
    enquiry = talk.enquiry()
    aside = talk.hold(enquiry, Stage.BEGINNING, want=HOME, who_answers="representative").dialogue.id
    talk.hold(enquiry, Stage.CLOSURE, rating={HOME: "fully"})
    enquiries.set_aside(talk.database, enquiry, aside, "The source of harm.", talk.by())
    row = talk.standing()

    assert wordings(talk) == [(HOME, "first", "adult", None)]
    assert only(talk.rows("outcome"))["voice"] == "adult"
    assert (row["asked"], row["achieved"], row["wanted"], row["voice"]) == ("expressed", "fully", 1, "adult")


def test_words_of_the_adults_own_stay_when_the_one_who_worded_the_wish_is_set_aside(talk: Talk) -> None:
    enquiry = talk.enquiry()
    aside = talk.hold(enquiry, Stage.BEGINNING, want=HOME, who_answers="representative").dialogue.id
    talk.hold(
        enquiry,
        Stage.MIDDLE,
        still_wanted={HOME: "changed"},
        changed_wording={HOME: "I want to live by the sea."},
    )
    enquiries.set_aside(talk.database, enquiry, aside, "The source of harm.", talk.by())

    assert wordings(talk) == [("I want to live by the sea.", "first", "adult", None)]


def test_a_workers_view_counts_also_when_somebody_independent_asked_and_got_no_answer(talk: Talk) -> None:
    enquiry = talk.enquiry()
    talk.hold(enquiry, Stage.BEGINNING, want=HOME)
    talk.hold(enquiry, Stage.CLOSURE, asker="independent", rating={HOME: "dont_know"})
    talk.hold(
        enquiry,
        Stage.CLOSURE,
        name="second",
        held="no",
        not_asked_reason="could_not_be_reached",
        workers_rating={HOME: "partially"},
    )

    assert talk.standing()["achieved"] == "partially"


def test_the_rest_of_a_first_conversation_on_another_day_words_nothing_again(talk: Talk) -> None:
    enquiry = talk.enquiry()
    talk.hold(enquiry, Stage.BEGINNING, want=HOME, carry_on="another_day")
    rest = talk.hold(enquiry, Stage.BEGINNING, name="rest", others_want="same")

    assert "want" not in {step.question for step in rest.dialogue.path.steps}
    assert [row["words"] for row in talk.rows("outcome")] == [HOME]


def test_a_representative_who_will_not_answer_does_not_decline_for_the_person(talk: Talk) -> None:
    talk.hold(talk.enquiry(), Stage.BEGINNING, who_answers="representative", take_part="no")

    assert talk.standing()["asked"] == "not_recorded"
    assert talk.standing()["due"] == "first"


def test_a_conversation_that_nobody_holds_is_in_the_workers_voice_alone(talk: Talk) -> None:
    enquiry = talk.enquiry()
    talk.hold(enquiry, Stage.BEGINNING, want=HOME)
    talk.hold(enquiry, Stage.CLOSURE, held="no", not_asked_reason="died", workers_rating={HOME: "not"})
    voices = {row["stage"]: row["voice"] for row in talk.rows("dialogue")}

    assert voices == {"beginning": "adult", "closure": "worker"}
    assert only(talk.rows("rating"))["voice"] == "worker"


@pytest.mark.parametrize(
    ("question", "said", "column", "value"),
    [
        ("take_part", "no", "asked", "none_expressed"),
        ("overall", "partially", "overall", "partially"),
        ("capacity", "lacked", "capacity", "lacked"),
        ("risk_result", "reduced", "risk_result", "reduced"),
        ("not_asked_reason", "moved", "not_asked_reason", "moved"),
    ],
)
def test_an_answer_counts_as_soon_as_it_is_stored(
    talk: Talk, question: str, said: str, column: str, value: str
) -> None:
    enquiry = talk.enquiry()
    if question == "overall":  # asked only where there was a wish
        talk.hold(enquiry, Stage.BEGINNING, want=HOME)
    answers = {"held": "no"} if question == "not_asked_reason" else {}
    held = talk.go_on(talk.held(talk.start(enquiry, Stage.CLOSURE)), answers, until=question)
    current = held.dialogue.current
    assert current is not None
    held = talk.say(held, current, said)

    assert str(held.dialogue.state) == "in_progress"
    assert talk.standing()[column] == value
    assert list(differences(talk.database, talk.library)) == []


def test_permission_is_for_one_quote_and_can_be_taken_back(talk: Talk) -> None:
    enquiry = talk.enquiry()
    talk.hold(enquiry, Stage.BEGINNING, want=HOME)
    said: dict[str, Any] = {"rating": {HOME: "fully"}, "rating_words": {HOME: "I sleep again."}}
    first = talk.hold(enquiry, Stage.CLOSURE, **said, permission={HOME: "no"}).dialogue.id
    second = talk.hold(enquiry, Stage.CLOSURE, name="again", **said, permission={HOME: "yes"}).dialogue.id
    given = {row["dialogue"]: row["permission"] for row in talk.rows("rating")}
    outcome = only(talk.rows("outcome"))["id"]
    enquiries.withdraw_permission(talk.database, enquiry, second, outcome, talk.by())

    assert given == {first: "no", second: "yes"}
    assert {row["dialogue"]: row["permission"] for row in talk.rows("rating")} == {first: "no", second: "withdrawn"}
    assert only(talk.rows("outcome"))["permission"] == "withdrawn"


def test_permission_does_not_pass_to_words_put_differently_since(talk: Talk) -> None:
    enquiry = talk.enquiry()
    talk.hold(enquiry, Stage.BEGINNING, want=HOME)
    dialogue = talk.start(enquiry, Stage.CLOSURE)
    said = {"rating": {HOME: "fully"}, "rating_words": {HOME: "I sleep again."}, "permission": {HOME: "yes"}}
    held = talk.go_on(talk.held(dialogue), said, until="overall")
    words = next(step for step in held.dialogue.path.steps if step.question == "rating_words")
    talk.change(held, words, "My son came back.")

    assert only(talk.rows("rating"))["permission"] is None
