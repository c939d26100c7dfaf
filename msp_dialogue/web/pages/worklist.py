"""The worklist's pages: how many have which gap, and one page of the enquiries that have one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from msp_dialogue.measure.quality import PAGE, Line
from msp_dialogue.record.gaps import GAPS, Gap
from msp_dialogue.web import dates
from msp_dialogue.web.pages import named
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class GapTab:
    """A list to go to, and how many enquiries it has."""

    gap: str
    name: str
    count: int
    current: bool
    to_mend: bool


@dataclass(frozen=True)
class GapLineView:
    """One enquiry in a list: which, who leads it, and since when it has the gap."""

    enquiry: str
    reference: str
    adult: str
    call_name: str | None
    lead: str
    since: str
    age: str


@dataclass(frozen=True)
class TeamView:
    """How many of a team's enquiries have each gap, in the order of the gaps."""

    team: str
    counts: tuple[int, ...]


Places = tuple[tuple[str, str, bool], ...]
"""Whose lists there are to go to: the address, the words, and whether this is it."""


@dataclass(frozen=True)
class WorklistPage:
    """One page of one list; `nothing` when nothing of theirs is to be mended at all."""

    scope: str
    places: Places
    gap: Gap
    tabs: tuple[GapTab, ...]
    lines: tuple[GapLineView, ...]
    number: int
    pages: int
    count: int
    nothing: bool


@dataclass(frozen=True)
class TeamsPage:
    """The counts of every team."""

    gaps: tuple[Gap, ...]
    teams: tuple[TeamView, ...]
    places: Places


def pages_of(count: int) -> int:
    """How many pages a list of this length has; an empty one has one."""
    return max(1, ceil(count / PAGE))


def tabs(counted: Mapping[str, int], current: Gap) -> tuple[GapTab, ...]:
    """The lists, those with nothing in them too, so that they always stand in the same place."""
    return tuple(GapTab(each.id, each.short, counted[each.id], each is current, each.to_mend) for each in GAPS.values())


def line_view(line: Line, names: Mapping[str, str]) -> GapLineView:
    """One line as it is shown."""
    return GapLineView(
        enquiry=line.enquiry,
        reference=line.reference,
        adult=line.adult_reference,
        call_name=line.call_name,
        lead=named.name_of(names, line.lead) if line.lead else _("No one yet"),
        since=dates.in_words(line.since),
        age=_age(line.age),
    )


def team_views(found: Mapping[str, Mapping[str, int]]) -> tuple[TeamView, ...]:
    """Each team's counts; a team that lacks nothing is not in it."""
    return tuple(TeamView(team, tuple(counted[gap] for gap in GAPS)) for team, counted in found.items())


def _age(days: int) -> str:
    if days < 1:
        return _("since today")
    if days == 1:
        return _("for 1 day")
    return _("for %(days)s days", days=days)
