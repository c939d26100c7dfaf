"""How the screen looks, reads and sounds to whoever answers: changed at one press, and kept from sitting to sitting."""

from collections.abc import Mapping

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts.sessions import Kind
from msp_dialogue.database import DatabaseProblem
from msp_dialogue.dialogue import DialogueProblem, Look
from msp_dialogue.dialogue.look import CHOICES
from msp_dialogue.record import dialogues
from msp_dialogue.record.streams import AlreadyStored, Moved
from msp_dialogue.web import errors, tokens
from msp_dialogue.web.forms import submitted
from msp_dialogue.web.language import speak
from msp_dialogue.web.pages.look import look_page
from msp_dialogue.web.screen import AtScreen, Turn, at_screen, rely_on_being_held
from msp_dialogue.web.service import service
from msp_dialogue.web.words import _

blueprint = Blueprint("look", __name__)

UNAVAILABLE = 503


@blueprint.get("/talk/look")
def page() -> ResponseReturnValue:
    """What can be changed; the question waits, with what was half typed."""
    at = _at_screen()
    if at is None:
        return redirect(url_for("talk.page"), code=303)
    return render_template("talk_look.html", page=look_page(at))


@blueprint.post("/talk/look")
def choose() -> ResponseReturnValue:
    """Change one side of the look; the same page comes again and shows it."""
    at = _at_screen()
    form, _removed = submitted()
    if at is None:
        return redirect(url_for("talk.page"), code=303)
    try:
        shown = tokens.read(form.get("step", ""), at.held.dialogue.id)
    except tokens.BadToken:
        return errors.not_this_form()
    wanted = _wanted(at.held.dialogue.look, form)
    rely_on_being_held(at)
    try:
        after = dialogues.step(
            service().database,
            service().library,
            at.held,
            lambda now: now.choose_look(wanted, for_now=not at.is_the_persons_own),
            at.by(shown.token),
        )
    except (AlreadyStored, Moved):
        return redirect(url_for("look.page"), code=303)
    except DialogueProblem:
        return redirect(url_for("talk.page"), code=303)
    except DatabaseProblem:
        notice = _("This could not be saved. Try again in a while, or go back to the question.")
        return render_template("talk_look.html", page=look_page(at, notice, token=shown.token)), UNAVAILABLE
    if request.headers.get("X-Talk"):
        changed = AtScreen(after, at.session)
        speak(changed.language)
        return render_template("talk_look.html", page=look_page(changed))
    return redirect(url_for("look.page"), code=303)


def _at_screen() -> AtScreen | None:
    """The conversation, where its screen shows a question, or would show one once it is handed over."""
    at = at_screen()
    if at is None or at.session.kind is Kind.LOCKED or at.turn not in {Turn.ASK, Turn.HAND_OVER}:
        return None
    return at


def _wanted(look: Look, form: Mapping[str, str]) -> Look:
    chosen = form.get("language")
    if chosen is not None:
        return look.having("language", chosen) if service().languages.is_offered(chosen) else abort(404)
    for name, kind in CHOICES.items():
        value = form.get(name)
        if value is not None:
            if value not in set(kind):
                abort(404)
            return look.having(name, value)
    return look
