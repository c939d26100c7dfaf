"""One selection counted for a dashboard: each measure as it is, and one measure split in every way there is.

It must not know pages, nor who may see what: the selection says whose enquiries are counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from msp_dialogue.database import Connection
from msp_dialogue.measure import shares
from msp_dialogue.measure.count import ASKERS, VOICES, count
from msp_dialogue.measure.definition import Counted, Definition
from msp_dialogue.measure.derived import AGE_BANDS
from msp_dialogue.measure.facts import Facts, read
from msp_dialogue.measure.selection import DateRule, Period, Selection
from msp_dialogue.measure.shares import EVERYBODY, Cells, Heard, Share, Split
from msp_dialogue.measure.span import Span, quarter_of
from msp_dialogue.record.enquiries import EnquiryKind

TREND = 8
"""Quarters of a trend."""


@dataclass
class Counting:
    """The selected enquiries, read once for each date that selects; `age` and `heard` confine what is counted."""

    connection: Connection
    selection: Selection
    on: date
    heard: Heard = EVERYBODY
    age: str | None = None
    outcomes: bool = True
    """Whether any measure will be asked for that counts outcomes."""
    trend: bool = False
    """Whether the quarters of a trend will be asked for too: then they are read with the period, at once."""
    _whole: dict[DateRule, Facts] = field(default_factory=dict)
    _read: dict[tuple[DateRule, Period], Facts] = field(default_factory=dict)
    _counted: dict[tuple[str, Counted], Cells] = field(default_factory=dict)

    def size(self) -> tuple[int, int]:
        """How many enquiries are selected, and how many people they are about [R1]."""
        facts = self._facts(self.selection.by, self.selection.period)
        return len(facts), facts.people

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to count, by neither of the dates that are asked for."""
        return not any(len(self._facts(by, self.selection.period)) for by in (self.selection.by, DateRule.CONCLUDED))

    def headline(self, definition: Definition, counted: Counted) -> Share:
        """The measure itself."""
        return shares.headline(definition, self._cells(definition, counted), self.heard.of(definition))

    def values(self, definition: Definition, counted: Counted) -> Split:
        """Each value of the measure."""
        return shares.of_values(definition, self._cells(definition, counted), self.heard.of(definition))

    def splits(self, definition: Definition, counted: Counted, *, teams: bool) -> Mapping[str, Split]:
        """The measure in every way in which it splits, by the name of the split."""
        cells, heard = self._cells(definition, counted), self.heard.of(definition)
        found: dict[str, Split] = {"values": shares.of_values(definition, cells, heard)}
        if definition.voice_is:
            found["voice"] = shares.of_voices(definition, cells, VOICES, heard.asker)
        if definition.by_asker:
            found["asker"] = shares.of_askers(definition, cells, ASKERS, heard.voice)
        found["age"] = self._by(definition, counted, "age_band", AGE_BANDS)
        found["kind"] = self._by(definition, counted, "kind", map(str, EnquiryKind))
        if teams:
            here = sorted(set(self._facts_of(definition).column("team")))
            found["team"] = self._by(definition, counted, "team", here)
        return found | {"quarter": self._trend(definition, counted)}

    def quarters(self) -> tuple[Span, ...]:
        """The quarters of a trend, the one in which the period ends last; none that is yet to begin."""
        last = quarter_of(min(self.selection.period.last, self.on))
        return tuple(last.back(n) for n in reversed(range(TREND)))

    def _trend(self, definition: Definition, counted: Counted) -> Split:
        quarters = self.quarters()
        cells = count(definition, self._facts_of(definition, self._quarters_together()), counted, ("quarter",))
        return shares.of_groups(definition, cells, [each.id for each in quarters], self.heard.of(definition))

    def _by(self, definition: Definition, counted: Counted, column: str, groups: Iterable[str]) -> Split:
        cells = count(definition, self._facts_of(definition), counted, (column,))
        return shares.of_groups(definition, cells, groups, self.heard.of(definition))

    def _cells(self, definition: Definition, counted: Counted) -> Cells:
        asked = definition.id, counted
        if asked not in self._counted:
            self._counted[asked] = count(definition, self._facts_of(definition), counted)
        return self._counted[asked]

    def _facts_of(self, definition: Definition, period: Period | None = None) -> Facts:
        """What is known of the selected enquiries, by the date that selects for this measure [R0]."""
        return self._facts(definition.dates or self.selection.by, period or self.selection.period)

    def _facts(self, by: DateRule, period: Period) -> Facts:
        if (by, period) not in self._read:
            facts = self._recorded(replace(self.selection, by=by, period=period))
            self._read[by, period] = facts if self.age is None else facts.where(age_band=self.age)
        return self._read[by, period]

    def _recorded(self, selection: Selection) -> Facts:
        if not self.trend:
            return read(self.connection, selection, self.on, outcomes=self.outcomes)
        if selection.by not in self._whole:
            own, quarters = self.selection.period, self._quarters_together()
            both = Period(min(own.first, quarters.first), max(own.last, quarters.last))
            whole = replace(selection, period=both)
            self._whole[selection.by] = read(self.connection, whole, self.on, outcomes=self.outcomes)
        return self._whole[selection.by].within(selection)

    def _quarters_together(self) -> Period:
        quarters = self.quarters()
        return Period(quarters[0].period.first, quarters[-1].period.last)
