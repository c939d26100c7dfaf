"""Choosing a password by a one-time link, invited or after a reset; looking at the link uses nothing up."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts import Refused, links, passwords, throttle
from msp_dialogue.accounts.links import Link, Purpose
from msp_dialogue.accounts.sign_in import FROM_AN_ADDRESS, MINUTE
from msp_dialogue.web.pages.own_account import PasswordLinkPage
from msp_dialogue.web.routes.sign_in import TOO_MANY, UNPROCESSABLE, address
from msp_dialogue.web.service import service
from msp_dialogue.web.words import _

blueprint = Blueprint("password_link", __name__)


@blueprint.get("/password/<token>")
def page(token: str) -> ResponseReturnValue:
    """The form, while the link is good; after that, what to do instead."""
    link = _good(token)
    return _show(token, link), 200 if link else 404


@blueprint.post("/password/<token>")
def choose(token: str) -> ResponseReturnValue:
    """Store the password and end the link; it signs nobody in, so the second factor is asked for as ever [A-13]."""
    _count_a_try()
    link = _good(token)
    if link is None:
        return _show(token, None), 404
    about = (link.account.name, service().settings.council)
    try:
        chosen = request.form.get("new_password", "")
        password = passwords.hash_new(chosen, sign_in_name=link.account.sign_in_name, about=about)
        with service().database.transaction() as connection:
            links.redeem(connection, token, password, at=service().now())
    except Refused as refused:
        return _show(token, link, wrong=_(str(refused.problem))), UNPROCESSABLE
    return _show(token, link, done=True)


def _count_a_try() -> None:
    """A password is slow to hash: whoever sends many soon waits [L-01]."""
    with service().database.transaction() as connection:
        at = service().now()
        taken = throttle.take(connection, "link-from", address(), limit=FROM_AN_ADDRESS, per=MINUTE, at=at)
    if taken is None:
        abort(TOO_MANY)


def _good(token: str) -> Link | None:
    with service().database.reading() as connection:
        return links.good(connection, token, at=service().now())


def _show(token: str, link: Link | None, *, wrong: str = "", done: bool = False) -> str:
    shown = PasswordLinkPage(
        token=token,
        live=link is not None,
        invited=link is not None and link.purpose is Purpose.INVITATION,
        sign_in_name=link.account.sign_in_name if link else "",
        done=done,
        errors=(("new_password", wrong),) if wrong else (),
    )
    return render_template("password_link.html", page=shown)
