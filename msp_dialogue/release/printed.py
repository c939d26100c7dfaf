"""A released file as its best informed reader sees it: each printed number, and a guess why the hidden ones are."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from msp_dialogue.release.known import Known, sum_within
from msp_dialogue.release.released import ReleasedTable
from msp_dialogue.release.rounding import FREE, Bound, bound_of_shown
from msp_dialogue.release.sums import Cell, Sum, called, of_cell, of_count, of_total

ANYTHING = Bound(0, FREE)
"""All that a file tells of a hidden number."""


@dataclass(frozen=True)
class Printed:
    """The tables of one span. `guessed` is what a reader knows of hidden numbers who guesses right; without it, only
    what is printed is known."""

    span: str
    tables: tuple[ReleasedTable, ...]
    guessed: Mapping[Sum, Bound] = field(default_factory=dict)

    @property
    def shapes(self) -> dict[str, ReleasedTable]:
        """The tables by their ids."""
        return {table.id: table for table in self.tables}

    @property
    def numbers(self) -> dict[Sum, int | None]:
        """Every number of it; None where hidden."""
        return {each: number for table in self.tables for each, number in _numbers(self.span, table)}

    @property
    def hidden(self) -> list[Sum]:
        """What must not be worked out."""
        return [each for each, number in self.numbers.items() if number is None]

    @property
    def shown(self) -> frozenset[Sum]:
        """What anybody can read."""
        return frozenset(each for each, number in self.numbers.items() if number is not None)

    def called(self, span: str) -> "Printed":
        """The same under another name: an earlier version of a file is told from the one that is."""
        return Printed(span, self.tables, {called(each, span): bound for each, bound in self.guessed.items()})

    def known(self) -> Iterator[Known]:
        """What it tells of each number by itself."""
        for each, number in self.numbers.items():
            shown = self.guessed.get(each, ANYTHING) if number is None else bound_of_shown(number)
            yield sum_within(each, shown)


def _numbers(span: str, table: ReleasedTable) -> Iterator[tuple[Sum, int | None]]:
    for group in table.groups:
        for value in table.values:
            yield of_cell(span, table, group, value), table.cells[group][value]
        if group in table.totals:
            yield of_total(span, table, group), table.totals[group]
        if group in table.counts:
            yield of_count(span, table, group), table.counts[group]


def guesses_of(hidden: Mapping[Sum, Bound]) -> str:
    """What may be guessed of hidden numbers, as text to be kept where nobody reads it."""
    return json.dumps(
        [[sorted(each), bound.low, None if bound.high == FREE else bound.high] for each, bound in hidden.items()]
    )


def guesses_read(text: str) -> dict[Sum, Bound]:
    """The same, read back."""
    return {
        frozenset(Cell(*cell) for cell in cells): Bound(low, FREE if high is None else high)
        for cells, low, high in json.loads(text)
    }
