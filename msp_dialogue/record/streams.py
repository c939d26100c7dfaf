"""The truth: events in streams, appended and read; double taps are recognised here, and two tabs conflict here."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from msp_dialogue.database import Connection, insert, moment, stamp

COLUMNS = ("question", "item", "value", "non_answer", "voice", "wording", "corrects")


class Recordable(Protocol):
    """An event of any stream."""

    @property
    def KIND(self) -> str:
        """Its kind."""

    def columns(self) -> Any:
        """What its row holds."""


@dataclass(frozen=True)
class Row:
    """One event as it is stored, its value decoded."""

    seq: int
    kind: str
    question: str | None
    item: str | None
    value: Any
    non_answer: str | None
    voice: str | None
    wording: str | None
    corrects: int | None
    recorded_by: str
    at: datetime
    token: str

    def columns(self) -> dict[str, Any]:
        """The columns by name, as events are read from."""
        return {name: getattr(self, name) for name in ("kind", *COLUMNS)}


@dataclass(frozen=True)
class By:
    """Who does something, when, and the token of the submission that asks for it.

    `actor` is an account id. With `on_screen` it was the person at a screen that this account handed over.
    """

    actor: str
    at: datetime
    token: str
    on_screen: bool = False

    @property
    def detail(self) -> Mapping[str, str]:
        """What the audit trail says of it besides."""
        return {"screen": "handed_over"} if self.on_screen else {}


class Moved(Exception):
    """The stream has more events than the writer knew of; nothing was written."""


class AlreadyStored(Exception):
    """This submission was stored before; nothing was written again."""


def read(connection: Connection, stream: str) -> tuple[Row, ...]:
    """Every event of a stream, in order; empty when there is none."""
    names = ("seq", "kind", *COLUMNS, "recorded_by", "at", "token")
    rows = connection.execute(f"select {', '.join(names)} from event where stream = ? order by seq", [stream])  # noqa: S608
    return tuple(_row(dict(zip(names, row, strict=True))) for row in rows)


def last(connection: Connection, stream: str) -> tuple[int, str] | None:
    """The number and the token of a stream's last event; None when there is none."""
    query = "select seq, token from event where stream = ? order by seq desc limit 1"
    found: tuple[int, str] | None = connection.execute(query, [stream]).fetchone()
    return found


def has_token(connection: Connection, stream: str, token: str) -> bool:
    """Whether this submission was stored in the stream before."""
    query = "select 1 from event where stream = ? and token = ? limit 1"
    return connection.execute(query, [stream, token]).fetchone() is not None


def append(
    connection: Connection,
    stream: str,
    events: Sequence[Recordable],
    *,
    after: int,
    token: str,
    actor: str,
    at: datetime,
) -> tuple[Row, ...]:
    """Append events after number `after`; raises AlreadyStored for a known token and Moved when others came between."""
    query = (
        "select exists (select 1 from event where stream = :stream and token = :token),"
        " (select seq from event where stream = :stream order by seq desc limit 1)"
    )
    stored, newest = connection.execute(query, {"stream": stream, "token": token}).fetchone()
    if stored:
        raise AlreadyStored(stream)
    if (newest or 0) != after:
        raise Moved(stream)
    rows = []
    for part, event in enumerate(events):
        columns = {name: event.columns().get(name) for name in COLUMNS}
        row = {"stream": stream, "seq": after + 1 + part, "kind": event.KIND, **columns}
        row |= {"recorded_by": actor, "at": stamp(at), "token": token, "part": part}
        rows.append(row | {"value": None if row["value"] is None else json.dumps(row["value"], ensure_ascii=False)})
    insert(connection, "event", rows)
    return tuple(_row(row) for row in rows)


def _row(row: dict[str, Any]) -> Row:
    value = json.loads(row["value"]) if row["value"] is not None else None
    named = {name: row[name] for name in COLUMNS if name != "value"}
    return Row(
        token=row["token"],
        seq=row["seq"],
        kind=row["kind"],
        value=value,
        recorded_by=row["recorded_by"],
        at=moment(row["at"]),
        **named,
    )
