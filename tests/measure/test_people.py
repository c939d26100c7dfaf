"""A person counts once [R1], and by whom it was said stays visible [L1, E1]."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from msp_dialogue.measure import (
    HEADLINE,
    OUTCOMES_EXPRESSED,
    OUTCOMES_MET,
    Cell,
    Counted,
    DateRule,
    Drawn,
    Stand,
    count,
)
from msp_dialogue.record.standing import achieved
from tests.measure.council import Council, drawn, facts_of, selection

Outcomes = Sequence[dict[str, str | None]]
OUTCOMES = st.lists(
    st.fixed_dictionaries(
        {
            "status": st.sampled_from(["wanted", "happening", "withdrawn"]),
            "achieved": st.sampled_from(["fully", "partially", "not", None]),
        }
    ),
    max_size=4,
)


def voices(of: Drawn, measure: str, counted: Counted) -> dict[str, tuple[int, int | None]]:
    """The numbers of a measure by voice, without those that are nothing."""
    return {
        figure.voice: (figure.number, figure.out_of)
        for figure in of.figures
        if (figure.measure, figure.line, figure.counted) == (measure, HEADLINE, counted)
        and figure.voice != "all"
        and figure.by == "all"
        and figure.number
    }


def test_a_person_with_three_enquiries_is_counted_once(council: Council) -> None:
    for asked in ("not_asked", "expressed", "dont_know"):
        council.enquiry(adult="A1", asked=asked, voice="adult" if asked == "expressed" else None)
    council.enquiry(adult="A2", asked="not_recorded", voice=None)
    facts = facts_of(council.database)

    assert count(OUTCOMES_EXPRESSED, facts, Counted.ENQUIRIES).total() == 4
    assert count(OUTCOMES_EXPRESSED, facts, Counted.PEOPLE) == {
        Cell("expressed", "adult", None): 1,
        Cell("not_recorded", None, None): 1,
    }
    assert drawn(council.database).people == 2


@given(st.lists(OUTCOMES, min_size=1, max_size=4))
def test_a_person_is_rolled_up_as_if_all_their_enquiries_were_one(enquiries: Sequence[Outcomes]) -> None:
    apart = [Stand(achieved(outcomes), "adult") for outcomes in enquiries]
    together = achieved([outcome for outcomes in enquiries for outcome in outcomes])

    assert OUTCOMES_MET.as_one is not None
    assert OUTCOMES_MET.as_one(apart).value == together


def test_asking_is_split_by_the_nearest_voice_that_worded_a_wish(council: Council) -> None:
    council.enquiry(adult="A1", voice="representative")
    council.enquiry(adult="A1", voice="adult_with_support")
    council.enquiry(adult="A2", asked="not_asked", voice=None)
    figures = drawn(council.database)

    assert voices(figures, "outcomes_expressed", Counted.ENQUIRIES) == {
        "adult_with_support": (1, 3),
        "representative": (1, 3),
    }
    assert voices(figures, "outcomes_expressed", Counted.PEOPLE) == {"adult_with_support": (1, 2)}


def test_achievement_is_split_by_the_furthest_voice_that_rated_whoever_worded_the_wish(council: Council) -> None:
    council.rated(council.enquiry(adult="A1", voice="adult"), "adult", "worker")
    council.rated(council.enquiry(adult="A2", voice="adult"), "adult", "adult")
    council.rated(council.enquiry(adult="A2", voice="adult", achieved="not"), "representative")
    figures = drawn(council.database, selection(DateRule.CONCLUDED))

    assert voices(figures, "outcomes_met", Counted.ENQUIRIES) == {"adult": (1, 1), "worker": (1, 1)}
    assert voices(figures, "outcomes_met", Counted.PEOPLE) == {"representative": (1, 1), "worker": (1, 1)}
