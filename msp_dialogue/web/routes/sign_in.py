"""Signing in and out; the pages for this are the only ones open to everybody."""

from dataclasses import dataclass, replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts import Account, sessions
from msp_dialogue.accounts import sign_in as rules
from msp_dialogue.accounts.demonstration import DEMO_ACCOUNTS
from msp_dialogue.database import Connection
from msp_dialogue.settings import SecondFactor
from msp_dialogue.web.access import start_of
from msp_dialogue.web.service import service
from msp_dialogue.web.session import give, give_anonymous, living
from msp_dialogue.web.single_sign_on import offered
from msp_dialogue.web.words import _

blueprint = Blueprint("sign_in", __name__)

UNPROCESSABLE, TOO_MANY = 422, 429


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
    """Check the password, then start a session with a new id; a half one while a second factor is due [S-04]."""
    name, at, before = request.form.get("name", ""), service().now(), living()

    def enter(connection: Connection, account: Account) -> None:
        if before:
            sessions.end(connection, before, at=at)
        give(enter_as(connection, account))

    verdict = rules.check_password(
        service().database, name, request.form.get("password", ""), address=address(), at=at, then=enter
    )
    if verdict.account:
        return redirect(url_for(start_of(verdict.account)), code=303)
    if verdict.wait:
        slow = _("There were too many tries in the last minute. Wait a minute, then try again.")
        return _form(SignInPage(name=name, errors=(("name", slow),))), TOO_MANY
    wrong = _("The name or the password is not right. Check both and try again.")
    return _form(SignInPage(name=name, errors=(("name", wrong),))), UNPROCESSABLE


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the session and give the browser another cookie value, so that it forgets the pages it kept [H-08]."""
    found = living()
    if found:
        with service().database.transaction() as connection:
            sessions.end(connection, found, at=service().now())
    give_anonymous()
    return redirect(url_for("sign_in.page"), code=303)


def enter_as(connection: Connection, account: Account) -> str:
    """Start the session that a right password leads to under the council's rule for second factors; gives its id."""
    required = service().settings.second_factor is SecondFactor.REQUIRED
    return rules.enter(connection, account, at=service().now(), required=required)


def address() -> str:
    """Where a request comes from, for counting what is tried from there."""
    return request.remote_addr or ""


def _form(page: SignInPage) -> str:
    shown = DEMO_ACCOUNTS if service().settings.demo else ()
    accounts = tuple((each.sign_in_name, each.password, each.who) for each in shown)
    return render_template("sign_in.html", page=replace(page, demo_accounts=accounts, provider=offered()))
