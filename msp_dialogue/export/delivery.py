"""A file delivered with its audit rows: one before the first byte leaves, one after the last [X-07]."""

import hashlib
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime

from msp_dialogue import audit
from msp_dialogue.authority import Authority
from msp_dialogue.chart import Chart
from msp_dialogue.database import Database
from msp_dialogue.export.chart_csv import chart_csv
from msp_dialogue.export.formats import Format, chunks
from msp_dialogue.export.national import ReturnFormat, returned
from msp_dialogue.measure import Selection, Span, draw
from msp_dialogue.measure.national_drawn import draw_return

Clock = Callable[[], datetime]
Pieces = Generator[bytes, None, None]


@dataclass(frozen=True)
class Taken:
    """Who takes a file out: an opaque id that ties its two rows, an account's id or `command-line`, and the clock."""

    export_id: str
    actor: str
    clock: Clock


@dataclass(frozen=True)
class Stood:
    """The record as it stood at the end of an earlier day [R0], and the database that it was played into."""

    day: date
    database: Database


def deliver(
    database: Database,
    format: Format,
    selection: Selection,
    *,
    export_id: str,
    actor: str,
    clock: Clock,
    stood: Stood | None = None,
    figures_alone: bool = False,
) -> Iterator[bytes]:
    """Write the audit row, then give the pieces of the file; at the end a second row says how it ended.

    Nothing is given when the row cannot be written. `export_id` is an opaque id that ties the two rows; `actor` an
    account's id, or `command-line`. Iterate in the thread that called, since the snapshot is that thread's.
    With `figures_alone` there is no row about a person in it.
    """
    drawn_at, period = clock(), selection.period
    scope = {"format": str(format), "from": str(period.first), "to": str(period.last), "date_rule": str(selection.by)}
    scope |= {} if selection.team is None else {"team": selection.team}
    scope |= {"sealed": "taken_in"} if selection.with_sealed else {}
    scope |= {"as_at": str(stood.day)} if stood else {}
    scope |= {"rows": "none"} if figures_alone else {}
    taken = Taken(export_id, actor, clock)
    source, day = (stood.database, stood.day) if stood else (database, None)
    pieces = _pieces(source, format, selection, drawn_at, day, figures_alone=figures_alone)
    return _audited(database, "export", scope, pieces, taken, drawn_at)


def deliver_return(
    database: Database,
    format: ReturnFormat,
    year: Span,
    authority: Authority,
    *,
    taken: Taken,
    stood: Stood | None = None,
) -> Iterator[bytes]:
    """The national return of a financial year as a file, by the same rules; sealed enquiries count in it."""
    drawn_at = taken.clock()
    scope = {"format": str(format), "year": year.id, "sealed": "taken_in"}
    scope |= {"as_at": str(stood.day)} if stood else {}
    source, day = (stood.database, stood.day) if stood else (database, None)
    pieces = _return(source, format, year, authority, drawn_at, day)
    return _audited(database, "national_return", scope, pieces, taken, drawn_at)


def deliver_table(database: Database, chart: Chart, scope: Mapping[str, str], *, taken: Taken) -> Iterator[bytes]:
    """The table of one chart as CSV, by the same rules; `scope` says what it is of."""
    whole = (piece for piece in (chart_csv(chart),))
    return _audited(database, "export", {"format": "csv", **scope}, whole, taken, taken.clock())


def _pieces(
    database: Database,
    format: Format,
    selection: Selection,
    drawn_at: datetime,
    as_at: date | None,
    *,
    figures_alone: bool,
) -> Pieces:
    with database.reading() as connection:
        drawn = draw(connection, selection, drawn_at, as_at=as_at)
        yield from chunks(connection, format, replace(drawn, figures_alone=figures_alone))


def _return(
    database: Database,
    format: ReturnFormat,
    year: Span,
    authority: Authority,
    drawn_at: datetime,
    as_at: date | None,
) -> Pieces:
    with database.reading() as connection:
        drawn = draw_return(connection, year, drawn_at, as_at=as_at)
    yield returned(format, drawn, authority)


def _audited(
    database: Database, action: str, scope: Mapping[str, str], pieces: Pieces, taken: Taken, at: datetime
) -> Iterator[bytes]:
    with database.transaction() as connection:
        audit.record(connection, actor=taken.actor, action=action, thing=taken.export_id, at=at, detail=dict(scope))
    return _told_after(database, action, pieces, taken)


def _told_after(database: Database, action: str, pieces: Pieces, taken: Taken) -> Iterator[bytes]:
    digest, size, ended = hashlib.sha256(), 0, "broken_off"
    try:
        with closing(pieces):  # the snapshot ends before the row is written
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                yield piece
        ended = "finished"
    finally:
        told = {"actor": taken.actor, "action": f"{action}_{ended}", "thing": taken.export_id}
        detail = {"bytes": str(size), "sha256": digest.hexdigest()}
        with database.transaction() as connection:
            audit.record(connection, **told, at=taken.clock(), detail=detail)
