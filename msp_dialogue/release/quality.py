"""Numbers about the data behind the figures: they stand beside them, and are controlled by the same rule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from msp_dialogue.measure import Counted
from msp_dialogue.release.released import EVERYBODY, Quality, ReleasedTable, Split, table_id

_ASKED = table_id("outcomes_expressed", Counted.ENQUIRIES, Split.ALL)
_MET = table_id("outcomes_met", Counted.ENQUIRIES, Split.ALL)


@dataclass(frozen=True)
class QualityNumber:
    """One such number: a table's value, out of the table's total or of one of its values."""

    id: str
    words: str
    table: str
    value: str
    out_of: str
    out_of_value: str | None = None

    def released(self, tables: Mapping[str, ReleasedTable]) -> Quality:
        """The number as the tables have it."""
        whole = tables[self.out_of]
        out_of = whole.totals[EVERYBODY] if self.out_of_value is None else whole.cell(EVERYBODY, self.out_of_value)
        return Quality(self.id, self.words, tables[self.table].cell(EVERYBODY, self.value), out_of)


QUALITY = (
    QualityNumber(
        "asked_not_recorded",
        "Concluded, and not recorded whether they were asked; out of all concluded enquiries",
        _ASKED,
        "not_recorded",
        _ASKED,
    ),
    QualityNumber(
        "not_rated",
        "Concluded, and an outcome still wanted has no rating; out of those in which outcomes were expressed",
        _MET,
        "not_rated",
        _ASKED,
        "expressed",
    ),
)


def released(tables: Mapping[str, ReleasedTable]) -> Iterator[Quality]:
    """Each number, as the tables of a release have it."""
    return (each.released(tables) for each in QUALITY)
