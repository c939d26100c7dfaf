"""Who else may see an enquiry: sealed to those who are named, or opened in an emergency for an hour.

What that allows is decided elsewhere; here it is noted, and told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from msp_dialogue.database import Connection, moment, stamp
from msp_dialogue.record import noting, streams
from msp_dialogue.record.models import Row
from msp_dialogue.record.noting import Noted, Projection
from msp_dialogue.record.streams import By

OPEN_FOR = timedelta(hours=1)
"""How long an enquiry stays open to whoever opened it in an emergency [Z-08]."""


@dataclass(frozen=True)
class Sealed(Noted):
    """From now on only these accounts work with the enquiry."""

    KIND = "sealed"
    named: tuple[str, ...]


@dataclass(frozen=True)
class Unsealed(Noted):
    """The enquiry is open to its team again."""

    KIND = "unsealed"


@dataclass(frozen=True)
class GlassBroken(Noted):
    """Somebody opened an enquiry that is not theirs, in an emergency, and said why."""

    KIND = "glass_broken"
    account: str
    reason: str
    until: str


def _project(enquiry: str, rows: Sequence[streams.Row]) -> Mapping[str, list[Row]]:
    named: list[Row] = []
    opened: list[Row] = []
    sealed: list[Row] = []
    for row in rows:
        if row.kind == GlassBroken.KIND:
            told = {name: row.value[name] for name in ("account", "reason", "until")}
            opened.append({"enquiry": enquiry, "number": row.seq, "at": stamp(row.at), **told})
        elif row.kind == Sealed.KIND:
            sealed = [{"enquiry": enquiry, "at": stamp(row.at), "by": row.recorded_by}]
            named = [{"enquiry": enquiry, "account": account} for account in row.value["named"]]
        else:
            sealed, named = [], []
    return {"seal": sealed, "sealed_for": named, "break_glass": opened}


PROJECTION = Projection(
    owner="enquiry",
    tables={"seal": ("enquiry",), "sealed_for": ("enquiry", "account"), "break_glass": ("enquiry", "number")},
    kinds=frozenset({Sealed.KIND, Unsealed.KIND, GlassBroken.KIND}),
    project=_project,
)


def seal(connection: Connection, enquiry: str, named: Iterable[str], by: By) -> None:
    """Seal the enquiry to these accounts, or change who is named; at least one, or nobody could ever work with it."""
    accounts = tuple(sorted(set(named)))
    if not accounts:
        raise ValueError("a sealed enquiry names at least one account")
    noting.note(connection, PROJECTION, enquiry, Sealed(accounts), by)


def unseal(connection: Connection, enquiry: str, by: By) -> None:
    """Open the enquiry to its team again."""
    noting.note(connection, PROJECTION, enquiry, Unsealed(), by)


def break_glass(connection: Connection, enquiry: str, reason: str, by: By) -> None:
    """Open the enquiry to whoever does this, for an hour [Z-08]."""
    until = stamp(by.at + OPEN_FOR)
    noting.note(connection, PROJECTION, enquiry, GlassBroken(by.actor, reason, until), by)


def named_for(connection: Connection, enquiry: str) -> frozenset[str] | None:
    """The accounts a sealed enquiry names; None when it is not sealed."""
    if connection.execute("select 1 from seal where enquiry = ?", [enquiry]).fetchone() is None:
        return None
    found = connection.execute("select account from sealed_for where enquiry = ?", [enquiry])
    return frozenset(account for (account,) in found)


def opened_for(connection: Connection, enquiry: str, *, at: datetime) -> Mapping[str, datetime]:
    """Who has the enquiry open in an emergency at this moment, and until when."""
    query = "select account, max(until) from break_glass where enquiry = ? and at <= ? and until > ? group by account"
    found = connection.execute(query, [enquiry, stamp(at), stamp(at)])
    return {account: moment(until) for account, until in found}
