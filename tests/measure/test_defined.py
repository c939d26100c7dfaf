"""How one enquiry, or one outcome, stands in each measure: the sentence of the definition, as a table."""

from typing import Any

import pytest

from msp_dialogue.measure import DEFINITIONS, Counted, DateRule, Stand, count
from tests.measure.council import Council, facts_of, selection

SAFER = ["be_safer"], "fully", "adult", "representative", "lead", "same", "worked_towards"
"""An outcome as it is stored: themes, achieved, whose, whose rating, who asked, what became of it, the answer."""


def changed(**columns: Any) -> list[Any]:
    """The outcome with some columns otherwise."""
    names = ("themes", "achieved", "voice", "rated_voice", "rated_asker", "change", "council_answer")
    return [columns.get(name, value) for name, value in zip(names, SAFER, strict=True)]


STANDS: list[tuple[str, tuple[Any, ...], list[Stand]]] = [
    ("outcomes_expressed", ("expressed", "adult"), [Stand("expressed", "adult")]),
    ("outcomes_met", ("partially", "adult", "lead"), [Stand("partially", "adult", "lead")]),
    ("outcomes_met", ("not_rated", "adult", "lead"), [Stand("not_rated")]),
    ("met_as_told_to_someone_independent", (None, None), []),
    ("met_as_told_to_someone_independent", ("not", "adult"), [Stand("not", "adult", "independent")]),
    ("asked_at_middle", (None,), [Stand("not_recorded")]),
    ("asked_at_middle", ("declined",), [Stand("declined")]),
    ("wants_changed", ("added", "adult"), [Stand("added", "adult")]),
    ("council_answer", (None, "adult"), [Stand("not_recorded", "adult")]),
    ("council_answer", ("cannot", "adult"), [Stand("cannot", "adult")]),
    ("plan_b", (None,), []),
    ("plan_b", ("made",), [Stand("made")]),
    ("theme_justice", (None, "same", "fully", "adult", "lead"), []),
    ("theme_justice", ("yes", "withdrawn", "fully", "adult", "lead"), [Stand("withdrawn")]),
    ("theme_justice", ("yes", "same", None, None, None), [Stand("not_rated")]),
    ("theme_justice", ("yes", "added", "not", "worker", None), [Stand("not", "worker")]),
    ("experience_safer", (None, None, None), []),
    ("experience_safer", ("not_answered", None, None), [Stand("not_answered")]),
    ("experience_safer", ("partly", "adult", "lead"), [Stand("partly", "adult", "lead")]),
    ("advocacy", ("no", "independent_advocate"), []),
    ("advocacy", (None, None), []),
    ("advocacy", ("yes", None), [Stand("not_recorded")]),
    ("advocacy", ("yes", "not_arranged"), [Stand("not_arranged")]),
    ("communication_met", ("no", "no"), []),
    ("communication_met", ("yes", None), [Stand("not_reviewed")]),
    ("follow_up", (None,), []),
    ("sg4a_asked", ("other", "expressed"), []),
    ("sg4a_asked", ("section_42", "dont_know"), [Stand("dont_know")]),
    ("sg4a_achieved", ("section_42", "none_expressed", "none_expressed"), []),
    ("sg4a_achieved", ("section_42", "expressed", "all_withdrawn"), [Stand("all_withdrawn")]),
    ("sg3a_capacity", ("section_42", None), [Stand("not_recorded")]),
    ("sg3a_support", ("section_42", "did_not_lack", "yes"), []),
    ("sg3a_support", ("section_42", "lacked", None), [Stand("not_recorded")]),
    ("sg2e_risk", ("section_42", None), [Stand("not_recorded")]),
]


@pytest.mark.parametrize(("measure", "columns", "stands"), STANDS)
def test_it_stands_as_the_definition_says(measure: str, columns: tuple[Any, ...], stands: list[Stand]) -> None:
    definition = DEFINITIONS[measure]

    assert len(columns) == len(definition.reads)
    assert list(definition.stands(*columns)) == stands
    assert {stand.value for stand in stands} <= set(definition.values)


@pytest.mark.parametrize(
    ("outcome", "measure", "cells"),
    [
        (SAFER, "theme_be_safer", {("fully", "representative", "lead"): 1}),
        (SAFER, "theme_justice", {}),
        (SAFER, "theme_other_themes", {}),
        (changed(themes=["be_safer", "justice"]), "theme_justice", {("fully", "representative", "lead"): 1}),
        (changed(themes=["our_own"]), "theme_other_themes", {("fully", "representative", "lead"): 1}),
        (changed(themes=[]), "theme_other_themes", {("fully", "representative", "lead"): 1}),
        (changed(change="withdrawn"), "theme_be_safer", {("withdrawn", None, None): 1}),
        (changed(change="withdrawn"), "wants_changed", {("withdrawn", "adult", None): 1}),
        (SAFER, "council_answer", {("worked_towards", "adult", None): 1}),
    ],
)
def test_an_outcome_is_counted_where_it_belongs(
    council: Council, outcome: Any, measure: str, cells: dict[tuple[str, str | None, str | None], int]
) -> None:
    council.enquiry(outcomes=[outcome])
    facts = facts_of(council.database, selection(DateRule.CONCLUDED))
    found = count(DEFINITIONS[measure], facts, Counted.OUTCOMES)

    assert {(cell.value, cell.voice, cell.asker): number for cell, number in found.items()} == cells


def test_people_let_down_once_are_not_shown_as_content(council: Council) -> None:
    for value in ("yes", "no"):
        council.enquiry(adult="A1", experience={"safer": [value, "adult", "lead"]})
    facts = facts_of(council.database, selection(DateRule.CONCLUDED))
    found = count(DEFINITIONS["experience_safer"], facts, Counted.PEOPLE)

    assert [(cell.value, number) for cell, number in found.items()] == [("no", 1)]


def test_a_person_in_two_teams_is_counted_once_in_each(council: Council) -> None:
    for team in ("North", "South", "South"):
        council.enquiry(adult="A1", team=team)
    found = count(DEFINITIONS["outcomes_expressed"], facts_of(council.database), Counted.PEOPLE, ("team",))

    assert {cell.group: number for cell, number in found.items()} == {("North",): 1, ("South",): 1}
