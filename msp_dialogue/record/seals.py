"""Enquiries sealed to those who are named: noted and told here; what that allows is decided elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from msp_dialogue.database import Connection, moment, stamp
from msp_dialogue.record import noting, streams
from msp_dialogue.record.models import Row
from msp_dialogue.record.noting import Noted, Projection
from msp_dialogue.record.streams import By


@dataclass(frozen=True)
class Sealed(Noted):
    """From now on only these accounts work with the enquiry."""

    KIND = "sealed"
    named: tuple[str, ...]


@dataclass(frozen=True)
class Unsealed(Noted):
    """The enquiry is open to its team again, and why."""

    KIND = "unsealed"
    reason: str


@dataclass(frozen=True)
class Lifted:
    """A seal that was lifted, as it is told to those who answer for the enquiry."""

    enquiry: str
    reference: str
    at: datetime
    by: str
    reason: str


def _project(enquiry: str, rows: Sequence[streams.Row]) -> Mapping[str, list[Row]]:
    last = rows[-1] if rows else None
    lifted = [
        {
            "enquiry": enquiry,
            "number": row.seq,
            "at": stamp(row.at),
            "by": row.recorded_by,
            "reason": row.value["reason"],
        }
        for row in rows
        if row.kind == Unsealed.KIND
    ]
    if last is None or last.kind == Unsealed.KIND:
        return {"seal": [], "sealed_for": [], "seal_lifted": lifted}
    return {
        "seal_lifted": lifted,
        "seal": [{"enquiry": enquiry, "at": stamp(last.at), "by": last.recorded_by}],
        "sealed_for": [{"enquiry": enquiry, "account": account} for account in last.value["named"]],
    }


PROJECTION = Projection(
    owner="enquiry",
    tables={"seal": ("enquiry",), "sealed_for": ("enquiry", "account"), "seal_lifted": ("enquiry", "number")},
    kinds=frozenset({Sealed.KIND, Unsealed.KIND}),
    project=_project,
)


def seal(connection: Connection, enquiry: str, named: Iterable[str], by: By) -> None:
    """Seal the enquiry to these accounts, or change who is named; at least one, or nobody could ever work with it."""
    accounts = tuple(sorted(set(named)))
    if not accounts:
        raise ValueError("a sealed enquiry names at least one account")
    noting.note(connection, PROJECTION, enquiry, Sealed(accounts), by)


def unseal(connection: Connection, enquiry: str, reason: str, by: By) -> None:
    """Open the enquiry to its team again."""
    noting.note(connection, PROJECTION, enquiry, Unsealed(reason), by)


def lifted_of_team(connection: Connection, team: str, *, since: datetime) -> tuple[Lifted, ...]:
    """The seals of a team's enquiries that were lifted since an instant, newest first; none of one sealed again."""
    rows = connection.execute(
        "select enquiry.id, enquiry.reference, seal_lifted.at, seal_lifted.by, reason from seal_lifted"
        " join enquiry on enquiry.id = seal_lifted.enquiry where enquiry.team = ? and seal_lifted.at >= ?"
        " and enquiry.id not in (select seal.enquiry from seal) order by seal_lifted.at desc",
        [team, stamp(since)],
    )
    return tuple(Lifted(enquiry, reference, moment(at), by, reason) for enquiry, reference, at, by, reason in rows)


def named_for(connection: Connection, enquiry: str) -> frozenset[str] | None:
    """The accounts a sealed enquiry names; None when it is not sealed."""
    if connection.execute("select 1 from seal where enquiry = ?", [enquiry]).fetchone() is None:
        return None
    found = connection.execute("select account from sealed_for where enquiry = ?", [enquiry])
    return frozenset(account for (account,) in found)


def visible(enquiry: str, reader: str) -> str:
    """The condition that an enquiry is not sealed, or names the reader: what every list, count and export asks.

    `enquiry` is the column with its id, `reader` the mark that is filled with an account's id.
    """
    return (
        f"({enquiry} not in (select seal.enquiry from seal)"  # noqa: S608 - names and marks of ours
        f" or {enquiry} in (select sealed_for.enquiry from sealed_for where sealed_for.account = {reader}))"
    )
