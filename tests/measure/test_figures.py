"""Figures: numerators, denominators, percentages of true numbers, and what is said where there is nothing [G3, S1]."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msp_dialogue.measure import (
    DEFINITIONS,
    FAMILIES,
    HEADLINE,
    OUTCOMES_EXPRESSED,
    OUTCOMES_MET,
    Counted,
    DateRule,
    Drawn,
    Facts,
    Figure,
    count,
    figures_of,
)
from msp_dialogue.measure.derived import GROUPS, age_bands
from msp_dialogue.measure.figures import percent
from tests.measure.council import Council, drawn, selection
from tests.measure.some import FACTS

EVERY_MEASURE = [(each, counted) for each in DEFINITIONS.values() for counted in each.counted]


def one(of: Drawn, measure: str, line: str = HEADLINE, voice: str = "all", counted: str = "enquiries") -> Figure:
    (found,) = (
        each
        for each in of.figures
        if (each.measure, each.line, each.voice, each.counted) == (measure, line, voice, counted)
        if (each.asker, each.by) == ("all", "all")
    )
    return found


def number(of: Drawn, measure: str, line: str) -> tuple[int, int | None, float | None]:
    figure = one(of, measure, line)
    return figure.number, figure.out_of, figure.percent


def test_those_whose_outcomes_were_not_rated_are_outside_the_percentage_and_counted_beside_it(council: Council) -> None:
    council.rated(council.enquiry(achieved="fully"), "adult")
    council.rated(council.enquiry(achieved="not"), "adult")
    council.enquiry(achieved="not_rated")
    council.enquiry(achieved="all_withdrawn")
    council.enquiry(asked="not_asked", voice=None, achieved="none_expressed")
    figures = drawn(council.database, selection(DateRule.CONCLUDED))

    assert number(figures, "outcomes_met", HEADLINE) == (1, 2, 50.0)
    assert number(figures, "outcomes_met", "not") == (1, 2, 50.0)
    assert number(figures, "outcomes_met", "not_rated") == (1, None, None)
    assert number(figures, "outcomes_met", "all_withdrawn") == (1, None, None)
    assert number(figures, "outcomes_met", "none_expressed") == (1, None, None)


def test_those_who_were_not_asked_or_of_whom_nobody_knows_stay_in_the_denominator(council: Council) -> None:
    for asked in ("expressed", "none_expressed", "not_asked", "dont_know", "not_recorded"):
        council.enquiry(asked=asked, voice="adult" if asked == "expressed" else None)
    figures = drawn(council.database, selection(DateRule.CONCLUDED))

    assert number(figures, "outcomes_expressed", HEADLINE) == (1, 5, 20.0)
    for asked in ("none_expressed", "not_asked", "dont_know", "not_recorded"):
        assert number(figures, "outcomes_expressed", asked) == (1, 5, 20.0)


def test_an_open_enquiry_that_has_not_come_to_it_is_not_called_not_recorded(council: Council) -> None:
    council.enquiry(concluded=None, asked="not_recorded", voice=None)
    figures = drawn(council.database, selection(DateRule.OPENED))

    assert number(figures, "outcomes_expressed", "not_recorded") == (0, 1, 0.0)
    assert number(figures, "outcomes_expressed", "not_yet") == (1, 1, 100.0)


def test_achievement_is_of_enquiries_concluded_in_the_period_whichever_date_was_chosen(council: Council) -> None:
    council.rated(council.enquiry(opened="2024-01-01", concluded="2025-04-01"), "adult")
    council.rated(council.enquiry(opened="2025-04-01", concluded="2026-04-01", achieved="not"), "adult")

    for by in DateRule:
        figure = one(drawn(council.database, selection(by)), "outcomes_met")
        assert (figure.number, figure.out_of, figure.dates) == (1, 1, DateRule.CONCLUDED)


def test_a_period_without_enquiries_says_so_and_divides_by_nothing(council: Council) -> None:
    nothing = drawn(council.database)

    assert (nothing.enquiries, nothing.people) == (0, 0)
    assert {figure.number for figure in nothing.figures} == {0}
    assert {figure.percent for figure in nothing.figures} == {None}
    assert {figure.note for figure in nothing.figures if figure.line == HEADLINE} == {"No enquiries in this period."}


def test_enquiries_without_any_rating_say_that_and_not_nought_percent(council: Council) -> None:
    council.enquiry(achieved="not_rated")
    figure = one(drawn(council.database, selection(DateRule.CONCLUDED)), "outcomes_met")

    assert (figure.number, figure.out_of, figure.percent) == (0, 0, None)
    assert figure.note == "No rated enquiries in this period."


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_percentage_is_the_true_one_to_one_decimal_halves_upward(part: int, whole: int) -> None:
    shown = percent(min(part, whole), whole)

    assert shown is not None
    difference = Fraction(str(shown)) - Fraction(min(part, whole) * 100, whole)
    assert Fraction(-1, 20) < difference <= Fraction(1, 20)


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(1, 16, 6.3), (1, 3, 33.3), (2, 3, 66.7), (0, 7, 0.0), (7, 7, 100)]
)
def test_percentages_by_hand(part: int, whole: int, shown: float) -> None:
    assert percent(part, whole) == shown
    assert percent(part, 0) is None


@settings(max_examples=60, deadline=None)
@given(FACTS)
def test_the_values_add_up_to_everyone_and_the_counted_ones_to_the_measure(facts: Facts) -> None:
    for definition, counted in EVERY_MEASURE:
        figures = list(figures_of(definition, facts, counted))
        whole = [each for each in figures if (each.voice, each.asker, each.by) == ("all", "all", "all")]
        (headline,) = (each for each in whole if each.line == HEADLINE)
        by_voice = [each for each in figures if each.line == HEADLINE and each.voice != "all"]
        by_asker = [each for each in figures if each.line == HEADLINE and each.asker != "all"]
        values = [each for each in figures if each.line != HEADLINE]

        assert {each.line for each in values} == set(definition.values)
        assert sum(each.number for each in values) == count(definition, facts, counted).total()
        assert sum(each.number for each in values if each.line in definition.out_of) == headline.out_of
        assert sum(each.number for each in values if each.line in definition.counts) == headline.number
        assert bool(by_voice) == bool(definition.voice_is)
        if definition.voice_of_all:
            assert sum(each.number for each in by_voice) == headline.number
            assert sum(each.out_of or 0 for each in by_voice) == headline.out_of
        if definition.by_asker:
            assert sum(each.out_of or 0 for each in by_asker) == headline.out_of


@settings(max_examples=60, deadline=None)
@given(FACTS)
def test_groups_of_enquiries_add_up_to_all_of_them(facts: Facts) -> None:
    for definition, counted in EVERY_MEASURE:
        figures = [each for each in figures_of(definition, facts, counted) if each.line == HEADLINE]
        (whole,) = (each for each in figures if (each.voice, each.asker, each.by) == ("all", "all", "all"))
        for by in GROUPS if counted is not Counted.PEOPLE else ():
            groups = [each for each in figures if each.by == by]

            assert sum(each.number for each in groups) == whole.number
            assert sum(each.out_of or 0 for each in groups) == whole.out_of


def test_every_measure_says_what_it_counts_in_words_of_its_own() -> None:
    assert list(DEFINITIONS)[:2] == [OUTCOMES_EXPRESSED.id, OUTCOMES_MET.id]
    assert [each.source for each in DEFINITIONS.values()][:2] == ["[G3] (a)", "[G3] (b)"]
    assert len({each.name for each in DEFINITIONS.values()}) == len(DEFINITIONS)
    for each in DEFINITIONS.values():
        assert each.family in FAMILIES
        assert each.counts < each.out_of <= set(each.values)
        assert bool(each.person) == (Counted.PEOPLE in each.counted) == (each.as_one is not None)


@pytest.mark.parametrize(
    ("asked", "first", "concluded", "within"),
    [
        ("expressed", "2025-05-08", "2025-09-01", "within_7_days"),
        ("expressed", "2025-05-09", "2025-09-01", "within_14_days"),
        ("none_expressed", "2025-05-29", None, "within_28_days"),
        ("expressed", "2025-05-30", "2025-09-01", "later"),
        ("not_asked", None, "2025-09-01", "never"),
        ("dont_know", None, "2025-09-01", "when_not_recorded"),
        ("not_recorded", None, "2025-09-01", "when_not_recorded"),
        ("not_recorded", None, None, "not_yet"),
    ],
)
def test_nobody_is_said_never_to_have_been_asked_of_whom_that_is_not_recorded(
    council: Council, asked: str, first: str | None, concluded: str | None, within: str
) -> None:
    at = first and f"{first}T10:00:00.000000Z"
    council.enquiry(opened="2025-05-01", concluded=concluded, asked=asked, first_asked=at)

    assert number(drawn(council.database), "asked_within", within)[0] == 1


@pytest.mark.parametrize(
    ("concluded", "independent", "lead", "stands"),
    [
        ("2025-09-01", "2025-10-27", "2025-08-30", "independent_in_time"),  # 8 weeks to the day
        ("2025-09-01", "2025-10-28", None, "independent_late"),
        ("2025-09-01", None, "2025-08-30", "lead_at_closure"),
        ("2025-09-01", None, None, "nobody"),
        ("2026-02-05", None, None, "not_yet"),  # drawn on 2 April: the last of the 8 weeks
        ("2026-02-04", None, None, "nobody"),
    ],
)
def test_a_follow_up_is_in_time_for_8_weeks_and_missed_only_afterwards(
    council: Council, concluded: str, independent: str | None, lead: str | None, stands: str
) -> None:
    council.enquiry(concluded=concluded, followed_up=independent, closed_by_lead=lead)

    assert number(drawn(council.database, selection(DateRule.CONCLUDED)), "follow_up", stands)[0] == 1


@pytest.mark.parametrize(
    ("born", "died", "band"),
    [
        ("2008-03-31", None, "18-64"),
        ("2008-04-01", None, "unknown"),  # 17 on the last day
        ("1961-04-01", None, "18-64"),
        ("1961-03-31", None, "65-74"),
        ("1951-03-31", None, "75-84"),
        ("1941-03-31", None, "85-94"),
        ("1931-03-31", None, "95+"),
        ("1931-03-31", "2026-03-30", "85-94"),  # the age at death [S3]
        ("1931-03-31", "2026-04-01", "95+"),
        ("1890-01-01", None, "unknown"),
        ("2030-01-01", None, "unknown"),
        (None, None, "unknown"),
    ],
)
def test_the_age_is_that_of_the_last_day_of_the_period_or_of_death(
    born: str | None, died: str | None, band: str
) -> None:
    of_birth, of_death = (np.array([day or "NaT"], dtype="datetime64[D]") for day in (born, died))

    assert list(age_bands(of_birth, of_death, date(2026, 3, 31))) == [band]
