"""Sheets as an Excel workbook, made in memory.

XlsxWriter's other way is temporary files, which would hold people's words in clear.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from msp_dialogue.export.column import Kind
from msp_dialogue.export.sheets import MORE_ROWS, MOST_ROWS, NUMBERS, ONE_TABLE, WRAPPED, Sheet, fitting, is_day, width

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_STYLE = "Table Style Light 1"
_LINE, _TALLEST = 15, 409
"""Points: the height of a line, and of the tallest row that Excel has."""

Worksheet = Any  # XlsxWriter carries no types of its own
Format = Any


class _Book:
    """The workbook while it is made, with the few formats it uses."""

    def __init__(self, file: io.BytesIO, title: str, made_at: datetime) -> None:
        import xlsxwriter  # type: ignore[import-untyped]  # only now: every start is quicker without

        self.workbook = xlsxwriter.Workbook(file, _OPTIONS)
        self.workbook.set_properties({"title": title, "created": made_at.replace(tzinfo=None)})
        self.title = self._format(bold=True, font_size=16)
        words = self._format(text_wrap=True, valign="top")
        self.plain = self._format(valign="top")
        self._header = self._format(bold=True)
        self._number_header = self._format(bold=True, align="right")
        number = self._format(valign="top", align="right")  # on the right too where a mark stands instead
        self._of_kind = {
            Kind.WORDS: words,
            Kind.LIST: words,
            Kind.DATE: self._format(num_format="yyyy-mm-dd", valign="top", align="left"),
            Kind.INSTANT: self._format(num_format="yyyy-mm-dd hh:mm:ss", valign="top", align="left"),
            Kind.NUMBER: number,
            Kind.PERCENT: self._format(num_format="0.0", valign="top", align="right"),
        }

    def format_of(self, kind: Kind) -> Format:
        """How cells of a kind look."""
        return self._of_kind.get(kind, self.plain)

    def header_of(self, kind: Kind) -> Format:
        """How the header of such cells looks."""
        return self._number_header if kind in NUMBERS else self._header

    def _format(self, **properties: Any) -> Format:
        return self.workbook.add_format(properties)


def xlsx(sheets: Sequence[Sheet], made_at: datetime, most_rows: int = MOST_ROWS) -> bytes:
    """The workbook; its own title is that of the first sheet."""
    file = io.BytesIO()
    book = _Book(file, sheets[0].title, made_at)
    for sheet in sheets:
        _add(book, sheet, most_rows)
    book.workbook.close()
    return file.getvalue()


def _add(book: _Book, sheet: Sheet, most_rows: int) -> None:
    """Write a sheet, and mark its rows up as a table that people and programs find by name."""
    worksheet = book.workbook.add_worksheet(sheet.name)
    worksheet.write_string(0, 0, sheet.title, book.title)
    for place, (header, kind) in enumerate(sheet.columns.items()):
        worksheet.set_column(place, place, width(header, kind), book.format_of(kind))
    rows = iter(sheet.rows)
    last = _rows(worksheet, sheet, islice(rows, most_rows))
    announced = ONE_TABLE if next(rows, None) is None else MORE_ROWS
    for row, line in enumerate((*sheet.above, announced), start=1):
        worksheet.write_string(row, 0, fitting(line), book.plain)
    columns = [{"header": header, "header_format": book.header_of(kind)} for header, kind in sheet.columns.items()]
    marked = {"name": sheet.table, "columns": columns, "style": _STYLE}
    worksheet.add_table(sheet.top, 0, last, len(columns) - 1, marked)
    worksheet.table_cells.clear()  # it remembers every cell only to notice overlaps; here is one table, and much memory
    worksheet.set_landscape()
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(sheet.top)
    worksheet.freeze_panes(sheet.top + 1, 1)


def _rows(worksheet: Worksheet, sheet: Sheet, rows: Iterable[Sequence[Any]]) -> int:
    """Write the rows below the headers; gives the last row of the table, which has at least one, if an empty one."""
    kinds = tuple(sheet.columns.values())
    wrapped = [
        (place, width(header, kind)) for place, (header, kind) in enumerate(sheet.columns.items()) if kind in WRAPPED
    ]
    last = sheet.top
    for last, row in enumerate(rows, start=sheet.top + 1):
        for place, (kind, value) in enumerate(zip(kinds, row, strict=True)):
            if value is not None:
                _write(worksheet, last, place, kind, value)
        if (lines := max((_lines(row[place], room) for place, room in wrapped), default=1)) > 1:
            worksheet.set_row(last, min(_LINE * lines, _TALLEST))
    return max(last, sheet.top + 1)


def _lines(text: Any, room: int) -> int:
    """How many lines a wrapped text takes at most: programs other than Excel do not work that out on opening."""
    return sum(len(line) // room + 1 for line in text.split("\n")) if isinstance(text, str) else 1


def _write(worksheet: Worksheet, row: int, place: int, kind: Kind, value: Any) -> None:
    """Write one cell as what it is; text is never read as a formula, a link or a number [X-01]."""
    if isinstance(value, (int, float)):
        worksheet.write_number(row, place, value)
    elif is_day(kind, value):
        worksheet.write_datetime(row, place, datetime.fromisoformat(value.removesuffix("Z")))
    else:
        worksheet.write_string(row, place, fitting(value))
