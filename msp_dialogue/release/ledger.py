"""Which figures were released and which of them withdrawn: the decisions, each with its row in the trail.

It must not know what is in a release, nor where its file lies.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from msp_dialogue import audit
from msp_dialogue.database import Connection, Migrations, moment, stamp

MIGRATIONS = Migrations("release")

_COLUMNS = "id, span, content, guessed, released_at, released_by, withdrawn_at, withdrawn_by, reason"


@dataclass(frozen=True)
class Decision:
    """One release: the file's text, what may be guessed of its hidden numbers, who let it go and who took it back.

    `released_by` and `withdrawn_by` are ids of accounts, or `command-line`.
    """

    id: str
    span: str
    content: str
    guessed: str
    released_at: datetime
    released_by: str
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    reason: str | None = None

    @property
    def digest(self) -> str:
        """The SHA-256 of the file, by which a copy can be told to be this release."""
        return digest(self.content)


def digest(text: str) -> str:
    """The SHA-256 of a text."""
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


def note_released(connection: Connection, made: Decision) -> None:
    """Add a release. Raises IntegrityError when one of the same span stands."""
    row = (made.id, made.span, made.content, made.guessed, stamp(made.released_at), made.released_by)
    connection.execute(
        "insert into release (id, span, content, guessed, released_at, released_by) values (?, ?, ?, ?, ?, ?)", row
    )
    detail = {"span": made.span, "sha256": made.digest, "bytes": str(len(made.content.encode()))}
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


def note_handed_out(connection: Connection, id: str, *, at: datetime, by: str) -> None:
    """Write down that somebody took the file, before its first byte leaves [X-07]."""
    audit.record(connection, actor=by, action="released_figures_taken", thing=id, at=at)


def standing(connection: Connection) -> tuple[Decision, ...]:
    """The releases that were not withdrawn, by span."""
    return _read(connection, "withdrawn_at is null order by span")


def of_span(connection: Connection, span: str) -> tuple[Decision, ...]:
    """Every release of a span, the newest first."""
    return _read(connection, "span = ? order by released_at desc, rowid desc", [span])


def spans(connection: Connection) -> frozenset[str]:
    """Every span that was ever released."""
    return frozenset(span for (span,) in connection.execute("select distinct span from release"))


def earliest(connection: Connection) -> date | None:
    """The first day on which an enquiry was concluded; None before there is one."""
    (day,) = connection.execute("select min(concluded) from enquiry").fetchone()
    return date.fromisoformat(day) if day else None


def _read(connection: Connection, condition: str, values: Iterable[str] = ()) -> tuple[Decision, ...]:
    query = f"select {_COLUMNS} from release where {condition}"  # noqa: S608 - constants
    return tuple(_decision(*row) for row in connection.execute(query, list(values)))


def _decision(
    id: str,
    span: str,
    content: str,
    guessed: str,
    released_at: str,
    released_by: str,
    withdrawn_at: str | None,
    withdrawn_by: str | None,
    reason: str | None,
) -> Decision:
    back = moment(withdrawn_at) if withdrawn_at else None
    return Decision(id, span, content, guessed, moment(released_at), released_by, back, withdrawn_by, reason)
