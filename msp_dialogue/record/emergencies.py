"""Enquiries opened in an emergency by somebody whose they are not, for an hour, and the tries that a seal refused.

What an opening allows is decided elsewhere; here it is noted and told, until somebody has seen it [Z-08].
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from msp_dialogue.database import Connection, moment, stamp
from msp_dialogue.record import noting, seals, streams
from msp_dialogue.record.models import Row
from msp_dialogue.record.noting import Noted, Projection
from msp_dialogue.record.streams import By

OPEN_FOR = timedelta(hours=1)
"""How long an enquiry stays open to whoever opened it in an emergency [Z-08]."""


@dataclass(frozen=True)
class GlassBroken(Noted):
    """Somebody opened an enquiry that is not theirs, in an emergency, and said why."""

    KIND = "glass_broken"
    account: str
    reason: str
    until: str


@dataclass(frozen=True)
class GlassHeld(Noted):
    """Somebody tried to, and the seal of the enquiry held."""

    KIND = "glass_held"
    account: str
    reason: str


@dataclass(frozen=True)
class EmergencySeen(Noted):
    """Whoever answers for the enquiry knows of an opening or a try; `number` is that of its event."""

    KIND = "emergency_seen"
    number: int


@dataclass(frozen=True)
class Emergency:
    """An opening or, with `held`, a try; `seen` is when somebody noted that they know of it."""

    enquiry: str
    reference: str
    number: int
    at: datetime
    account: str
    reason: str
    until: datetime
    held: bool
    seen: datetime | None
    seen_by: str | None


def _project(enquiry: str, rows: Sequence[streams.Row]) -> Mapping[str, list[Row]]:
    opened: dict[int, Row] = {}
    for row in rows:
        if row.kind == EmergencySeen.KIND:
            opened[row.value["number"]] |= {"seen": stamp(row.at), "seen_by": row.recorded_by}
            continue
        told = {name: row.value[name] for name in ("account", "reason")}
        held = row.kind == GlassHeld.KIND
        until = stamp(row.at) if held else row.value["until"]
        opened[row.seq] = {"enquiry": enquiry, "number": row.seq, "at": stamp(row.at), **told, "until": until}
        opened[row.seq] |= {"held": int(held), "seen": None, "seen_by": None}
    return {"break_glass": list(opened.values())}


PROJECTION = Projection(
    owner="enquiry",
    tables={"break_glass": ("enquiry", "number")},
    kinds=frozenset({GlassBroken.KIND, GlassHeld.KIND, EmergencySeen.KIND}),
    project=_project,
)


def break_glass(connection: Connection, enquiry: str, reason: str, by: By) -> None:
    """Open the enquiry to whoever does this, for an hour [Z-08]."""
    until = stamp(by.at + OPEN_FOR)
    noting.note(connection, PROJECTION, enquiry, GlassBroken(by.actor, reason, until), by)


def note_try(connection: Connection, enquiry: str, reason: str, by: By) -> None:
    """Note that somebody tried to open a sealed enquiry, for its team's manager."""
    noting.note(connection, PROJECTION, enquiry, GlassHeld(by.actor, reason), by)


def note_seen(connection: Connection, enquiry: str, number: int, by: By) -> None:
    """Note that whoever answers for the enquiry knows of this; once is enough. Raises LookupError."""
    found = connection.execute("select seen from break_glass where enquiry = ? and number = ?", [enquiry, number])
    row = found.fetchone()
    if row is None:
        raise LookupError(enquiry)
    if row[0] is None:
        noting.note(connection, PROJECTION, enquiry, EmergencySeen(number), by)


def opened_for(connection: Connection, enquiry: str, *, at: datetime) -> Mapping[str, datetime]:
    """Who has the enquiry open in an emergency at this moment, and until when."""
    query = "select account, max(until) from break_glass where enquiry = ? and at <= ? and until > ? group by account"
    found = connection.execute(query, [enquiry, stamp(at), stamp(at)])
    return {account: moment(until) for account, until in found}


_COLUMNS = (
    "break_glass.enquiry, enquiry.reference, number, break_glass.at, break_glass.account, reason, until, held, seen,"
    " seen_by"
)
# In this order: there are few emergencies, and a team may have many enquiries; a manager's every page asks for them.
_FROM = f"select {_COLUMNS} from break_glass cross join enquiry where enquiry.id = break_glass.enquiry"  # noqa: S608
_NEWEST_FIRST = "order by break_glass.at desc, number desc"
_UNSEEN = "seen is null and (enquiry.lead = ? or enquiry.team = ?)"
UNSEEN = f"{_FROM} and ({_UNSEEN}) {_NEWEST_FIRST}"
"""What is asked of the database for what nobody has noted as seen."""


def of_enquiry(connection: Connection, enquiry: str) -> tuple[Emergency, ...]:
    """Everything of one enquiry, newest first."""
    return _read(connection, "break_glass.enquiry = ?", [enquiry])


def of_account(connection: Connection, account: str, *, at: datetime) -> tuple[Emergency, ...]:
    """What an account has open at this moment; what was sealed meanwhile is closed."""
    condition = f"break_glass.account = ? and break_glass.at <= ? and until > ? and {seals.visible('enquiry.id', '?')}"
    return _read(connection, condition, [account, stamp(at), stamp(at), account])


def of_team(connection: Connection, team: str, *, since: datetime) -> tuple[Emergency, ...]:
    """Everything of a team's enquiries since an instant, and what nobody has seen yet, however old; newest first."""
    return _read(connection, "enquiry.team = ? and (break_glass.at >= ? or seen is null)", [team, stamp(since)])


def unseen(connection: Connection, *, account: str, team: str) -> tuple[Emergency, ...]:
    """What nobody has noted as seen of the enquiries that an account leads and of a team's, newest first.

    Whether the account answers for each is decided elsewhere.
    """
    return _read(connection, _UNSEEN, [account, team])


def _read(connection: Connection, condition: str, values: list[str]) -> tuple[Emergency, ...]:
    rows = connection.execute(f"{_FROM} and ({condition}) {_NEWEST_FIRST}", values)
    return tuple(
        Emergency(
            enquiry=enquiry,
            reference=reference,
            number=number,
            at=moment(at),
            account=account,
            reason=reason,
            until=moment(until),
            held=bool(held),
            seen=moment(seen) if seen else None,
            seen_by=seen_by,
        )
        for enquiry, reference, number, at, account, reason, until, held, seen, seen_by in rows
    )
