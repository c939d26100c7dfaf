"""The start page: the enquiries of one worker or their team, by what is to be done next."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts import people
from msp_dialogue.record import read
from msp_dialogue.record.read import Listing, Scope
from msp_dialogue.web import dates
from msp_dialogue.web.pages.lists import HomePage, line_view, listing_name, pages_of, tabs
from msp_dialogue.web.pages.signals import waiting_views
from msp_dialogue.web.service import service
from msp_dialogue.web.session import account
from msp_dialogue.web.waiting import waiting

blueprint = Blueprint("home", __name__)

MINE, TEAM = "mine", "team"


@blueprint.get("/")
@blueprint.get("/lists/<scope>/<listing>")
@blueprint.get("/lists/<scope>/<listing>/page/<int:number>")
def page(scope: str = MINE, listing: str = Listing.OPEN, number: int = 1) -> ResponseReturnValue:
    """One page of one list; without a choice everything open that is mine."""
    if scope not in {MINE, TEAM} or listing not in set(Listing) or number < 1:
        abort(404)
    return render_template("home.html", page=_page(scope, Listing(listing), number))


def _page(scope: str, listing: Listing, number: int) -> HomePage:
    mine, team = Scope(account().id), Scope(account().id, account().team)
    shown = mine if scope == MINE else team
    with service().database.reading() as connection:
        counts = read.counts(connection, shown)
        elsewhere = read.counts(connection, team if scope == MINE else mine)
        pages = pages_of(counts[listing])
        if number > pages:
            abort(404)
        lines = read.lines(connection, shown, listing, page=number)
        names = {each.id: each.name for each in people.all(connection)}
    today = dates.today(service().now())
    return HomePage(
        scope=scope,
        listing=str(listing),
        heading=listing_name(listing),
        tabs=tabs(counts, listing),
        lines=tuple(line_view(each, names, today) for each in lines),
        number=number,
        pages=pages,
        count=counts[listing],
        elsewhere=elsewhere[Listing.OPEN],
        nothing_at_all=not any((*counts.values(), *elsewhere.values())),
        team=account().team,
        waiting=waiting_views(waiting()),
    )
