"""Makes an export and reads it back as its readers would."""

import csv
import io
import json
from typing import Any
from zipfile import ZipFile

import openpyxl
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from msp_dialogue.database import Database
from msp_dialogue.export import TABLES, Format, chunks
from msp_dialogue.measure import Selection
from tests.measure.council import drawn, selection

Rows = list[dict[str, str]]
HEADER = 8
"""The row of a sheet, from 1, that holds the columns' names."""


def made(database: Database, format: Format, of: Selection | None = None) -> bytes:
    """The bytes of an export."""
    with database.reading() as connection:
        return b"".join(chunks(connection, format, drawn(database, of or selection())))


def files_of(zipped: bytes) -> dict[str, bytes]:
    """The files in a zip, each checked against its checksum."""
    with ZipFile(io.BytesIO(zipped)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def rows_of(file: bytes) -> Rows:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def csv_tables(database: Database, of: Selection | None = None) -> dict[str, Rows]:
    """The tables of the CSV export."""
    files = files_of(made(database, Format.CSV, of))
    return {table.name: rows_of(files[f"{table.name}.csv"]) for table in TABLES}


def json_object(database: Database, of: Selection | None = None) -> Any:
    """The JSON export."""
    return json.loads(made(database, Format.JSON, of))


def workbook(database: Database, of: Selection | None = None) -> Workbook:
    """The workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(made(database, Format.XLSX, of)))


def spreadsheet(database: Database, of: Selection | None = None) -> CalamineWorkbook:
    """The OpenDocument spreadsheet as a reader in another language takes it."""
    return CalamineWorkbook.from_filelike(io.BytesIO(made(database, Format.ODS, of)))


def sheet_rows(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows of a sheet's table."""
    header, *rows = sheet.iter_rows(min_row=HEADER, values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]
