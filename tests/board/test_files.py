"""The report as files: the same sentences and numbers in Word, Excel and OpenDocument, opened as people open them."""

import csv
import io
import os
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from msp_dialogue.board.document import document
from msp_dialogue.board.report import report
from msp_dialogue.board.workbook import excel, open_document
from tests.board.made import several
from tests.export.test_office import converted

ON = date(2026, 4, 8)
ALL = several()
REPORT = report(ALL, ALL[0])
OFFICE = os.environ.get("MSP_SOFFICE")


@pytest.fixture(scope="module")
def word() -> Any:
    """The Word file, opened."""
    return docx.Document(io.BytesIO(document(REPORT, ON)))


def test_word_begins_with_the_finding_and_has_a_heading_for_each_measure(word: Any) -> None:
    styles = [(each.style.name, each.text) for each in word.paragraphs]

    assert styles[1] == ("Title", REPORT.headline)
    assert [text for style, text in styles if style == "Heading 1"] == [
        "Did they say what they wanted?",
        "Did what they wanted happen?",
        "In people’s own words",
        "How complete the record is",
        "How to read these figures",
    ]
    levels = [int(style[-1]) for style, _ in styles if style.startswith("Heading")]
    assert all(level <= before + 1 for before, level in pairwise(levels))


def test_each_table_of_word_has_a_header_row_that_is_marked_and_the_numbers_of_its_chart(word: Any) -> None:
    charts = [chart for each in REPORT.sections for chart in (*each.charts, each.trend) if chart] + [REPORT.quality]

    assert len(word.tables) == len(charts)
    for table, chart in zip(word.tables, charts, strict=True):
        assert chart
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert [cell.text for cell in table.rows[0].cells] == [column.name for column in chart.columns]
        told = [[cell.text for cell in row.cells] for row in table.rows[1:]]
        assert told == [
            [column.shown(cell) for column, cell in zip(chart.columns, row.cells, strict=True)] for row in chart.rows
        ]


def test_word_names_no_account_and_says_when_it_is_of_invented_people(word: Any) -> None:
    invented = docx.Document(io.BytesIO(document(report(ALL, ALL[0], invented=True), ON)))

    assert word.core_properties.author == word.core_properties.last_modified_by == ""
    assert word.core_properties.title == "Making Safeguarding Personal: January to March 2026"
    assert not any("Synthetic" in each.text for each in word.paragraphs)
    assert "Synthetic figures: every person and enquiry behind them is invented." in [
        each.text for each in invented.paragraphs[:3]
    ]
    assert not word.inline_shapes


def test_the_workbook_has_each_number_as_a_number_and_what_is_hidden_as_words() -> None:
    book = openpyxl.load_workbook(io.BytesIO(excel(REPORT, ON)))
    answers = list(book["Answers"].values)
    headers = next(place for place, row in enumerate(answers) if row[0] == "measure")

    assert book.sheetnames == [
        "Cover", "Contents", "Findings", "Answers", "Groups", "Trend", "Completeness", "Words", "Definitions",
    ]  # fmt: skip
    assert answers[headers + 1] == ("Did they say what they wanted?", "Asked, and said what they wanted", 40, 89)
    assert answers[headers + 2][2:] == ("Hidden", "Hidden")
    assert ("Did what they wanted happen?", "Not looked back on, or not wholly", 10, None) in answers
    cover = [cell for row in book["Cover"].values for cell in row if cell]
    assert REPORT.headline in cover
    assert REPORT.drawn in cover
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)


def test_the_cover_of_a_demonstrations_workbook_says_synthetic_first() -> None:
    book = openpyxl.load_workbook(io.BytesIO(excel(report(ALL, ALL[0], invented=True), ON)))
    rows = [row for row in book["Cover"].values if row[0] in {"Synthetic", "Council"}]

    assert [row[0] for row in rows] == ["Synthetic", "Council"]


@pytest.mark.parametrize(
    ("name", "content"), [("report.xlsx", excel), ("report.ods", open_document)], ids=["xlsx", "ods"]
)
@pytest.mark.office
@pytest.mark.skipif(OFFICE is None, reason="the path of LibreOffice is not in MSP_SOFFICE")
def test_libreoffice_finds_the_same_numbers_in_both_workbooks(name: str, content: Any, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content(REPORT, ON))
    converted(tmp_path / name, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1")
    with (tmp_path / "report-Trend.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))

    assert ["Did they say what they wanted?", "January to March 2026", "45", "40", "89"] in rows
    assert ["Did they say what they wanted?", "July to September 2024", "Hidden", "Hidden", "Hidden"] in rows


@pytest.mark.office
@pytest.mark.skipif(OFFICE is None, reason="the path of LibreOffice is not in MSP_SOFFICE")
def test_libreoffice_opens_the_word_file_with_its_headings_and_tables(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(document(REPORT, ON))
    converted(tmp_path / "report.docx", "fodt")
    opened = (tmp_path / "report.fodt").read_text(encoding="utf-8")

    assert "about 40 said what they wanted to happen" in re.sub(r"<[^>]+>", "", opened)
    assert opened.count("<table:table-header-rows>") == 8
    assert opened.count('text:outline-level="1"') == 5


def test_where_only_those_have_a_group_who_count_the_workbook_leaves_the_number_of_all_empty() -> None:
    book = openpyxl.load_workbook(io.BytesIO(excel(REPORT, ON)))
    rows = [row for row in book["Groups"].values if row[2] == "The adult alone or the adult with support"]

    assert rows == [
        ("Did they say what they wanted?", "Who answered", "The adult alone or the adult with support", None, 30, 60)
    ]
