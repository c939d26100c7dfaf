"""What every workbook of the service is made of: the practice that lets people who listen find their way."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest

from msp_dialogue.export.column import Kind
from msp_dialogue.export.sheets import Sheet, bound, shorthand
from msp_dialogue.export.xlsx import xlsx

AT = datetime(2026, 4, 2, 8, 15, tzinfo=UTC)
NOTES = Sheet("Notes", "Notes", (), {"column": Kind.TEXT}, [("number",)])


def a_sheet(name: str = "Figures", *above: str) -> Sheet:
    return Sheet(name, f"{name} of the year", above, {"what": Kind.TEXT, "number": Kind.NUMBER}, [("asked", 3)])


def test_a_workbook_begins_with_a_cover_and_contents_and_ends_with_notes() -> None:
    words = Sheet("Words", "Words", ("Every word.",), {"word": Kind.TEXT}, [])
    sheets = bound("A book", [("Drawn at", "today")], [a_sheet("Figures", "What was counted."), words], NOTES)

    assert [sheet.name for sheet in sheets] == ["Cover", "Contents", "Figures", "Words", "Notes"]
    assert list(sheets[1].rows) == [
        ("Figures", "Figures of the year"),
        ("Words", "Every word."),
        ("Notes", "Notes"),
    ]


def test_every_sheet_has_its_title_first_no_blank_row_no_merged_cell_and_one_table_from_column_a() -> None:
    sheets = bound("A book", [("Drawn at", "today"), *shorthand("[c]")], [a_sheet("Figures", "One.", "Two.")], NOTES)
    book = openpyxl.load_workbook(io.BytesIO(xlsx(sheets, AT)))

    for sheet, made in zip(book, sheets, strict=True):
        assert sheet["A1"].value == made.title
        assert [row[0].value for row in sheet.iter_rows()].count(None) == 0
        assert not sheet.merged_cells.ranges
        (table,) = sheet.tables.values()
        assert table.ref.startswith(f"A{made.top + 1}:")
        assert table.ref.endswith(str(sheet.max_row))
    assert [row[0].value for row in book["Cover"].iter_rows(min_row=4)] == ["Drawn at", "[c]", "(empty)"]


@pytest.mark.parametrize("name", ["", "a" * 32, "one/two", "[c]"])
def test_a_name_that_excel_refuses_is_refused_at_once(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be called"):
        a_sheet(name)


def test_two_columns_of_a_table_never_have_one_header() -> None:
    with pytest.raises(ValueError, match="same header"):
        Sheet("Figures", "Figures", (), {"Number": Kind.NUMBER, "number": Kind.NUMBER}, [])
