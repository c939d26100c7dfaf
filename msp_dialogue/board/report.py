"""The board report of one released span: what is said first, then each measure with its figures, then how they came.

Everything is read from released files; there is no way from here to a record.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from msp_dialogue.board import charts, say, spans
from msp_dialogue.board.model import Family, Finding, Report, Saying, Section
from msp_dialogue.board.phrases import THEME, family_of
from msp_dialogue.board.words import ALL_OR_NEARLY, HIDDEN_MEANS, ROUNDED, THEMES, WHOSE, group_name, title_of
from msp_dialogue.chart import Chart
from msp_dialogue.release.released import Released, ReleasedTable, Split

FIRST = ("outcomes_expressed", "outcomes_met")
"""The guide's two measures [G3]: they are the headline, and come first."""
ALOUD = ("outcomes_met", "experience_safer", "asked_at_beginning", "follow_up")
"""What is read aloud after the headline, where the file has it: a meeting has little time."""
GAPS_ALOUD = 2
"""How many of the largest gaps in the record are read aloud; all of them stand in their table."""
COUNTED_FIRST = ("people", "enquiries", "outcomes")
SHOWN_BY = (Split.VOICE, Split.ASKER)
"""What every report is split by [E1, E2]; other splits are on the pages."""


def report(releases: Sequence[Released], of: Released, *, invented: bool = False) -> Report:
    """The report of one release, with the others for comparison; `invented` when it is of a demonstration."""
    tables = main_tables(of)
    first = tuple(section(releases, of, table) for table in tables if table.measure in FIRST)
    families = tuple(_families(releases, of, [table for table in tables if table.measure not in FIRST]))
    every = (*first, *(each for family in families for each in family.sections))
    return Report(
        council=of.council,
        span=of.span.name,
        span_id=of.span.id,
        headline=every[0].finding.said if every else f"Nothing was released for {of.span.name}.",
        summary=_summary(of, every),
        comparison=comparison(releases, of),
        sections=first,
        families=families,
        quality=_quiet(charts.of_quality(of.quality)),
        sayings=_sayings(of),
        rules=tuple({"rounded": ROUNDED, "hidden": HIDDEN_MEANS, **of.rules, "whole": ALL_OR_NEARLY}.values()),
        drawn=drawn(of),
        invented=invented,
    )


def main_tables(release: Released) -> tuple[ReleasedTable, ...]:
    """One table for each measure, over everybody, the guide's two first."""
    measures = dict.fromkeys((*FIRST, *(table.measure for table in release.tables)))
    found = (main_table(release, measure) for measure in measures)
    return tuple(table for table in found if table is not None)


def main_table(release: Released, measure: str, by: str = Split.ALL) -> ReleasedTable | None:
    """The table of a measure in a split; by people where the file has both, unless only the other has a percentage."""
    found = [table for counted in COUNTED_FIRST if (table := release.table(measure, counted, by))]
    shown = [table for table in found if by == Split.ALL and table.percent() is not None]
    return next(iter(shown or found), None)


def section(releases: Sequence[Released], of: Released, table: ReleasedTable) -> Section:
    """One measure: its finding, each answer, who gave it and who asked, and how it went."""
    split = (of.table(table.measure, table.counted, by) or main_table(of, table.measure, by) for by in SHOWN_BY)
    shown = (charts.of_values(of, table), *(charts.of_groups(of, each) for each in split if each is not None))
    trend = charts.of_trend(releases, of, table)
    return Section(
        id=table.measure,
        finding=finding(releases, of, table),
        charts=tuple(replace(chart, notes=()) for chart in shown),
        trend=replace(trend, notes=(trend.told,)) if trend and any(row.bar is not None for row in trend.rows) else None,
        about=about(of, table.measure),
    )


def finding(releases: Sequence[Released], of: Released, table: ReleasedTable) -> Finding:
    """What a measure came to, and how that compares with the same months of the year before."""
    before = spans.year_before(releases, of)
    same = before.table(table.measure, table.counted, table.by) if before else None
    compared = say.compared(say.part_of(table), say.part_of(same)) if same else ""
    return Finding(title_of(of, table.measure), say.found(of, table), compared, say.counted(of, table))


def about(release: Released, measure: str) -> Mapping[str, str]:
    """The definition of a measure, name by name."""
    words = release.definitions[measure]
    told = {"Name": words.name, "Source": words.source, "Counted": words.numerator}
    told |= {"Out of": words.denominator, "Left out": words.left_out}
    return {name: said.replace("`", "") for name, said in told.items()}


def drawn(release: Released) -> str:
    """When the figures were drawn from the record, and when they were released."""
    at, out = release.drawn_at, release.released_at
    return f"Drawn from the record on {at.day} {at:%B %Y}, released on {out.day} {out:%B %Y}."


def comparison(releases: Sequence[Released], of: Released) -> str:
    """What the figures are compared with."""
    span = spans.moved(of.span, spans.MONTHS_OF_A_YEAR)
    found = spans.year_before(releases, of)
    if found is None:
        return f"Nothing was released for {span.name}, a year before, so nothing is compared."
    return f"“A year before” is {found.span.name}."


def _families(releases: Sequence[Released], of: Released, tables: Sequence[ReleasedTable]) -> Iterator[Family]:
    """The other measures: those that belong together under one heading, each of the rest under its own."""
    headings = dict.fromkeys(family_of(table.measure) or title_of(of, table.measure) for table in tables)
    for heading in headings:
        members = [each for each in tables if heading in (family_of(each.measure), title_of(of, each.measure))]
        sections = tuple(section(releases, of, table) for table in members)
        themes = members[0].measure.startswith(THEME)
        said = (say.most_named(of, members),) if themes else tuple(each.finding.sentences for each in sections)
        chart = charts.of_measures(of, members, heading) if len(members) > 1 else sections[0].charts[0]
        yield Family(heading, tuple(filter(None, said)), replace(chart, notes=()), sections)


def _summary(of: Released, sections: Sequence[Section]) -> tuple[str, ...]:
    """What is read aloud after the headline: how that compares, other findings, and what is missing in the record."""
    others = {each.id: each.finding.sentences for each in sections[1:]}
    said = [*(each.finding.compared for each in sections[:1]), *(others[each] for each in ALOUD if each in others)]
    gaps = sorted(of.quality, key=lambda each: -(each.percent or 0))
    said += [say.missing(each) for each in gaps[:GAPS_ALOUD]]
    return tuple(filter(None, said))


def _quiet(chart: Chart | None) -> Chart | None:
    """A chart without the notes that the report says once for all."""
    return chart and replace(chart, notes=())


def _sayings(release: Released) -> Mapping[str, tuple[Saying, ...]]:
    """The chosen words by theme, in the order of the file."""
    themes = dict.fromkeys(quote.theme for quote in release.quotes)
    return {THEMES.get(theme, theme): tuple(_of_theme(release, theme)) for theme in themes}


def _of_theme(release: Released, theme: str) -> Iterator[Saying]:
    for quote in release.quotes:
        if quote.theme == theme:
            yield Saying(quote.words, WHOSE.get(quote.voice, group_name(Split.VOICE, quote.voice)))
