"""Everybody's own account: where it is signed in, and changing the password and the second factor."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts import Account, Refused, changes, factor, identities, passwords, recovery, sessions, sign_in
from msp_dialogue.accounts.sessions import Session
from msp_dialogue.database import Connection
from msp_dialogue.web.pages.accounts import may_do
from msp_dialogue.web.pages.own_account import OwnAccountPage, OwnFactorPage, OwnPasswordPage, session_line
from msp_dialogue.web.pages.second_factor import RecoveryCodesPage
from msp_dialogue.web.routes.sign_in import TOO_MANY, UNPROCESSABLE, address
from msp_dialogue.web.service import service
from msp_dialogue.web.session import account, colleague, give
from msp_dialogue.web.single_sign_on import offered
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("own_account", __name__)

NEW_CODES = "codes"


@blueprint.get("/account")
def page() -> ResponseReturnValue:
    """What the account may do, and where it is signed in."""
    own, at = account(), service().now()
    with service().database.reading() as connection:
        living = sessions.of_account(connection, own.id, at=at)
        known, left = factor.is_set_up(connection, own.id), recovery.left(connection, own.id)
        bound = own.id in identities.bound(connection)
    shown = OwnAccountPage(
        name=own.name,
        sign_in_name=own.sign_in_name,
        team=own.team,
        roles=tuple(may_do(role) for role in sorted(own.roles)),
        factor=known,
        codes_left=left,
        provider=offered(),
        bound=bound,
        sessions=tuple(session_line(each, _here().hash) for each in living),
    )
    return render_template("own_account.html", page=shown)


@blueprint.post("/account/sessions")
def end_sessions() -> ResponseReturnValue:
    """End one of the other sessions, or all of them [S-06, S-07]."""
    own, at, marked = _here(), service().now(), request.form.get("session")
    with service().database.transaction() as connection:
        if marked is None:
            sessions.end_others(connection, own, at=at)
        elif marked != own.hash:
            sessions.end_one_of(connection, own.account.id, marked, at=at, by=own.account.id)
    return redirect(url_for("own_account.page"), code=303)


@blueprint.get("/account/password")
def password_page() -> ResponseReturnValue:
    """The form for another password."""
    return render_template("own_password.html", page=OwnPasswordPage())


@blueprint.post("/account/password")
def change_password() -> ResponseReturnValue:
    """Give oneself another password, which ends one's other sessions [S-05]."""
    typed, own, at = Typed(), _here(), service().now()
    try:
        about = (own.account.name, service().settings.council)
        chosen = typed.form.get("new_password", "")
        fresh = passwords.hash_new(chosen, sign_in_name=own.account.sign_in_name, about=about)
    except Refused as refused:
        typed.wrong("new_password", _(str(refused.problem)))
        return render_template("own_password.html", page=OwnPasswordPage(tuple(typed.errors))), UNPROCESSABLE

    def change(connection: Connection, who: Account) -> None:
        del who
        give(changes.choose_password(connection, own, fresh, at=at))

    current = typed.form.get("current_password", "")
    verdict = sign_in.check_password(
        service().database, own.account.sign_in_name, current, address=address(), at=at, then=change
    )
    if verdict.account:
        return redirect(url_for("own_account.page"), code=303)
    typed.wrong("current_password", _too_often() if verdict.wait else _not_yours())
    shown = OwnPasswordPage(tuple(typed.errors))
    return render_template("own_password.html", page=shown), TOO_MANY if verdict.wait else UNPROCESSABLE


@blueprint.get("/account/second-factor")
def factor_page() -> ResponseReturnValue:
    """The form for another device or new recovery codes."""
    return render_template("own_factor.html", page=OwnFactorPage(_knows_a_device(), Typed().kept))


@blueprint.post("/account/second-factor")
def change_factor() -> ResponseReturnValue:
    """Offer a new device, or make new recovery codes: with all that signing in asks for, since a screen may stand
    unattended [A-12].
    """
    typed, own, at = Typed(), _here(), service().now()
    codes: list[str] = []

    def another_device(connection: Connection, who: Account) -> None:
        factor.offer(connection, who.id, at=at)
        give(sessions.replace(connection, own, at=at))

    def new_codes(connection: Connection, who: Account) -> None:
        codes.extend(factor.new_recovery_codes(connection, who.id, at=at))
        sessions.end_others(connection, own, at=at)
        give(sessions.replace(connection, own, at=at))

    known = _knows_a_device()
    wants_codes = known and typed.form.get("do") == NEW_CODES
    verdict = sign_in.check(
        service().database,
        own.account.sign_in_name,
        typed.form.get("current_password", ""),
        typed.form.get("code", ""),
        address=address(),
        at=at,
        required=False,
        then=new_codes if wants_codes else another_device,
    )
    if verdict.account is None:
        wrong = _("The password or the code is not right. Check both and try again.") if known else _not_yours()
        typed.wrong("current_password", _too_often() if verdict.wait else wrong)
        shown = OwnFactorPage(known, typed.kept, tuple(typed.errors))
        return render_template("own_factor.html", page=shown), TOO_MANY if verdict.wait else UNPROCESSABLE
    if wants_codes:
        return render_template("recovery_codes.html", page=RecoveryCodesPage(tuple(codes)))
    return redirect(url_for("second_factor.set_up"), code=303)


def _not_yours() -> str:
    return _("This is not your password. Check it and try again.")


def _too_often() -> str:
    return _("That was tried too often. Wait a minute, then try again.")


def _knows_a_device() -> bool:
    with service().database.reading() as connection:
        return factor.is_set_up(connection, account().id)


def _here() -> Session:
    found = colleague()
    if found is None:
        raise LookupError("nobody is signed in")
    return found
