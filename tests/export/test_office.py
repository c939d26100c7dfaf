"""LibreOffice opens the files and finds the rows in them."""

import csv
import os
import subprocess
from pathlib import Path

import openpyxl
import pytest

from msp_dialogue.export import TABLES, Format
from tests.export.reading import HEADER, files_of, made, sheet_rows
from tests.measure.council import Council

OFFICE = os.environ.get("MSP_SOFFICE")
WORDS = 'to go home, "now"\nand see Zoë 😀'

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(OFFICE is None, reason="the path of LibreOffice is not in MSP_SOFFICE"),
]


def converted(file: Path, to: str, *options: str) -> None:
    """Convert a file beside itself, with a profile of the test's own."""
    profile = (file.parent / "profile").as_uri()
    command = [
        str(OFFICE),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        *options,
        "--convert-to",
        to,
    ]
    command += ["--outdir", str(file.parent), str(file)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr


def test_it_opens_the_workbook_and_the_csv_with_the_same_rows_and_runs_no_formula(
    council: Council, tmp_path: Path
) -> None:
    enquiry = council.enquiry("0001")
    for words in (WORDS, "=1+1", "@SUM(1)"):
        council.outcome(enquiry, words)
    book = tmp_path / "book.xlsx"
    book.write_bytes(made(council.database, Format.XLSX))
    converted(book, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1")
    with (tmp_path / "book-Outcomes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[HEADER:]

    assert [(row[0], row[2]) for row in rows] == [("0001", WORDS), ("0001", "=1+1"), ("0001", "@SUM(1)")]
    assert len(list(tmp_path.glob("book-*.csv"))) == len(TABLES) + 3

    (tmp_path / "outcomes.csv").write_bytes(files_of(made(council.database, Format.CSV))["outcomes.csv"])
    converted(tmp_path / "outcomes.csv", "fods", "--infilter=CSV:44,34,76,1")  # UTF-8, which people choose on opening
    opened = (tmp_path / "outcomes.fods").read_text(encoding="utf-8")

    assert "Zoë 😀" in opened
    assert "table:formula" not in opened


def test_it_opens_the_open_document_spreadsheet_with_its_tables_and_the_words_as_they_are(
    council: Council, tmp_path: Path
) -> None:
    texts = (WORDS, "=1+1", "two  spaces,\ta tab", " http://example.invalid ")
    enquiry = council.enquiry("0001")
    for words in texts:
        council.outcome(enquiry, words)
    (tmp_path / "book.ods").write_bytes(made(council.database, Format.ODS))
    converted(tmp_path / "book.ods", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")

    assert book.sheetnames == ["Cover", "Contents", *(table.title for table in TABLES), "Notes"]
    assert [(row["enquiry_reference"], row["words"]) for row in sheet_rows(book["Outcomes"])] == [
        ("0001", words) for words in texts
    ]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    enquiries = book["Enquiries"]
    assert enquiries.tables["enquiries"].autoFilter.ref.startswith(f"A{HEADER}:")
    assert sheet_rows(enquiries)[0]["opened"].isoformat() == "2025-05-01T00:00:00"
