"""Sentences that are read aloud in a meeting: each is whole, and says no more than a rounded number can."""

from dataclasses import replace

import pytest

from msp_dialogue.board import say
from msp_dialogue.board.compare import Part
from msp_dialogue.release import EVERYBODY
from tests.board.made import expressed, met, release, table

RELEASE = release()


@pytest.mark.parametrize(
    ("number", "out_of", "said"),
    [
        (40, 45, "Of about 45 people whose enquiry was concluded, about 40 said what they wanted to happen, "
         "or had it said for them (89%)."),
        (45, 45, "Of about 45 people whose enquiry was concluded, all or nearly all said what they wanted to happen, "
         "or had it said for them (about 100%)."),
        (0, 45, "Of about 45 people whose enquiry was concluded, none said what they wanted to happen, "
         "or had it said for them (0%)."),
        (None, 45, "There were about 45 people whose enquiry was concluded. It cannot be shown how many of them said "
         "what they wanted to happen, or had it said for them: the number is fewer than 8, "
         "or hidden to protect others."),
        (None, None, "Did they say what they wanted? No figure can be given: the number of people whose enquiry was "
         "concluded is fewer than 8, or hidden to protect others."),
        (115, None, "About 115 of the people whose enquiry was concluded said what they wanted to happen, or had it "
         "said for them. How many there were in all is hidden to protect others."),
        (0, 0, "There were no people whose enquiry was concluded."),
        (1000, 1200, "Of about 1,200 people whose enquiry was concluded, about 1,000 said what they wanted to happen, "
         "or had it said for them (83%)."),
    ],
)  # fmt: skip
def test_a_finding_about_people(number: int | None, out_of: int | None, said: str) -> None:
    assert say.found(RELEASE, expressed(number, out_of)) == said


def test_a_finding_about_enquiries_says_in_how_many_something_happened() -> None:
    assert say.found(RELEASE, expressed(50, 55, "enquiries")) == (
        "In about 50 of about 55 concluded enquiries, what the person wanted was put into words (91%)."
    )
    assert say.found(RELEASE, expressed(50, None, "enquiries")) == (
        "In about 50 of the concluded enquiries, what the person wanted was put into words. "
        "How many there were in all is hidden to protect others."
    )
    assert say.found(RELEASE, expressed(None, 55, "enquiries")).startswith(
        "There were about 55 concluded enquiries. It cannot be shown in how many of them what the person wanted was put"
    )


def test_a_measure_that_nobody_wrote_a_sentence_for_is_said_by_its_name() -> None:
    new = replace(RELEASE, definitions={"new": replace(RELEASE.definitions["outcomes_met"], name="Something new")})

    assert say.found(new, table("new", (10, 20), (10, None, None, None, None))) == (
        "Of about 20 people, about 10 count for “Something new” (50%)."
    )


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (Part(30, 45), "That is up from 67% a year before."),
        (Part(40, 45), "That is about the same as a year before (89%)."),
        (Part(35, 45), "That is more than the 78% of a year before, but the difference may be only rounding."),
        (None, "The figure of a year before is hidden, so the two cannot be compared."),
    ],
)
def test_a_share_is_compared_with_a_year_before(before: Part | None, said: str) -> None:
    assert say.compared(Part(40, 45), before) == said


def test_a_fall_is_said_as_plainly_as_a_rise() -> None:
    assert say.compared(Part(30, 45), Part(40, 45)) == "That is down from 89% a year before."
    assert "less than the 89%" in say.compared(Part(35, 45), Part(40, 45))
    assert say.compared(None, Part(40, 45)) == ""


def test_how_a_share_went_is_told_from_first_to_last_with_its_gaps() -> None:
    shares = [("spring", 60), ("summer", None), ("autumn", 40), ("winter", 89)]

    assert say.went(shares, "quarter") == (
        "It was 60% in spring and 89% in winter. The lowest was 40%, the highest 89%. "
        "For one quarter there is no figure."
    )
    assert say.went([("spring", 60), ("summer", 60)], "quarter") == "It was 60% from spring to summer."
    assert "not yet two quarters" in say.went([("spring", 60), ("summer", None)], "quarter")


def test_which_wishes_were_looked_back_on_most_is_said_of_those_that_are_shown() -> None:
    definition = RELEASE.definitions["outcomes_met"]
    themes = {"theme_a": 40, "theme_b": 30, "theme_c": None, "theme_d": 20, "theme_e": 10}
    named = {theme: replace(definition, name=theme[-1].upper()) for theme in themes}
    tables = [replace(met(None, number), measure=theme, counted="outcomes") for theme, number in themes.items()]

    assert say.most_named(replace(RELEASE, definitions=named), tables) == (
        "The wishes looked back on most were “A” (about 40), “B” (about 30) and “D” (about 20)."
    )


def test_people_and_enquiries_are_both_named_and_never_taken_for_each_other() -> None:
    assert say.counted(RELEASE, RELEASE.tables[0]) == (
        "Counted: people. Counted by enquiries instead: about 50 of about 55 (91%)."
    )
    assert say.counted(RELEASE, RELEASE.tables[2]) == "Counted: people."
    assert say.part_of(None) is None
    assert say.part_of(RELEASE.tables[0], EVERYBODY) == Part(40, 45)
