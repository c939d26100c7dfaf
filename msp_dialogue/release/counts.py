"""The true numbers of one table, before anything is hidden, and small groups shown as one [X-05]."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from msp_dialogue.release.released import OR, Split, table_id, together
from msp_dialogue.release.sums import Cell, Sum

SMALL_GROUP = 20
"""Fewer than these are shown together with a neighbour. The size alone decides: were only those merged who all gave one
answer, the merging itself would tell that answer."""


@dataclass(frozen=True)
class Counts:
    """A table's true numbers: `numbers` has each group and value by itself, `groups` is what is shown.

    `runs` are the groups that may be shown together, neighbours next to each other. A group in `too_few` has no such
    neighbour left and shows nothing. `values`, `outside` and `counting` are as in `ReleasedTable`.
    """

    measure: str
    counted: str
    by: Split
    groups: tuple[str, ...]
    runs: tuple[tuple[str, ...], ...]
    values: tuple[str, ...]
    outside: frozenset[str]
    counting: frozenset[str]
    numbers: Mapping[tuple[str, str], int]
    too_few: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """Its name in the file."""
        return table_id(self.measure, self.counted, self.by)

    def number(self, sum: Sum) -> int:
        """The true number of a sum of this table's cells."""
        return sum_of(self.numbers, sum)

    def total(self, group: str) -> int:
        """How many a shown group has that its percentages are out of."""
        return sum(
            self.numbers.get((each, value), 0)
            for each in group.split(OR)
            for value in self.values
            if value not in self.outside
        )


def sum_of(numbers: Mapping[tuple[str, str], int], cells: Iterable[Cell]) -> int:
    """The true number of a sum; nobody was counted where there is no number."""
    return sum(numbers.get((cell.group, cell.value), 0) for cell in cells)


def with_small_groups_together(counts: Counts) -> Counts:
    """The same numbers, each group of fewer than 20 shown together with its smaller neighbour until none is left.

    A run that has fewer than 20 in all stays one group that shows nothing.
    """
    groups = tuple(group for run in counts.runs for group in _blocks(counts, run))
    too_few = frozenset(group for group in groups if counts.total(group) < SMALL_GROUP)
    return replace(counts, groups=groups, too_few=too_few)


def _blocks(counts: Counts, run: tuple[str, ...]) -> tuple[str, ...]:
    blocks: list[tuple[str, ...]] = [(group,) for group in run]

    def size(block: tuple[str, ...]) -> int:
        return counts.total(together(block))

    while len(blocks) > 1 and size(smallest := min(blocks, key=size)) < SMALL_GROUP:
        place = blocks.index(smallest)
        beside = [at for at in (place - 1, place + 1) if 0 <= at < len(blocks)]
        other = min(beside, key=lambda at: size(blocks[at]))
        first = min(place, other)
        blocks[first : first + 2] = [blocks[first] + blocks[first + 1]]
    return tuple(map(together, blocks))
