"""An export as CSV: one file for each table in a zip that is written as a stream, so that its size costs no memory.

UTF-8 with a byte order mark, since Excel takes a file without one for another encoding.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from msp_dialogue.database import Connection
from msp_dialogue.export.about import facts
from msp_dialogue.export.cells import batches, joined
from msp_dialogue.export.column import Kind, Table
from msp_dialogue.export.formula import FIRST, guarded
from msp_dialogue.export.notes import NOTES, note_rows
from msp_dialogue.export.tables import tables_of
from msp_dialogue.measure import Drawn

Row = Sequence[Any]

BOM = "\ufeff"
NUMBERS = {Kind.NUMBER, Kind.PERCENT}
PLAIN_ZIP_UP_TO = 20_000
"""Enquiries up to which no file comes near 2 GiB; beyond, a zip needs the larger form that old programs cannot read."""
_FASTEST = 1
"""Compressing harder costs twice the time for a tenth of the size."""


class _Outlet:
    """What a zip is written to when nobody can seek in it: what was written since it was last taken."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._written.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """There is nothing to flush; ZipFile asks for it."""

    def taken(self) -> bytes:
        written = b"".join(self._written)
        self._written.clear()
        return written


def chunks(connection: Connection, drawn: Drawn) -> Iterator[bytes]:
    """The zip, piece by piece."""
    outlet = _Outlet()
    with ZipFile(outlet, "w", ZIP_DEFLATED, compresslevel=_FASTEST) as archive:  # type: ignore[call-overload]
        for name, batch_of_rows in _files(connection, drawn):
            info = ZipInfo(f"{name}.csv", date_time=drawn.drawn_at.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=drawn.enquiries > PLAIN_ZIP_UP_TO) as entry:
                entry.write(BOM.encode())
                for rows in batch_of_rows:
                    entry.write(_written(rows))
                    yield outlet.taken()
    yield outlet.taken()


def _files(connection: Connection, drawn: Drawn) -> Iterator[tuple[str, Iterator[Sequence[Row]]]]:
    """Each file's name, and its rows in batches."""
    about = [(fact.name, fact.label, fact.value) for fact in facts(drawn)]
    yield "about", iter([_safe([("name", "label", "value"), *about])])
    for table in tables_of(drawn):
        yield table.name, _table(table, connection, drawn)
    yield "columns", iter([_safe([NOTES, *note_rows(tables_of(drawn))])])


def _table(table: Table, connection: Connection, drawn: Drawn) -> Iterator[Sequence[Row]]:
    yield [table.names]
    texts = [place for place, column in enumerate(table.columns) if column.kind not in NUMBERS]
    for rows in batches(table, connection, drawn, joined):
        for row in rows:
            for place in texts:
                text = row[place]
                if text and text[0] in FIRST:
                    row[place] = guarded(text)
        yield rows


def _safe(rows: Sequence[Row]) -> Sequence[Row]:
    return [[guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]


def _written(rows: Sequence[Row]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
