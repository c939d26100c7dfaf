"""How released numbers add up: within a file, between a year and its quarters, and between versions [X-04].

All of it is known loosely: a reader assumes it, and where the figures contradict it, that it is missed by as little as
they allow. So a record that does not add up for once hinders no release, and no reader is taken for less than they are.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from msp_dialogue.release.known import Known
from msp_dialogue.release.released import EVERYBODY, OR
from msp_dialogue.release.rounding import FREE, Bound
from msp_dialogue.release.sums import Cell, Shape

EQUAL = Bound(0, 0)
AT_MOST = Bound(-FREE, 0)
NO_LESS = Bound(0, FREE)
QUARTERS = 4
VERSION = "~"
"""Between a span and what tells an earlier version of its file from the one that is, or is to be."""

Shapes = Mapping[str, Shape]
"""The tables of one span by their ids."""


@dataclass(frozen=True)
class SplitOf:
    """That a table's groups add up to another's, value by value."""

    table: str
    whole: str


Numbers = tuple[tuple[str, str, str], ...]
"""Numbers that are added up: each a table, one of its groups and a value."""


@dataclass(frozen=True)
class Tie:
    """That some numbers, added up, are as many as others; or, with AT_MOST, no more than those."""

    one: Numbers
    other: Numbers
    bound: Bound = EQUAL


@dataclass(frozen=True)
class Rules:
    """How the tables add up. `over_quarters` are those of which the quarters add up to the year: people grow older and
    the record changes, but not often. `at_least_each` are numbers of people who may come back in another quarter: the
    year has no more than its quarters together, and no fewer than each. `once` are the tables in which each enquiry, or
    its person, stands once.
    """

    splits: tuple[SplitOf, ...]
    ties: tuple[Tie, ...]
    over_quarters: frozenset[str]
    at_least_each: tuple[Numbers, ...] = ()
    once: frozenset[str] = frozenset()

    def known(self, spans: Mapping[str, Shapes]) -> Iterator[Known]:
        """All that follows for these spans."""
        for span, shapes in spans.items():
            for split in self.splits:
                yield from _of_split(span, shapes, split)
            for tie in self.ties:
                yield from _of_tie(span, shapes, tie)
            yield from self._of_version(span, shapes, spans)
            quarters = {each: spans[each] for each in spans if is_part(each, span)}
            if quarters:
                yield from self._of_quarters(span, shapes, quarters)
                yield from self._of_people(span, quarters)

    def _of_version(self, span: str, shapes: Shapes, spans: Mapping[str, Shapes]) -> Iterator[Known]:
        """An earlier version has the numbers that its file has now, but for as few put right as the figures allow.

        Of every table it is said by how many that went and how many that came it differs; those of the tables in which
        each enquiry stands once are the same few enquiries.
        """
        now, version, _ = span.partition(VERSION)
        if not version or now not in spans:
            return
        budgets = set()
        for table in sorted(set(shapes) & set(spans[now])):
            there = set(cells_of(spans[now][table]))
            places = [place for place in cells_of(shapes[table]) if place in there]
            budgets.add(budget := Cell(span, "put right", "" if table in self.once else table, ""))
            went, came = ([Cell(span, f"{what} {table}", *place) for place in places] for what in ("went", "came"))
            for place, one, other in zip(places, went, came, strict=True):
                change = {Cell(span, table, *place): 1, Cell(now, table, *place): -1, one: -1, other: 1}
                yield Known(change, EQUAL)
            yield from (Known(dict.fromkeys(side, 1) | {budget: -1}, AT_MOST) for side in (went, came))
        yield from (Known({budget: 1}, EQUAL, least=True) for budget in sorted(budgets))

    def _of_quarters(self, year: str, in_year: Shapes, quarters: Mapping[str, Shapes]) -> Iterator[Known]:
        bound = EQUAL if len(quarters) == QUARTERS else AT_MOST
        for table in sorted(self.over_quarters & set(in_year)):
            for group, value in cells_of(in_year[table]):
                times = {Cell(quarter, table, group, value): 1 for quarter in quarters}
                yield Known(times | {Cell(year, table, group, value): -1}, bound, loose=True)

    def _of_people(self, year: str, quarters: Mapping[str, Shapes]) -> Iterator[Known]:
        for numbers in self.at_least_each:
            in_year = {Cell(year, *place): -1 for place in numbers}
            each = [{Cell(quarter, *place): 1 for place in numbers} for quarter in quarters]
            yield from (Known(one | in_year, AT_MOST, loose=True) for one in each)
            if len(quarters) == QUARTERS:
                yield Known({cell: 1 for one in each for cell in one} | in_year, NO_LESS, loose=True)


def is_part(span: str, of: str) -> bool:
    """Whether a span is a quarter of a financial year, by their ids."""
    return span.startswith(f"{of}-Q") and VERSION not in span


def adds_up_with(span: str, spans: Iterable[str]) -> frozenset[str]:
    """Of these spans those whose numbers add up with those of a span: its quarters; or its year, with the others of it.

    A quarter by itself has nothing to do with the other quarters.
    """
    year = span.partition("-Q")[0]
    found = frozenset(each for each in spans if each.partition("-Q")[0] == year and each != span)
    return found if year in {span, *found} else frozenset()


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
            yield Known(times | {Cell(span, split.whole, EVERYBODY, value): -1}, EQUAL, loose=True)


def _of_tie(span: str, shapes: Shapes, tie: Tie) -> Iterator[Known]:
    """A value that a table has not cannot occur in it, so that it is none of the sum."""
    if all(table in shapes for table, _, _ in tie.one + tie.other):
        times = {Cell(span, *place): 1 for place in tie.one if place[2] in shapes[place[0]].values}
        times |= {Cell(span, *place): -1 for place in tie.other if place[2] in shapes[place[0]].values}
        yield Known(times, tie.bound, loose=True)
