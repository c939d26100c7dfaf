"""Creating the first account through its one-time link; looking at the link uses nothing up."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts import Refused, first, passwords
from msp_dialogue.accounts.account import Problem
from msp_dialogue.web.pages.forms import Errors, FirstAccountPage
from msp_dialogue.web.routes.sign_in import UNPROCESSABLE, enter_as
from msp_dialogue.web.service import service
from msp_dialogue.web.session import give
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("first_account", __name__)

ANSWERED_AT = {
    Problem.NAME: "name",
    Problem.SIGN_IN_NAME: "sign_in_name",
    Problem.SIGN_IN_NAME_TAKEN: "sign_in_name",
    Problem.TEAM: "team",
    Problem.ROLES: "roles",
    Problem.LAST_ADMINISTRATOR: "roles",
}
"""The field that each problem of an account is put right in; the others are the password's."""


@blueprint.get("/first-account/<token>")
def page(token: str) -> ResponseReturnValue:
    """The form, while the link is good; after that, what to do instead."""
    return _show(token, Typed())


@blueprint.post("/first-account/<token>")
def create(token: str) -> ResponseReturnValue:
    """Create the account and sign it in: the link is dead from then on."""
    typed = Typed()
    if not _is_good(token):
        return _show(token, typed)
    asked, chosen = AccountTyped.of(typed), typed.form.get("password", "")
    if not chosen:
        typed.wrong("password", _("Enter a password."))
    at = service().now()
    if not typed.errors:
        try:
            about = (asked.name, service().settings.council)
            password = passwords.hash_new(chosen, sign_in_name=asked.sign_in_name, about=about)
            with service().database.transaction() as connection:
                account = first.redeem(
                    connection,
                    token,
                    name=asked.name,
                    sign_in_name=asked.sign_in_name,
                    password=password,
                    team=asked.team,
                    at=at,
                )
                give(enter_as(connection, account))
            return redirect(url_for("home.page"), code=303)
        except Refused as refused:
            typed.errors.append(at_field(refused))
    return _show(token, typed)


@dataclass(frozen=True)
class AccountTyped:
    """An account as it was typed; what is missing is noted in the form."""

    name: str
    sign_in_name: str
    team: str

    @classmethod
    def of(cls, typed: Typed) -> "AccountTyped":
        """Read it, in the order of the page."""
        name = typed.line("name", missing=_("Enter the name."))
        sign_in_name = typed.line("sign_in_name", missing=_("Enter a sign-in name."))
        team = typed.line("team", missing=_("Enter the team."))
        return cls(name, sign_in_name, team)


def at_field(refused: Refused) -> tuple[str, str]:
    """Where a refused account is put right, and how."""
    return ANSWERED_AT.get(refused.problem, "password"), _(str(refused.problem))


def _is_good(token: str) -> bool:
    with service().database.reading() as connection:
        return first.is_good(connection, token, at=service().now())


def _show(token: str, typed: Typed) -> ResponseReturnValue:
    live = _is_good(token)
    errors: Errors = tuple(typed.errors) if live else ()
    page = FirstAccountPage(token, live, typed.kept, errors)
    return render_template("first_account.html", page=page), UNPROCESSABLE if errors else 200 if live else 404
