"""A manager's team: who is signed in, and ending that; what was opened in an emergency; what needs attention."""

from datetime import timedelta

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts import Account, Role, people, sessions
from msp_dialogue.accounts.permission import Action
from msp_dialogue.database import Connection
from msp_dialogue.record import emergencies, read, seals
from msp_dialogue.record.read import Ownership, Scope
from msp_dialogue.web import dates
from msp_dialogue.web.notices import Notice, done
from msp_dialogue.web.pages import named
from msp_dialogue.web.pages.team import SealedView, TeamPage, colleague_view, emergency_views, lifted_views
from msp_dialogue.web.permits import may, permit
from msp_dialogue.web.service import service
from msp_dialogue.web.session import account
from msp_dialogue.web.words import _

blueprint = Blueprint("team", __name__)

TOLD_FOR = timedelta(days=30)
FIRST_CONVERSATION_WITHIN = timedelta(days=14)


@blueprint.get("/team")
def page() -> ResponseReturnValue:
    """The team as it is now."""
    team, now = account().team, service().now()
    permit(Action.SEE_TEAM, Ownership(team, None))
    with service().database.reading() as connection:
        everyone = people.all(connection)
        living = sessions.living_of_team(connection, team, at=now)
        found = emergencies.of_team(connection, team, since=now - TOLD_FOR)
        sealed = read.sealed_of_team(connection, team)
        lifted = seals.lifted_of_team(connection, team, since=now - TOLD_FOR)
        attention = _attention(connection, team)
    names = {each.id: each.name for each in everyone}
    shown = TeamPage(
        team=team,
        emergencies=emergency_views(found, names),
        sealed=tuple(
            SealedView(each.id, each.reference, named.name_of(names, each.by), each.abandoned) for each in sealed
        ),
        lifted=lifted_views(lifted, names),
        attention=attention,
        colleagues=tuple(
            colleague_view(each, living.get(each.id, ()), ends=_ends(each)) for each in everyone if each.team == team
        ),
    )
    return render_template("team.html", page=shown)


@blueprint.post("/team/<account_id>/end-sessions")
def end_sessions(account_id: str) -> ResponseReturnValue:
    """End every session of a colleague of the team at once [S-06]; administrators' only by an administrator."""
    with service().database.transaction() as connection:
        colleague = people.by_id(connection, account_id)
        if colleague is None:
            abort(404)
        permit(Action.END_SESSIONS, Ownership(colleague.team, None))
        if not _ends(colleague):
            abort(404)
        sessions.end_all_of(connection, account_id, at=service().now(), by=account().id)
    return done(Notice.SESSIONS_ENDED, "team.page")


def _ends(colleague: Account) -> bool:
    """Whether the sessions of a colleague of the team may be ended by who is signed in."""
    if Role.ADMINISTRATOR in colleague.roles and not may(Action.MANAGE_ACCOUNTS, Ownership("", None)):
        return False
    return may(Action.END_SESSIONS, Ownership(colleague.team, None))


def _attention(connection: Connection, team: str) -> tuple[tuple[str, str], ...]:
    """What about the team's enquiries needs attention, each with how many; those sealed to others count nowhere."""
    late = dates.today(service().now()) - FIRST_CONVERSATION_WITHIN
    counted = read.needing_attention(connection, Scope(account().id, team), opened_before=late)
    days = FIRST_CONVERSATION_WITHIN.days
    return (
        (_("Open enquiries without a lead worker"), str(counted.without_lead)),
        (_("Open for more than %(days)s days without a first conversation", days=days), str(counted.not_begun)),
    )
