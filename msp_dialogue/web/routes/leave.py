"""Ways off the screen that never ask and always work: without script, with the session over, with the database locked.

They take no form protection: a forged one could only hide a page [H-06].
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from msp_dialogue.accounts import sessions
from msp_dialogue.accounts.sessions import Kind
from msp_dialogue.database import DatabaseProblem
from msp_dialogue.web.changing_hands import keep_half_typed, put_at_rest
from msp_dialogue.web.forms import submitted
from msp_dialogue.web.language import direction, page_language
from msp_dialogue.web.screen import AtScreen, at_screen
from msp_dialogue.web.service import service
from msp_dialogue.web.session import give_anonymous, living, load_session
from msp_dialogue.web.words import _

LOG: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)
blueprint = Blueprint("leave", __name__)

AT_ONCE = 0.1  # seconds that leaving may wait for the database: whoever leaves in a hurry waits for nothing


@dataclass(frozen=True)
class LeavePage:
    """A page with nothing on it, which forwards to a harmless one: a redirect would be stopped by the form policy."""

    to: str
    title: str
    language: str = "en"
    direction: str = "ltr"


@blueprint.route("/leave", methods=["GET", "POST"])
def page() -> ResponseReturnValue:
    """Leave: the session ends if it can at once, the cookie changes in any case, and a harmless page follows."""
    with _nothing_in_the_way():
        _let_go()
    give_anonymous()
    return render_template("leave.html", page=_harmless())


@blueprint.post("/talk/hide")
def hide() -> ResponseReturnValue:
    """Hide what is on a handed-over screen: one tap, and nothing is lost."""
    at: AtScreen | None = None
    with _nothing_in_the_way():
        at = _at_screen()
    if at is None:
        give_anonymous()
    elif at.session.kind is Kind.PERSON:
        _keep_words(at)
        put_at_rest(at.session, wait=AT_ONCE)
    return redirect(url_for("talk.page"), code=303)


def _harmless() -> LeavePage:
    spoken = page_language()
    return LeavePage(service().settings.exit_site, _("Weather"), spoken, direction(spoken))


@contextmanager
def _nothing_in_the_way() -> Iterator[None]:
    """Whatever is wrong, leaving goes on; the session ends by itself, and the browser loses it in any case."""
    try:
        yield
    except (DatabaseProblem, HTTPException):
        pass
    except Exception:
        LOG.exception("leaving_went_on")


def _let_go() -> None:
    at = _at_screen()
    if at:
        _keep_words(at)
    found = living()
    if found:
        with service().database.transaction(wait=AT_ONCE) as connection:
            sessions.end(connection, found, at=service().now())


def _at_screen() -> AtScreen | None:
    """The conversation on the screen; this page looks for itself, since nobody is asked before it who they are."""
    load_session()
    return at_screen()


def _keep_words(at: AtScreen) -> None:
    """Keep what was half typed, if that can be done at once [H-07]."""
    if request.method == "POST":
        form, _removed = submitted()
        keep_half_typed(at, form, wait=AT_ONCE)
