"""The national return drawn from the record [S1-S4], with the references of the enquiries that do not add up.

Sealed enquiries count, or the return would be wrong; which they are is told to nobody.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from msp_dialogue.database import Connection
from msp_dialogue.measure.derived import UNKNOWN
from msp_dialogue.measure.facts import read
from msp_dialogue.measure.national import Check, Failing, Return, national_return
from msp_dialogue.measure.national_lines import Concluded
from msp_dialogue.measure.selection import DateRule, Selection
from msp_dialogue.measure.span import Span

SECTION_42 = "section_42"


@dataclass(frozen=True)
class Named:
    """What an enquiry is called in a list: its reference, and the team that can put it right."""

    reference: str
    team: str


@dataclass(frozen=True)
class DrawnReturn:
    """The return of a financial year, when it was drawn [R0], and the names of those enquiries that may be listed."""

    year: Span
    drawn_at: datetime
    figures: Return
    named: Mapping[str, Named]
    as_at: date | None = None
    """The earlier day as at whose end the record was drawn [R0]; None as it stood when it was drawn."""

    def listed(self, check: Check) -> tuple[tuple[Named, Failing], ...]:
        """The enquiries that keep a check from holding, but for sealed ones, by reference."""
        found = [(self.named[each.enquiry], each) for each in check.failing if each.enquiry in self.named]
        return tuple(sorted(found, key=lambda each: each[0].reference))

    def not_listed(self, check: Check) -> int:
        """How many more there are, which are sealed."""
        return sum(each.enquiry not in self.named for each in check.failing)


def draw_return(connection: Connection, year: Span, drawn_at: datetime, *, as_at: date | None = None) -> DrawnReturn:
    """Draw the return of a financial year: every section 42 enquiry that concluded in it, of every team."""
    selection = Selection(year.period, DateRule.CONCLUDED, with_sealed=True, kind=SECTION_42)
    facts = read(connection, selection, as_at or drawn_at.date(), outcomes=False, named=True)
    columns = ("enquiry", "age_band", "asked", "achieved", "capacity", "supported", "risk_result")
    enquiries = [
        Concluded(
            enquiry,
            None if age_band == UNKNOWN else age_band,
            asked,
            achieved,
            capacity,
            supported == "yes",
            risk,
        )
        for enquiry, age_band, asked, achieved, capacity, supported, risk in zip(
            *(facts.column(name) for name in columns), strict=True
        )
    ]
    made = national_return(enquiries)
    failing = {each.enquiry for check in made.checks for each in check.failing}
    return DrawnReturn(year, drawn_at, made, dict(_named(connection, failing)), as_at)


def _named(connection: Connection, enquiries: Collection[str]) -> Iterator[tuple[str, Named]]:
    """Those of these enquiries that are not sealed."""
    query = (
        "select e.id, e.reference, e.team from enquiry e where e.id in (select value from json_each(?)) "
        "and e.id not in (select enquiry from seal)"
    )
    for enquiry, reference, team in connection.execute(query, [json.dumps(list(enquiries))]):
        yield enquiry, Named(reference, team)
