"""The dashboard's pages made from what was counted: sentences and charts, of whoever's enquiries these are."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from msp_dialogue.chart import Cell, Chart, Column, Row
from msp_dialogue.measure import DEFINITIONS, FAMILIES, Counted, DateRule, Definition
from msp_dialogue.measure.shares import Share, Split
from msp_dialogue.measure.splits import Counting
from msp_dialogue.web import dates
from msp_dialogue.web.filters import Filters
from msp_dialogue.web.pages import figure_words
from msp_dialogue.web.pages.dashboard import FEW, DashboardPage, FamilyView, MeasureView, about, in_words, percent_of
from msp_dialogue.web.pages.forms import Choices
from msp_dialogue.web.words import _

MINE, TEAM, COUNCIL = "mine", "team", "council"
FAMILY = "family"
"""The table of all measures of a family."""


@dataclass(frozen=True)
class Shown:
    """What somebody asked to see: whose enquiries, of those they may see, and by what they are filtered."""

    whose: str
    offered: tuple[str, ...]
    team: str
    filters: Filters
    now: datetime
    sees_released: bool

    @cached_property
    def choices(self) -> Mapping[str, Choices]:
        """What there is to choose from, in words."""
        return figure_words.choices(dates.today(self.now), self.filters.form["period"])

    @property
    def few(self) -> bool:
        """Whether percentages of few are left out: of one worker's enquiries they would say too much."""
        return self.whose == MINE

    def overview(self, counting: Counting) -> DashboardPage:
        """Every measure, in families."""
        page = self._page(counting)
        families = () if page.nothing else tuple(self._family(counting, each) for each in FAMILIES)
        return replace(page, families=families)

    def one(self, counting: Counting, definition: Definition) -> DashboardPage:
        """One measure, with every chart of it."""
        page = self._page(counting)
        page = replace(page, measure=self._view(counting, definition))
        if page.nothing:
            return page
        counted = self._counted(definition)
        splits = counting.splits(definition, counted, teams=self.whose == COUNCIL)
        return replace(page, charts=tuple((name, self._chart(definition, name, each)) for name, each in splits.items()))

    def table(self, counting: Counting, definition: Definition, name: str) -> Chart | None:
        """One chart as a table that can be read alone: each row says what it is of; None if there is no such chart."""
        if name == FAMILY:
            return self._readable(self._family_chart(counting, definition.family), None)
        split = counting.splits(definition, self._counted(definition), teams=self.whose == COUNCIL).get(name)
        return None if split is None else self._readable(self._chart(definition, name, split), definition)

    def _family(self, counting: Counting, family: str) -> FamilyView:
        of = members(family)
        views, alone = tuple(self._view(counting, each) for each in of), len(of) == 1
        chart = None
        if any(each.numbers for each in views):
            values = counting.values(of[0], self._counted(of[0])) if alone else {}
            chart = self._chart(of[0], "values", values) if alone else self._family_chart(counting, family)
        return FamilyView(family, FAMILIES[family], views, chart, "values" if alone else FAMILY)

    def _family_chart(self, counting: Counting, family: str) -> Chart:
        """Each measure of a family, of what it is counted of."""
        told = [(each, self._counted(each)) for each in members(family)]
        names = (_("Measure"), _("Counted"), _("Number"), _("Out of"))
        rows = (
            (self._row(each.name, counting.headline(each, counted)), figure_words.heading(counted))
            for each, counted in told
        )
        return Chart(
            id=f"family-{family}",
            title=FAMILIES[family],
            columns=(*map(Column, names), Column(_("Share"), "%")),
            rows=tuple(replace(row, cells=(row.cells[0], unit, *row.cells[1:])) for row, unit in rows),
            notes=tuple(dict.fromkeys(note for each, _counted in told for note in self._notes(each, FAMILY))),
        )

    def _readable(self, chart: Chart, definition: Definition | None) -> Chart:
        also = self._printed(definition)
        columns = (*chart.columns, *map(Column, also))
        rows = tuple(replace(row, cells=(*row.cells, *also.values())) for row in chart.rows)
        return replace(chart, columns=columns, rows=rows)

    def _page(self, counting: Counting) -> DashboardPage:
        enquiries, people = counting.size()
        return DashboardPage(
            whose=self.whose,
            heading=self._heading(self.whose),
            scopes=tuple((each, self._heading(each), self._query(each)) for each in self.offered),
            filters=self.filters,
            choices=self.choices,
            query=self._query(self.whose),
            summary=self._summary(enquiries, people),
            sees_released=self.sees_released,
            small=self._small() if self.few else "",
            nothing=self._nothing() if counting.is_empty else "",
        )

    def _view(self, counting: Counting, definition: Definition) -> MeasureView:
        told = {each: counting.headline(definition, each) for each in definition.counted}
        numbers = (
            f"{figure_words.heading(each)}: {in_words(share, few=self.few)}"
            for each, share in told.items()
            if any(share.out_of for share in told.values())
        )
        counted = self._counted(definition)
        says = self._says(definition, counted, told[counted])
        return MeasureView(definition.id, definition.name, says, tuple(numbers), about(definition))

    def _says(self, definition: Definition, counted: Counted, share: Share) -> str:
        """The finding in a sentence; of nothing, that there is nothing."""
        if not share.out_of:
            return definition.nothing
        percent = percent_of(share, few=self.few)
        return figure_words.finding(definition, counted, share, percent, self.filters.by)

    def _chart(self, definition: Definition, name: str, split: Split) -> Chart:
        names = (figure_words.column(name), _("Number"), _("Out of"))
        rows = [self._row(figure_words.group(name, each, definition), share) for each, share in split.items()]
        if name == "quarter":
            rows = [
                _below(row, each, first=not place) for place, (row, each) in enumerate(zip(rows, split, strict=True))
            ]
        return Chart(
            id=f"{definition.id}-{name}",
            title=figure_words.title(name, self._counted(definition)),
            columns=(*map(Column, names), Column(_("Share"), "%")),
            rows=tuple(rows),
            told=figure_words.trend(split) if name == "quarter" else "",
            notes=self._notes(definition, name),
        )

    def _row(self, group: str, share: Share) -> Row:
        out_of: Cell = _("not in the percentage") if share.out_of is None else share.out_of
        shown: Cell = "–" if share.percent is None else share.percent
        bar = None if share.percent is None else share.percent / 100
        if self.few and share.out_of and share.out_of < FEW:
            shown, bar = _("too few"), None
        return Row((group, share.number, out_of, shown), bar)

    def _notes(self, definition: Definition, name: str) -> tuple[str, ...]:
        return tuple(figure_words.notes(name, definition, self.filters))

    def _counted(self, definition: Definition) -> Counted:
        """What is counted: what was chosen, or is usual for these enquiries, if the measure counts it at all."""
        units = definition.counted
        chosen = Counted(self.filters.counted) if self.filters.counted else None
        usual = Counted.ENQUIRIES if self.whose == MINE else Counted.PEOPLE
        return next((each for each in (chosen, usual) if each in units), units[0])

    def _printed(self, definition: Definition | None) -> Mapping[str, str]:
        """What every row of a file says, so that it can be read alone [R0, R1]; of a family its rows say the rest."""
        period, filters = self.filters.period, self.filters
        measure = {"measure": definition.name, "counted": str(self._counted(definition))} if definition else {}
        by = (definition.dates if definition else None) or filters.by
        return measure | {
            "dates": str(by),
            "period_from": str(period.first),
            "period_to": str(period.last),
            "only": "; ".join(figure_words.only(self.choices, filters)),
            "whose": self._heading(self.whose),
            "drawn_at": f"{self.now:%Y-%m-%dT%H:%M:%SZ}",
            "release": _("A true figure: not for publication"),
        }

    def _query(self, whose: str) -> dict[str, str]:
        return ({"whose": whose} if len(self.offered) > 1 else {}) | self.filters.query

    def _heading(self, whose: str) -> str:
        return {
            MINE: _("My enquiries"),
            TEAM: _("Team: %(team)s", team=self.team),
            COUNCIL: _("The whole council"),
        }[whose]

    def _summary(self, enquiries: int, people: int) -> str:
        period = self.filters.period
        first, last = dates.in_words(period.first), dates.in_words(period.last)
        said = (
            _("Enquiries concluded from %(first)s to %(last)s", first=first, last=last)
            if self.filters.by is DateRule.CONCLUDED
            else _("Enquiries opened from %(first)s to %(last)s", first=first, last=last)
        )
        size = _("%(number)s, about %(people)s people.", number=f"{enquiries:,}", people=f"{people:,}")
        only = "; ".join(figure_words.only(self.choices, self.filters))
        confined = _(" Only: %(only)s.", only=only) if only else ""
        drawn = _("Drawn %(when)s.", when=dates.moment_in_words(self.now))
        return f"{said}: {size}{confined} {drawn}"

    def _small(self) -> str:
        return _(
            "These figures are for your own practice. Where there are fewer than %(few)s, no percentage is given: "
            "one enquiry more or less would change it by more than a tenth, and would say nothing of your work.",
            few=FEW,
        )

    def _nothing(self) -> str:
        if self.filters.query:
            return _("No enquiry is in this period with these choices. Choose a longer period, or show all again.")
        if self.filters.by is DateRule.CONCLUDED:
            return _("No enquiry was concluded in this period. Choose a longer period, or those opened in it.")
        return _("No enquiry was opened in this period. Choose a longer period.")


def members(family: str) -> tuple[Definition, ...]:
    """The measures of a family."""
    return tuple(each for each in DEFINITIONS.values() if each.family == family)


def _below(row: Row, quarter: str, *, first: bool) -> Row:
    """The row with what stands below its point in a line: which quarter, and the year where one begins."""
    year, _dash, number = quarter.rpartition("-")
    return replace(row, short=number, under=year if first or number == "Q1" else "")
