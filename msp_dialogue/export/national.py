"""The national return as files: the worksheet to copy from as CSV, and all about it as a workbook of either kind."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from msp_dialogue.authority import Authority
from msp_dialogue.export import csv_files, ods_parts
from msp_dialogue.export.about import instant
from msp_dialogue.export.column import Kind
from msp_dialogue.export.formats import File
from msp_dialogue.export.formula import guarded
from msp_dialogue.export.ods import ods
from msp_dialogue.export.sheets import Sheet, bound, shorthand
from msp_dialogue.export.xlsx import MEDIA_TYPE, xlsx
from msp_dialogue.measure.national_drawn import DrawnReturn
from msp_dialogue.measure.national_lines import LINES, TABLES, categories
from msp_dialogue.measure.official import shown

TITLE = "National return: Making Safeguarding Personal"
PUBLISHED_VALUE = "PUBLISHED_VALUE"
TRUE, PUBLISHED = "true numbers", "as published"
NOT_SUBMITTED = (
    "Nothing here has been submitted, and this service submits nothing: somebody copies it and answers for it."
)
COUNTED = "Section 42 enquiries that concluded in the financial year, of every team; enquiries, not people. [R1, S4]"
AGES = "Age on the last day of the year, or at death; whose age is not known has a column of its own. [S3]"
RULE = (
    "As published: under 5, zero included, is [c]; else the nearest multiple of 5; totals are summed before they are "
    "rounded; percentages are of true numbers. [S5]"
)
INFERRED = "That the cells add up is our inference from the tables, not a published rule. [S1]"
SEALED = "Sealed enquiries count here, since the return would be wrong without them; they are never listed."
KEPT = "True numbers, small ones too, for whoever makes the return. They are not ready to be passed on."


class ReturnFormat(StrEnum):
    """The formats of the return."""

    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"


FILES: Mapping[ReturnFormat, File] = {
    ReturnFormat.XLSX: File("msp-dialogue-national-return.xlsx", MEDIA_TYPE),
    ReturnFormat.ODS: File("msp-dialogue-national-return.ods", ods_parts.MEDIA_TYPE),
    ReturnFormat.CSV: File("msp-dialogue-national-return.csv", "text/csv"),
}


def returned(format: ReturnFormat, drawn: DrawnReturn, authority: Authority) -> bytes:
    """The return as a file."""
    return _WRITERS[format](drawn, authority)


def worksheet(drawn: DrawnReturn, authority: Authority) -> tuple[tuple[str, ...], list[list[str | int]]]:
    """The columns of the published data [S4] with the official view last, and a row for each cell; true values."""
    rows = [{**row, PUBLISHED_VALUE: str(shown(int(row["VALUE"])))} for row in drawn.figures.rows(authority)]
    return tuple(rows[0]), [list(row.values()) for row in rows]


def _csv(drawn: DrawnReturn, authority: Authority) -> bytes:
    header, rows = worksheet(drawn, authority)
    text = io.StringIO(newline="")
    csv.writer(text).writerows(
        [header, *([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)]
    )
    return (csv_files.BOM + text.getvalue()).encode()


def _sheets(drawn: DrawnReturn, authority: Authority) -> tuple[Sheet, ...]:
    tables = [sheet for table in TABLES for sheet in _tables(drawn, table)]
    last = [_worksheet(drawn, authority), _shares(drawn), _checks(drawn), _failing(drawn)]
    return bound(TITLE, [*_about(drawn, authority), *shorthand("[c]", "[x]")], [*tables, *last], _notes())


def _about(drawn: DrawnReturn, authority: Authority) -> Iterator[tuple[str, str | int]]:
    yield "Financial year", drawn.year.name
    yield "Drawn at (UTC)", instant(drawn.drawn_at)
    if drawn.as_at:
        yield "As the record stood at the end of", drawn.as_at.isoformat()
    yield "Submitted", NOT_SUBMITTED
    yield "Concluded section 42 enquiries", drawn.figures.concluded
    yield "What is counted", COUNTED
    yield "Age", AGES
    yield "The official rule", RULE
    yield "Sealed enquiries", SEALED
    yield "Checks", told_of_checks(drawn)
    yield "Who may see it", KEPT
    for name, value in authority.columns.items():
        yield name, value or "Not set: ask whoever runs the service."


def told_of_checks(drawn: DrawnReturn) -> str:
    """How many of the checks hold."""
    checks = drawn.figures.checks
    return f"{sum(check.holds for check in checks)} of {len(checks)} hold. {INFERRED}"


def table_rows(drawn: DrawnReturn, table: str, *, published: bool) -> list[list[str | int | float]]:
    """A row for each line of a table: its words, a number for each category, the total."""
    rows = []
    for line in (line for line in LINES if line.table == table):
        cells, total = drawn.figures.of(line), drawn.figures.total(line)
        numbers = (
            [*(cell.shown for cell in cells), shown(total)] if published else [*(cell.value for cell in cells), total]
        )
        rows.append([line.words, *numbers])
    return rows


def _tables(drawn: DrawnReturn, table: str) -> Iterator[Sheet]:
    columns = {"line": Kind.WORDS, **dict.fromkeys((*categories(table), "Total"), Kind.NUMBER)}
    columns |= {"in the collection": Kind.CHOICE, "means": Kind.WORDS}
    lines = [line for line in LINES if line.table == table]
    for view, published in ((TRUE, False), (PUBLISHED, True)):
        rows = [
            [*row, "no: beside it" if line.beside else "yes", line.means]
            for row, line in zip(table_rows(drawn, table, published=published), lines, strict=True)
        ]
        title = f"{table}, {view}: {TABLES[table]}"
        yield Sheet(f"{table} {view}", title, (f"{drawn.year.name}.", COUNTED), columns, rows)


def _worksheet(drawn: DrawnReturn, authority: Authority) -> Sheet:
    header, rows = worksheet(drawn, authority)
    kinds = {name: Kind.NUMBER if name == "VALUE" else Kind.TEXT for name in header}
    above = ("To copy into the collection's template: the columns of the published data, true values.", NOT_SUBMITTED)
    return Sheet("Worksheet", "Worksheet", above, kinds, rows)


def _shares(drawn: DrawnReturn) -> Sheet:
    columns = {"of what": Kind.WORDS, "number": Kind.NUMBER, "out of": Kind.NUMBER, "percent": Kind.PERCENT}
    rows = [(share.words, share.number, share.out_of, share.shown) for share in drawn.figures.shares]
    return Sheet("Percentages", "Percentages", ("Percentages of the true numbers.",), columns, rows)


def _checks(drawn: DrawnReturn) -> Sheet:
    columns = {"check": Kind.WORDS, "holds": Kind.CHOICE, "expected": Kind.NUMBER, "found": Kind.NUMBER}
    columns |= {"listed": Kind.NUMBER, "not listed, since sealed": Kind.NUMBER}
    rows = [
        (
            check.words,
            "yes" if check.holds else "no",
            check.expected,
            check.found,
            len(drawn.listed(check)),
            drawn.not_listed(check),
        )
        for check in drawn.figures.checks
    ]
    return Sheet("Checks", "Checks", ("Whether the cells add up.", INFERRED), columns, rows)


def _failing(drawn: DrawnReturn) -> Sheet:
    columns = {"check": Kind.WORDS, "enquiry": Kind.TEXT, "team": Kind.TEXT, "why": Kind.WORDS, "to do": Kind.WORDS}
    rows = [
        (check.words, named.reference, named.team, failing.why, failing.to_do)
        for check in drawn.figures.checks
        for named, failing in drawn.listed(check)
    ]
    above = ("The enquiries that keep a check from holding, and what to do.", SEALED)
    return Sheet("Does not add up", "What does not add up", above, columns, rows)


def _notes() -> Sheet:
    columns = {"table": Kind.TEXT, "line": Kind.WORDS, "means": Kind.WORDS, "in the collection": Kind.CHOICE}
    rows: list[Sequence[Any]] = [
        (line.table, line.words, line.means, "no: beside it" if line.beside else "yes") for line in LINES
    ]
    return Sheet("Notes", "Notes: what every line means", (), columns, rows)


_WRITERS: Mapping[ReturnFormat, Callable[[DrawnReturn, Authority], bytes]] = {
    ReturnFormat.XLSX: lambda drawn, authority: xlsx(_sheets(drawn, authority), drawn.drawn_at),
    ReturnFormat.ODS: lambda drawn, authority: ods(_sheets(drawn, authority), drawn.drawn_at),
    ReturnFormat.CSV: _csv,
}
