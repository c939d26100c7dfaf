"""The workbook: marked-up tables with notes, no formula and no link, nothing written to disk on the way."""

import io
import subprocess
import sys
from typing import Literal

import openpyxl
import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.escape import unescape

from msp_dialogue.export import TABLES, Format
from msp_dialogue.export import workbook as made_as
from msp_dialogue.export.notes import NOTES
from msp_dialogue.settings import ROOT
from tests.export.reading import HEADER, made, sheet_rows, workbook
from tests.measure.council import Council, drawn

TITLES = ["Cover", "Contents", *(table.title for table in TABLES), "Notes"]
RISKY = [
    "=1+1",
    "{=SUM(A1)}",
    "http://example.invalid",
    "mailto:a@example.invalid",
    "@SUM(1)",
    "+44 1632",
    "0123",
    "internal:A1",
]


def limited(council: Council, **limits: int) -> Workbook:
    with council.database.reading() as connection:
        pieces = made_as.xlsx_chunks(connection, drawn(council.database), **limits)
        return openpyxl.load_workbook(io.BytesIO(b"".join(pieces)))


def test_there_is_a_sheet_for_each_table_between_a_cover_and_notes(council: Council) -> None:
    council.enquiry()
    book = workbook(council.database)

    assert book.sheetnames == TITLES
    for table in TABLES:
        sheet = book[table.title]
        (name,) = sheet.tables
        assert name == table.name
        assert tuple(column.name for column in sheet.tables[name].tableColumns) == table.names
        assert sheet.freeze_panes == f"B{HEADER + 1}"


def test_no_cell_is_a_formula_or_a_link_and_every_text_stays_text(council: Council) -> None:
    enquiry = council.enquiry("=E1", "@A1", team="+North")
    for words in RISKY:
        council.outcome(enquiry, words)
    book = workbook(council.database)

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert [row["words"] for row in sheet_rows(book["Outcomes"])] == RISKY
    assert sheet_rows(book["Enquiries"])[0]["enquiry_reference"] == "=E1"


def test_days_instants_and_numbers_are_what_they_are(council: Council) -> None:
    council.enquiry(born="1950-01-01", first_asked="2025-05-02T10:00:00.123456Z", concluded=None)
    (row,) = sheet_rows(workbook(council.database)["Enquiries"])

    assert row["opened"].isoformat() == "2025-05-01T00:00:00"
    assert row["first_asked"].isoformat() == "2025-05-02T10:00:00"
    assert (row["age"], row["concluded"]) == (76, None)


def test_a_day_before_excels_first_is_kept_as_text(council: Council) -> None:
    dialogue = council.dialogue(enquiry := council.enquiry())
    council.experience(enquiry, dialogue, at="0199-06-01T10:00:00.000000Z")

    assert sheet_rows(workbook(council.database)["Experience"])[0]["recorded_at"] == "0199-06-01T10:00:00Z"


@pytest.mark.parametrize(("format", "engine"), [(Format.XLSX, "openpyxl"), (Format.ODS, "calamine")])
def test_pandas_reads_the_tables(council: Council, format: Format, engine: Literal["openpyxl", "calamine"]) -> None:
    council.enquiry("0012", fully=2)
    council.enquiry("0013", fully=3)
    file = io.BytesIO(made(council.database, format))
    read = pandas.read_excel(
        file, sheet_name="Enquiries", header=HEADER - 1, dtype={"enquiry_reference": str}, engine=engine
    )

    assert list(read["enquiry_reference"]) == ["0012", "0013"]
    assert read["fully"].sum() == 5


def test_every_sheet_says_when_of_what_and_by_which_rules_it_was_drawn(council: Council) -> None:
    council.enquiry()
    book = workbook(council.database)

    for title in ("Cover", *(table.title for table in TABLES)):
        rows = book[title].iter_rows(max_row=18, values_only=True)
        text = "\n".join(str(cell) for row in rows for cell in row if cell is not None)
        for words in (
            "2026-04-02T08:15:00Z",
            "2025-04-01",
            "2026-03-31",
            "opened in the period",
            "[R0]",
            "[R1]",
            "[R2]",
        ):
            assert words in text, f"{title} does not say {words}"


def test_the_notes_have_the_meaning_of_every_column(council: Council) -> None:
    header, *rows = workbook(council.database)["Notes"].iter_rows(min_row=3, values_only=True)

    assert header == NOTES
    assert [(row[0], row[1]) for row in rows] == [(table.name, name) for table in TABLES for name in table.names]
    assert all(row[3] for row in rows)


def test_an_empty_record_gives_every_sheet_and_says_that_there_is_nothing(council: Council) -> None:
    book = workbook(council.database)

    assert book.sheetnames == TITLES
    for table in TABLES:
        assert [cell.value for cell in book[table.title][HEADER]] == list(table.names)
        assert book[table.title]["A6"].value == "There is nothing in this period."


def test_beyond_the_limit_it_has_the_figures_and_says_to_take_the_csv(council: Council) -> None:
    for _ in range(3):
        council.enquiry()
    beyond = limited(council, most=2)

    assert limited(council, most=3).sheetnames == TITLES
    assert beyond.sheetnames == ["Cover", "Contents", "Measure", "Notes"]
    told = [cell.value for cell in beyond["Cover"]["B"]]
    assert any(
        "has 3 enquiries, and a workbook holds the lists of at most 2. Take the CSV" in str(cell) for cell in told
    )


def test_a_list_longer_than_a_sheet_says_that_it_goes_on(council: Council) -> None:
    enquiry = council.enquiry()
    for _ in range(4):
        council.outcome(enquiry)
    sheet = limited(council, most_rows=3)["Outcomes"]

    assert len(sheet_rows(sheet)) == 3
    assert sheet["A7"].value.startswith("This list goes on")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(min_size=1), min_size=1, max_size=8))
def test_any_words_give_a_workbook_that_opens_with_those_words(council: Council, texts: list[str]) -> None:
    with council.database.transaction() as connection:
        for table in ("outcome", "standing", "enquiry", "adult"):
            connection.execute(f"delete from {table}")  # noqa: S608 - names above
    enquiry = council.enquiry()
    for text in texts:
        council.outcome(enquiry, text)
    rows = sheet_rows(workbook(council.database)["Outcomes"])

    assert [unescape(row["words"]) for row in rows] == texts


@pytest.mark.parametrize("letter", ["a", "😀"])
def test_words_longer_than_a_cell_are_cut_and_say_so(council: Council, letter: str) -> None:
    council.outcome(council.enquiry(), letter * 40_000)
    (row,) = sheet_rows(workbook(council.database)["Outcomes"])

    assert len(row["words"].encode("utf-16-le")) // 2 <= 32_767
    assert row["words"].startswith(letter * 10_000)
    assert row["words"].endswith("the whole is in the CSV and JSON files]")


NO_FILES = """
import io, sys, tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from msp_dialogue.database import Database
from msp_dialogue.export import Format, write
from msp_dialogue.measure import DateRule, Period, Selection, draw

database = Database.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
out = io.BytesIO()
with database.reading() as connection:
    selection = Selection(Period(date(2025, 4, 1), date(2026, 3, 31)), DateRule.OPENED)
    figures = draw(connection, selection, datetime.now(UTC))

    def watch(event, arguments):
        if event.startswith("tempfile") or event == "open" and set(str(arguments[1])) & set("wax+"):
            print(event, arguments[0])

    sys.addaudithook(watch)
    write(connection, Format(sys.argv[3]), figures, out)
assert len(out.getvalue()) > 1000
"""


@pytest.mark.parametrize("format", list(Format))
def test_no_words_are_written_to_a_file_on_the_way(council: Council, key: bytes, format: Format) -> None:
    council.many(20, "to feel safe")
    python = [sys.executable, "-c", NO_FILES, str(council.database.path), key.hex(), format]
    ran = subprocess.run(python, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
