"""What is noted of an adult or an enquiry beside its conversations: an event of its stream, and the tables it fills.

It must not know any of the things that are noted: each has a module of its own with a `Projection`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from msp_dialogue import audit
from msp_dialogue.database import Connection
from msp_dialogue.record import streams
from msp_dialogue.record.models import Row, write_rows
from msp_dialogue.record.streams import By


@dataclass(frozen=True)
class Noted:
    """Something that happens outside a sitting; its row holds its fields."""

    KIND: ClassVar[str]

    def columns(self) -> Mapping[str, Any]:
        """What the row holds."""
        return {"value": asdict(self)}


@dataclass(frozen=True)
class Projection:
    """The tables that some kinds of events of one stream fill; `rebuild` proves that they equal the events.

    `owner` is the column that holds the stream: `enquiry` or `adult`. `tables` gives the key of each. `project` is a
    pure function of the stream's id and its events of these kinds, in order: all rows of each table.
    """

    owner: str
    tables: Mapping[str, tuple[str, ...]]
    kinds: frozenset[str]
    project: Callable[[str, Sequence[streams.Row]], Mapping[str, list[Row]]]

    def stored(self, connection: Connection, table: str, stream: str) -> list[Row]:
        """The rows that a table has of a stream."""
        return [dict(row) for row in connection.table(table).rows_where(f"{self.owner} = ?", [stream])]

    def told(self, connection: Connection, stream: str) -> Mapping[str, list[Row]]:
        """The rows that the stream's events tell of."""
        rows = streams.read(connection, stream)
        return self.project(stream, [row for row in rows if row.kind in self.kinds])

    def refresh(self, connection: Connection, stream: str) -> None:
        """Bring the tables up to date with the stream."""
        for table, wanted in self.told(connection, stream).items():
            write_rows(connection, table, self.tables[table], self.stored(connection, table, stream), wanted)


def append(connection: Connection, stream: str, event: streams.Recordable, by: By, *, thing: str | None = None) -> bool:
    """Append one event at the end of a stream, with its audit row; False when this token was stored before.

    The row is about the stream, or about the `thing` whose work it was.
    """
    (last,) = connection.execute("select coalesce(max(seq), 0) from event where stream = ?", [stream]).fetchone()
    try:
        streams.append(connection, stream, [event], after=last, token=by.token, actor=by.actor, at=by.at)
    except streams.AlreadyStored:
        return False
    audit.record(connection, actor=by.actor, action=event.KIND, thing=thing or stream, at=by.at, detail=by.detail)
    return True


def note(
    connection: Connection, projection: Projection, stream: str, event: Noted, by: By, *, thing: str | None = None
) -> bool:
    """Append an event and bring its tables up to date, in a transaction; False when this token was stored before."""
    if not append(connection, stream, event, by, thing=thing):
        return False
    projection.refresh(connection, stream)
    return True
