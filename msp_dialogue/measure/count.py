"""Enquiries, people and outcomes counted by how they stand; it must not know percentages."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msp_dialogue.measure.coded import Coded, Row, counts
from msp_dialogue.measure.definition import Counted, Definition, Stand
from msp_dialogue.measure.facts import Facts
from msp_dialogue.record.packed import ASKERS as ASKERS
from msp_dialogue.record.packed import VOICES as VOICES

Group = tuple[str | None, ...]


class Cell(NamedTuple):
    """What is counted together: how it stands, and its values of the columns that were asked for."""

    value: str
    voice: str | None
    asker: str | None
    group: Group = ()


def count(definition: Definition, facts: Facts, counted: Counted, by: Sequence[str] = ()) -> Counter[Cell]:
    """How many stand how, split by the columns `by`; a person is counted once in each group they are in [R1]."""
    names = (*by, *definition.reads)
    if counted is Counted.PEOPLE:
        return _people(definition, facts, [facts.column(name) for name in names], len(by))
    column = facts.column_of_each if counted is Counted.OUTCOMES else facts.column
    return _unfolded(definition, counts([column(name) for name in names]), len(by))


def _unfolded(definition: Definition, rows: Iterable[tuple[Row, int]], width: int) -> Counter[Cell]:
    """Each different row is looked at once, however many enquiries are alike."""
    cells: Counter[Cell] = Counter()
    for row, number in rows:
        for stand in definition.stands(*row[width:]):
            cells[Cell(*stand, row[:width])] += number
    return cells


def _people(definition: Definition, facts: Facts, columns: Sequence[Coded], width: int) -> Counter[Cell]:
    """Most people have one enquiry, and stand as it does; the others' are made one, group by group."""
    if definition.as_one is None:
        raise ValueError(f"{definition.id} does not count people")
    alone = facts.column("alone").is_(True)
    cells = _unfolded(definition, counts([column.at(alone) for column in columns]), width)
    several: dict[tuple[str, Group], list[Stand]] = {}
    adults, *others = (column.at(~alone) for column in (facts.column("adult"), *columns))
    for adult, row in zip(adults, zip(*others, strict=True), strict=True):
        several.setdefault((adult, row[:width]), []).extend(definition.stands(*row[width:]))
    for (_, group), stands in several.items():
        if stands:
            cells[Cell(*definition.as_one(stands), group)] += 1
    return cells
