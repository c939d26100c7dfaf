"""An export as a workbook: a cover, a sheet with a marked-up table for each table, and notes on every column.

It is made in memory: XlsxWriter's other way is temporary files, which would hold people's words in clear.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from msp_dialogue.database import Connection
from msp_dialogue.export.about import TITLE, facts, lines
from msp_dialogue.export.cells import batches, joined
from msp_dialogue.export.column import Kind, Table
from msp_dialogue.export.notes import NOTES, note_rows
from msp_dialogue.export.tables import TABLES
from msp_dialogue.export.tables.figures import MEASURE
from msp_dialogue.measure import Drawn

MOST_ENQUIRIES = 20_000
"""Beyond this a workbook has no lists: marked-up tables need all of it in memory, and a person cannot read so many."""
LONGEST_TEXT = 32_767
"""UTF-16 units that Excel takes in a cell; a file with more is refused as damaged."""
CUT = " [cut here: a cell holds no more; the whole is in the CSV and JSON files]"

MOST_ROWS = 1_000_000
"""Rows of a list that a sheet holds, a little under Excel's own limit, below which XlsxWriter drops rows in silence."""
MORE_ROWS = "This list goes on: a sheet holds no more. Take the CSV or JSON export, or choose a shorter period."

Sheet = Any  # XlsxWriter carries no types of its own
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDTHS = {Kind.TEXT: 22, Kind.WORDS: 60, Kind.CHOICE: 20, Kind.LIST: 26, Kind.DATE: 12, Kind.INSTANT: 20}
_NARROW = 11
_LONG_NOTES = {"meaning", "values", "before_passing_on"}
_EXCELS_FIRST_DAY = "1900-01-01"
_PIECE = 64 * 1024


class _Book:
    """The workbook while it is made, with the few formats it uses."""

    def __init__(self, file: io.BytesIO, drawn: Drawn) -> None:
        self.workbook = xlsxwriter.Workbook(file, _OPTIONS)
        self.workbook.set_properties({"title": TITLE, "created": drawn.drawn_at.replace(tzinfo=None)})
        self.title = self._format(bold=True, font_size=16)
        self.label = self._format(bold=True, valign="top")
        self.words = self._format(text_wrap=True, valign="top")
        self.number = self._format(valign="top", align="left")
        self._plain = self._format(valign="top")
        self._of_kind = {
            Kind.WORDS: self.words,
            Kind.LIST: self.words,
            Kind.DATE: self._format(num_format="yyyy-mm-dd", valign="top", align="left"),
            Kind.INSTANT: self._format(num_format="yyyy-mm-dd hh:mm:ss", valign="top", align="left"),
            Kind.PERCENT: self._format(num_format="0.0", valign="top"),
        }

    def format_of(self, kind: Kind) -> xlsxwriter.format.Format:
        """How cells of a kind look."""
        return self._of_kind.get(kind, self._plain)

    def _format(self, **properties: Any) -> xlsxwriter.format.Format:
        return self.workbook.add_format(properties)


def chunks(
    connection: Connection, drawn: Drawn, *, most: int = MOST_ENQUIRIES, most_rows: int = MOST_ROWS
) -> Iterator[bytes]:
    """The workbook, piece by piece once it is whole; beyond `most` enquiries without its lists, and saying so."""
    file = io.BytesIO()
    book = _Book(file, drawn)
    too_many = drawn.enquiries > most
    _cover(book, drawn, _too_many(drawn, most) if too_many else None)
    for table in (MEASURE,) if too_many else TABLES:
        _sheet(book, table, connection, drawn, most_rows)
    _notes(book)
    book.workbook.close()
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece


def _too_many(drawn: Drawn, most: int) -> str:
    return (
        f"This selection has {drawn.enquiries} enquiries, and a workbook holds the lists of at most {most}. "
        "Take the CSV or JSON export, or choose a shorter period."
    )


def _cover(book: _Book, drawn: Drawn, notice: str | None) -> None:
    sheet = book.workbook.add_worksheet("Cover")
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, TITLE, book.title)
    told = [(fact.label, fact.value) for fact in facts(drawn)]
    told += [("Lists", notice)] if notice else [(table.title, table.meaning) for table in TABLES]
    for row, (label, value) in enumerate(told, start=2):
        sheet.write_string(row, 0, label, book.label)
        if isinstance(value, int):
            sheet.write_number(row, 1, value, book.number)
        else:
            sheet.write_string(row, 1, fitting(value or ""), book.words)


def _sheet(book: _Book, table: Table, connection: Connection, drawn: Drawn, most_rows: int) -> None:
    sheet = book.workbook.add_worksheet(table.title)
    sheet.write_string(0, 0, table.title, book.title)
    above = (table.meaning, *lines(drawn))
    for row, line in enumerate(above, start=1):
        sheet.write_string(row, 0, fitting(line))
    rows = (row for batch in batches(table, connection, drawn, joined) for row in batch)
    kinds = {column.name: column.kind for column in table.columns}
    _marked_up(book, sheet, table.name, kinds, islice(rows, most_rows), len(above) + 2)
    if next(rows, None) is not None:
        sheet.write_string(len(above) + 1, 0, MORE_ROWS, book.label)


def _notes(book: _Book) -> None:
    sheet = book.workbook.add_worksheet("Notes")
    sheet.write_string(0, 0, "Notes: what every column means", book.title)
    kinds = {name: Kind.WORDS if name in _LONG_NOTES else Kind.TEXT for name in NOTES}
    _marked_up(book, sheet, "notes", kinds, note_rows(), 2)


def _marked_up(
    book: _Book, sheet: Sheet, name: str, kinds: Mapping[str, Kind], rows: Iterable[Sequence[Any]], top: int
) -> None:
    """Write the rows under a header in row `top`, and mark them up as a table that people and programs find by name."""
    for place, (header, kind) in enumerate(kinds.items()):
        width = max(_WIDTHS.get(kind, _NARROW), len(header) + 4)  # room for the header's filter button
        sheet.set_column(place, place, width, book.format_of(kind))
    last = top
    for last, row in enumerate(rows, start=top + 1):
        for place, (kind, value) in enumerate(zip(kinds.values(), row, strict=True)):
            if value is not None:
                _write(sheet, last, place, kind, value)
    last = max(last, top + 1)  # a table has at least one row, if an empty one
    headers = [{"header": header} for header in kinds]
    sheet.add_table(top, 0, last, len(kinds) - 1, {"name": name, "columns": headers, "style": "Table Style Light 9"})
    sheet.table_cells.clear()  # it remembers every cell only to notice overlaps; here is one table, and much memory
    sheet.freeze_panes(top + 1, 1)


def _write(sheet: Sheet, row: int, place: int, kind: Kind, value: Any) -> None:
    """Write one cell as what it is; text is never read as a formula, a link or a number [X-01]."""
    if isinstance(value, (int, float)):
        sheet.write_number(row, place, value)
    elif kind in (Kind.DATE, Kind.INSTANT) and value >= _EXCELS_FIRST_DAY:
        sheet.write_datetime(row, place, datetime.fromisoformat(value.removesuffix("Z")))
    else:
        sheet.write_string(row, place, fitting(value))


def fitting(text: str) -> str:
    """The text as far as a cell holds it; cut where it is longer, and saying so."""
    if len(text) * 2 <= LONGEST_TEXT or len(text.encode("utf-16-le")) <= LONGEST_TEXT * 2:
        return text
    room = (LONGEST_TEXT - len(CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT
