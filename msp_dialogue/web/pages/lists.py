"""The start page's lists: what is due, for whom, and where the other lists are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil

from msp_dialogue.record.read import PAGE, Line, Listing
from msp_dialogue.record.standing import Due
from msp_dialogue.web import dates
from msp_dialogue.web.pages import named
from msp_dialogue.web.pages.signals import WaitingView
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class LineView:
    """One enquiry in a list; `go_on` is a conversation to take up again, `contact_due` that safe contact is."""

    id: str
    reference: str
    adult: str
    call_name: str | None
    lead: str
    next: str
    colour: str
    when: str
    late: bool
    go_on: str | None
    contact_due: bool


@dataclass(frozen=True)
class Tab:
    """A list to go to, and how many enquiries it has."""

    listing: str
    name: str
    count: int
    current: bool


@dataclass(frozen=True)
class HomePage:
    """The start page: one page of one list; `opens` and `breaks_glass` say what else the account may do."""

    scope: str
    scopes: tuple[str, ...]
    listing: str
    heading: str
    tabs: tuple[Tab, ...]
    lines: tuple[LineView, ...]
    number: int
    pages: int
    count: int
    elsewhere: int
    nothing_at_all: bool
    team: str
    opens: bool
    breaks_glass: bool
    waiting: tuple[WaitingView, ...] = ()
    query: str = ""
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class FoundPage:
    """What a search found; the searched words are shown and never part of an address."""

    query: str
    lines: tuple[LineView, ...]
    number: int
    more: bool
    opens: bool
    breaks_glass: bool
    errors: tuple[tuple[str, str], ...] = ()


def pages_of(count: int) -> int:
    """How many pages a list of this length has; an empty one has one."""
    return max(1, ceil(count / PAGE))


def listing_name(listing: Listing) -> str:
    """The name of a list."""
    return {
        Listing.OPEN: _("All open"),
        Listing.GO_ON: _("Conversations to go on with"),
        Listing.FIRST: _("First conversation due"),
        Listing.REVIEW: _("Review due"),
        Listing.CLOSURE: _("Closing conversation due"),
        Listing.CONCLUDE: _("To be concluded"),
        Listing.CONCLUDED: _("Concluded"),
    }[listing]


def tabs(counts: Mapping[Listing, int], current: Listing) -> tuple[Tab, ...]:
    """The lists, those with nothing in them too, so that they always stand in the same place."""
    return tuple(Tab(str(each), listing_name(each), counts[each], each is current) for each in Listing)


def line_view(line: Line, names: Mapping[str, str], on: date, *, holds: bool) -> LineView:
    """One line as it is shown on a day, to somebody who holds conversations or only reads."""
    what, colour = _next(line)
    agreed = line.agreed and not line.concluded
    return LineView(
        id=line.id,
        reference=line.reference,
        adult=line.adult_reference,
        call_name=line.call_name,
        lead=named.name_of(names, line.lead) if line.lead else _("No one yet"),
        next=what,
        colour=colour,
        when=_when(line),
        late=bool(agreed and line.agreed and line.agreed < on.isoformat()),
        go_on=line.going_on if holds else None,
        contact_due=bool(line.contact_review and not line.concluded and line.contact_review <= on.isoformat()),
    )


def _next(line: Line) -> tuple[str, str]:
    if line.going_on:
        return _("Conversation to go on with"), "yellow"
    if line.concluded:
        return _("Concluded"), "grey"
    return {
        Due.FIRST: (_("First conversation"), "blue"),
        Due.REVIEW: (_("Review"), "purple"),
        Due.CLOSURE: (_("Closing conversation"), "purple"),
        Due.NOTHING: (_("To be concluded"), "green"),
    }[line.due]


def _when(line: Line) -> str:
    if line.concluded:
        return _("Concluded %(day)s", day=dates.in_words(line.concluded))
    if line.agreed:
        return _("Agreed for %(day)s", day=dates.in_words(line.agreed))
    return _("Opened %(day)s", day=dates.in_words(line.opened))
