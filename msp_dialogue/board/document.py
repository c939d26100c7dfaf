"""The report for Word: real headings, tables whose first row is a header, no picture, and no account named in it."""

import io
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from msp_dialogue.board.model import Family, Report, Section
from msp_dialogue.board.words import INVENTED, OWN_WORDS, OWN_WORDS_ARE, QUALITY, QUALITY_SAYS, RULES
from msp_dialogue.chart import Chart

FONT = "Arial"
SIZES = {"Normal": 12, "Title": 20, "Heading 1": 16, "Heading 2": 14, "Caption": 12, "List Bullet": 12, "Quote": 12}
TEXT_WIDE, NAMES_WIDE = 170, 70
"""Millimetres between the margins, and of them for the first column of a table."""
BOLD = frozenset({"Title", "Heading 1", "Heading 2", "Caption"})


def document(report: Report, on: date) -> bytes:
    """The report as .docx, written on a day."""
    import docx  # only now: it brings lxml, which takes a while to load

    made = docx.Document()
    _page(made)
    _style(made)
    _describe(made, report, on)
    _head(made, report)
    for section in report.sections:
        _section(made, section)
    for family in report.families:
        _family(made, family)
    _sayings(made, report)
    if report.quality:
        made.add_heading(QUALITY, 1)
        made.add_paragraph(QUALITY_SAYS)
        _table(made, report.quality)
    made.add_heading(RULES, 1)
    _list(made, report.rules)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _page(made: Any) -> None:
    from docx.shared import Mm

    paper = made.sections[0]
    paper.page_width, paper.page_height = Mm(210), Mm(297)
    paper.left_margin = paper.right_margin = Mm(20)


def _style(made: Any) -> None:
    """One plain typeface, black on white, in British English."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, points in SIZES.items():
        font = made.styles[name].font
        font.name, font.size, font.italic, font.bold = FONT, Pt(points), False, name in BOLD
        font.color.rgb = RGBColor(0, 0, 0)
        fonts = made.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    caption = made.styles["Caption"].paragraph_format
    caption.keep_with_next, caption.space_before = True, Pt(12)
    language = made.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:lang')}")
    language.set(qn("w:val"), "en-GB")


def _describe(made: Any, report: Report, on: date) -> None:
    """What the file says of itself: its title and language; no author."""
    about = made.core_properties
    about.title, about.language, about.subject = report.title, "en-GB", report.council
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = datetime.combine(on, time(), UTC)
    about.revision = 1


def _head(made: Any, report: Report) -> None:
    made.add_paragraph(f"{report.council}. {report.title}")
    if report.invented:
        made.add_paragraph(INVENTED).runs[0].bold = True
    made.add_paragraph(report.headline, style="Title")
    _list(made, report.summary)
    made.add_paragraph(f"{report.comparison} {report.drawn}")


def _section(made: Any, section: Section) -> None:
    made.add_heading(section.finding.title, 1)
    made.add_paragraph(f"{section.finding.sentences} {section.finding.counted}")
    for chart in (*section.charts, section.trend):
        if chart is not None:
            _table(made, chart)
    _about(made, section)


def _family(made: Any, family: Family) -> None:
    made.add_heading(family.title, 1)
    _list(made, family.said)
    _table(made, family.chart)
    for section in family.sections:
        _about(made, section)


def _about(made: Any, section: Section) -> None:
    made.add_heading(f"About this figure: {section.finding.title}", 2)
    for name, words in section.about.items():
        paragraph = made.add_paragraph()
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(words)


def _sayings(made: Any, report: Report) -> None:
    if not report.sayings:
        return
    made.add_heading(OWN_WORDS, 1)
    made.add_paragraph(OWN_WORDS_ARE)
    for theme, sayings in report.sayings.items():
        made.add_heading(theme, 2)
        for each in sayings:
            made.add_paragraph(f"“{each.words}”", style="Quote").paragraph_format.keep_with_next = True
            made.add_paragraph(each.whose)


def _table(made: Any, chart: Chart) -> None:
    """The table of a chart under its title; the first row is a header, repeated where the table goes over a page."""
    from docx.shared import Mm

    made.add_paragraph(chart.title, style="Caption")
    table = made.add_table(rows=1, cols=len(chart.columns), style="Table Grid")
    for cell, column in zip(table.rows[0].cells, chart.columns, strict=True):
        cell.paragraphs[0].add_run(column.name).bold = True
    _mark(table.rows[0], "w:tblHeader")
    table.autofit = False
    for row in chart.rows:
        cells = table.add_row().cells
        for place, (cell, value, column) in enumerate(zip(cells, row.cells, chart.columns, strict=True)):
            _fill(cell, column.shown(value), number=place > 0)
    for row in table.rows:
        _mark(row, "w:cantSplit")
        for place, cell in enumerate(row.cells):
            cell.width = Mm(NAMES_WIDE if place == 0 else (TEXT_WIDE - NAMES_WIDE) / (len(chart.columns) - 1))
    for note in chart.notes:
        made.add_paragraph(note)


def _fill(cell: Any, text: str, *, number: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    cell.text = text
    if number:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _list(made: Any, lines: Iterable[str]) -> None:
    for line in lines:
        made.add_paragraph(line, style="List Bullet")
