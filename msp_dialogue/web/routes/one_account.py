"""One account, as an administrator looks after it: roles, links to a new password, a lost device, sessions.

An administrator starts a reset and never chooses a password [A-13]. For their own password and device they use the
page that asks for the password; here they would be a way around it.
"""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts import Account, Refused, Role, changes, factor, links, people, sessions
from msp_dialogue.database import Connection
from msp_dialogue.web.notices import Notice, done
from msp_dialogue.web.pages.accounts import AccountPage, roles_offered
from msp_dialogue.web.pages.own_account import session_line
from msp_dialogue.web.routes.accounts import show_link
from msp_dialogue.web.routes.first_account import at_field
from msp_dialogue.web.routes.sign_in import UNPROCESSABLE
from msp_dialogue.web.service import service
from msp_dialogue.web.session import account
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("one_account", __name__)


@blueprint.get("/accounts/<account_id>")
def page(account_id: str) -> ResponseReturnValue:
    """What the account may do, and what can be done about it."""
    with service().database.reading() as connection:
        return _show(connection, _found(connection, account_id), Typed())


@blueprint.post("/accounts/<account_id>/place")
def place(account_id: str) -> ResponseReturnValue:
    """Give the account other roles or another team, which ends its sessions [S-05]."""
    typed = Typed()
    roles = typed.some_of("roles", [role for role, _says in roles_offered()], missing=_("Choose at least one role."))
    team = typed.line("team", missing=_("Enter the team."))
    if not typed.errors:
        try:
            with service().database.transaction() as connection:
                chosen = [Role(role) for role in roles]
                found = _colleague(connection, account_id)
                changes.set_place(connection, found.id, chosen, team, at=service().now(), by=account().id)
            return _back_to(account_id, Notice.PLACE_SAVED)
        except Refused as refused:
            typed.errors.append(at_field(refused))
    with service().database.reading() as connection:
        return _show(connection, _colleague(connection, account_id), typed), UNPROCESSABLE


@blueprint.post("/accounts/<account_id>/link")
def link(account_id: str) -> ResponseReturnValue:
    """Give out a link by which the account's owner chooses a password; the one before it is dead."""
    with service().database.transaction() as connection:
        found = _of_another(connection, account_id)
        if found.disabled:
            abort(404)
        invited = not people.has_password(connection, found.id)
        token = links.issue(connection, found.id, at=service().now(), by=account().id)
    return show_link(found, token, invited=invited)


@blueprint.post("/accounts/<account_id>/second-factor")
def clear_factor(account_id: str) -> ResponseReturnValue:
    """Take a lost device away: the next sign-in sets up another."""
    with service().database.transaction() as connection:
        found = _of_another(connection, account_id)
        changes.clear_factor(connection, found.id, at=service().now(), by=account().id)
    return _back_to(account_id, Notice.DEVICE_TAKEN_AWAY)


@blueprint.post("/accounts/<account_id>/sessions")
def end_sessions(account_id: str) -> ResponseReturnValue:
    """End one session of the account, or all of them [S-06]."""
    at, by, marked = service().now(), account().id, request.form.get("session")
    with service().database.transaction() as connection:
        found = _of_another(connection, account_id)
        if marked is None:
            sessions.end_all_of(connection, found.id, at=at, by=by)
        else:
            sessions.end_one_of(connection, found.id, marked, at=at, by=by)
    return _back_to(account_id, Notice.SESSIONS_ENDED)


def _back_to(account_id: str, notice: Notice) -> ResponseReturnValue:
    if account_id == account().id:
        return redirect(url_for("sign_in.page"), code=303)  # one's own session ended with the change
    return done(notice, "one_account.page", account_id=account_id)


def _found(connection: Connection, account_id: str) -> Account:
    found = people.by_id(connection, account_id)
    if found is None:
        abort(404)
    return found


def _of_another(connection: Connection, account_id: str) -> Account:
    if account_id == account().id:
        abort(403)
    return _found(connection, account_id)


def _colleague(connection: Connection, account_id: str) -> Account:
    """An account that has a place in the council; an advocate from outside has none and is given none."""
    found = _found(connection, account_id)
    if Role.ADVOCATE in found.roles:
        abort(404)
    return found


def _show(connection: Connection, found: Account, typed: Typed) -> str:
    living = sessions.of_account(connection, found.id, at=service().now())
    chosen = frozenset(typed.form.getlist("roles")) if typed.errors else frozenset(map(str, found.roles))
    shown = AccountPage(
        id=found.id,
        name=found.name,
        sign_in_name=found.sign_in_name,
        team=found.team,
        invited=not people.has_password(connection, found.id),
        factor=factor.is_set_up(connection, found.id),
        disabled=found.disabled,
        own=found.id == account().id,
        advocate=Role.ADVOCATE in found.roles,
        sessions=tuple(session_line(each, "") for each in living),
        roles=roles_offered(),
        chosen=chosen,
        form=typed.kept if typed.errors else {"team": found.team},
        errors=tuple(typed.errors),
    )
    return render_template("account.html", page=shown)
