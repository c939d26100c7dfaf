"""The dashboard's pages: each measure in a sentence, in numbers and as charts; true figures, for those allowed."""

from collections.abc import Mapping
from dataclasses import dataclass

from msp_dialogue.chart import Chart
from msp_dialogue.measure import Definition
from msp_dialogue.measure.shares import Share
from msp_dialogue.web.filters import Filters
from msp_dialogue.web.pages import figure_words
from msp_dialogue.web.pages.forms import Choices, Errors
from msp_dialogue.web.words import _

FEW = 10
"""Out of fewer than these a worker's own figure is said without a percentage."""

Pieces = tuple[tuple[str, bool], ...]
"""Words in pieces, of which some are words of the code."""
About = tuple[tuple[str, Pieces], ...]
"""Lines about a figure: the name of each, and what it says."""


@dataclass(frozen=True)
class MeasureView:
    """One measure: its name, what it says in a sentence, its numbers of all that it counts, and what it is."""

    id: str
    name: str
    says: str
    numbers: tuple[str, ...]
    about: About


@dataclass(frozen=True)
class FamilyView:
    """Measures that are shown together, and one chart: of each of them, or of each answer to the only one.

    Without anything to count there is no chart.
    """

    id: str
    name: str
    measures: tuple[MeasureView, ...]
    chart: Chart | None
    table: str
    """What the chart's table is called in its address, beside the first measure."""


@dataclass(frozen=True)
class DashboardPage:
    """Whose figures, by what they are filtered, and every measure or one.

    `nothing` says what to do where nothing is counted, `small` says why percentages are left out, where they are.
    """

    whose: str
    heading: str
    scopes: tuple[tuple[str, str, Mapping[str, str]], ...]
    filters: Filters
    choices: Mapping[str, Choices]
    query: Mapping[str, str]
    summary: str
    sees_released: bool
    small: str
    nothing: str
    families: tuple[FamilyView, ...] = ()
    measure: MeasureView | None = None
    charts: tuple[tuple[str, Chart], ...] = ()

    @property
    def form(self) -> Mapping[str, str]:
        """What stands in the form."""
        return self.filters.form

    @property
    def confined(self) -> bool:
        """Whether anything is chosen that the form shows only when it is asked for more."""
        return self.filters.is_own or any(self.form[name] for name in ("kind", "age", "voice", "asker"))

    @property
    def errors(self) -> Errors:
        """What was wrong in the address."""
        return self.filters.errors


def about(definition: Definition) -> About:
    """What a figure is, from its definition; what is empty does not concern it."""
    once = _("People are not counted: only %(what)s.", what=figure_words.units_in_words(definition.counted[0]))
    lines = (
        (_("Source"), definition.source),
        (_("What is counted"), definition.numerator),
        (_("Out of"), definition.denominator),
        (_("Left out, and why"), definition.left_out),
        (_("A person with several enquiries"), definition.person or once),
        (_("Whose voice"), definition.voice_is),
        *((figure_words.answer(definition, value), meaning) for value, meaning in definition.values.items()),
    )
    return tuple((label, _pieces(words)) for label, words in lines if words)


def _pieces(words: str) -> Pieces:
    """The words, with those of the code apart: they stand between backticks."""
    return tuple((piece, place % 2 == 1) for place, piece in enumerate(words.split("`")) if piece)


def in_words(share: Share, *, few: bool) -> str:
    """A share as it is said: 281 of 402 (69.9%)."""
    if share.out_of is None:
        return f"{share.number:,}"
    said = _("%(number)s of %(out_of)s", number=f"{share.number:,}", out_of=f"{share.out_of:,}")
    percent = percent_of(share, few=few)
    return f"{said} ({percent})" if percent else said


def percent_of(share: Share, *, few: bool) -> str:
    """The percentage; empty where it would be of nothing, or of few and these are one worker's."""
    return "" if share.percent is None or (few and (share.out_of or 0) < FEW) else f"{share.percent}%"
