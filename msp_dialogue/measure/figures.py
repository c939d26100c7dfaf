"""Figures drawn from a tally: numbers and percentages that may be shown to those allowed; true figures, not controlled.

What leaves the service as a publication needs disclosure control [S5], which is not here.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from msp_dialogue.database import Connection
from msp_dialogue.measure.definition import NO_ENQUIRIES, Counted, Definition, Stand
from msp_dialogue.measure.definitions import DEFINITIONS
from msp_dialogue.measure.selection import DateRule, Selection
from msp_dialogue.measure.tally import VOICES, size, tally

HEADLINE = "measure"
"""The line that is the measure itself; every other line is one of its values."""
EVERY_VOICE = "all"
NOBODY = "Nobody in this voice."
OUTSIDE = "Counted outside the percentage."


@dataclass(frozen=True)
class Figure:
    """One number of a measure. `percent` has one decimal, and is None where there is nothing to be a part of."""

    measure: str
    source: str
    counted: Counted
    dates: DateRule
    line: str
    voice: str
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


def draw(connection: Connection, selection: Selection, drawn_at: datetime) -> Drawn:
    """Draw the measures for a selection, from one snapshot of the record; `drawn_at` is what is printed [R0]."""
    enquiries, people = size(connection, selection)
    figures: list[Figure] = []
    for definition in DEFINITIONS.values():
        dates = definition.dates or selection.by
        counted = tally(connection, definition, replace(selection, by=dates))
        for what in Counted:
            figures += figures_of(definition, counted.of(what), what, dates)
    return Drawn(selection, drawn_at, enquiries, people, tuple(figures))


def figures_of(definition: Definition, stands: Counter[Stand], counted: Counted, dates: DateRule) -> Iterator[Figure]:
    """The measure, its split by voice, and the number of each value."""
    inside = Counter({stand: number for stand, number in stands.items() if stand.value in definition.out_of})
    whole = inside.total()

    def figure(line: str, voice: str, number: int, out_of: int | None, empty: str) -> Figure:
        note = OUTSIDE if out_of is None else None if out_of else empty
        shown = percent(number, out_of)
        return Figure(definition.id, definition.source, counted, dates, line, voice, number, out_of, shown, note)

    nothing = definition.nothing if stands else NO_ENQUIRIES
    yield figure(HEADLINE, EVERY_VOICE, _number(inside, definition.counts), whole, nothing)
    for voice in VOICES:
        heard = Counter({stand: number for stand, number in inside.items() if stand.voice == voice})
        out_of = heard.total() if definition.voice_of_all else whole
        yield figure(HEADLINE, voice, _number(heard, definition.counts), out_of, NOBODY if whole else nothing)
    for value in definition.values:
        number = _number(stands, frozenset({value}))
        yield figure(value, EVERY_VOICE, number, whole if value in definition.out_of else None, nothing)


def percent(number: int, out_of: int | None) -> float | None:
    """A percentage with one decimal, halves upward, from the true numbers; None out of nothing."""
    return (number * 2000 + out_of) // (out_of * 2) / 10 if out_of else None


def _number(stands: Counter[Stand], values: frozenset[str]) -> int:
    return sum(number for stand, number in stands.items() if stand.value in values)
