"""The pages of released figures: what there is to choose, and what was chosen; all of it read from released files."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from msp_dialogue.board import charts
from msp_dialogue.board.model import Finding, Report
from msp_dialogue.board.report import about, comparison, drawn, finding, main_table, main_tables
from msp_dialogue.board.words import COUNTED, SPLITS, title_of
from msp_dialogue.chart import Chart
from msp_dialogue.release import Released, ReleasedTable, Split
from msp_dialogue.web.words import _

TREND = "trend"


@dataclass(frozen=True)
class Choice:
    """One of the things to choose: its value in the address, what it is called, and whether it is chosen."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """A list to choose from; `name` is that of its part of the address."""

    name: str
    label: str
    choices: tuple[Choice, ...]

    @property
    def value(self) -> str:
        """What is chosen."""
        return next(each.value for each in self.choices if each.chosen)


@dataclass(frozen=True)
class Chosen:
    """A release, and the table of it that was asked for; None where the file has none such."""

    releases: tuple[Released, ...]
    release: Released
    measure: str
    counted: str
    by: str
    instead_of: str = ""
    """What it was to be counted by, where the file only has it counted otherwise."""

    @property
    def table(self) -> ReleasedTable | None:
        """The table."""
        return self.release.table(self.measure, self.counted, self.by)

    def charts(self) -> dict[str, Chart]:
        """The charts of the table, each by the name that its file has in an address."""
        table = self.table
        if table is None:
            return {}
        if table.by == Split.ALL:
            trend = charts.of_trend(self.releases, self.release, table)
            return {"values": charts.of_values(self.release, table)} | ({TREND: trend} if trend else {})
        groups = {"groups": charts.of_groups(self.release, table)}
        return groups if charts.is_spread(table) else groups | {"cells": charts.of_cells(self.release, table)}


@dataclass(frozen=True)
class FiguresPage:
    """What the page shows; nothing but what it is for when nothing was released yet."""

    filters: tuple[Filter, ...] = ()
    council: str = ""
    span: str = ""
    title: str = ""
    drawn: str = ""
    comparison: str = ""
    finding: Finding | None = None
    instead: str = ""
    """Said where it was to be counted otherwise."""
    charts: tuple[tuple[str, Chart], ...] = ()
    about: tuple[tuple[str, str], ...] = ()

    @property
    def period(self) -> str:
        """The period that is chosen, as it stands in addresses."""
        return self.filters[0].value

    @property
    def address(self) -> dict[str, str]:
        """What is chosen, as it stands in addresses."""
        return {each.name: each.value for each in self.filters}


@dataclass(frozen=True)
class ReportPage:
    """The report, and the forms in which it comes as a file: the name of each in an address, and what it is called."""

    report: Report
    forms: tuple[tuple[str, str], ...]


def chosen(releases: Sequence[Released], asked: dict[str, str]) -> Chosen | None:
    """What was asked for; what was not asked for is the newest, the first, everybody. None for what there is not."""
    named = {each.span.id.lower(): each for each in releases}
    release = named.get(asked.get("period", next(iter(named))))
    if release is None:
        return None
    tables = main_tables(release)
    measures = {table.measure: table for table in tables}
    measure = asked.get("measure", next(iter(measures), ""))
    by = asked.get("by", str(Split.ALL))
    if measure not in measures or by not in set(Split):
        return None
    counted = asked.get("counted", measures[measure].counted)
    if counted not in COUNTED:
        return None
    found = Chosen(tuple(releases), release, measure, counted, by)
    other = main_table(release, measure, by)
    return replace(found, counted=other.counted, instead_of=counted) if found.table is None and other else found


def figures_page(found: Chosen) -> FiguresPage:
    """The page of what was chosen."""
    table, release = found.table, found.release
    over_all = release.table(found.measure, found.counted)
    return FiguresPage(
        filters=_filters(found),
        council=release.council,
        span=release.span.name,
        title=title_of(release, found.measure),
        drawn=drawn(release),
        comparison=comparison(found.releases, release),
        finding=finding(found.releases, release, over_all) if table and over_all else None,
        instead=_instead(found),
        charts=tuple(found.charts().items()),
        about=tuple(about(release, found.measure).items()),
    )


def _instead(found: Chosen) -> str:
    if not found.instead_of:
        return ""
    asked, shown = COUNTED[found.instead_of].lower(), COUNTED[found.counted].lower()
    return _("This was not released by %(asked)s, so it is shown by %(shown)s.", asked=asked, shown=shown)


def _filters(found: Chosen) -> tuple[Filter, ...]:
    """Every release, every measure of the one that is chosen, and every way in which any of its tables is split."""
    release = found.release
    measures = [table.measure for table in main_tables(release)]
    counted = [each for each in COUNTED if any(table.counted == each for table in release.tables)]
    splits = [each for each in Split if any(table.by == each for table in release.tables)]
    return (
        _filter(
            "period",
            _("Period"),
            [(each.span.id.lower(), each.span.name) for each in found.releases],
            release.span.id.lower(),
        ),
        _filter("measure", _("Measure"), [(each, title_of(release, each)) for each in measures], found.measure),
        _filter("counted", _("Counted"), [(each, COUNTED[each]) for each in counted], found.counted),
        _filter("by", _("By"), [(each, SPLITS[each]) for each in splits], found.by),
    )


def _filter(name: str, label: str, choices: Sequence[tuple[str, str]], value: str) -> Filter:
    there = dict(choices)
    there.setdefault(value, value)
    return Filter(name, label, tuple(Choice(each, says, each == value) for each, says in there.items()))
