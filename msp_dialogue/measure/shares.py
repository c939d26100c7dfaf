"""Cells that were counted, as parts of a whole: of the measure, of each value, of each voice or asker or other group.

It must not know how cells are counted, or what a page looks like.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from msp_dialogue.measure.count import Cell
from msp_dialogue.measure.definition import Definition
from msp_dialogue.measure.figures import percent

Cells = Mapping[Cell, int]


@dataclass(frozen=True)
class Share:
    """So many, out of so many; `out_of` is None for what is counted outside the percentage."""

    number: int
    out_of: int | None

    @property
    def percent(self) -> float | None:
        """The percentage, from the true numbers; None out of nothing."""
        return percent(self.number, self.out_of)


Split = Mapping[str, Share]
"""A share for each group, in the order in which they are shown."""


@dataclass(frozen=True)
class Heard:
    """The voice, and who asked, to which figures are confined; None for whichever it was [E1, E2]."""

    voice: str | None = None
    asker: str | None = None

    def of(self, definition: Definition) -> "Heard":
        """What of it a measure can be confined to: some are told by no voice, or by nobody who asked."""
        return Heard(self.voice if definition.voice_is else None, self.asker if definition.by_asker else None)

    def hears(self, cell: Cell) -> bool:
        """Whether a cell is among these."""
        return self.voice in (None, cell.voice) and self.asker in (None, cell.asker)


EVERYBODY = Heard()


def headline(definition: Definition, cells: Cells, heard: Heard = EVERYBODY) -> Share:
    """The measure itself: the numerator, out of the denominator.

    Where not everyone in the denominator has a voice, one voice is a share of the whole.
    """
    inside = {cell: number for cell, number in cells.items() if cell.value in definition.out_of}
    theirs = {cell: number for cell, number in inside.items() if heard.hears(cell)}
    number = sum(number for cell, number in theirs.items() if cell.value in definition.counts)
    return Share(number, sum((theirs if definition.voice_of_all else inside).values()))


def of_values(definition: Definition, cells: Cells, heard: Heard = EVERYBODY) -> dict[str, Share]:
    """Each value there is, in the definition's order, out of the same whole as the measure."""
    whole = headline(definition, cells, heard).out_of
    found = dict.fromkeys(definition.values, 0)
    for cell, number in cells.items():
        if heard.hears(cell) or (cell.voice is None and not definition.voice_of_all):
            found[cell.value] += number
    return {value: Share(number, whole if value in definition.out_of else None) for value, number in found.items()}


def of_voices(definition: Definition, cells: Cells, voices: Iterable[str], asker: str | None) -> dict[str, Share]:
    """The measure in each voice, never merged [E1]."""
    return {voice: headline(definition, cells, Heard(voice, asker)) for voice in voices}


def of_askers(definition: Definition, cells: Cells, askers: Iterable[str], voice: str | None) -> dict[str, Share]:
    """The measure by who asked [E2]."""
    return {asker: headline(definition, cells, Heard(voice, asker)) for asker in askers}


def of_groups(
    definition: Definition, cells: Cells, groups: Iterable[str], heard: Heard = EVERYBODY
) -> dict[str, Share]:
    """The measure in each group of the one column that the cells were split by; each group is a whole of its own."""
    apart: dict[str | None, Counter[Cell]] = {}
    for cell, number in cells.items():
        apart.setdefault(cell.group[0], Counter())[cell] += number
    return {group: headline(definition, apart.get(group, Counter()), heard) for group in groups}
