"""Numbers about the data behind the figures: they stand beside them, and are controlled by the same rule."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from msp_dialogue.measure import Counted
from msp_dialogue.release.counts import Counts
from msp_dialogue.release.released import EVERYBODY, Quality, ReleasedTable, Split, table_id

MEASURE = "data_quality"
"""What a table of such numbers is called where it is controlled; in a file they are a list of their own."""
TABLE = table_id(MEASURE, Counted.ENQUIRIES, Split.ALL)
_ASKED = table_id("outcomes_expressed", Counted.ENQUIRIES, Split.ALL)
_MET = table_id("outcomes_met", Counted.ENQUIRIES, Split.ALL)


@dataclass(frozen=True)
class QualityNumber:
    """One such number: a table's value, out of all concluded enquiries or of those with one value of asking."""

    id: str
    words: str
    table: str
    value: str
    out_of_value: str | None = None

    def released(self, tables: Mapping[str, ReleasedTable]) -> Quality:
        """The number as the tables have it."""
        whole = tables[_ASKED]
        out_of = whole.totals[EVERYBODY] if self.out_of_value is None else whole.cell(EVERYBODY, self.out_of_value)
        return Quality(self.id, self.words, tables[self.table].cell(EVERYBODY, self.value), out_of)


QUALITY = (
    QualityNumber(
        "asked_not_recorded",
        "Concluded, and not recorded whether they were asked; out of all that were concluded",
        _ASKED,
        "not_recorded",
    ),
    QualityNumber(
        "not_rated",
        "Concluded, and an outcome still wanted has no rating; out of those in which outcomes were expressed",
        _MET,
        "not_rated",
        "expressed",
    ),
    QualityNumber(
        "closed_without_reason",
        "Concluded without a closing conversation or a reason why none was held; out of all that were concluded",
        TABLE,
        "closed_without_reason",
    ),
    QualityNumber(
        "follow_up_overdue",
        "A follow-up by somebody independent was wanted and is overdue; out of all that were concluded",
        TABLE,
        "follow_up_overdue",
    ),
)
OWN = tuple(each.id for each in QUALITY if each.table == TABLE)
"""Those that no other table has."""


def counts(gaps: Mapping[str, int]) -> Counts:
    """The true numbers that no other table has, by the ids of the gaps [measure/quality.py]."""
    numbers = {(EVERYBODY, gap): gaps[gap] for gap in OWN}
    whole = (EVERYBODY,)
    return Counts(MEASURE, Counted.ENQUIRIES, Split.ALL, whole, (whole,), OWN, frozenset(OWN), frozenset(), numbers)


def released(tables: Iterable[ReleasedTable]) -> Iterator[Quality]:
    """Each number, as the tables of a release have it."""
    by_id = {table.id: table for table in tables}
    return (each.released(by_id) for each in QUALITY)


def as_table(quality: Iterable[Quality]) -> ReleasedTable:
    """The table that the numbers of a file were, so that it can be held against others."""
    shown: dict[str, int | None] = {each.id: each.number for each in quality if each.id in OWN}
    return ReleasedTable(
        measure=MEASURE,
        counted=Counted.ENQUIRIES,
        by=Split.ALL,
        groups=(EVERYBODY,),
        values=tuple(shown),
        outside=frozenset(shown),
        counting=frozenset(),
        cells={EVERYBODY: shown},
        totals={},
        counts={},
    )
