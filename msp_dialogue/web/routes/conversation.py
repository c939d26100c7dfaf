"""From an enquiry into a conversation: start one, or take one up again after asking whether it is safe to talk."""

from contextlib import suppress
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts import sessions
from msp_dialogue.accounts.permission import Action
from msp_dialogue.accounts.sessions import Session
from msp_dialogue.dialogue import State
from msp_dialogue.flow.model import Stage
from msp_dialogue.record import dialogues, invitations
from msp_dialogue.record.dialogues import Held, OpenAlready
from msp_dialogue.record.enquiries import NoSuchThing
from msp_dialogue.record.streams import AlreadyStored, By, Moved
from msp_dialogue.web.changing_hands import hand_over
from msp_dialogue.web.forms import cleaned
from msp_dialogue.web.language import of_last_conversation
from msp_dialogue.web.pages.forms import Errors
from msp_dialogue.web.pages.overheard import told_to_worker
from msp_dialogue.web.permits import permit, thing_of
from msp_dialogue.web.screen import AtScreen, Turn
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import account, colleague, living
from msp_dialogue.web.words import _

blueprint = Blueprint("conversation", __name__)

LONGEST_PRESENT = 1000


@dataclass(frozen=True)
class ResumePage:
    """Before a conversation goes on: who is here, and is it safe [L7]."""

    enquiry: str
    dialogue: str
    token: str
    hands_over: bool
    aloud: str
    """What to know of reading aloud."""
    present: str = ""
    errors: tuple[tuple[str, str], ...] = ()


@blueprint.post("/enquiries/<enquiry_id>/conversations/<stage>")
def start(enquiry_id: str, stage: str) -> ResponseReturnValue:
    """Start a conversation of a stage; the worker's part comes first."""
    permit(Action.HOLD_CONVERSATION, thing_of(enquiry_id))
    if stage not in {str(each) for each in Stage}:
        abort(404)
    spoken = request.form.get("language") or of_last_conversation(enquiry_id)
    if not service().languages.is_offered(spoken):
        abort(404)
    by = By(account().id, service().now(), request.form.get("token") or new_id())
    try:
        started = dialogues.start(
            service().database, service().library, new_id(), enquiry_id, Stage(stage), by, language=spoken
        )
    except OpenAlready as open_one:
        return redirect(url_for("conversation.resume_page", dialogue_id=open_one.dialogue), code=303)
    except AlreadyStored:
        return redirect(url_for("enquiry.page", enquiry_id=enquiry_id), code=303)
    _sit_down(started)
    return redirect(url_for("talk.page"), code=303)


@blueprint.get("/conversations/<dialogue_id>/resume")
def resume_page(dialogue_id: str) -> ResponseReturnValue:
    """Ask whether it is safe to go on."""
    held = _load(dialogue_id)
    if invitations.is_their_turn(held.dialogue):
        return redirect(url_for("invitations.page", dialogue_id=dialogue_id), code=303)
    return render_template("resume.html", page=_page(held, new_id()))


@blueprint.post("/conversations/<dialogue_id>/resume")
def resume(dialogue_id: str) -> ResponseReturnValue:
    """Go on where it stopped; not safe, or not known to be, means not now."""
    held = _load(dialogue_id)
    if invitations.is_their_turn(held.dialogue):
        return redirect(url_for("invitations.page", dialogue_id=dialogue_id), code=303)
    present, safe = cleaned(request.form.get("present", "")).strip(), request.form.get("safe", "")
    errors = []
    if not present:
        errors.append(("present", _("Enter who is in the room, or on the call.")))
    if len(present) > LONGEST_PRESENT:
        errors.append(("present", _("Make this shorter: at most %(most)s letters.", most=LONGEST_PRESENT)))
    if safe not in {"yes", "no"}:
        errors.append(("safe", _("Say whether it is safe to talk now.")))
    token = request.form.get("token") or new_id()
    if errors:
        return render_template("resume.html", page=_page(held, token, present, tuple(errors))), 422
    by = By(account().id, service().now(), token)
    with suppress(AlreadyStored, Moved):  # it goes on already
        held = dialogues.step(
            service().database,
            service().library,
            held,
            lambda dialogue: dialogue.resume(present) if safe == "yes" else dialogue.wait(present),
            by,
        )
    if safe == "no":
        return redirect(url_for("enquiry.page", enquiry_id=held.enquiry), code=303)
    at = AtScreen(held, _sit_down(dialogue_id))
    if at.turn is Turn.HAND_OVER and at.turns_over_by_itself:
        hand_over(at)
    return redirect(url_for("talk.page"), code=303)


def _sit_down(dialogue_id: str) -> Session:
    """The session, with the conversation on its screen."""
    found = colleague()
    if found is None:
        abort(401)
    with service().database.transaction() as connection:
        return sessions.set_sitting(connection, found, dialogue_id)


def _page(held: Held, token: str, present: str = "", errors: Errors = ()) -> ResumePage:
    at = AtScreen(held, living() or abort(401))
    hands_over = at.turn_when_resumed is Turn.HAND_OVER and at.turns_over_by_itself
    return ResumePage(
        held.enquiry, held.dialogue.id, token, hands_over, told_to_worker(held.dialogue.language), present, errors
    )


def _load(dialogue_id: str) -> Held:
    try:
        with service().database.reading() as connection:
            held = dialogues.load(connection, service().library, dialogue_id)
    except NoSuchThing:
        abort(404)
    permit(Action.HOLD_CONVERSATION, thing_of(held.enquiry))
    if held.set_aside or held.dialogue.state not in {State.PAUSED, State.IN_PROGRESS}:
        abort(404)
    return held
