"""Counting columns gives what looking at one enquiry after another gives."""

from collections import Counter, defaultdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msp_dialogue.measure import DEFINITIONS, Cell, Counted, Definition, Facts, Stand, count
from msp_dialogue.measure.coded import Coded, counts
from tests.measure.some import FACTS

SPLITS = ((), ("team",), ("age_band", "quarter"))
MEASURES = [(definition, counted) for definition in DEFINITIONS.values() for counted in definition.counted]


def one_by_one(definition: Definition, facts: Facts, counted: Counted, by: tuple[str, ...]) -> Counter[Cell]:
    """The same, slowly: a row for each, and for people a list of all that is said of them in each group."""
    column = facts.column_of_each if counted is Counted.OUTCOMES else facts.column
    rows = list(zip(*(list(column(name)) for name in (*by, *definition.reads)), strict=True))
    told = [(row[: len(by)], list(definition.stands(*row[len(by) :]))) for row in rows]
    if counted is not Counted.PEOPLE:
        return Counter(Cell(*stand, group) for group, stands in told for stand in stands)
    theirs: dict[Any, list[Stand]] = defaultdict(list)
    for adult, (group, stands) in zip(facts.column("adult"), told, strict=True):
        theirs[adult, group] += stands
    assert definition.as_one
    return Counter(Cell(*definition.as_one(stands), group) for (_, group), stands in theirs.items() if stands)


@pytest.mark.parametrize("by", SPLITS, ids=" and ".join)
@given(facts=FACTS)
@settings(max_examples=40, deadline=None)
def test_columns_are_counted_as_their_rows_are(by: tuple[str, ...], facts: Facts) -> None:
    for definition, counted in MEASURES:
        assert count(definition, facts, counted, by) == one_by_one(definition, facts, counted, by), definition.id


@given(FACTS, st.sampled_from(["North", "South"]))
@settings(max_examples=30, deadline=None)
def test_those_of_one_team_alone_are_the_teams_part_of_all(facts: Facts, team: str) -> None:
    alone, told = facts.where(team=team), DEFINITIONS["theme_be_safer"]
    for definition, counted in ((DEFINITIONS["outcomes_expressed"], Counted.PEOPLE), (told, Counted.OUTCOMES)):
        split = count(definition, facts, counted, ("team",))
        apart = {cell._replace(group=()): number for cell, number in split.items() if cell.group == (team,)}
        assert count(definition, alone, counted) == apart
    assert len(alone) == list(facts.column("team")).count(team) == len(alone.column("enquiry"))


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=50))
def test_rows_of_many_different_values_are_counted_as_those_of_few(rows: list[tuple[int, int]]) -> None:
    width = list(range(401))
    columns = [Coded.of([*width, *column]) for column in (zip(*rows, strict=True) if rows else ([], []))]

    assert dict(counts(columns)) == Counter([*zip(width, width, strict=True), *rows])
