"""Enquiries, people and outcomes counted by how they stand; it must not know percentages."""

from collections import Counter
from collections.abc import Sequence
from itertools import compress
from typing import Any, NamedTuple

from msp_dialogue.flow.voice import Voice
from msp_dialogue.measure.definition import Counted, Definition, Stand
from msp_dialogue.measure.facts import Facts
from msp_dialogue.measure.wishes import Wishes, is_of_each, wishes

VOICES = tuple(map(str, Voice))
ASKERS = ("lead", "independent")

Group = tuple[str | None, ...]


class Cell(NamedTuple):
    """What is counted together: how it stands, and its values of the columns that were asked for."""

    value: str
    voice: str | None
    asker: str | None
    group: Group = ()


def count(definition: Definition, facts: Facts, counted: Counted, by: Sequence[str] = ()) -> Counter[Cell]:
    """How many stand how, split by the columns `by`; a person is counted once in each group they are in [R1]."""
    if counted is Counted.PEOPLE:
        return _people(definition, facts, by)
    if counted is Counted.OUTCOMES and not by and all(map(is_of_each, definition.reads)):
        return _alike(definition, wishes(facts))
    of = wishes(facts) if counted is Counted.OUTCOMES else facts
    return _unfolded(definition, Counter(zip(*_columns(definition, of, by), strict=True)), len(by))


def _columns(definition: Definition, facts: Facts | Wishes, by: Sequence[str]) -> list[Sequence[Any]]:
    return [facts.column(name) for name in (*by, *definition.reads)]


def _alike(definition: Definition, of: Wishes) -> Counter[Cell]:
    """A million outcomes are alike in thousands: only those need to be looked at."""
    one_of_each, numbers = of.alike()
    rows: Counter[tuple[Any, ...]] = Counter()
    for row, number in zip(zip(*_columns(definition, one_of_each, ()), strict=True), numbers, strict=True):
        rows[row] += number
    return _unfolded(definition, rows, 0)


def _unfolded(definition: Definition, rows: Counter[tuple[Any, ...]], width: int) -> Counter[Cell]:
    """Each different row is looked at once, however many enquiries are alike."""
    cells: Counter[Cell] = Counter()
    for row, number in rows.items():
        for stand in definition.stands(*row[width:]):
            cells[Cell(*stand, row[:width])] += number
    return cells


def _people(definition: Definition, facts: Facts, by: Sequence[str]) -> Counter[Cell]:
    """Most people have one enquiry, and stand as it does; the others' are made one, group by group."""
    if definition.as_one is None:
        raise ValueError(f"{definition.id} does not count people")
    adults, columns = facts.column("adult"), _columns(definition, facts, by)
    alone = facts.column("alone")
    cells = _unfolded(definition, Counter(compress(zip(*columns, strict=True), alone)), len(by))
    several: dict[tuple[str | None, Group], list[Stand]] = {}
    for adult, row in compress(zip(adults, zip(*columns, strict=True), strict=True), (not each for each in alone)):
        several.setdefault((adult, row[: len(by)]), []).extend(definition.stands(*row[len(by) :]))
    for (_, group), stands in several.items():
        if stands:
            cells[Cell(*definition.as_one(stands), group)] += 1
    return cells
