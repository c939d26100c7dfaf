"""Charts of a released file: each is a table of its cells, and what is hidden is said to be so."""

from collections.abc import Sequence
from dataclasses import replace

from msp_dialogue.board import spans
from msp_dialogue.board.say import went
from msp_dialogue.board.words import (
    ALL_OR_NEARLY,
    BESIDE,
    HIDDEN,
    HIDDEN_MEANS,
    QUALITY_NAMES,
    ROUNDED,
    SPLITS,
    counted_name,
    group_name,
    title_of,
    titled,
    value_name,
)
from msp_dialogue.chart import Cell, Chart, Column, Row
from msp_dialogue.release.released import EVERYBODY, Quality, Released, ReleasedSpan, ReleasedTable, whole_percent

IN_ALL = "All in the percentage"
NOBODY = "None to count"
NOT_RELEASED = "Not released"
SHARE = Column("Share", "%")


def number(rounded: int | None) -> Cell:
    """A number, or that it is hidden."""
    return HIDDEN if rounded is None else rounded


def of_values(release: Released, table: ReleasedTable, group: str = EVERYBODY) -> Chart:
    """How one group spreads over the values, each with its share; those outside the percentage come last."""
    inside = [value for value in table.values if value not in table.outside]
    outside = [value for value in table.values if value in table.outside]
    rows = [_value_row(table, group, value) for value in (*inside, *outside)]
    rows.append(Row((IN_ALL, number(table.totals[group]), ""), None))
    whose = "" if group == EVERYBODY else f": {group_name(table.by, group)}"
    return Chart(
        id=f"{table.measure}-values" if group == EVERYBODY else f"{table.measure}-{table.groups.index(group)}",
        title=titled(release, table.measure, f"Each answer{whose}"),
        columns=(Column("What the record says"), Column(counted_name(table)), SHARE),
        rows=tuple(rows),
        notes=_notes(rows),
    )


def of_measures(release: Released, tables: Sequence[ReleasedTable], title: str) -> Chart:
    """Several measures that belong together, a row for each."""
    rows = [_measure_row(release, table) for table in tables]
    return Chart(
        id=f"{tables[0].measure}-family",
        title=title,
        columns=(Column("Measure"), Column(f"{counted_name(tables[0])} in all"), Column("Of these"), SHARE),
        rows=tuple(rows),
        notes=_notes(rows),
    )


def of_groups(release: Released, table: ReleasedTable) -> Chart:
    """The measure for each group of a split, each with its own share; or, where only those have a group who count for
    the measure, how they spread over the groups.
    """
    spread = is_spread(table)
    rows = [_spread_row(release, table, group) if spread else _group_row(table, group) for group in table.groups]
    counts = (counted_name(table),) if spread else (f"{counted_name(table)} in all", "Of these")
    return Chart(
        id=f"{table.measure}-{table.by}",
        title=titled(release, table.measure, f"By {SPLITS[table.by].lower()}"),
        columns=(Column(SPLITS[table.by]), *map(Column, counts), SHARE),
        rows=tuple(rows),
        notes=_notes(rows),
    )


def is_spread(table: ReleasedTable) -> bool:
    """Whether a table has only those who count for the measure: a share within a group would always be the whole."""
    return set(table.values) <= table.counting


def of_cells(release: Released, table: ReleasedTable) -> Chart:
    """Every cell of a split: a row for each value, a column for each group."""
    rows = [
        Row((value_name(table.measure, value), *(number(table.cell(group, value)) for group in table.groups)))
        for value in table.values
    ]
    rows.append(Row((IN_ALL, *(number(table.totals[group]) for group in table.groups))))
    return Chart(
        id=f"{table.measure}-{table.by}-cells",
        title=titled(release, table.measure, f"Every number by {SPLITS[table.by].lower()}"),
        columns=(Column(counted_name(table)), *(Column(group_name(table.by, group)) for group in table.groups)),
        rows=tuple(rows),
        notes=_notes(rows),
    )


def of_trend(releases: Sequence[Released], release: Released, table: ReleasedTable) -> Chart | None:
    """The measure over the spans of this length up to this one; None while there is only one of them."""
    leading = spans.leading_to(releases, release)
    if len(leading) < 2:
        return None
    rows = [_span_row(spans.at(releases, span), span, table) for span in leading]
    if not rows[0].under and not rows[1].under and spans.months(release.span) == spans.A_QUARTER:
        rows[0] = replace(rows[0], under=spans.financial_year(leading[0].first))
    shares = [(str(row.cells[0]), None if isinstance(row.cells[-1], str) else int(row.cells[-1])) for row in rows]
    span = spans.said_of(release.span)
    return Chart(
        id=f"{table.measure}-trend",
        title=titled(release, table.measure, f"Over {len(rows)} {span}s"),
        columns=(Column(span.title()), Column(f"{counted_name(table)} in all"), Column("Of these"), SHARE),
        rows=tuple(rows),
        told=went(shares, span),
        notes=(went(shares, span), *_notes(rows)),
    )


def of_quality(quality: Sequence[Quality]) -> Chart | None:
    """How complete the record behind the figures is."""
    rows = [
        Row(
            (
                QUALITY_NAMES.get(each.id, each.words),
                number(each.number),
                number(each.out_of),
                _share(each.percent, each.out_of),
            ),
            _bar(each.percent),
        )
        for each in quality
    ]
    columns = (Column("In the record"), Column("Number"), Column("Out of"), SHARE)
    return Chart("quality", "What is missing", columns, tuple(rows), notes=_notes(rows)) if rows else None


def _value_row(table: ReleasedTable, group: str, value: str) -> Row:
    cell, share = table.cell(group, value), table.share(group, value)
    says: Cell = BESIDE if value in table.outside else _share(share, table.totals[group])
    return Row((value_name(table.measure, value), number(cell), says), _bar(share))


def _spread_row(release: Released, table: ReleasedTable, group: str) -> Row:
    """How many of all who count for the measure are of a group."""
    over_all = release.table(table.measure, table.counted)
    all_who_count = over_all.counts[EVERYBODY] if over_all else None
    percent = whole_percent(table.counts[group], all_who_count)
    cells = (group_name(table.by, group), number(table.counts[group]), _share(percent, all_who_count))
    return Row(cells, _bar(percent))


def _measure_row(release: Released, table: ReleasedTable) -> Row:
    of_all = _group_row(table, EVERYBODY)
    return replace(of_all, cells=(title_of(release, table.measure), *of_all.cells[1:]))


def _group_row(table: ReleasedTable, group: str) -> Row:
    percent, out_of = table.percent(group), table.totals[group]
    cells = (group_name(table.by, group), number(out_of), number(table.counts[group]), _share(percent, out_of))
    return Row(cells, _bar(percent))


def _span_row(found: Released | None, span: ReleasedSpan, of: ReleasedTable) -> Row:
    """One point of the trend: a span without a release, or one whose figure is hidden, has no point."""
    begins = spans.months(span) == spans.A_QUARTER and span.first.month == spans.APRIL
    under = spans.financial_year(span.first) if begins else ""
    table = found.table(of.measure, of.counted, of.by) if found else None
    if found is None or table is None:
        return Row((span.name, *(NOT_RELEASED,) * 3), None, spans.short(span), under)
    percent, out_of = table.percent(), table.totals[EVERYBODY]
    cells = (found.span.name, number(out_of), number(table.counts[EVERYBODY]), _share(percent, out_of))
    return Row(cells, _bar(percent), spans.short(span), under)


def _share(percent: int | None, out_of: int | None) -> Cell:
    """A percentage, or why there is none."""
    if percent is not None:
        return percent
    return NOBODY if out_of == 0 else HIDDEN


def _bar(percent: int | None) -> float | None:
    return None if percent is None else min(percent / 100, 1)


def _notes(rows: Sequence[Row]) -> tuple[str, ...]:
    cells = {cell for row in rows for cell in row.cells[1:]}
    whole = any(row.bar == 1 for row in rows)
    return (ROUNDED, *((ALL_OR_NEARLY,) if whole else ()), *((HIDDEN_MEANS,) if HIDDEN in cells else ()))
