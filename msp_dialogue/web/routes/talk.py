"""The conversation, always at the one neutral address: show the question, take the answer, go back, change, stop."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound

from msp_dialogue.accounts import sessions
from msp_dialogue.accounts.sessions import Kind
from msp_dialogue.answer import NotAccepted
from msp_dialogue.database import Busy, DatabaseProblem, NotConfirmed
from msp_dialogue.dialogue import Dialogue, DialogueProblem, NotInProgress
from msp_dialogue.flow.step import Step
from msp_dialogue.record import signals
from msp_dialogue.record.streams import AlreadyStored, Moved
from msp_dialogue.web import errors, tokens
from msp_dialogue.web.answering import Asked
from msp_dialogue.web.changing_hands import come_to_rest, hand_over, keep_half_typed, put_at_rest
from msp_dialogue.web.forms import submitted, typed_words
from msp_dialogue.web.pages.hand_over import hand_over_page
from msp_dialogue.web.pages.rest import rest_page
from msp_dialogue.web.pages.talk import Moment, talk_page
from msp_dialogue.web.pages.turn import Turn as Said
from msp_dialogue.web.pages.turn import turns
from msp_dialogue.web.screen import AtScreen, Turn, Who, at_screen, rely_on_being_held
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.words import _

blueprint = Blueprint("talk", __name__)

UNPROCESSABLE, CONFLICT, UNAVAILABLE = 422, 409, 503

WAYS_AWAY = {"help": "help.person", "back": "screen.back_page", "look": "look.page"}
"""Buttons of the question form that lead to another page: what is half typed is kept, and nothing is answered."""


@blueprint.get("/talk")
def page() -> ResponseReturnValue:
    """The current question, or what stands in its place when the conversation is paused or over."""
    at = at_screen()
    if at is None:
        return redirect(url_for("home.page"), code=303)
    if at.session.kind is Kind.PERSON and at.turn is Turn.OVER:
        put_at_rest(at.session)
    return _show(at)


@blueprint.post("/talk")
def answer() -> ResponseReturnValue:
    """Take what the form says; every way of failing gives the words back."""
    at = at_screen()
    form, removed = submitted()
    if at is None:
        return redirect(url_for("home.page"), code=303)
    if form.get("do") == "more_later":
        return _more_later(at, form)
    if at.session.kind is Kind.LOCKED or form.get("do") in WAYS_AWAY:
        if not keep_half_typed(at, form):
            return errors.not_this_form()
        return redirect(url_for(WAYS_AWAY.get(form.get("do", ""), "talk.page")), code=303)
    try:
        shown = tokens.read(form.get("step", ""), at.held.dialogue.id)
    except tokens.BadToken:
        return errors.not_this_form()
    rely_on_being_held(at)
    try:
        return _carry_out(at, Asked(at, form, shown), removed=removed)
    except NotFound:  # it was sealed, say, while the answer waited to be written
        if at.who is not Who.PERSON:
            raise
        return come_to_rest(at.session) or answer()


@blueprint.post("/talk/keep")
def keep() -> ResponseReturnValue:
    """Keep what was half typed on a page that is being left; nobody waits for the reply, and nothing was answered."""
    at = at_screen()
    form, _removed = submitted()
    if at:
        keep_half_typed(at, form)
    return Response(status=204, mimetype="text/plain")


@blueprint.post("/talk/done")
def done() -> ResponseReturnValue:
    """Whoever has the screen in a session of their own is done here: the session lets go of the conversation."""
    at = at_screen()
    if at is None:
        return redirect(url_for("home.page"), code=303)
    with service().database.transaction() as connection:
        sessions.set_sitting(connection, at.session, None)
    if at.who is Who.ADVOCATE:
        return redirect(url_for("home.page"), code=303)
    return redirect(url_for("enquiry.page", enquiry_id=at.held.enquiry), code=303)


def _more_later(at: AtScreen, form: MultiDict[str, str]) -> ResponseReturnValue:
    """Note that somebody wants to talk alone; the same page comes again, with nothing on it that tells of it."""
    try:
        shown = tokens.read(form.get("step", ""), at.held.dialogue.id)
    except tokens.BadToken:
        shown = None
    step = shown.step if shown and at.held.dialogue.is_on_path(shown.step) else None
    try:
        with service().database.transaction() as connection:
            signals.raise_alone(connection, at.held.enquiry, at.held.dialogue.id, step, at.by(new_id()))
    except DatabaseProblem as problem:
        return _not_saved(at, shown, form, problem) if shown else errors.not_this_form()
    if not keep_half_typed(at, form):
        return errors.not_this_form()
    if request.headers.get("X-Talk") and at.turn is Turn.ASK:
        return _show(at_screen() or at)
    return redirect(url_for("help.person" if form.get("from") == "help" else "talk.page"), code=303)


def _carry_out(at: AtScreen, asked: Asked, *, removed: bool) -> ResponseReturnValue:
    held, form, shown = at.held, asked.form, asked.shown
    try:
        after = asked.carry_out()
    except AlreadyStored:
        return redirect(url_for("talk.page"), code=303)
    except tokens.BadToken:
        return errors.not_this_form()
    except NotAccepted as refused:
        return _show(at, Moment(form=form, faults=refused.faults), step=shown.step, status=UNPROCESSABLE)
    except NotInProgress:
        return _show(at, Moment(form=form), status=CONFLICT)
    except (DialogueProblem, Moved):
        return _conflict(at_screen() or at, shown, form)
    except DatabaseProblem as problem:
        return _not_saved(at, shown, form, problem)
    if after is None:
        return _show(at, Moment(form=asked.with_another_row()), step=shown.step)
    return _go_on(AtScreen(after, at.session), after is not held, removed=removed)


def _show(
    at: AtScreen, moment: Moment | None = None, *, step: Step | None = None, status: int = 200
) -> ResponseReturnValue:
    """The page for where the conversation stands and whose hands the screen is in."""
    if at.turn is Turn.ASK and at.session.kind is not Kind.LOCKED:
        return render_template("talk.html", page=talk_page(at, moment, step=step)), status
    kept = typed_words(moment.form) if moment and moment.form else ()
    if at.turn is Turn.HAND_OVER:
        return render_template("hand_over.html", page=hand_over_page(at, kept)), status
    if at.turn is Turn.ELSEWHERE and not kept:
        return redirect(url_for("invitations.page", dialogue_id=at.held.dialogue.id), code=303)
    return render_template("talk_rest.html", page=rest_page(at, kept)), status


def _go_on(at: AtScreen, answered: bool, *, removed: bool) -> ResponseReturnValue:
    """The next question: as the reply itself where the page asks for that, else after a redirect.

    When it is the other's turn the screen changes hands: the session does, before anything else is shown [H-01].
    """
    if at.turn is Turn.HAND_OVER and answered and at.turns_over_by_itself:
        hand_over(at)
    elif at.turn is Turn.OVER and at.session.kind is Kind.PERSON:
        put_at_rest(at.session)
    notice = _("Some characters that cannot be kept were taken out. Check the words with Change.") if removed else None
    if at.turn is Turn.ASK and (removed or request.headers.get("X-Talk")):
        return _show(at, Moment(notice=notice))
    return redirect(url_for("talk.page"), code=303)


def _conflict(at: AtScreen, shown: tokens.Shown, form: MultiDict[str, str]) -> ResponseReturnValue:
    """Something happened in between: both versions are shown, nothing is overwritten [D-09, D-10]."""
    if at.turn is not Turn.ASK:
        return _show(at, Moment(form=form), status=CONFLICT)
    held, dialogue = at.held, at.held.dialogue
    answered = shown.step in dialogue.path.steps and dialogue.part(shown.step) is _part_now(dialogue)
    answered = answered and at.may_show(shown.step)
    stored = turns(held, [shown.step] if answered else [], at.speaker, change=False)
    notice = _("This conversation went on in another window. What you wrote here is not saved yet.")
    again = shown.step if answered or shown.step == dialogue.current else None
    moment = Moment(form=form if again else None, notice=notice, conflict=(*stored, *_typed(form)))
    return _show(at, moment, step=again, status=CONFLICT)


def _part_now(dialogue: Dialogue) -> object:
    return dialogue.part(dialogue.current) if dialogue.current else None


def _not_saved(
    at: AtScreen, shown: tokens.Shown, form: MultiDict[str, str], problem: DatabaseProblem
) -> ResponseReturnValue:
    """Not saved, or not known: the words stay in the form, and sending them again can store them only once."""
    if isinstance(problem, NotConfirmed):
        notice = _("We could not confirm that this was saved. Press the button again: it will not be saved twice.")
    elif isinstance(problem, Busy):
        notice = _("The service is busy, so this is not saved yet. Wait a moment, then press the button again.")
    else:
        notice = _("This could not be saved. Your words are still here. Tell the worker, and try again in a while.")
    return _show(at, Moment(form=form, notice=notice, token=shown.token), step=shown.step, status=UNAVAILABLE)


def _typed(form: MultiDict[str, str]) -> tuple[Said, ...]:
    words = typed_words(form)
    return (Said(_("What you wrote just now"), words, _("Not saved"), None),) if words else ()
