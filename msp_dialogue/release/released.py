"""What a released file says, as it is read back: controlled figures of one span, and nothing else.

It must not know the record: whoever reads a release needs neither the database nor its key.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

OR = " or "
"""Between the groups that were too small to be told apart: "85-94 or 95+"."""
EVERYBODY = "all"
"""The one group of a table that is not split."""


class Split(StrEnum):
    """By what a table is split."""

    ALL = "all"
    VOICE = "voice"
    AGE_BAND = "age_band"
    ASKER = "asker"


def table_id(measure: str, counted: str, by: str) -> str:
    """A table's name, such as `outcomes_met.enquiries.by_voice`."""
    return f"{measure}.{counted}.{EVERYBODY if by == EVERYBODY else f'by_{by}'}"


def together(groups: tuple[str, ...]) -> str:
    """The name of groups that are shown as one."""
    return OR.join(groups)


@dataclass(frozen=True)
class ReleasedTable:
    """One table: rounded numbers of each group and value, None where hidden.

    `values` are all there are; those in `outside` stand beside the percentages and in no total, those in `counting` are
    the measure's. `totals` are what each group's percentages are out of, and `counts` how many of those count for the
    measure. Each of them was rounded from its own true number, so that they need not add up.
    """

    measure: str
    counted: str
    by: Split
    groups: tuple[str, ...]
    values: tuple[str, ...]
    outside: frozenset[str]
    counting: frozenset[str]
    cells: Mapping[str, Mapping[str, int | None]]
    totals: Mapping[str, int | None]
    counts: Mapping[str, int | None]

    @property
    def id(self) -> str:
        """Its name in the file."""
        return table_id(self.measure, self.counted, self.by)

    def cell(self, group: str, value: str) -> int | None:
        """The rounded number of a group that has a value; None when it is hidden."""
        return self.cells[group][value]

    def percent(self, group: str = EVERYBODY) -> int | None:
        """The measure for a group, in whole percent of rounded numbers; None when one of them is hidden [X-03]."""
        return whole_percent(self.counts.get(group), self.totals.get(group))

    def share(self, group: str, value: str) -> int | None:
        """The share of a group that has a value, likewise; None also for a value outside the percentages."""
        return None if value in self.outside else whole_percent(self.cells[group][value], self.totals.get(group))


@dataclass(frozen=True)
class ReleasedDefinition:
    """What a measure of the file counts, in words."""

    name: str
    source: str
    numerator: str
    denominator: str
    left_out: str


@dataclass(frozen=True)
class Quality:
    """One number about the data behind the figures, controlled by the same rule: so many, of so many."""

    id: str
    words: str
    number: int | None
    out_of: int | None

    @property
    def percent(self) -> int | None:
        """In whole percent of rounded numbers; None when one of them is hidden."""
        return whole_percent(self.number, self.out_of)


@dataclass(frozen=True)
class Quote:
    """Words somebody permitted to be shown, masked; by its `id` it can be taken out when they permit it no more."""

    theme: str
    words: str
    voice: str
    id: str = ""


@dataclass(frozen=True)
class ReleasedSpan:
    """The quarter or financial year of a release: both days belong to it."""

    id: str
    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Released:
    """One released file."""

    council: str
    span: ReleasedSpan
    drawn_at: datetime
    released_at: datetime
    rules: Mapping[str, str]
    definitions: Mapping[str, ReleasedDefinition]
    tables: tuple[ReleasedTable, ...]
    quality: tuple[Quality, ...]
    quotes: tuple[Quote, ...]

    def table(self, measure: str, counted: str = "enquiries", by: str = Split.ALL) -> ReleasedTable | None:
        """The table of a measure; None when the file has none such."""
        wanted = table_id(measure, counted, by)
        return next((table for table in self.tables if table.id == wanted), None)


def whole_percent(number: int | None, out_of: int | None) -> int | None:
    """Whole percent of rounded numbers, halves upward; None of what is hidden."""
    if number is None or not out_of:
        return None
    return (number * 200 + out_of) // (out_of * 2)
