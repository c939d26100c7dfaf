"""The OpenDocument spreadsheet: the same tables as the workbook, no formula in it, and words stay what they were."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]
from python_calamine import CalamineWorkbook

from msp_dialogue.export import TABLES, Format
from msp_dialogue.export import workbook as made_as
from msp_dialogue.export.column import Kind
from msp_dialogue.export.ods import ods
from msp_dialogue.export.sheets import Sheet
from tests.export.reading import HEADER, made, spreadsheet, workbook
from tests.measure.council import Council, drawn

AT = datetime(2026, 4, 2, 8, 15, tzinfo=UTC)
ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
XML_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=60)


def content_of(file: bytes) -> etree._Element:
    with ZipFile(io.BytesIO(file)) as archive:
        return etree.fromstring(archive.read("content.xml"))


def of_rows(*rows: object) -> bytes:
    return ods([Sheet("Words", "Words", (), {"words": Kind.WORDS}, [(row,) for row in rows])], AT)


def read_back(file: bytes) -> list[str]:
    (sheet,) = content_of(file).iter(f"{ODF % 'table'}table")
    cells = [row[0] for row in sheet.iterchildren(f"{ODF % 'table'}table-row")][2:]
    return ["\n".join(shown(line) for line in cell) for cell in cells]


def plain(rows: Iterable[Iterable[object]]) -> list[list[str]]:
    """The cells as texts, however a reader gives numbers and days; rows without any cell left out."""
    texts = [
        ["" if cell is None else str(cell).removesuffix(".0").removesuffix(" 00:00:00") for cell in row] for row in rows
    ]
    return [row for row in texts if any(row)]


def shown(line: etree._Element) -> str:
    """The words of a paragraph, with the spaces and tabs that it names."""
    words = line.text or ""
    for inside in line:
        spaces = int(inside.get(f"{ODF % 'text'}c") or 0)
        words += ("\t" if inside.tag.endswith("tab") else " " * spaces) + (inside.tail or "")
    return words


def test_it_has_the_same_sheets_and_rows_as_the_workbook(council: Council) -> None:
    enquiry = council.enquiry("0012", born="1950-01-01", first_asked="2025-05-02T10:00:00.123456Z")
    council.outcome(enquiry, "to go home")
    here, there = spreadsheet(council.database), workbook(council.database)

    assert here.sheet_names == there.sheetnames
    for title in here.sheet_names:
        assert plain(here.get_sheet_by_name(title).to_python()) == plain(there[title].iter_rows(values_only=True))


def test_days_and_numbers_are_what_they_are_and_references_stay_text(council: Council) -> None:
    council.enquiry("0012", born="1950-01-01", first_asked="2025-05-02T10:00:00.123456Z", concluded=None)
    header, row = spreadsheet(council.database).get_sheet_by_name("Enquiries").to_python()[HEADER - 1 :]
    stands = dict(zip(header, row, strict=True))

    assert stands["enquiry_reference"] == "0012"
    assert str(stands["opened"]) == "2025-05-01"
    assert str(stands["first_asked"]) == "2025-05-02 10:00:00"
    assert (stands["age"], stands["concluded"]) == (76, "")


def test_no_cell_is_a_formula_or_a_link_and_no_cells_are_merged(council: Council) -> None:
    enquiry = council.enquiry("=E1", "@A1", team="+North")
    for words in ("=1+1", "of:=SUM([.A1])", "http://example.invalid", "@SUM(1)", "+44 1632"):
        council.outcome(enquiry, words)
    content = content_of(made(council.database, Format.ODS))

    marks = {str(name) for element in content.iter() for name in element.attrib}
    assert f"{ODF % 'table'}name" in marks
    assert not [name for name in marks if name.endswith(("formula", "href", "spanned"))]
    assert not [element for element in content.iter() if str(element.tag).endswith(("}a", "covered-table-cell"))]


def test_each_table_is_marked_up_from_its_header_to_its_last_row(council: Council) -> None:
    enquiry = council.enquiry()
    for _ in range(3):
        council.outcome(enquiry)
    content = content_of(made(council.database, Format.ODS))

    ranges = {
        each.get(f"{ODF % 'table'}name"): each.get(f"{ODF % 'table'}target-range-address")
        for each in content.iter(f"{ODF % 'table'}database-range")
    }
    assert list(ranges) == ["cover", "contents", *(table.name for table in TABLES), "notes"]
    (outcomes,) = (table for table in TABLES if table.name == "outcomes")
    last_column = chr(ord("A") + len(outcomes.columns) - 1)
    assert ranges["outcomes"] == f"'Outcomes'.A{HEADER}:'Outcomes'.{last_column}{HEADER + 3}"
    assert len(list(content.iter(f"{ODF % 'table'}table-header-rows"))) == len(ranges)


def test_the_headers_and_the_first_column_of_every_sheet_stay_in_sight(council: Council) -> None:
    with ZipFile(io.BytesIO(made(council.database, Format.ODS))) as archive:
        settings = etree.fromstring(archive.read("settings.xml"))
    named = f"{ODF % 'config'}name"
    (sheet,) = [each for each in settings.iter() if each.get(named) == "Outcomes"]
    stays = {item.get(named): item.text for item in sheet}

    assert (stays["HorizontalSplitPosition"], stays["VerticalSplitPosition"]) == ("1", str(HEADER))


def test_its_kind_is_told_first_and_plain() -> None:
    with ZipFile(io.BytesIO(of_rows("a"))) as archive:
        first = archive.infolist()[0]

        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert archive.read(first) == b"application/vnd.oasis.opendocument.spreadsheet"
        assert archive.testzip() is None
        for name in archive.namelist()[1:]:
            etree.fromstring(archive.read(name))


@given(st.lists(XML_TEXT, min_size=1, max_size=8))
def test_any_words_come_back_as_they_were(texts: list[str]) -> None:
    assert read_back(of_rows(*texts)) == texts


@given(st.text(max_size=60))
def test_whatever_is_in_the_words_the_file_can_be_read(text: str) -> None:
    file = of_rows(text)

    assert CalamineWorkbook.from_filelike(io.BytesIO(file)).sheet_names == ["Words"]
    assert len(read_back(file)) == 1


@pytest.mark.parametrize(("text", "kept"), [("a\x00b\x07", "a\ufffdb\ufffd"), ("a\r\nb\rc", "a\nb\nc")])
def test_what_a_spreadsheet_cannot_hold_is_marked_and_line_ends_become_one_kind(text: str, kept: str) -> None:
    assert read_back(of_rows(text)) == [kept]


def test_a_list_longer_than_a_sheet_says_that_it_goes_on(council: Council) -> None:
    enquiry = council.enquiry()
    for _ in range(4):
        council.outcome(enquiry)
    with council.database.reading() as connection:
        (file,) = made_as.ods_chunks(connection, drawn(council.database), most_rows=3)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_name("Outcomes").to_python()

    assert len(rows) == HEADER + 3
    assert str(rows[HEADER - 2][0]).startswith("This list goes on")
