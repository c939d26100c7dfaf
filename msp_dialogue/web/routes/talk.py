"""The conversation, always at the one neutral address: show the question, take the answer, go back, change, stop."""

from collections.abc import Callable, Iterable
from contextlib import suppress

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from msp_dialogue import answer as answers
from msp_dialogue.accounts import sessions
from msp_dialogue.accounts.permission import Action
from msp_dialogue.answer import NotAccepted, NotAnswered
from msp_dialogue.database import Busy, DatabaseProblem, NotConfirmed
from msp_dialogue.dialogue import Dialogue, DialogueProblem, Event, NotInProgress, NotOnPath, State
from msp_dialogue.flow.step import Step
from msp_dialogue.record import dialogues, drafts
from msp_dialogue.record.dialogues import Held
from msp_dialogue.record.enquiries import NoSuchThing
from msp_dialogue.record.streams import AlreadyStored, By, Moved
from msp_dialogue.web import errors, tokens
from msp_dialogue.web.access import permit
from msp_dialogue.web.forms import own_words, submitted, written
from msp_dialogue.web.pages.rest import rest_page
from msp_dialogue.web.pages.talk import Moment, Turn, speaker_for, talk_page, turn
from msp_dialogue.web.routes.enquiry import thing_of
from msp_dialogue.web.service import service
from msp_dialogue.web.session import account, living
from msp_dialogue.web.words import _

blueprint = Blueprint("talk", __name__)

UNPROCESSABLE, CONFLICT, UNAVAILABLE = 422, 409, 503


@blueprint.get("/talk")
def page() -> ResponseReturnValue:
    """The current question, or what stands in its place when the conversation is paused or over."""
    held = _held()
    return redirect(url_for("home.page"), code=303) if held is None else _show(held)


@blueprint.post("/talk")
def answer() -> ResponseReturnValue:
    """Take what the form says; every way of failing gives the words back."""
    held = _held()
    form, removed = submitted()
    if held is None:
        return redirect(url_for("home.page"), code=303)
    try:
        shown = tokens.read(form.get("step", ""), held.dialogue.id)
    except tokens.BadToken:
        return _not_this_form()
    asked_for = _Asked(held, form, shown)
    try:
        after = asked_for.carry_out()
    except AlreadyStored:
        return redirect(url_for("talk.page"), code=303)
    except tokens.BadToken:
        return _not_this_form()
    except NotAccepted as refused:
        return _show(held, Moment(form=form, faults=refused.faults), step=shown.step, status=UNPROCESSABLE)
    except NotInProgress:
        return _show(held, Moment(form=form), status=CONFLICT)
    except (DialogueProblem, Moved):
        return _conflict(_held() or held, shown, form)
    except DatabaseProblem as problem:
        return _not_saved(held, shown, form, problem)
    if after is None:
        return _show(held, Moment(form=asked_for.with_another_row()), step=shown.step)
    return _go_on(after, removed=removed)


@blueprint.post("/talk/keep")
def keep() -> ResponseReturnValue:
    """Keep what was half typed on a page that is being left; nobody waits for the reply, and nothing was answered."""
    held = _held()
    form, _removed = submitted()
    typed = written(form)
    with suppress(tokens.BadToken, DatabaseProblem):
        if held and typed:
            shown = tokens.read(form.get("step", ""), held.dialogue.id)
            if held.dialogue.is_on_path(shown.step):
                with service().database.transaction() as connection:
                    drafts.keep(connection, held.dialogue.id, shown.step, typed)
    return Response(status=204, mimetype="text/plain")


@blueprint.post("/talk/leave")
def leave() -> ResponseReturnValue:
    """The worker takes the screen back: the session lets go of the conversation."""
    found = living()
    held = _held()
    if found is None or held is None:
        return redirect(url_for("home.page"), code=303)
    with service().database.transaction() as connection:
        sessions.set_sitting(connection, found, None)
    return redirect(url_for("enquiry.page", enquiry_id=held.enquiry), code=303)


class _Asked:
    """What a submitted form asks for, and doing it."""

    def __init__(self, held: Held, form: MultiDict[str, str], shown: tokens.Shown) -> None:
        self.held, self.form, self.shown = held, form, shown

    def carry_out(self) -> Held | None:
        """The conversation after it; None when only another row is wanted on the same page."""
        dialogue, seen = self.held.dialogue, self.shown.seen
        if self.form.get("do") == "stop":
            return self._store(_paused, leaving=True)
        if not dialogue.is_on_path(self.shown.step):
            raise NotOnPath(self.shown.step)
        if self.form.get("do") == "add":
            return None
        if self.form.get("do") == "go_back":
            return self._store(lambda now: now.turn_to(now.before, seen=seen), leaving=True)
        if self.form.get("change"):
            to = tokens.read(self.form["change"], dialogue.id).step
            return self._store(lambda now: now.turn_to(to, seen=seen), leaving=True)
        return self._store(self._answered, leaving="non_answer" in self.form)

    def with_another_row(self) -> MultiDict[str, str]:
        """The form as it was typed, with one more empty row after the last."""
        form = MultiDict(self.form)
        for name in ("words", "name"):
            numbers = [int(key.removeprefix(f"{name}-")) for key in form if key.removeprefix(f"{name}-").isdigit()]
            last = max([*numbers, *self._rows_before()], default=0)
            if numbers and last < answers.MOST_ROWS:
                form.add(f"{name}-{last + 1}", "")
        return form

    def _rows_before(self) -> list[int]:
        """The rows this question ever had: a new one must not take the place of one that was taken out."""
        told = [row.value for row in self.held.events if Step(row.question or "", row.item) == self.shown.step]
        rows = [row for value in told if isinstance(value, list) for row in value if isinstance(row, dict)]
        return [int(row["key"]) for row in rows if "key" in row]

    def _answered(self, dialogue: Dialogue) -> tuple[Event, ...]:
        step = self.shown.step
        reason = self.form.get("non_answer")
        if reason:
            known = {str(each): each for each in dialogue.non_answers(step)}
            if reason not in known:
                raise NotAccepted(answers.Fault("choice", "not_offered"))
            return dialogue.answer(step, NotAnswered(known[reason]), seen=self.shown.seen)
        asked = dialogue.asked(step, speaker_for(self.held, account().name))
        return dialogue.answer(step, answers.read(asked, self.form), seen=self.shown.seen)

    def _store(self, decide: Callable[[Dialogue], Iterable[Event]], *, leaving: bool = False) -> Held:
        """Store it; what was typed at a question that is left without an answer is kept beside it."""
        by = By(account().id, service().now(), self.shown.token)
        typed = written(self.form)
        left = (self.shown.step, typed) if leaving and typed else None
        return dialogues.step(service().database, service().library, self.held, decide, by, left=left)


def _paused(dialogue: Dialogue) -> tuple[Event, ...]:
    if dialogue.state is not State.IN_PROGRESS:
        raise NotInProgress(dialogue.state)
    return dialogue.pause()


def _held() -> Held | None:
    """The conversation this session holds, if it may; None without one."""
    found = living()
    if found is None or found.sitting is None:
        return None
    try:
        with service().database.reading() as connection:
            held = dialogues.load(connection, service().library, found.sitting)
    except NoSuchThing:
        abort(404)
    permit(Action.HOLD_CONVERSATION, thing_of(held.enquiry))
    return held


def _show(
    held: Held, moment: Moment | None = None, *, step: Step | None = None, status: int = 200
) -> ResponseReturnValue:
    worker = account().name
    if held.set_aside or held.dialogue.state is not State.IN_PROGRESS:
        kept = own_words(written(moment.form)) if moment and moment.form else ()
        return render_template("talk_rest.html", page=rest_page(held, worker, kept)), status
    return render_template("talk.html", page=talk_page(held, worker, moment, step=step)), status


def _go_on(held: Held, *, removed: bool) -> ResponseReturnValue:
    """The next question: as the reply itself where the page asks for that, else after a redirect."""
    notice = _("Some characters that cannot be kept were taken out. Check the words with Change.") if removed else None
    if removed or (request.headers.get("X-Talk") and held.dialogue.state is State.IN_PROGRESS):
        return _show(held, Moment(notice=notice))
    return redirect(url_for("talk.page"), code=303)


def _not_this_form() -> ResponseReturnValue:
    """The form belongs to another conversation, or to none: nothing is stored and no question is shown beside it."""
    return errors.page(
        CONFLICT,
        _("This page does not belong to the conversation that is open now"),
        _("Nothing was saved from it. What was typed is below: copy what is still needed."),
        keep=True,
    )


def _conflict(held: Held, shown: tokens.Shown, form: MultiDict[str, str]) -> ResponseReturnValue:
    """Something happened in between: both versions are shown, nothing is overwritten [D-09, D-10]."""
    dialogue = held.dialogue
    if held.set_aside or dialogue.state is not State.IN_PROGRESS:
        return _show(held, Moment(form=form), status=CONFLICT)
    answered = shown.step in dialogue.path.steps and dialogue.part(shown.step) is _part_now(dialogue)
    speaker = speaker_for(held, account().name)
    stored = (turn(held, shown.step, speaker, change=False),) if answered else ()
    notice = _("This conversation went on in another window. What you wrote here is not saved yet.")
    again = shown.step if answered or shown.step == dialogue.current else None
    moment = Moment(form=form if again else None, notice=notice, conflict=(*stored, *_typed(form)))
    return _show(held, moment, step=again, status=CONFLICT)


def _part_now(dialogue: Dialogue) -> object:
    return dialogue.part(dialogue.current) if dialogue.current else None


def _not_saved(
    held: Held, shown: tokens.Shown, form: MultiDict[str, str], problem: DatabaseProblem
) -> ResponseReturnValue:
    """Not saved, or not known: the words stay in the form, and sending them again can store them only once."""
    if isinstance(problem, NotConfirmed):
        notice = _("We could not confirm that this was saved. Press the button again: it will not be saved twice.")
    elif isinstance(problem, Busy):
        notice = _("The service is busy, so this is not saved yet. Wait a moment, then press the button again.")
    else:
        notice = _("This could not be saved. Your words are still here. Tell the worker, and try again in a while.")
    return _show(held, Moment(form=form, notice=notice, token=shown.token), step=shown.step, status=UNAVAILABLE)


def _typed(form: MultiDict[str, str]) -> tuple[Turn, ...]:
    words = own_words(written(form))
    return (Turn(_("What you wrote just now"), words, _("Not saved"), None),) if words else ()
