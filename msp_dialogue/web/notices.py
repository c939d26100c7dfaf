"""What was done is said once on the page that comes after: one way for all workers' pages.

It is carried by a cookie of its own: a signed word of ours, for one account, for a minute, taken away once it was said.
Nothing about anybody stands in it, and nothing at all in an address.
"""

from enum import StrEnum
from typing import Any

from flask import Flask, Response, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeTimedSerializer

from msp_dialogue.web.service import service
from msp_dialogue.web.session import colleague
from msp_dialogue.web.words import _

GOOD_FOR = 60
"""Seconds."""


class Notice(StrEnum):
    """What can have been done."""

    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_ENABLED = "account_enabled"
    PLACE_SAVED = "place_saved"
    DEVICE_TAKEN_AWAY = "device_taken_away"
    SESSIONS_ENDED = "sessions_ended"
    PASSWORD_ONLY = "password_only"  # noqa: S105 - a word of ours
    NUMBER_ADDED = "number_added"
    NUMBER_SAVED = "number_saved"
    NUMBER_REMOVED = "number_removed"
    DETAILS_SAVED = "details_saved"
    CONTACT_SAVED = "contact_saved"
    FOLLOW_UP_SAVED = "follow_up_saved"
    FIGURES_RELEASED = "figures_released"
    FIGURES_WITHDRAWN = "figures_withdrawn"
    QUOTE_READY = "quote_ready"
    QUOTE_CHOSEN = "quote_chosen"
    QUOTE_PUT_BACK = "quote_put_back"
    QUOTE_TAKEN_BACK = "quote_taken_back"
    PERMISSION_TAKEN_BACK = "permission_taken_back"


def in_words(notice: Notice) -> str:
    """What is said of it."""
    return {
        Notice.ACCOUNT_DISABLED: _("Done. That account can sign in no more, and is signed out everywhere."),
        Notice.ACCOUNT_ENABLED: _("Done. That account can sign in again."),
        Notice.PLACE_SAVED: _("Saved. A change of roles or team signs them out."),
        Notice.DEVICE_TAKEN_AWAY: _("Done. At their next sign-in they set up another device."),
        Notice.SESSIONS_ENDED: _("Done. They are signed out."),
        Notice.PASSWORD_ONLY: _("Done. That account is opened by its password only."),
        Notice.NUMBER_ADDED: _("The number was added. It is shown from now on."),
        Notice.NUMBER_SAVED: _("The number was saved. It is shown so from now on."),
        Notice.NUMBER_REMOVED: _("The number was taken away. It is shown no more."),
        Notice.DETAILS_SAVED: _("The details were saved."),
        Notice.CONTACT_SAVED: _("How to contact them safely was saved."),
        Notice.FOLLOW_UP_SAVED: _("It was noted."),
        Notice.FIGURES_RELEASED: _("The figures were released. The board and analysts see them from now on."),
        Notice.FIGURES_WITHDRAWN: _("The release was withdrawn. The board and analysts see it no more."),
        Notice.QUOTE_READY: _("The words are ready. Whether they stand in a release is for the MSP lead to choose."),
        Notice.QUOTE_CHOSEN: _("Chosen. It stands in the next release."),
        Notice.QUOTE_PUT_BACK: _("Put back. It stands in no release, until it is chosen again."),
        Notice.PERMISSION_TAKEN_BACK: _("Noted. Their words may be used no more, and stand in no release any more."),
        Notice.QUOTE_TAKEN_BACK: _("Taken back. It stands in no list and no release any more."),
    }[notice]


def done(notice: Notice, endpoint: str, **values: Any) -> ResponseReturnValue:
    """Lead to the page that comes after, where it is said."""
    response = redirect(url_for(endpoint, **values), code=303)
    secure = service().settings.tls
    response.set_cookie(
        _cookie(),
        _signer().dumps([_account(), str(notice)]),
        max_age=GOOD_FOR,
        secure=secure,
        httponly=True,
        samesite="Strict",
    )
    return response


def install(app: Flask) -> None:
    """Take away what was said."""
    app.after_request(_take_away)


def what_was_done() -> str:
    """What is to be said on this page; nothing mostly."""
    carried = request.cookies.get(_cookie())
    if not carried:
        return ""
    g.notice_said = True
    try:
        account, name = _signer().loads(carried, max_age=GOOD_FOR)
        return in_words(Notice(name)) if account and account == _account() else ""
    except (BadData, ValueError, TypeError):
        return ""


def _take_away(response: Response) -> Response:
    if g.get("notice_said"):
        response.delete_cookie(_cookie(), secure=service().settings.tls, httponly=True, samesite="Strict")
    return response


def _cookie() -> str:
    return "__Host-done" if service().settings.tls else "done"


def _account() -> str:
    found = colleague()
    return found.account.id if found else ""


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or b"", salt="what was done")
