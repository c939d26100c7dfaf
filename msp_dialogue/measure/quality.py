"""The gaps of the record counted and listed, each within what an account may see; a sealed enquiry counts for no other.

No cost grows with the number of enquiries that lack nothing. It must not know pages; what a gap is stands in
record/gaps.py.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from msp_dialogue.database import Connection
from msp_dialogue.measure.selection import Selection
from msp_dialogue.record import seals
from msp_dialogue.record.gaps import GAPS, Gap

PAGE = 50
"""Lines on one page."""

_OPEN_TO_THEM = seals.visible("g.enquiry", ":reader")
_NAMED = "g.enquiry in (select sealed_for.enquiry from sealed_for where sealed_for.account = :reader)"
_BEGUN = "g.begins <= :today"


@dataclass(frozen=True)
class Whose:
    """Whose enquiries: those an account leads or is named for, or with `team` its team's; none sealed to others."""

    reader: str
    team: str | None = None

    @property
    def condition(self) -> str:
        """The condition on `gap g`, filled by `values`."""
        theirs = f"(g.lead = :reader or {_NAMED})" if self.team is None else "g.team = :team"
        return f"{theirs} and {_OPEN_TO_THEM}"

    @property
    def values(self) -> dict[str, str | None]:
        """What fills the condition."""
        return {"reader": self.reader, "team": self.team}


@dataclass(frozen=True)
class Line:
    """One enquiry that has a gap, since a day; `age` is in whole days."""

    enquiry: str
    reference: str
    adult_reference: str
    call_name: str | None
    lead: str | None
    since: date
    age: int


def counts_of(connection: Connection, whose: Whose, on: date) -> Mapping[str, int]:
    """How many enquiries have each gap on a day, by the gap's id."""
    query = f"select g.kind, count(*) from gap g where {whose.condition} and {_BEGUN} group by g.kind"  # noqa: S608
    found = dict(connection.execute(query, whose.values | _day(on)).fetchall())
    return {gap: found.get(gap, 0) for gap in GAPS}


def counts(connection: Connection, selection: Selection, on: date | None = None) -> Mapping[str, int]:
    """How many of the selected concluded enquiries have each gap, by its id, for beside the figures.

    As things stand on a day; without one, on the last of the period. What only an open enquiry can lack is left out.
    """
    query = (
        "select g.kind, count(*) from enquiry e join gap g on g.enquiry = e.id"  # noqa: S608 - constants
        f" where e.concluded is not null and {selection.condition} and {_BEGUN} group by g.kind"
    )
    found = dict(connection.execute(query, selection.values | _day(on or selection.period.last)).fetchall())
    return {gap.id: found.get(gap.id, 0) for gap in GAPS.values() if gap.concluded}


def by_team(connection: Connection, reader: str, on: date) -> Mapping[str, Mapping[str, int]]:
    """How many enquiries of each team have each gap on a day: numbers for the council, and no way to a line."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(GAPS, 0))
    query = (
        f"select g.team, g.kind, count(*) from gap g where {_OPEN_TO_THEM} and {_BEGUN}"  # noqa: S608 - constants
        " group by g.team, g.kind order by g.team"
    )
    for team, gap, number in connection.execute(query, {"reader": reader, **_day(on)}):
        found[team][gap] = number
    return found


def lines(connection: Connection, whose: Whose, gap: Gap, on: date, *, page: int) -> tuple[Line, ...]:
    """One page of the enquiries that have a gap, 1 being the first; what has it longest stands first."""
    query = (
        f"with listed as (select * from gap g where {whose.condition} and g.kind = :kind and {_BEGUN}"  # noqa: S608
        " order by g.begins, g.enquiry limit :most offset :skip)"
        " select e.id, e.reference, a.reference, a.call_name, e.lead, listed.begins from listed"
        " join enquiry e on e.id = listed.enquiry join adult a on a.id = e.adult order by listed.begins, e.id"
    )
    values = whose.values | _day(on) | {"kind": gap.id, "most": PAGE, "skip": (page - 1) * PAGE}
    return tuple(_line(row, on) for row in connection.execute(query, values))


def of_enquiry(connection: Connection, enquiry: str, on: date) -> tuple[Gap, ...]:
    """The gaps of one enquiry on a day; whoever asks must have been allowed to see it."""
    query = f"select g.kind from gap g where g.enquiry = :enquiry and {_BEGUN}"  # noqa: S608 - constants
    found = {kind for (kind,) in connection.execute(query, {"enquiry": enquiry} | _day(on))}
    return tuple(gap for gap in GAPS.values() if gap.id in found)


def _day(on: date) -> dict[str, str | int | None]:
    return {"today": on.isoformat()}


def _line(row: tuple[str, str, str, str | None, str | None, str], on: date) -> Line:
    enquiry, reference, adult, call_name, lead, begins = row
    since = date.fromisoformat(begins)
    return Line(enquiry, reference, adult, call_name, lead, since, (on - since).days)
