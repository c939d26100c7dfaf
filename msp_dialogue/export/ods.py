"""Sheets as an OpenDocument spreadsheet, for LibreOffice and others; written by hand, since it is text in a zip.

The libraries that write it either have no marked-up tables or hold every cell as an object: for 100,000 cells they took
from 4 to 100 seconds, and this less than one. No cell can be a formula: there is no code here that writes one [X-01].
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from msp_dialogue.export import ods_parts as parts
from msp_dialogue.export.column import Kind
from msp_dialogue.export.sheets import MORE_ROWS, MOST_ROWS, NUMBERS, ONE_TABLE, Sheet, fitting, is_day, width

_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_SUCH_CHARACTER = "\ufffd"
_SPACES = re.compile(" {2,}|^ | $")
_LINE_END = re.compile("\r\n?")
_ROWS_AT_ONCE = 1000


def ods(sheets: Sequence[Sheet], made_at: datetime, most_rows: int = MOST_ROWS) -> bytes:
    """The spreadsheet; its own title is that of the first sheet."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        _put(archive, "mimetype", [parts.MEDIA_TYPE], made_at, stored=True)  # first and plain, so that it is recognised
        _put(archive, "content.xml", _content(sheets, most_rows), made_at)
        _put(archive, "styles.xml", [parts.STYLES], made_at)
        _put(archive, "meta.xml", [parts.meta(escape(_clean(sheets[0].title)), made_at)], made_at)
        frozen = [(quoteattr(sheet.name), sheet.top + 1) for sheet in sheets]
        _put(archive, "settings.xml", [parts.settings(frozen)], made_at)
        _put(archive, "META-INF/manifest.xml", [parts.MANIFEST], made_at)
    return file.getvalue()


def _put(archive: ZipFile, name: str, pieces: Iterable[str], made_at: datetime, *, stored: bool = False) -> None:
    info = ZipInfo(name, date_time=made_at.timetuple()[:6])
    info.compress_type = ZIP_STORED if stored else ZIP_DEFLATED
    with archive.open(info, "w") as entry:
        for piece in pieces:
            entry.write(piece.encode())


def _content(sheets: Sequence[Sheet], most_rows: int) -> Iterator[str]:
    """The document's body: its styles, a table for each sheet, and where each marked-up table lies."""
    widths = sorted({width(header, kind) for sheet in sheets for header, kind in sheet.columns.items()})
    yield parts.content_head(widths)
    marked = []
    for sheet in sheets:
        rows = iter(sheet.rows)
        written = list(_batches(tuple(sheet.columns.values()), islice(rows, most_rows)))
        yield _head(sheet, ONE_TABLE if next(rows, None) is None else MORE_ROWS)
        yield from (batch for _, batch in written)
        yield "</table:table>"
        marked.append(_range(sheet, max(1, sum(number for number, _ in written))))
    yield f"<table:database-ranges>{''.join(marked)}</table:database-ranges>"
    yield parts.CONTENT_FOOT


def _head(sheet: Sheet, announced: str) -> str:
    """Everything of a sheet above its rows."""
    columns = "".join(
        f'<table:table-column table:style-name="w{width(header, kind)}"/>' for header, kind in sheet.columns.items()
    )
    above = "".join(_row([_text(fitting(line), "plain")]) for line in (*sheet.above, announced))
    headers = _row(
        [_text(header, "number-header" if kind in NUMBERS else "header") for header, kind in sheet.columns.items()]
    )
    return (
        f"<table:table table:name={quoteattr(sheet.name)}>{columns}{_row([_text(sheet.title, 'title')])}{above}"
        f"<table:table-header-rows>{headers}</table:table-header-rows>"
    )


def _batches(kinds: Sequence[Kind], rows: Iterator[Sequence[Any]]) -> Iterator[tuple[int, str]]:
    """The rows, many at a time: how many they are, and their text."""
    while batch := list(islice(rows, _ROWS_AT_ONCE)):
        yield (
            len(batch),
            "".join(_row([_cell(kind, value) for kind, value in zip(kinds, row, strict=True)]) for row in batch),
        )


def _range(sheet: Sheet, rows: int) -> str:
    """The mark-up of the sheet's table, by which people and programs find it."""
    name = "'" + sheet.name + "'"
    first, last = f"A{sheet.top + 1}", f"{_letters(len(sheet.columns))}{sheet.top + 1 + rows}"
    return (
        f"<table:database-range table:name={quoteattr(sheet.table)} "
        f"table:target-range-address={quoteattr(f'{name}.{first}:{name}.{last}')} "
        'table:contains-header="true" table:display-filter-buttons="true"/>'
    )


def _letters(column: int) -> str:
    """The letters of a column, counted from 1."""
    before, letter = divmod(column - 1, 26)
    return (_letters(before) if before else "") + chr(ord("A") + letter)


def _row(cells: Sequence[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(kind: Kind, value: Any) -> str:
    """One cell as what it is; text is never read as a formula, a link or a number [X-01]."""
    style = _style(kind)
    if value is None:
        return f'<table:table-cell table:style-name="{style}"/>'
    if isinstance(value, (int, float)):
        typed = f'office:value-type="float" office:value="{value}"'
        shown = f"{value:.1f}" if kind is Kind.PERCENT else str(value)
        return f'<table:table-cell table:style-name="{style}" {typed}><text:p>{shown}</text:p></table:table-cell>'
    if is_day(kind, value):
        day = value.removesuffix("Z")
        typed = f'office:value-type="date" office:date-value="{day}"'
        shown = day.replace("T", " ")
        return f'<table:table-cell table:style-name="{style}" {typed}><text:p>{shown}</text:p></table:table-cell>'
    return _text(fitting(value), style)


def _text(text: str, style: str) -> str:
    lines = _LINE_END.sub("\n", text).split("\n")
    paragraphs = "".join(f"<text:p>{_kept(line)}</text:p>" for line in lines)
    opening = f'<table:table-cell table:style-name="{style}" office:value-type="string">'
    return f"{opening}{paragraphs}</table:table-cell>"


def _kept(line: str) -> str:
    """A line in which spaces stay as many as they were, and tabs stay."""
    spaced = _SPACES.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', escape(_clean(line)))
    return spaced.replace("\t", "&#9;")


def _clean(text: str) -> str:
    """The text without what XML has no way to hold, such as most control characters: a mark stands in its place."""
    return _NOT_IN_XML.sub(_NO_SUCH_CHARACTER, text)


def _style(kind: Kind) -> str:
    return parts.STYLE_OF.get(kind, "plain")
