"""The report as a spreadsheet of either kind: a cover with what is read aloud, a sheet for each table, definitions."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from msp_dialogue.board.model import Report, Section
from msp_dialogue.board.words import BESIDE, HIDDEN_MEANS, INVENTED, OWN_WORDS, OWN_WORDS_ARE, QUALITY, QUALITY_SAYS
from msp_dialogue.chart import Chart
from msp_dialogue.export.column import Kind
from msp_dialogue.export.ods import ods
from msp_dialogue.export.sheets import Sheet, bound
from msp_dialogue.export.xlsx import xlsx

_SHARE = {"in all": Kind.NUMBER, "of these": Kind.NUMBER, "share (%)": Kind.NUMBER}
NO_SHARE = "An answer without a share is not counted in the percentage."
_WHOLE_ROW = 6
_ABOVE = (HIDDEN_MEANS,)


def excel(report: Report, on: date) -> bytes:
    """The report as .xlsx, written on a day."""
    return xlsx(_sheets(report), _moment(on))


def open_document(report: Report, on: date) -> bytes:
    """The report as .ods, likewise."""
    return ods(_sheets(report), _moment(on))


def _moment(on: date) -> datetime:
    return datetime.combine(on, time(), UTC)


def _sheets(report: Report) -> tuple[Sheet, ...]:
    sections = report.every_section
    sheets = [
        _findings(sections),
        _answers(sections),
        _groups(sections),
        _trends(sections),
        _quality(report),
        _words(report),
    ]
    there = [sheet for sheet in sheets if sheet.rows]
    return bound(report.title, _about(report), there, _definitions(sections))


def _about(report: Report) -> list[tuple[str, Any]]:
    told = [("Council", report.council), ("Period", report.span), ("Finding", report.headline)]
    told += [("Also", sentence) for sentence in report.summary]
    told += [("Compared", report.comparison), ("Drawn and released", report.drawn)]
    told += [("How to read the figures", rule) for rule in report.rules]
    return [*((("Synthetic", INVENTED),) if report.invented else ()), *told]


def _findings(sections: Sequence[Section]) -> Sheet:
    rows = [
        (each.finding.title, each.finding.said, each.finding.compared or None, each.finding.counted)
        for each in sections
    ]
    columns = {"measure": Kind.WORDS, "finding": Kind.WORDS, "a year before": Kind.WORDS, "counted": Kind.WORDS}
    return Sheet("Findings", "What each measure came to", (), columns, rows)


def _answers(sections: Sequence[Section]) -> Sheet:
    rows = list(_rows([(each, each.charts[:1]) for each in sections]))
    columns = {"measure": Kind.WORDS, "answer": Kind.WORDS, "number": Kind.NUMBER, "share (%)": Kind.NUMBER}
    return Sheet("Answers", "Each answer, with its share", (NO_SHARE, *_ABOVE), columns, rows)


def _groups(sections: Sequence[Section]) -> Sheet:
    """Where a chart only has those who count, the number of all stays empty."""
    found = _rows([(each, each.charts[1:]) for each in sections], named=True)
    rows = [row if len(row) == _WHOLE_ROW else [*row[:3], None, *row[3:]] for row in found]
    columns = {"measure": Kind.WORDS, "split": Kind.TEXT, "group": Kind.WORDS, **_SHARE}
    return Sheet("Groups", "By who answered, and by who asked", _ABOVE, columns, rows)


def _trends(sections: Sequence[Section]) -> Sheet:
    rows = list(_rows([(each, (each.trend,) if each.trend else ()) for each in sections]))
    return Sheet("Trend", "Over time", _ABOVE, {"measure": Kind.WORDS, "span": Kind.WORDS, **_SHARE}, rows)


def _quality(report: Report) -> Sheet:
    rows = [_empty(row.cells) for row in report.quality.rows] if report.quality else []
    columns = {"missing": Kind.WORDS, "number": Kind.NUMBER, "out of": Kind.NUMBER, "share (%)": Kind.NUMBER}
    return Sheet("Completeness", QUALITY, (QUALITY_SAYS, *_ABOVE), columns, rows)


def _words(report: Report) -> Sheet:
    rows = [(theme, each.words, each.whose) for theme, sayings in report.sayings.items() for each in sayings]
    columns = {"theme": Kind.WORDS, "words": Kind.WORDS, "whose": Kind.WORDS}
    return Sheet("Words", OWN_WORDS, (OWN_WORDS_ARE,), columns, rows)


def _definitions(sections: Sequence[Section]) -> Sheet:
    rows = [(each.finding.title, name, words) for each in sections for name, words in each.about.items()]
    columns = {"measure": Kind.WORDS, "part": Kind.TEXT, "definition": Kind.WORDS}
    return Sheet("Definitions", "About each figure", (), columns, rows)


def _rows(charts: Iterable[tuple[Section, Iterable[Chart]]], *, named: bool = False) -> Iterator[Sequence[Any]]:
    """The rows of charts, each behind its measure, and with `named` behind what the chart is split by."""
    for section, found in charts:
        for chart in found:
            split = (chart.columns[0].name,) if named else ()
            for row in chart.rows:
                yield (section.finding.title, *split, *_empty(row.cells))


def _empty(cells: Sequence[Any]) -> list[Any]:
    return [None if cell in {"", BESIDE} else cell for cell in cells]
