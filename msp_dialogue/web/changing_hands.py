"""What happens when a screen changes hands: its session does, and the cookie with it; what is half typed is kept."""

from contextlib import suppress

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from msp_dialogue.accounts import sessions
from msp_dialogue.accounts.sessions import Kind, Session
from msp_dialogue.database import DatabaseProblem
from msp_dialogue.record import drafts
from msp_dialogue.web import tokens
from msp_dialogue.web.errors import not_this_form
from msp_dialogue.web.forms import written
from msp_dialogue.web.screen import AtScreen, Who, is_held
from msp_dialogue.web.service import service
from msp_dialogue.web.session import give, give_anonymous, living, look_again, must_rest, still_held


def hand_over(at: AtScreen) -> None:
    """End the worker's session and give the browser one that reaches this conversation and nothing else [H-01]."""
    with service().database.transaction() as connection:
        token = sessions.hand_over(connection, at.session, at.held.dialogue.id, at=service().now())
    give(token)


def put_at_rest(session: Session, *, wait: float | None = None) -> bool:
    """Let a handed-over screen show nothing until a worker signs in; the cookie changes, so Back shows nothing [H-08].

    When that cannot be noted within `wait` seconds the browser is let go altogether, and False comes back: showing
    nothing comes first.
    """
    try:
        with service().database.transaction(wait=wait) as connection:
            token = sessions.rest(connection, session, at=service().now())
    except (DatabaseProblem, sessions.SessionOver):
        give_anonymous()
        return False
    give(token)
    return True


def keep_half_typed(at: AtScreen, form: MultiDict[str, str], *, wait: float | None = None) -> bool:
    """Keep what was half typed with the question it was typed at; False when that cannot be told, or not be stored.

    At a screen whose worker may not hold the conversation any more, nothing that was kept before is replaced.
    """
    typed = written(form)
    if not typed:
        return True
    with suppress(tokens.BadToken, DatabaseProblem):
        step = tokens.read(form.get("step", ""), at.held.dialogue.id).step
        if at.held.dialogue.is_on_path(step) and at.may_answer(step):
            with service().database.transaction(wait=wait) as connection:
                now = sessions.as_now(connection, at.session, at=service().now())
                over = at.who is not Who.PERSON or (now is not None and is_held(connection, now))
                return drafts.keep(connection, at.held.dialogue.id, step, typed, over=over)
    return False


def rest_when_it_must() -> ResponseReturnValue | None:
    """Before a request of a handed-over screen that was left alone for too long: it comes to rest first [S-03, H-16].

    So does one whose worker may not hold the conversation any more: it was sealed, or an emergency's hour is over.
    """
    found = living()
    if found is None or found.kind is not Kind.PERSON:
        return None
    if still_held() and not must_rest():
        return None
    return come_to_rest(found)


def come_to_rest(session: Session) -> ResponseReturnValue | None:
    """Put a screen at rest in the middle of a request; with None a form goes on as one of a screen at rest.

    Its words are kept so, or given back, and somebody who asks for a talk alone is heard; nothing is answered.
    """
    rests = put_at_rest(session)
    if request.method != "POST":
        return redirect(url_for("talk.page"), code=303)
    if not rests:
        return not_this_form()
    look_again()
    return None
