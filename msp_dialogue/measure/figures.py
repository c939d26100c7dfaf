"""Figures drawn from facts: numbers and percentages that may be shown to those allowed; true figures, not controlled.

What leaves the service as a publication needs disclosure control [S5], which is not here.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from msp_dialogue.database import Connection
from msp_dialogue.measure.count import ASKERS, VOICES, Cell, count
from msp_dialogue.measure.definition import NO_ENQUIRIES, Counted, Definition
from msp_dialogue.measure.definitions import DEFINITIONS
from msp_dialogue.measure.derived import GROUPS
from msp_dialogue.measure.facts import Facts, read
from msp_dialogue.measure.selection import DateRule, Selection

HEADLINE = "measure"
"""The line that is the measure itself; every other line is one of its values."""
EVERY_VOICE = "all"
EVERYONE = "all"
"""Whoever asked; and as a group: all of them."""
NOBODY = "Nobody in this voice."
NOT_ASKED_SO = "Nobody was asked so."
OUTSIDE = "Counted outside the percentage."


@dataclass(frozen=True)
class Figure:
    """One number of a measure. `percent` has one decimal, and is None where there is nothing to be a part of.

    `by` is the column it is split by, and `group` its value there; both `all` where it is not split.
    """

    measure: str
    source: str
    counted: Counted
    dates: DateRule
    line: str
    voice: str
    asker: str
    by: str
    group: str
    number: int
    out_of: int | None
    percent: float | None
    note: str | None


@dataclass(frozen=True)
class Drawn:
    """Every figure of a selection, how many enquiries and people it has [R1], and when it was drawn [R0]."""

    selection: Selection
    drawn_at: datetime
    enquiries: int
    people: int
    figures: tuple[Figure, ...]
    as_at: date | None = None
    """The earlier day as at whose end the record was drawn [R0]; None as it stood when it was drawn."""
    figures_alone: bool = False
    """Whether they are drawn for somebody who may see figures and no rows about people."""


def draw(connection: Connection, selection: Selection, drawn_at: datetime, *, as_at: date | None = None) -> Drawn:
    """Draw the measures for a selection, from one snapshot of the record; `drawn_at` is what is printed [R0].

    With `as_at` the snapshot is the record as it stood at the end of that day.
    """
    by_rule = facts_of(connection, selection, as_at or drawn_at.date())
    own = by_rule[selection.by]
    figures = [
        figure
        for definition in DEFINITIONS.values()
        for counted in definition.counted
        for figure in figures_of(definition, by_rule[definition.dates or selection.by], counted)
    ]
    return Drawn(selection, drawn_at, len(own), own.people, tuple(figures), as_at)


def facts_of(connection: Connection, selection: Selection, on: date) -> Mapping[DateRule, Facts]:
    """The facts by the date that selects, and by the date of conclusion, which some measures always go by [R0]."""
    return {
        rule: read(connection, replace(selection, by=rule), on)
        for rule in dict.fromkeys((selection.by, DateRule.CONCLUDED))
    }


def figures_of(definition: Definition, facts: Facts, counted: Counted) -> Iterator[Figure]:
    """The measure, its split by voice and by who asked, the number of each value, and the measure of each group."""
    yield from _Lines(definition, counted, facts.selection.by, count(definition, facts, counted)).all()
    for by, order in GROUPS.items():
        groups: dict[str, Counter[Cell]] = {}
        for cell, number in count(definition, facts, counted, (by,)).items():
            groups.setdefault(cell.group[0] or "", Counter())[cell] += number
        for group in order if order is not None else sorted(groups):
            if group in groups:
                yield from _Lines(definition, counted, facts.selection.by, groups[group], by, group).headline()


@dataclass(frozen=True)
class _Lines:
    """The lines of one measure for one group of enquiries."""

    definition: Definition
    counted: Counted
    dates: DateRule
    cells: Counter[Cell]
    by: str = EVERYONE
    group: str = EVERYONE

    def all(self) -> Iterator[Figure]:
        yield from self.headline()
        yield from self.by_voice()
        yield from self.by_asker()
        yield from self.values()

    def headline(self) -> Iterator[Figure]:
        yield self._figure(HEADLINE, self._counting(), self._inside(), self._nothing)

    def by_voice(self) -> Iterator[Figure]:
        for voice in VOICES if self.definition.voice_is else ():
            heard = self._only("voice", voice)
            out_of = heard._inside() if self.definition.voice_of_all else self._inside()
            yield self._figure(HEADLINE, heard._counting(), out_of, self._or_nothing(NOBODY), voice=voice)

    def by_asker(self) -> Iterator[Figure]:
        for asker in ASKERS if self.definition.by_asker else ():
            told = self._only("asker", asker)
            note = self._or_nothing(NOT_ASKED_SO)
            yield self._figure(HEADLINE, told._counting(), told._inside(), note, asker=asker)

    def values(self) -> Iterator[Figure]:
        for value in self.definition.values:
            out_of = self._inside() if value in self.definition.out_of else None
            yield self._figure(value, self._number(frozenset({value})), out_of, self._nothing)

    @property
    def _nothing(self) -> str:
        return self.definition.nothing if self.cells else NO_ENQUIRIES

    def _or_nothing(self, note: str) -> str:
        return note if self._inside() else self._nothing

    def _only(self, name: str, value: str) -> "_Lines":
        kept = {cell: number for cell, number in self.cells.items() if getattr(cell, name) == value}
        return replace(self, cells=Counter(kept))

    def _inside(self) -> int:
        return self._number(self.definition.out_of)

    def _counting(self) -> int:
        return self._number(self.definition.counts)

    def _number(self, values: frozenset[str]) -> int:
        return sum(number for cell, number in self.cells.items() if cell.value in values)

    def _figure(
        self,
        line: str,
        number: int,
        out_of: int | None,
        empty: str,
        *,
        voice: str = EVERY_VOICE,
        asker: str = EVERYONE,
    ) -> Figure:
        return Figure(
            measure=self.definition.id,
            source=self.definition.source,
            counted=self.counted,
            dates=self.dates,
            line=line,
            voice=voice,
            asker=asker,
            by=self.by,
            group=self.group,
            number=number,
            out_of=out_of,
            percent=percent(number, out_of),
            note=OUTSIDE if out_of is None else None if out_of else empty,
        )


def percent(number: int, out_of: int | None) -> float | None:
    """A percentage with one decimal, halves upward, from the true numbers; None out of nothing."""
    return (number * 2000 + out_of) // (out_of * 2) / 10 if out_of else None
