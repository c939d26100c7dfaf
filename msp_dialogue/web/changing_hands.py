"""What happens when a screen changes hands: its session does, and the cookie with it; what is half typed is kept."""

from contextlib import suppress

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from msp_dialogue.accounts import sessions
from msp_dialogue.accounts.sessions import Session
from msp_dialogue.database import DatabaseProblem
from msp_dialogue.record import drafts
from msp_dialogue.web import tokens
from msp_dialogue.web.errors import not_this_form
from msp_dialogue.web.forms import submitted, written
from msp_dialogue.web.screen import AtScreen, at_screen
from msp_dialogue.web.service import service
from msp_dialogue.web.session import give, give_anonymous, living, must_rest


def hand_over(at: AtScreen) -> None:
    """End the worker's session and give the browser one that reaches this conversation and nothing else [H-01]."""
    with service().database.transaction() as connection:
        token = sessions.hand_over(connection, at.session, at.held.dialogue.id, at=service().now())
    give(token)


def put_at_rest(session: Session, *, wait: float | None = None) -> None:
    """Let a handed-over screen show nothing until a worker signs in; the cookie changes, so Back shows nothing [H-08].

    When that cannot be noted within `wait` seconds the browser is let go altogether: showing nothing comes first.
    """
    try:
        with service().database.transaction(wait=wait) as connection:
            token = sessions.rest(connection, session, at=service().now())
    except (DatabaseProblem, sessions.SessionOver):
        give_anonymous()
    else:
        give(token)


def keep_half_typed(at: AtScreen, form: MultiDict[str, str], *, wait: float | None = None) -> bool:
    """Keep what was half typed with the question it was typed at; False when that cannot be told, or not be stored."""
    typed = written(form)
    if not typed:
        return True
    with suppress(tokens.BadToken, DatabaseProblem):
        step = tokens.read(form.get("step", ""), at.held.dialogue.id).step
        if at.held.dialogue.is_on_path(step) and at.may_answer(step):
            with service().database.transaction(wait=wait) as connection:
                drafts.keep(connection, at.held.dialogue.id, step, typed)
            return True
    return False


def rest_when_left_alone() -> ResponseReturnValue | None:
    """Before a request of a handed-over screen that was left alone for too long: it comes to rest instead [S-03, H-16].

    Words that come with the request are kept, and show again when a worker has handed the screen over anew.
    """
    found = living()
    if found is None or not must_rest():
        return None
    at = at_screen()
    kept = keep_half_typed(at, submitted()[0]) if at and request.method == "POST" else True
    put_at_rest(found)
    return redirect(url_for("talk.page"), code=303) if kept else not_this_form()
