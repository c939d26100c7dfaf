"""An export delivered with its audit rows: one before the first byte leaves, one after the last [X-07]."""

import hashlib
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from datetime import datetime

from msp_dialogue import audit
from msp_dialogue.database import Database
from msp_dialogue.export.formats import Format, chunks
from msp_dialogue.measure import Selection, draw

Clock = Callable[[], datetime]
Pieces = Generator[bytes, None, None]


def deliver(
    database: Database, format: Format, selection: Selection, *, export_id: str, actor: str, clock: Clock
) -> Iterator[bytes]:
    """Write the audit row, then give the pieces of the file; at the end a second row says how it ended.

    Nothing is given when the row cannot be written. `export_id` is an opaque id that ties the two rows; `actor` an
    account's id, or `command-line`. Iterate in the thread that called, since the snapshot is that thread's.
    """
    drawn_at = clock()
    period = selection.period
    scope = {"format": str(format), "from": str(period.first), "to": str(period.last), "date_rule": str(selection.by)}
    scope |= {} if selection.team is None else {"team": selection.team}
    scope |= {"sealed": "taken_in"} if selection.with_sealed else {}
    with database.transaction() as connection:
        audit.record(connection, actor=actor, action="export", thing=export_id, at=drawn_at, detail=scope)
    return _told_after(database, _pieces(database, format, selection, drawn_at), export_id, actor, clock)


def _pieces(database: Database, format: Format, selection: Selection, drawn_at: datetime) -> Pieces:
    with database.reading() as connection:
        yield from chunks(connection, format, draw(connection, selection, drawn_at))


def _told_after(database: Database, pieces: Pieces, export_id: str, actor: str, clock: Clock) -> Iterator[bytes]:
    digest, size, action = hashlib.sha256(), 0, "export_broken_off"
    try:
        with closing(pieces):  # the snapshot ends before the row is written
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                yield piece
        action = "export_finished"
    finally:
        detail = {"bytes": str(size), "sha256": digest.hexdigest()}
        with database.transaction() as connection:
            audit.record(connection, actor=actor, action=action, thing=export_id, at=clock(), detail=detail)
