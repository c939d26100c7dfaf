"""The national return as files: the same numbers in each, no formula, nobody sealed, and a trail of who took it."""

import csv
import io
import json

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from msp_dialogue.authority import Authority
from msp_dialogue.export import deliver_return
from msp_dialogue.export.delivery import Taken
from msp_dialogue.export.national import FILES, ReturnFormat
from msp_dialogue.measure import Span
from msp_dialogue.settings import ROOT
from tests.measure.council import DRAWN_AT, Council

YEAR = Span(2025)
SAMPLES = Authority(
    ons_code="E10000099",
    la_code="999",
    la_name="=Sampleshire",
    region_code="E12000099",
    region_name="Samples",
    council_type="Shire County",
)
TEXT = (ROOT / "docs" / "national-return.md").read_text(encoding="utf-8")


def made(council: Council, format: ReturnFormat, authority: Authority = SAMPLES) -> bytes:
    taken = Taken("x1", "lead-1", lambda: DRAWN_AT)
    return b"".join(deliver_return(council.database, format, YEAR, authority, taken=taken))


def rows_of(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def some_enquiries(council: Council) -> None:
    for _ in range(7):
        council.enquiry(born="1990-01-01", capacity="lacked", supported="yes", risk_result="removed")
    council.enquiry("0042", team="South", born="1930-01-01", achieved="not_rated")


def test_the_csv_has_the_columns_of_the_published_data_and_every_cell_with_its_published_view(council: Council) -> None:
    some_enquiries(council)
    rows = rows_of(made(council, ReturnFormat.CSV))

    assert ",".join(rows[0]) == (
        "GEOGRAPHY,COUNCIL_TYPE,REGION_CODE,REGION_NAME,ONS_CODE,LA_CODE,LA_NAME,TABLE_REFERENCE,ENQUIRY_TYPE,CATEGORY,"
        "SUBCATEGORY,VALUE,PUBLISHED_VALUE"
    )
    assert len(rows) == 8 * 6 + 5 * 6 + 3
    assert {row["LA_NAME"] for row in rows} == {"'=Sampleshire"}
    shown = {(row["SUBCATEGORY"], row["CATEGORY"]): (row["VALUE"], row["PUBLISHED_VALUE"]) for row in rows}
    assert shown["Fully Achieved", "18-64"] == ("7", "5")
    assert shown["Not Achieved", "18-64"] == ("0", "[c]")
    assert shown["Risk removed", "All"] == ("7", "5")


def test_every_column_and_file_is_in_the_document(council: Council) -> None:
    for name in rows_of(made(council, ReturnFormat.CSV))[0]:
        assert f"`{name}`" in TEXT
    for file in FILES.values():
        assert f"`{file.name}`" in TEXT


def test_the_workbooks_have_a_sheet_for_each_table_both_ways_and_the_same_cells(council: Council) -> None:
    some_enquiries(council)
    book = openpyxl.load_workbook(io.BytesIO(made(council, ReturnFormat.XLSX)))
    other = CalamineWorkbook.from_filelike(io.BytesIO(made(council, ReturnFormat.ODS)))

    assert book.sheetnames == other.sheet_names
    assert book.sheetnames == [
        "Cover",
        "Contents",
        *(f"{table} {view}" for table in ("SG4a", "SG3a", "SG2e") for view in ("true numbers", "as published")),
        "Worksheet",
        "Percentages",
        "Checks",
        "Does not add up",
        "Notes",
    ]
    for sheet in book:
        there = other.get_sheet_by_name(sheet.title).to_python()
        here = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
        assert [row for row in here if any(row)] == [row for row in there if any(row)]


def test_no_cell_is_a_formula_or_a_link_and_it_never_says_that_it_was_submitted(council: Council) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(council, ReturnFormat.XLSX)))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert "Nothing here has been submitted" in "\n".join(str(cell.value) for cell in cells)


def test_what_does_not_add_up_is_listed_with_what_to_do(council: Council) -> None:
    some_enquiries(council)
    book = openpyxl.load_workbook(io.BytesIO(made(council, ReturnFormat.XLSX)))
    listed = list(book["Does not add up"].iter_rows(min_row=6, values_only=True))

    assert [(row[1], row[2], row[3]) for row in listed] == [("0042", "South", "A wanted outcome has no rating.")]


def test_what_is_not_set_is_empty_and_the_cover_says_so(council: Council) -> None:
    rows = rows_of(made(council, ReturnFormat.CSV, Authority()))
    book = openpyxl.load_workbook(io.BytesIO(made(council, ReturnFormat.XLSX, Authority())))
    cover = dict(book["Cover"].iter_rows(min_row=4, values_only=True))

    assert {row["ONS_CODE"] for row in rows} == {""}
    assert cover["ONS_CODE"] == "Not set: ask whoever runs the service."
    assert cover["GEOGRAPHY"] == "ENGLAND"


@pytest.mark.parametrize("format", list(ReturnFormat))
def test_the_trail_says_who_takes_it_before_the_first_byte_and_how_it_ended_after(
    council: Council, format: ReturnFormat
) -> None:
    taken = Taken("x1", "lead-1", lambda: DRAWN_AT)
    pieces = deliver_return(council.database, format, YEAR, SAMPLES, taken=taken)

    def trail() -> list[tuple[str, str, str, dict[str, str]]]:
        rows = council.database.connection.execute("select action, actor, thing, detail from audit order by id")
        return [(action, actor, thing, json.loads(detail)) for action, actor, thing, detail in rows]

    assert trail() == [
        ("national_return", "lead-1", "x1", {"format": str(format), "year": "2025-26", "sealed": "taken_in"})
    ]
    size = len(b"".join(pieces))
    action, *_, detail = trail()[1]
    assert (action, detail["bytes"]) == ("national_return_finished", str(size))
