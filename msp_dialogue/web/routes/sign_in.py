"""Signing in and out; the pages for this are the only ones open to everybody."""

from dataclasses import dataclass, replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts import people, sessions
from msp_dialogue.accounts.demonstration import DEMO_ACCOUNTS
from msp_dialogue.web.access import start_of
from msp_dialogue.web.service import service
from msp_dialogue.web.session import give, give_anonymous, living
from msp_dialogue.web.single_sign_on import offered
from msp_dialogue.web.words import _

blueprint = Blueprint("sign_in", __name__)


@dataclass(frozen=True)
class SignInPage:
    """The form; in a demonstration also the invented accounts to try; `provider` is what else to sign in with."""

    name: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    demo_accounts: tuple[tuple[str, str, str], ...] = ()
    provider: str = ""


@blueprint.get("/sign-in")
def page() -> ResponseReturnValue:
    """The sign-in form; somebody who is signed in goes on to their work."""
    found = living()
    return redirect(url_for(start_of(found.account)), code=303) if found else _form(SignInPage())


@blueprint.post("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Check the password outside the write lock, then start a session with a new id [S-04]."""
    name, at = request.form.get("name", ""), service().now()
    with service().database.reading() as connection:
        checked = people.check_password(connection, name, request.form.get("password", ""))
    account = None
    if checked:
        with service().database.transaction() as connection:
            account = people.confirm(connection, checked, at=at)
            if account:
                give(sessions.start(connection, account, at=at))
    if account is None:
        wrong = _("The name or the password is not right. Check both and try again.")
        return _form(SignInPage(name=name, errors=(("name", wrong),))), 422
    return redirect(url_for(start_of(account)), code=303)


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the session and give the browser another cookie value, so that it forgets the pages it kept [H-08]."""
    found = living()
    if found:
        with service().database.transaction() as connection:
            sessions.end(connection, found, at=service().now())
    give_anonymous()
    return redirect(url_for("sign_in.page"), code=303)


def _form(page: SignInPage) -> str:
    shown = DEMO_ACCOUNTS if service().settings.demo else ()
    accounts = tuple((each.sign_in_name, each.password, each.who) for each in shown)
    return render_template("sign_in.html", page=replace(page, demo_accounts=accounts, provider=offered()))
