"""How released numbers add up: within a file, and between a financial year and its quarters [X-04]."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from msp_dialogue.release.known import Known
from msp_dialogue.release.released import EVERYBODY, OR
from msp_dialogue.release.rounding import FREE, Bound
from msp_dialogue.release.sums import Cell, Shape

EQUAL = Bound(0, 0)
AT_MOST = Bound(-FREE, 0)

Shapes = Mapping[str, Shape]
"""The tables of one span by their ids."""


@dataclass(frozen=True)
class SplitOf:
    """That a table's groups add up to another's, value by value; or to no more, where some are in no group."""

    table: str
    whole: str
    bound: Bound = EQUAL


@dataclass(frozen=True)
class SameCount:
    """That some values of one table count what some of another do; or no more than those."""

    table: str
    values: tuple[str, ...]
    other: str
    other_values: tuple[str, ...]
    bound: Bound = EQUAL


@dataclass(frozen=True)
class Rules:
    """How the tables add up. `over_quarters` are those whose quarters add up to the year, as far as a reader can
    assume: people come back in another quarter and grow older, and the record changes, but seldom.
    """

    splits: tuple[SplitOf, ...]
    same: tuple[SameCount, ...]
    over_quarters: frozenset[str]

    def known(self, spans: Mapping[str, Shapes]) -> Iterator[Known]:
        """All that follows for these spans."""
        for span, shapes in spans.items():
            for split in self.splits:
                yield from _of_split(span, shapes, split)
            for same in self.same:
                yield from _of_same(span, shapes, same)
            yield from self._of_quarters(span, shapes, {each: spans[each] for each in spans if is_part(each, span)})

    def _of_quarters(self, year: str, in_year: Shapes, quarters: Mapping[str, Shapes]) -> Iterator[Known]:
        for table in sorted(self.over_quarters & set(in_year)) if quarters else ():
            bound = EQUAL if len(quarters) == 4 and all(table in shapes for shapes in quarters.values()) else AT_MOST
            present = [quarter for quarter, shapes in quarters.items() if table in shapes]
            for group, value in cells_of(in_year[table]):
                times = {Cell(quarter, table, group, value): 1 for quarter in present}
                yield Known(times | {Cell(year, table, group, value): -1}, bound, loose=True)


def is_part(span: str, of: str) -> bool:
    """Whether a span is a quarter of a financial year, by their ids."""
    return span.startswith(f"{of}-Q")


def parts(shape: Shape) -> tuple[str, ...]:
    """The groups of a table each by itself, also those that are shown as one."""
    return tuple(each for group in shape.groups for each in group.split(OR))


def cells_of(shape: Shape) -> Iterator[tuple[str, str]]:
    """Each group by itself with each value."""
    return ((group, value) for group in parts(shape) for value in shape.values)


def _of_split(span: str, shapes: Shapes, split: SplitOf) -> Iterator[Known]:
    if split.table not in shapes or split.whole not in shapes:
        return
    for value in shapes[split.table].values:
        if value in shapes[split.whole].values:
            times = {Cell(span, split.table, group, value): 1 for group in parts(shapes[split.table])}
            yield Known(times | {Cell(span, split.whole, EVERYBODY, value): -1}, split.bound)


def _of_same(span: str, shapes: Shapes, same: SameCount) -> Iterator[Known]:
    if same.table in shapes and same.other in shapes:
        times = _cells(span, same.table, same.values, 1) | _cells(span, same.other, same.other_values, -1)
        yield Known(times, same.bound)


def _cells(span: str, table: str, values: Sequence[str] | Iterable[str], times: int) -> dict[Cell, int]:
    return {Cell(span, table, EVERYBODY, value): times for value in values}
