"""The files that translators and checkers work in: a workbook for people, JSON for tools."""

import io
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

import openpyxl
import xlsxwriter  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException

from msp_dialogue.languages.sheet import Given, Row

COLUMNS = ("key", "where it is used", "original", "translation", "checked by", "checked on", "notes")
KEY, WHERE, ORIGINAL, TRANSLATION, CHECKED_BY, CHECKED_ON, NOTES = COLUMNS
WIDTHS = (30, 34, 60, 60, 20, 12, 40)
OPEN = (TRANSLATION, CHECKED_BY, CHECKED_ON, NOTES)
GUIDE = (
    "Write the translation of each original into the column “translation”. The other columns are locked.",
    "Use short, warm, adult words that somebody of 10 can read: one idea a sentence.",
    "Keep what stands in brackets as it is: {person} {worker} {outcome} %(number)s. You may move it in the sentence.",
    "{person} is the adult’s name, {worker} the worker’s, {outcome} what the adult wants, in their own words.",
    "Whoever checked the words writes their name and the day (2026-03-27) beside them, in every row of a question.",
    "When words are changed, their check falls away: it holds only for the words that were checked.",
    "Notes are for you and those you work with. They are not brought back into the service.",
)


LARGEST = 20 * 1024 * 1024
"""How many bytes a workbook may hold when it is unpacked: ours has less than one million."""
_BROKEN = (
    *(BadZipFile, zlib.error, ParseError, InvalidFileException),
    *(AttributeError, EOFError, LookupError, RuntimeError, TypeError, ValueError),
)
"""What reading raises where a workbook or the tables in it are damaged."""
_WORDS_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class NotASheet(Exception):
    """A file that holds no rows; the text says why."""


def workbook(rows: Iterable[Row], *, language: str, right_to_left: bool) -> bytes:
    """The rows as a workbook in which only the translation, its check and the notes can be written."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, **_WORDS_ONLY})
    sheet = book.add_worksheet(language)
    bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#e8e8e8"})
    locked = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#444444"})
    writable = book.add_format({"text_wrap": True, "valign": "top", "locked": False, "num_format": "@"})
    theirs = {"text_wrap": True, "valign": "top", "locked": False, "num_format": "@"}
    words = book.add_format({**theirs, **({"reading_order": 2, "align": "right"} if right_to_left else {})})
    for column, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)
    for number, row in enumerate(rows, 1):
        values = (row.key, row.where, row.original, row.words, row.check.by or "", row.check.on or "", row.note)
        for column, (name, value) in enumerate(zip(COLUMNS, values, strict=True)):
            looks = words if name == TRANSLATION else writable if name in OPEN else locked
            sheet.write(number, column, value or None, looks)
    sheet.freeze_panes(1, 1)
    sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True, "autofilter": True})
    guide = book.add_worksheet("How to")
    guide.set_column(0, 0, 120, book.add_format({"text_wrap": True}))
    for number, line in enumerate(GUIDE):
        guide.write_string(number, 0, line)
    book.close()
    return file.getvalue()


def as_json(rows: Iterable[Row], *, originals: bool = False) -> str:
    """The rows as `{key: words}`; with `originals` in the words that are to be translated."""
    told = {row.key: row.original if originals else row.words for row in rows}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def read(path: Path) -> tuple[Given, ...]:
    """The rows in a .xlsx or .json file; raises NotASheet."""
    if path.suffix == ".json":
        return tuple(_of_json(path))
    try:
        with path.open("rb") as file:
            with ZipFile(file) as parts:
                if sum(part.file_size for part in parts.infolist()) > LARGEST:
                    raise NotASheet(f"{path.name} is larger than our sheets are. Export it again and copy the words.")
            with closing(openpyxl.load_workbook(file, read_only=True, data_only=True)) as book:
                return tuple(_of_sheet(book.worksheets[0].iter_rows(values_only=True), path.name))
    except _BROKEN:
        raise NotASheet(f"{path.name} is no .xlsx workbook. Save it again as one.") from None


def _of_sheet(lines: Iterator[Sequence[Any]], name: str) -> Iterator[Given]:
    head = [_text(cell).strip().casefold() for cell in next(lines, ())]
    for needed in (KEY, ORIGINAL, TRANSLATION, CHECKED_BY, CHECKED_ON):
        if needed not in head:
            raise NotASheet(f"The first sheet of {name} has no column “{needed}”. Export it again and copy the words.")
    for number, line in enumerate(lines, 2):
        cells = dict(zip(head, map(_text, line), strict=False))
        if any(cells.values()):
            yield Given(
                place=f"Row {number}",
                key=cells[KEY].strip(),
                words=cells[TRANSLATION].strip(),
                original=cells[ORIGINAL],
                check=(cells[CHECKED_BY].strip(), cells[CHECKED_ON].strip()),
            )


def _of_json(path: Path) -> Iterator[Given]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise NotASheet(f"{path.name} is no JSON: {error}.") from None
    if not isinstance(told, dict):
        raise NotASheet(f"{path.name} should be one object of keys and words.")
    for number, (key, words) in enumerate(told.items(), 1):
        yield Given(place=f"Entry {number}", key=key, words=words.strip() if isinstance(words, str) else "")


def _text(cell: Any) -> str:
    """What a cell says; a day that a spreadsheet program made a date of is a day again."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)
