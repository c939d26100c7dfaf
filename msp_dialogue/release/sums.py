"""What the numbers of a table are sums of: the one description that printing, hiding and auditing share."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from msp_dialogue.release.released import OR


class Cell(NamedTuple):
    """The smallest thing that is counted: one group that has one value, in one table of one span."""

    span: str
    table: str
    group: str
    value: str


Sum = frozenset[Cell]
"""A printed number is the sum of these cells; the same sum printed twice is one number."""


def called(sum: Sum, span: str) -> Sum:
    """The same sum in a span of another name."""
    return frozenset(cell._replace(span=span) for cell in sum)


class Shape(Protocol):
    """What a table shows, whatever its numbers: `Counts` and `ReleasedTable` are both such."""

    @property
    def id(self) -> str: ...
    @property
    def groups(self) -> tuple[str, ...]: ...
    @property
    def values(self) -> tuple[str, ...]: ...
    @property
    def outside(self) -> frozenset[str]: ...
    @property
    def counting(self) -> frozenset[str]: ...


def of_cell(span: str, table: Shape, group: str, value: str) -> Sum:
    """What the number of a group that has a value adds up: more than one cell where groups are shown as one."""
    return frozenset(Cell(span, table.id, each, value) for each in group.split(OR))


def of_total(span: str, table: Shape, group: str) -> Sum:
    """What a group's percentages are out of."""
    inside = (value for value in table.values if value not in table.outside)
    return frozenset[Cell]().union(*(of_cell(span, table, group, value) for value in inside))


def of_count(span: str, table: Shape, group: str) -> Sum:
    """What counts of a group for the measure."""
    return frozenset[Cell]().union(*(of_cell(span, table, group, value) for value in table.counting))


def of_group(span: str, table: Shape, group: str) -> Iterator[Sum]:
    """Every number that is printed of a group; where no value counts, there is no number of those that do."""
    for value in table.values:
        yield of_cell(span, table, group, value)
    yield from filter(None, (of_total(span, table, group), of_count(span, table, group)))
