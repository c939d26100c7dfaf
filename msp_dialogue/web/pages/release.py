"""The pages on which the MSP lead releases figures: every span, and one of them before and after it is released."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from msp_dialogue.board import charts
from msp_dialogue.chart import Chart
from msp_dialogue.measure import DEFINITIONS, FAMILIES, Span
from msp_dialogue.release import Released, ReleasedTable, Split
from msp_dialogue.release.ledger import Decision
from msp_dialogue.release.releases import Preview
from msp_dialogue.web import dates
from msp_dialogue.web.pages.forms import Errors
from msp_dialogue.web.pages.named import name_of
from msp_dialogue.web.words import _

COMMAND = "command-line"
"""Who it was that released by the command."""


@dataclass(frozen=True)
class SpanLine:
    """A quarter or financial year in the list; `ready` is whether there is something to look at."""

    period: str
    name: str
    state: str
    told: str
    ready: bool
    colour: str


@dataclass(frozen=True)
class ReleaseListPage:
    """Every span, the newest first."""

    years: tuple[SpanLine, ...]
    quarters: tuple[SpanLine, ...]


@dataclass(frozen=True)
class Earlier:
    """A release that was withdrawn: when and by whom, and why."""

    released: str
    withdrawn: str
    reason: str


@dataclass(frozen=True)
class ReleasePage:
    """One span: what would be released, or what was; `mark` is of what is shown, `id` of the release that stands."""

    period: str
    name: str
    told: str
    refused: str = ""
    mark: str = ""
    id: str = ""
    hidden: str = ""
    families: tuple[tuple[str, tuple[Chart, ...]], ...] = ()
    quotes: tuple[tuple[str, str], ...] = ()
    rules: tuple[str, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    form: Mapping[str, str] = field(default_factory=lambda: {"reason": ""})
    errors: Errors = ()

    def with_errors(self, errors: Errors, form: Mapping[str, str] | None = None) -> "ReleasePage":
        """The same page, with what is wrong and what was typed."""
        return replace(self, errors=errors, form=form or self.form)


def line_of(span: Span, standing: Mapping[str, Decision], names: Mapping[str, str], *, over: bool) -> SpanLine:
    """A span as the list shows it."""
    decision = standing.get(span.id)
    if decision:
        return SpanLine(span.id.lower(), span.name, _("Released"), _told(decision, names), ready=True, colour="green")
    if over:
        return SpanLine(span.id.lower(), span.name, _("Can be released"), "", ready=True, colour="")
    last = dates.in_words(span.period.last)
    return SpanLine(span.id.lower(), span.name, _("Not over"), _("Until %(day)s", day=last), ready=False, colour="grey")


def before(span: Span, preview: Preview, history: Sequence[Decision], names: Mapping[str, str]) -> ReleasePage:
    """A span that can be released."""
    told = _(
        "%(numbers)s numbers. %(small)s are hidden because they are small, and %(also)s more so that those cannot be"
        " worked out.",
        numbers=preview.numbers,
        small=preview.small,
        also=preview.also,
    )
    return ReleasePage(
        period=span.id.lower(),
        name=span.name,
        told=_("This is what would be released now. Nobody but you sees it yet."),
        mark=preview.mark,
        hidden=told,
        families=_families(preview.released),
        quotes=_quotes(preview.released),
        rules=tuple(preview.released.rules.values()),
        earlier=_earlier(history, names),
    )


def after(
    span: Span,
    released: Released,
    standing: Decision,
    history: Sequence[Decision],
    names: Mapping[str, str],
) -> ReleasePage:
    """A span that is released."""
    return ReleasePage(
        period=span.id.lower(),
        name=span.name,
        told=_told(standing, names),
        id=standing.id,
        families=_families(released),
        quotes=_quotes(released),
        rules=tuple(released.rules.values()),
        earlier=_earlier(history, names),
    )


def refused(span: Span, why: str, history: Sequence[Decision], names: Mapping[str, str]) -> ReleasePage:
    """A span that cannot be released."""
    return ReleasePage(span.id.lower(), span.name, "", refused=why, earlier=_earlier(history, names))


def _families(released: Released) -> tuple[tuple[str, tuple[Chart, ...]], ...]:
    """Every table, those of one family together, and what is missing in the record first."""
    found: dict[str, list[Chart]] = {}
    quality = charts.of_quality(released.quality)
    if quality:
        found[_("Data quality")] = [quality]
    for table in released.tables:
        found.setdefault(_family(table.measure), []).append(_chart(released, table))
    return tuple((name, tuple(each)) for name, each in found.items())


def _family(measure: str) -> str:
    """What a measure is shown under; one that is no more, under its own name."""
    return FAMILIES[DEFINITIONS[measure].family] if measure in DEFINITIONS else measure


def _chart(released: Released, table: ReleasedTable) -> Chart:
    made = charts.of_values if table.by is Split.ALL else charts.of_cells
    chart = made(released, table)
    return replace(chart, id=f"{chart.id}-{table.counted}")


def _quotes(released: Released) -> tuple[tuple[str, str], ...]:
    return tuple((quote.theme, quote.words) for quote in released.quotes)


def _told(decision: Decision, names: Mapping[str, str]) -> str:
    at, by = dates.moment_in_words(decision.released_at), _by(decision.released_by, names)
    return _("Released on %(at)s by %(by)s", at=at, by=by)


def _earlier(history: Sequence[Decision], names: Mapping[str, str]) -> tuple[Earlier, ...]:
    return tuple(
        Earlier(
            _told(each, names),
            _(
                "Withdrawn on %(at)s by %(by)s",
                at=dates.moment_in_words(each.withdrawn_at),
                by=_by(each.withdrawn_by, names),
            ),
            each.reason or "",
        )
        for each in history
        if each.withdrawn_at
    )


def _by(account: str | None, names: Mapping[str, str]) -> str:
    return _("whoever runs the service") if account == COMMAND else name_of(names, account)
