"""The report for Word: real headings, tables whose first row is a header, no picture, and no account named in it."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class _Paper:
    """The document, with its styles by name: looking one up each time would take longer than all the rest."""

    made: Any
    styles: Mapping[str, str]

    def add(self, words: str = "", style: str = "Normal") -> Any:
        """A paragraph in a style."""
        paragraph = self.made.add_paragraph(words)
        paragraph._p.style = self.styles[style]
        return paragraph


def document(report: Report, on: date) -> bytes:
    """The report as .docx, written on a day."""
    import docx  # only now: it brings lxml, which takes a while to load

    made = docx.Document()
    _page(made)
    _style(made)
    _describe(made, report, on)
    paper = _Paper(made, {name: made.styles[name].style_id for name in SIZES})
    _head(paper, report)
    for section in report.sections:
        _section(paper, section)
    for family in report.families:
        _family(paper, family)
    _sayings(paper, report)
    if report.quality:
        paper.add(QUALITY, "Heading 1")
        paper.add(QUALITY_SAYS)
        _table(paper, report.quality)
    paper.add(RULES, "Heading 1")
    _list(paper, report.rules)
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


def _head(paper: _Paper, report: Report) -> None:
    paper.add(f"{report.council}. {report.title}")
    if report.invented:
        paper.add(INVENTED).runs[0].bold = True
    paper.add(report.headline, "Title")
    _list(paper, report.summary)
    paper.add(f"{report.comparison} {report.drawn}")


def _section(paper: _Paper, section: Section) -> None:
    paper.add(section.finding.title, "Heading 1")
    paper.add(f"{section.finding.sentences} {section.finding.counted}")
    for chart in (*section.charts, section.trend):
        if chart is not None:
            _table(paper, chart)
    _about(paper, section)


def _family(paper: _Paper, family: Family) -> None:
    paper.add(family.title, "Heading 1")
    _list(paper, family.said)
    _table(paper, family.chart)
    for section in family.sections:
        _about(paper, section)


def _about(paper: _Paper, section: Section) -> None:
    paper.add(f"About this figure: {section.finding.title}", "Heading 2")
    for name, words in section.about.items():
        paragraph = paper.add()
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(words)


def _sayings(paper: _Paper, report: Report) -> None:
    if not report.sayings:
        return
    paper.add(OWN_WORDS, "Heading 1")
    paper.add(OWN_WORDS_ARE)
    for theme, sayings in report.sayings.items():
        paper.add(theme, "Heading 2")
        for each in sayings:
            paper.add(f"“{each.words}”", "Quote").paragraph_format.keep_with_next = True
            paper.add(each.whose)


def _table(paper: _Paper, chart: Chart) -> None:
    """The table of a chart under its title; the first row is a header, repeated where the table goes over a page."""
    from docx.shared import Mm

    paper.add(chart.title, "Caption")
    table = paper.made.add_table(rows=1, cols=len(chart.columns), style="Table Grid")
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
        paper.add(note)


def _fill(cell: Any, text: str, *, number: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    cell.text = text
    if number:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _list(paper: _Paper, lines: Iterable[str]) -> None:
    for line in lines:
        paper.add(line, "List Bullet")
