"""The page of the national return: the year, its tables as true numbers and as published, the checks, the worksheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msp_dialogue.authority import Authority
from msp_dialogue.export.national import ReturnFormat, table_rows, told_of_checks, worksheet
from msp_dialogue.measure import Span
from msp_dialogue.measure.national import Check
from msp_dialogue.measure.national_drawn import DrawnReturn
from msp_dialogue.measure.national_lines import LINES, TABLES, categories
from msp_dialogue.web import dates
from msp_dialogue.web.pages.forms import Choices, Errors
from msp_dialogue.web.words import _

MOST_LISTED = 100
"""Enquiries listed below a check on the page; the workbook has them all."""


@dataclass(frozen=True)
class TableView:
    """One table of the return, one way."""

    id: str
    name: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str | int | float]]
    beside: frozenset[str]
    means: tuple[str, ...]


@dataclass(frozen=True)
class FailingView:
    """An enquiry that keeps a check from holding."""

    reference: str
    team: str
    why: str
    to_do: str


@dataclass(frozen=True)
class CheckView:
    """A check, with the enquiries to look at; `more` are not on the page, `sealed` are told to nobody."""

    words: str
    holds: bool
    expected: int
    found: int
    failing: tuple[FailingView, ...]
    more: int
    sealed: int


@dataclass(frozen=True)
class ReturnPage:
    """Everything the page shows."""

    year: str
    year_name: str
    unfinished: bool
    years: Choices
    drawn: str
    concluded: int
    tables: tuple[tuple[TableView, TableView], ...]
    shares: tuple[tuple[str, str, str, str], ...]
    told_of_checks: str
    checks: tuple[CheckView, ...]
    worksheet: str
    unset: tuple[str, ...]
    formats: Choices
    form: Mapping[str, str]
    errors: Errors = ()


def return_page(drawn: DrawnReturn, authority: Authority, years: Sequence[Span], errors: Errors = ()) -> ReturnPage:
    """The page of a return that was drawn; `years` are those that may be chosen."""
    header, rows = worksheet(drawn, authority)
    shares = [(share.words, str(share.number), str(share.out_of), str(share.shown)) for share in drawn.figures.shares]
    return ReturnPage(
        year=drawn.year.id,
        year_name=drawn.year.name,
        unfinished=drawn.year.period.last >= dates.today(drawn.drawn_at),
        years=tuple((each.id, each.name) for each in years),
        drawn=dates.moment_in_words(drawn.drawn_at),
        concluded=drawn.figures.concluded,
        tables=tuple((_view(drawn, table, published=False), _view(drawn, table, published=True)) for table in TABLES),
        shares=tuple(shares),
        told_of_checks=told_of_checks(drawn),
        checks=tuple(_check(drawn, check) for check in drawn.figures.checks),
        worksheet="\n".join("\t".join(str(cell) for cell in row) for row in [header, *rows]),
        unset=authority.unset,
        formats=_formats(),
        form={"format": str(ReturnFormat.XLSX)},
        errors=errors,
    )


def _view(drawn: DrawnReturn, table: str, *, published: bool) -> TableView:
    view = _("as published") if published else _("true numbers")
    return TableView(
        f"{table}-{'published' if published else 'true'}",
        f"{table}: {TABLES[table]}",
        f"{table}, {view}",
        (*categories(table), _("Total")),
        table_rows(drawn, table, published=published),
        frozenset(line.words for line in LINES if line.beside),
        tuple(line.means for line in LINES if line.table == table),
    )


def _check(drawn: DrawnReturn, check: Check) -> CheckView:
    listed = drawn.listed(check)
    return CheckView(
        check.words,
        check.holds,
        check.expected,
        check.found,
        tuple(FailingView(named.reference, named.team, each.why, each.to_do) for named, each in listed[:MOST_LISTED]),
        max(0, len(listed) - MOST_LISTED),
        drawn.not_listed(check),
    )


def _formats() -> Choices:
    return (
        (str(ReturnFormat.XLSX), _("Excel workbook: everything on this page")),
        (str(ReturnFormat.ODS), _("OpenDocument spreadsheet, for LibreOffice: the same")),
        (str(ReturnFormat.CSV), _("CSV: the worksheet alone")),
    )
