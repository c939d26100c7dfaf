"""Signing in with the council's own provider: a link there, a page to come back to, and the last step [A-11].

An identity opens the account that was bound to it, and no other; nothing is created here.
"""

import structlog
from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug import Response

from msp_dialogue import audit
from msp_dialogue.accounts import Account, Refused, factor, identities, people, sessions, sign_in, throttle
from msp_dialogue.accounts.sessions import Kind
from msp_dialogue.database import Connection
from msp_dialogue.web import errors
from msp_dialogue.web.access import start_of
from msp_dialogue.web.notices import Notice, done
from msp_dialogue.web.pages.single_sign_on import BackPage, GoOnPage
from msp_dialogue.web.proof import NotProven, Secrets, Unreachable
from msp_dialogue.web.routes.screen import after_taking_back, taken_back
from msp_dialogue.web.routes.sign_in import address, enter_as
from msp_dialogue.web.service import service
from msp_dialogue.web.session import account, colleague, give, living
from msp_dialogue.web.single_sign_on import (
    Lost,
    Purpose,
    Waiting,
    asks_for_a_second_factor,
    for_taking_back,
    forget,
    offered,
    provider,
)
from msp_dialogue.web.words import _

LOG: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)
UNPROCESSABLE = 422

blueprint = Blueprint("single_sign_on", __name__)


class TooMany(Exception):
    """From where this comes, too much was tried in the last minute."""


class NobodysIdentity(Exception):
    """It was proved who somebody is, and no account is bound to them."""


@blueprint.get("/single-sign-on")
def start() -> ResponseReturnValue:
    """Send the browser to the provider; a link, since the policy keeps forms from leading to another site.

    Changes nothing here, and follows no link on another site: nobody is to be signed in without knowing.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        abort(403)
    asked, purpose, sent = provider(), _purpose(), Secrets.new()
    place = asked.address(sent, at=service().now())
    return Waiting.new(purpose, sent).carry(redirect(place, code=303))


@blueprint.get("/single-sign-on/back")
def back() -> ResponseReturnValue:
    """Where the provider sends people: goes on by a step of our own, with which the browser sends its session again.

    Who holds the screen shows only then, so this page says nothing, not even that something is wrong.
    """
    provider()
    try:
        waiting = Waiting.of_request().answered(request.args)
    except Lost:
        return forget(make_response(render_template("single_sign_on_back.html", page=BackPage()), 400))
    return waiting.carry(make_response(render_template("single_sign_on_back.html", page=BackPage())))


@blueprint.get("/single-sign-on/on")
def on_page() -> ResponseReturnValue:
    """The last step, as a form: a page that is only looked at signs nobody in."""
    return _form(_here())


@blueprint.post("/single-sign-on/on")
def go_on() -> ResponseReturnValue:
    """Ask the provider who it is, outside any transaction, and open their account with a new session id [S-04].

    A screen that was handed over is taken back by it, and its own session ends [H-04].
    """
    waiting, present = _here(), colleague()
    if present:
        return _bind(waiting, present)
    screen, tries = living(), _another_try()
    identity = waiting.identity()
    with service().database.transaction() as connection:
        found = identities.account_behind(connection, identity)
        if found:
            throttle.give_back(connection, tries)
            give(taken_back(connection, screen, found) if screen else _enter(connection, found))
    if found is None:
        raise NobodysIdentity
    return forget(redirect(after_taking_back(screen, found) if screen else url_for(start_of(found)), code=303))


@blueprint.post("/accounts/<account_id>/unbind")
def unbind(account_id: str) -> ResponseReturnValue:
    """Let an account be opened by its password only."""
    with service().database.transaction() as connection:
        if people.by_id(connection, account_id) is None:
            abort(404)
        identities.unbind(connection, account_id, at=service().now(), by=account().id)
    return done(Notice.PASSWORD_ONLY, "accounts.page")


def _purpose() -> Purpose:
    """What a sign-in at the provider is for, by who is there."""
    found = living()
    if found is None:
        return Purpose.SIGN_IN
    if found.kind is Kind.FULL:
        return Purpose.BIND
    return Purpose.TAKE_BACK if found.kind in {Kind.PERSON, Kind.LOCKED} and for_taking_back() else abort(404)


def _here() -> Waiting:
    """The sign-in that this browser brought back to the session it began in; raises Lost."""
    provider()
    waiting = Waiting.of_request()
    if not waiting.belongs_here() or waiting.purpose is not _purpose():
        raise Lost
    return waiting


def _enter(connection: Connection, found: Account) -> str:
    """Start the session of who signed in at the provider: where that counts as a password, as after one [A-06]."""
    if asks_for_a_second_factor():
        return sessions.start(connection, found, at=service().now())
    return enter_as(connection, found)


def _another_try() -> throttle.Taken:
    """Count a try, which whoever proves who they are gets back: each keeps the provider busy [L-01]. Raises TooMany."""
    with service().database.transaction() as connection:
        tries = throttle.take(
            connection,
            "single-sign-on-from",
            address(),
            limit=sign_in.FROM_AN_ADDRESS,
            per=sign_in.MINUTE,
            at=service().now(),
        )
    if tries is None:
        raise TooMany
    return tries


def _bind(waiting: Waiting, present: sessions.Session) -> ResponseReturnValue:
    """Bind the account to who signed in, after its own password and code: from then on that identity is enough.

    An open screen must not give the account away for good, nor must whoever looked over a shoulder [A-12].
    """
    if wrong := _not_proved(present.account):
        return _form(waiting, wrong)
    identity, at = waiting.identity(), service().now()
    try:
        with service().database.transaction() as connection:
            sessions.replace(connection, present, at=at)  # refuses one that was ended meanwhile
            identities.bind(connection, present.account.id, identity, at=at)
            give(sessions.start(connection, present.account, at=at))
    except Refused as refused:
        return _ended(403, _("This cannot be used here"), _(str(refused.problem)))
    return forget(redirect(url_for(start_of(present.account)), code=303))


def _not_proved(own: Account) -> str:
    """What is to be said of the password and the code that were typed, if either is wrong; it does not say which."""
    verdict = sign_in.check(
        service().database,
        own.sign_in_name,
        request.form.get("password", ""),
        request.form.get("code", ""),
        address=address(),
        at=service().now(),
        required=False,
    )
    if verdict.wait:
        return _("Too many tries. Wait a minute, then try again.")
    if verdict.account:
        return ""
    return (
        _("Something here is not right. Try again.") if _has_device(own) else _("The password is not right. Try again.")
    )


def _has_device(own: Account) -> bool:
    with service().database.reading() as connection:
        return factor.is_set_up(connection, own.id)


def _form(waiting: Waiting, wrong: str = "") -> ResponseReturnValue:
    page = GoOnPage(
        name=offered(),
        asks=waiting.purpose is Purpose.BIND,
        neutral=waiting.purpose is Purpose.TAKE_BACK,
        has_device=waiting.purpose is Purpose.BIND and _has_device(account()),
        errors=(("password", wrong),) if wrong else (),
    )
    return render_template("single_sign_on.html", page=page), UNPROCESSABLE if wrong else 200


@blueprint.errorhandler(Lost)
def _lost(_problem: Lost) -> Response:
    return _ended(
        400,
        _("Start again"),
        _("This sign-in was not finished, was used already, or was begun in another window or over 10 minutes ago."),
    )


@blueprint.errorhandler(TooMany)
def _too_many(_problem: TooMany) -> Response:
    return _ended(429, _("Start again in a minute"), _("There were too many tries in the last minute."))


@blueprint.errorhandler(NotProven)
def _not_proven(problem: NotProven) -> Response:
    LOG.warning("single_sign_on_refused", kind=str(problem))
    _note_refusal()
    return _ended(
        403,
        _("Signing in with %(name)s did not work", name=offered()),
        _("The answer did not show who you are. Try again, or use your password for this service."),
    )


@blueprint.errorhandler(NobodysIdentity)
def _nobodys(_problem: NobodysIdentity) -> Response:
    _note_refusal()
    return _ended(
        403,
        _("No account here is opened with %(name)s yet", name=offered()),
        _("If you have an account, sign in with your password and set this up on the page of your account."),
        _("If you have none, ask your administrator. Nothing was created."),
    )


@blueprint.errorhandler(Unreachable)
def _unreachable(_problem: Unreachable) -> Response:
    return _ended(
        503,
        _("You cannot sign in with %(name)s just now", name=offered()),
        _("Sign in with your sign-in name and password, or try again in a few minutes."),
    )


def _ended(status: int, heading: str, *text: str) -> Response:
    """A page that says why not; the sign-in is over."""
    return forget(make_response(errors.page(status, heading, *text)))


def _note_refusal() -> None:
    with service().database.transaction() as connection:
        at = service().now()
        audit.record(connection, actor="somebody", action="single_sign_on_refused", thing="sign-in", at=at)
