"""The fixed tables of a release, drawn from the record, and how they add up; no other table leaves the service.

Which they are is decided here once, since every table more is another to subtract from.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from msp_dialogue.measure import (
    AGE_BANDS,
    ASKERS,
    DEFINITIONS,
    NOT_YET,
    VOICES,
    Cell,
    Counted,
    Definition,
    Facts,
    count,
)
from msp_dialogue.record.gaps import FOLLOW_UP_WITHIN
from msp_dialogue.release import quality
from msp_dialogue.release.counts import Counts, with_small_groups_together
from msp_dialogue.release.released import EVERYBODY, Split

UNKNOWN = "unknown"
"""Those of whom it is not recorded to which group they belong."""
RUNS: Mapping[Split, tuple[tuple[str, ...], ...]] = {
    Split.ALL: ((EVERYBODY,),),
    Split.AGE_BAND: (tuple(band for band in AGE_BANDS if band != UNKNOWN), (UNKNOWN,)),
    Split.VOICE: (VOICES[:2], VOICES[2:]),
    Split.ASKER: tuple((asker,) for asker in ASKERS),
}
"""The groups that may be shown together. A proxy's or worker's answer is never merged with the person's own [L1], nor
what somebody independent was told with what the lead was [E2]. Where anybody's group is not recorded, `unknown` is one
more, so that groups always add up."""


@dataclass(frozen=True)
class FixedTable:
    """One table of every release."""

    measure: str
    counted: Counted
    by: Split = Split.ALL

    @property
    def definition(self) -> Definition:
        """The measure that it counts."""
        return DEFINITIONS[self.measure]

    @property
    def values(self) -> tuple[str, ...]:
        """The values it has. Everything in it was concluded, so that nothing is not yet asked; and what stands
        outside the percentages has no voice, nor has what does not count where not everybody has one.
        """
        told = self.definition
        if self.by in {Split.ALL, Split.AGE_BAND}:
            wanted = frozenset(told.values) - ({NOT_YET} if self.measure != "follow_up" else set())
        else:
            wanted = told.out_of if told.voice_of_all else told.counts
        return tuple(value for value in map(str, told.values) if value in wanted)

    def values_of(self, facts: Facts) -> tuple[str, ...]:
        """Those that can occur in a period: once the time for follow-ups is over, none is still to come."""
        over = facts.on > facts.selection.period.last + FOLLOW_UP_WITHIN
        return tuple(value for value in self.values if not (value == NOT_YET and over))

    def counts(self, facts: Facts) -> Counts:
        """Its true numbers, with small groups together."""
        told, values, columns = (
            self.definition,
            self.values_of(facts),
            ("age_band",) if self.by is Split.AGE_BAND else (),
        )
        numbers = Counter[tuple[str, str]]()
        for cell, number in count(told, facts, self.counted, columns).items():
            if cell.value in values:
                numbers[self._group(cell), str(cell.value)] += number
        runs = RUNS[self.by]
        if self.by is not Split.AGE_BAND and any(group == UNKNOWN for group, _ in numbers):
            runs = (*runs, (UNKNOWN,))
        return with_small_groups_together(
            Counts(
                measure=self.measure,
                counted=self.counted,
                by=self.by,
                groups=tuple(group for run in runs for group in run),
                runs=runs,
                values=values,
                outside=frozenset(values) - told.out_of,
                counting=frozenset(values) & told.counts,
                numbers=numbers,
            )
        )

    def _group(self, cell: Cell) -> str:
        if self.by is Split.ALL:
            return EVERYBODY
        found = cell.group[0] if self.by is Split.AGE_BAND else cell.voice if self.by is Split.VOICE else cell.asker
        return found or UNKNOWN


def _fixed() -> Iterator[FixedTable]:
    people, enquiries, outcomes = Counted.PEOPLE, Counted.ENQUIRIES, Counted.OUTCOMES
    for measure in ("outcomes_expressed", "outcomes_met"):
        yield FixedTable(measure, people)
        for by in (Split.ALL, Split.VOICE, Split.AGE_BAND):
            yield FixedTable(measure, enquiries, by)
    yield FixedTable("outcomes_met", enquiries, Split.ASKER)
    for measure in _of_families(
        "asked_by_stage", "asked_within", "plan_b", "advocacy", "communication_met", "follow_up"
    ):
        yield FixedTable(measure, enquiries)
    for measure in _of_families("wants_changed", "council_answer", "themes"):
        yield FixedTable(measure, outcomes)
    for measure in _of_families("experience"):
        for by in (Split.ALL, Split.VOICE, Split.ASKER):
            yield FixedTable(measure, enquiries, by)
    for measure in ("sg3a_capacity", "sg3a_support", "sg2e_risk"):
        yield FixedTable(measure, enquiries)


def _of_families(*families: str) -> Sequence[str]:
    return [each.id for each in DEFINITIONS.values() if each.family in families]


FIXED = tuple(_fixed())


def draw(facts: Facts, gaps: Mapping[str, int]) -> tuple[Counts, ...]:
    """The true numbers of every table, with small groups together, and of what is missing; nothing is hidden yet.

    A split that leaves fewer than two groups to show is left out: the one would be told by who is not in it.
    """
    counted = (table.counts(facts) for table in FIXED)
    return (*(table for table in counted if _splits(table)), quality.counts(gaps))


def _splits(table: Counts) -> bool:
    return table.by is Split.ALL or len(set(table.groups) - table.too_few) > 1
