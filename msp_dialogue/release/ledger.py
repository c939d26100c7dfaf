"""Which figures were released and which of them withdrawn: the decisions, each with its row in the trail.

It must not know what is in a release, nor where its file lies.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from msp_dialogue import audit
from msp_dialogue.database import Connection, Migrations, moment, stamp

MIGRATIONS = Migrations("release")

_COLUMNS = "id, span, content, guessed, quotes, released_at, released_by, withdrawn_at, withdrawn_by, reason"


@dataclass(frozen=True)
class Decision:
    """One release: the figures' text, what may be guessed of hidden ones, who let it go and who took it back.

    `quotes` are the ids of those that stand in it as long as they are permitted; their words are not kept here.

    `released_by` and `withdrawn_by` are ids of accounts, or `command-line`.
    """

    id: str
    span: str
    content: str
    guessed: str
    quotes: tuple[str, ...]
    released_at: datetime
    released_by: str
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    reason: str | None = None


def digest(text: str) -> str:
    """The SHA-256 of a text, by which a copy of a file can be told."""
    return hashlib.sha256(text.encode()).hexdigest()


@MIGRATIONS()
def releases(connection: Connection) -> None:
    """Every release there was; one for each span that stands."""
    told = ("span", "content", "guessed", "released_at", "released_by")
    taken_back = ("withdrawn_at", "withdrawn_by", "reason")
    connection.table("release").create(
        {"id": str, **dict.fromkeys((*told, *taken_back), str)}, pk="id", not_null=told, strict=True
    )
    connection.execute("create unique index release_standing on release (span) where withdrawn_at is null")


@MIGRATIONS()
def quotes_of_releases(connection: Connection) -> None:
    """Which quotes stand in a release as long as they are permitted."""
    connection.table("release").add_column("quotes", str, not_null_default="[]")
    connection.execute("create index release_quoted on release (quotes) where withdrawn_at is null and quotes <> '[]'")


def note_released(connection: Connection, made: Decision, text: str) -> None:
    """Add a release, whose file is this text. Raises IntegrityError when one of the same span stands."""
    row = {"id": made.id, "span": made.span, "content": made.content, "guessed": made.guessed}
    row |= {"released_at": stamp(made.released_at), "released_by": made.released_by, "quotes": json.dumps(made.quotes)}
    connection.table("release").insert(row)
    detail = {"span": made.span, "sha256": digest(text), "bytes": str(len(text.encode()))}
    audit.record(
        connection,
        actor=made.released_by,
        action="figures_released",
        thing=made.id,
        at=made.released_at,
        detail=detail,
    )


def note_withdrawn(connection: Connection, id: str, *, reason: str, at: datetime, by: str) -> bool:
    """Take a release back, with the reason; whether there was one to take back."""
    done = connection.execute(
        "update release set withdrawn_at = ?, withdrawn_by = ?, reason = ? where id = ? and withdrawn_at is null",
        [stamp(at), by, reason, id],
    )
    if done.rowcount:
        audit.record(connection, actor=by, action="figures_withdrawn", thing=id, at=at)
    return bool(done.rowcount)


def standing(connection: Connection) -> tuple[Decision, ...]:
    """The releases that were not withdrawn, by span."""
    return _read(connection, "withdrawn_at is null order by span")


def ever(connection: Connection) -> tuple[Decision, ...]:
    """Every release there was, the oldest first."""
    return _read(connection, "true order by released_at, rowid")


def of_span(connection: Connection, span: str) -> tuple[Decision, ...]:
    """Every release of a span, the newest first."""
    return _read(connection, "span = ? order by released_at desc, rowid desc", [span])


def quoted(connection: Connection) -> frozenset[str]:
    """The quotes of every release that stands; read from an index, since it is asked after each change."""
    found = connection.execute("select quotes from release where withdrawn_at is null and quotes <> '[]'")
    return frozenset(quote for (quotes,) in found for quote in json.loads(quotes))


def spans(connection: Connection) -> frozenset[str]:
    """Every span that was ever released."""
    return frozenset(span for (span,) in connection.execute("select distinct span from release"))


def _read(connection: Connection, condition: str, values: Iterable[str] = ()) -> tuple[Decision, ...]:
    query = f"select {_COLUMNS} from release where {condition}"  # noqa: S608 - constants
    return tuple(_decision(*row) for row in connection.execute(query, list(values)))


def _decision(
    id: str,
    span: str,
    content: str,
    guessed: str,
    quotes: str,
    released_at: str,
    released_by: str,
    withdrawn_at: str | None,
    withdrawn_by: str | None,
    reason: str | None,
) -> Decision:
    back = moment(withdrawn_at) if withdrawn_at else None
    quoted = tuple(json.loads(quotes))
    return Decision(id, span, content, guessed, quoted, moment(released_at), released_by, back, withdrawn_by, reason)
