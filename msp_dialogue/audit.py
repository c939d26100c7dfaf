"""The hash-chained trail of who did what to which thing, written in the transaction of the deed [G-02].

It must not hold anything personal in clear: things and actors are opaque ids of which it knows nothing.
"""

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from msp_dialogue.database import Connection, Migrations, append_only, moment, stamp

BEGINNING = "0" * 64  # what the first row has for the hash of the row before it

MIGRATIONS = Migrations("audit")

_OPAQUE = re.compile(r"[A-Za-z0-9_.:/-]{1,200}")
_NOTHING: Mapping[str, str] = MappingProxyType({})
_COLUMNS = "id, at, actor, action, thing, detail, previous, hash"


@dataclass(frozen=True)
class Break:
    """A place where the trail is not what was written: `seq` is the row's id, `why` says what is wrong."""

    seq: int
    why: str


@dataclass(frozen=True)
class Deed:
    """One row of the trail as it is read: who did what to which thing, when, and what else was noted of it."""

    at: datetime
    actor: str
    action: str
    thing: str
    detail: Mapping[str, str]


@MIGRATIONS()
def audit_trail(connection: Connection) -> None:
    """The trail, which refuses change and removal from its first row on."""
    connection.table("audit").create(
        {
            "id": int,
            "at": str,
            "actor": str,
            "action": str,
            "thing": str,
            "detail": str,
            "previous": str,
            "hash": str,
        },
        pk="id",
        not_null=["at", "actor", "action", "thing", "detail", "previous", "hash"],
        strict=True,
    )
    connection.table("audit").create_index(["thing"])
    append_only(connection, "audit")


def record(
    connection: Connection,
    *,
    actor: str,
    action: str,
    thing: str,
    at: datetime,
    detail: Mapping[str, str] = _NOTHING,
) -> None:
    """Add one row to the trail, inside the transaction that does what the row tells of [G-01].

    `actor` and `thing` are opaque ids, or names of parts of the service such as `command-line`; `action` is
    one word such as `account_created`. Refuses (ValueError) anything with spaces, which is likely to be
    somebody's words, and (RuntimeError) to write outside a transaction, where the deed could be kept
    without its row.
    """
    for given in (actor, action, thing):
        if not _OPAQUE.fullmatch(given):
            raise ValueError("The audit trail takes ids and single words only.")
    if not connection.conn.in_transaction:
        raise RuntimeError("An audit row is written in the transaction of what it tells of.")
    last = connection.execute("select id, hash from audit order by id desc limit 1").fetchone()
    seq, previous = (last[0] + 1, last[1]) if last else (1, BEGINNING)
    row = (seq, stamp(at), actor, action, thing, _canonical(dict(detail)), previous)
    connection.execute(f"insert into audit ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?)", (*row, _hash(*row)))  # noqa: S608


def noted(connection: Connection, *, actor: str, action: str, thing: str, since: datetime) -> bool:
    """Whether this actor did this to this thing at or after an instant."""
    query = "select 1 from audit where thing = ? and actor = ? and action = ? and at >= ? limit 1"
    return connection.execute(query, [thing, actor, action, stamp(since)]).fetchone() is not None


def moments(connection: Connection, *, actor: str, action: str, thing: str, most: int) -> tuple[datetime, ...]:
    """Give when this actor did this to this thing, newest first, at most so many."""
    query = "select at from audit where thing = ? and actor = ? and action = ? order by id desc limit ?"
    return tuple(moment(at) for (at,) in connection.execute(query, [thing, actor, action, most]))


def about(connection: Connection, things: Collection[str], *, most: int, skip: int = 0) -> tuple[Deed, ...]:
    """Give what was done to any of these things, newest first: at most so many, after skipping some [G-07].

    The cost grows with what was done to them, not with the trail.
    """
    marks = ", ".join("?" for _ in things)
    query = (
        f"select at, actor, action, thing, detail from audit where thing in ({marks})"  # noqa: S608 - marks alone
        " order by id desc limit ? offset ?"
    )
    rows = connection.execute(query, [*things, most, skip])
    return tuple(
        Deed(moment(at), actor, action, thing, json.loads(detail)) for at, actor, action, thing, detail in rows
    )


def head(connection: Connection) -> str:
    """Give the hash of the newest row; kept elsewhere, it shows later that the end was not cut off [G-02]."""
    last = connection.execute("select hash from audit order by id desc limit 1").fetchone()
    return str(last[0]) if last else BEGINNING


def verify(connection: Connection, *, kept: str | None = None) -> list[Break]:
    """Give every place where the trail was edited, cut, reordered or has a gap; nothing when it is whole.

    `kept` is an earlier `head`: it must still be in the trail, or the end was cut off [G-02]. Reads every
    row once, one at a time.
    """
    breaks: list[Break] = []
    seq, previous = 0, BEGINNING
    found = kept in (None, BEGINNING)
    for row in connection.execute(f"select {_COLUMNS} from audit order by id"):  # noqa: S608 - constants
        if row[0] != seq + 1:
            breaks.append(Break(row[0], f"The rows between {seq} and {row[0]} are missing."))
        elif row[6] != previous:
            breaks.append(Break(row[0], "It does not follow from the row before it."))
        if row[7] != _hash(*row[:7]):
            breaks.append(Break(row[0], "It was changed after it was written."))
        seq, previous = row[0], row[7]
        found = found or previous == kept
    if not found:
        breaks.append(Break(seq, "The trail once went on from here: its end is missing."))
    return breaks


def _hash(seq: int, at: str, actor: str, action: str, thing: str, detail: str, previous: str) -> str:
    told = _canonical([seq, at, actor, action, thing, detail, previous])
    return hashlib.sha256(told.encode("ascii")).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
