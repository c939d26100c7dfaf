"""What is missing in the record, to be mended: mine, my team's, and for the council how many in each team."""

from collections.abc import Mapping

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts import people
from msp_dialogue.accounts.permission import Action
from msp_dialogue.measure import quality
from msp_dialogue.measure.quality import Whose
from msp_dialogue.record.gaps import GAPS, Gap
from msp_dialogue.record.read import Ownership, Scope
from msp_dialogue.web import dates
from msp_dialogue.web.pages.worklist import Places, TeamsPage, WorklistPage, line_view, pages_of, tabs, team_views
from msp_dialogue.web.permits import may, permit
from msp_dialogue.web.routes.enquiries import TEAM, scopes
from msp_dialogue.web.service import service
from msp_dialogue.web.session import account
from msp_dialogue.web.words import _

blueprint = Blueprint("worklist", __name__)

EVERY_TEAM = Ownership("", None)
"""What whoever answers for the council may ask about, and nobody who works in one team."""


@blueprint.get("/worklist")
def page() -> ResponseReturnValue:
    """Mine, or where nothing can be, my team's; for whoever works with no enquiry, the council's counts."""
    offered = scopes()
    if not offered:
        return teams()
    return _listed(offered, next(iter(offered)), None, 1)


@blueprint.get("/worklist/<scope>")
@blueprint.get("/worklist/<scope>/<gap>")
@blueprint.get("/worklist/<scope>/<gap>/page/<int:number>")
def listed(scope: str, gap: str | None = None, number: int = 1) -> ResponseReturnValue:
    """One page of one list; without a choice, of the first that has anything to mend in it."""
    offered = scopes()
    if scope not in offered or gap not in {None, *GAPS} or number < 1:
        abort(404)
    return _listed(offered, scope, GAPS[gap] if gap else None, number)


@blueprint.get("/worklist/teams")
def teams() -> ResponseReturnValue:
    """How many of each team's enquiries have which gap: numbers, and no way to an enquiry."""
    permit(Action.SEE_WORKLIST, EVERY_TEAM)
    with service().database.reading() as connection:
        found = quality.by_team(connection, account().id, dates.today(service().now()))
    shown = TeamsPage(tuple(GAPS.values()), team_views(found), _places(scopes(), "teams"))
    return render_template("worklist_teams.html", page=shown)


def _listed(offered: Mapping[str, Scope], scope: str, gap: Gap | None, number: int) -> ResponseReturnValue:
    today, whose = dates.today(service().now()), _whose(offered[scope])
    with service().database.reading() as connection:
        counted = quality.counts_of(connection, whose, today)
        chosen = gap or next((each for each in GAPS.values() if each.to_mend and counted[each.id]), None)
        chosen = chosen or next(iter(GAPS.values()))
        pages = pages_of(counted[chosen.id])
        if number > pages:
            abort(404)
        lines = quality.lines(connection, whose, chosen, today, page=number)
        names = {each.id: each.name for each in people.all(connection)}
    shown = WorklistPage(
        scope=scope,
        places=_places(offered, scope),
        gap=chosen,
        tabs=tabs(counted, chosen),
        lines=tuple(line_view(each, names) for each in lines),
        number=number,
        pages=pages,
        count=counted[chosen.id],
        nothing=not any(counted[each.id] for each in GAPS.values() if each.to_mend),
    )
    return render_template("worklist.html", page=shown)


def _whose(scope: Scope) -> Whose:
    return Whose(scope.account, scope.team)


def _places(offered: Mapping[str, Scope], here: str) -> Places:
    """Whose lists there are to go to: where, the words, and whether this is it."""
    of_team = _("My team’s: %(team)s", team=account().team)
    places = [
        (url_for("worklist.listed", scope=each), of_team if each == TEAM else _("Mine"), each == here)
        for each in offered
    ]
    if may(Action.SEE_WORKLIST, EVERY_TEAM):
        places.append((url_for("worklist.teams"), _("Every team, counted"), here == "teams"))
    return tuple(places)
