"""The start page: the enquiries of one worker or their team, by what is to be done next."""

from collections.abc import Mapping

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts import people
from msp_dialogue.accounts.permission import Action
from msp_dialogue.record import read
from msp_dialogue.record.read import Listing, Ownership, Scope
from msp_dialogue.web import dates
from msp_dialogue.web.pages.lists import HomePage, line_view, listing_name, pages_of, tabs
from msp_dialogue.web.pages.signals import waiting_views
from msp_dialogue.web.permits import may
from msp_dialogue.web.routes.enquiries import TEAM, scopes
from msp_dialogue.web.service import service
from msp_dialogue.web.session import account
from msp_dialogue.web.waiting import waiting

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@blueprint.get("/lists/<scope>/<listing>")
@blueprint.get("/lists/<scope>/<listing>/page/<int:number>")
def page(scope: str = "", listing: str = Listing.OPEN, number: int = 1) -> ResponseReturnValue:
    """One page of one list; without a choice everything open that is mine, or where nothing can be, my team's."""
    offered = scopes()
    chosen = scope or next(iter(offered), TEAM)
    if chosen not in offered or listing not in set(Listing) or number < 1:
        abort(404)
    return render_template("home.html", page=_page(offered, chosen, Listing(listing), number))


def _page(offered: Mapping[str, Scope], chosen: str, listing: Listing, number: int) -> HomePage:
    with service().database.reading() as connection:
        counted = {name: read.counts(connection, scope) for name, scope in offered.items()}
        counts = counted[chosen]
        pages = pages_of(counts[listing])
        if number > pages:
            abort(404)
        lines = read.lines(connection, offered[chosen], listing, page=number)
        names = {each.id: each.name for each in people.all(connection)}
    today, of_team = dates.today(service().now()), Ownership(account().team, None)
    holds = may(Action.HOLD_CONVERSATION, of_team)
    return HomePage(
        scope=chosen,
        scopes=tuple(offered),
        listing=str(listing),
        heading=listing_name(listing),
        tabs=tabs(counts, listing),
        lines=tuple(line_view(each, names, today, holds=holds) for each in lines),
        number=number,
        pages=pages,
        count=counts[listing],
        elsewhere=sum(other[Listing.OPEN] for name, other in counted.items() if name != chosen),
        nothing_at_all=not any(number for each in counted.values() for number in each.values()),
        team=account().team,
        waiting=waiting_views(waiting()),
        opens=may(Action.OPEN_ENQUIRY, of_team),
        breaks_glass=may(Action.BREAK_GLASS, of_team),
    )
