"""An advocate from outside: what they are invited to, and who is with them before each sitting [L7]."""

from collections.abc import Mapping
from contextlib import suppress

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts import people, sessions
from msp_dialogue.database import Connection
from msp_dialogue.dialogue import State
from msp_dialogue.record import dialogues, invitations
from msp_dialogue.record.dialogues import Held
from msp_dialogue.record.enquiries import NoSuchThing
from msp_dialogue.record.invitations import Invited
from msp_dialogue.record.streams import AlreadyStored, By, Moved
from msp_dialogue.web import dates
from msp_dialogue.web.pages import advocate as pages
from msp_dialogue.web.pages.advocate import BeforePage, InvitedPage, InvitedView, LaterPage
from msp_dialogue.web.pages.forms import Errors
from msp_dialogue.web.permits import permit_to_answer
from msp_dialogue.web.routes.enquiries import UNPROCESSABLE
from msp_dialogue.web.routes.exit import must_be_told
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import account, colleague
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("advocate", __name__)
blueprint.before_request(must_be_told)

LONGEST_PRESENT = 1000


@blueprint.get("/questions")
def page() -> ResponseReturnValue:
    """The conversations they are invited to, each with what there is to do."""
    at = service().now()
    with service().database.reading() as connection:
        invited = invitations.of_account(connection, account().id, at=at)
        lines = tuple(_line(connection, each) for each in invited)
    return render_template("advocate.html", page=InvitedPage(account().name, lines))


@blueprint.get("/questions/later")
def later() -> ResponseReturnValue:
    """Not now: what to do instead."""
    return render_template("advocate_later.html", page=LaterPage())


@blueprint.get("/questions/conversations/<dialogue_id>")
def before(dialogue_id: str) -> ResponseReturnValue:
    """Ask who is with them and whether it is safe."""
    held = _held(dialogue_id)
    if held is None:
        return redirect(url_for("advocate.page"), code=303)
    return _before(held, {"present": "", "safe": ""}, new_id())


@blueprint.post("/questions/conversations/<dialogue_id>")
def begin(dialogue_id: str) -> ResponseReturnValue:
    """Begin a sitting, or note that it was not safe; that it is not known means not now."""
    held, typed = _held(dialogue_id), Typed()
    if held is None:
        return redirect(url_for("advocate.page"), code=303)
    token = typed.form.get("token") or new_id()
    missing = _("Say who is with you. If nobody is, write: nobody.")
    present = typed.line("present", missing=missing, longest=LONGEST_PRESENT)
    safe = typed.one_of("safe", {"yes", "no"}, missing=_("Say whether it is private and safe where you are."))
    errors = typed.checked("present")
    if errors:
        return _before(held, typed.kept, token, errors)
    by = By(account().id, service().now(), token)
    with suppress(AlreadyStored, Moved):  # it goes on already
        dialogues.step(
            service().database,
            service().library,
            held,
            lambda dialogue: dialogue.resume(present) if safe == "yes" else dialogue.wait(present),
            by,
        )
    if safe == "no":
        return redirect(url_for("advocate.later"), code=303)
    with service().database.transaction() as connection:
        sessions.set_sitting(connection, colleague() or abort(401), dialogue_id)
    return redirect(url_for("talk.page"), code=303)


def _held(dialogue_id: str) -> Held | None:
    """The conversation, if they are invited to it; None while there is nothing for them to answer."""
    try:
        with service().database.reading() as connection:
            held = dialogues.load(connection, service().library, dialogue_id)
    except NoSuchThing:
        abort(404)
    permit_to_answer(held.enquiry, dialogue_id)
    return held if invitations.is_their_turn(held.dialogue) else None


def _line(connection: Connection, each: Invited) -> InvitedView:
    held = dialogues.load(connection, service().library, each.dialogue)
    told, start = _told(held)
    return InvitedView(
        dialogue=each.dialogue,
        person=each.call_name or _("the person"),
        about=pages.about(each.stage),
        until=dates.moment_in_words(each.until),
        by=_name(connection, each.invited_by),
        told=told,
        start=start,
    )


def _told(held: Held) -> tuple[str, str | None]:
    """How far it is, in words for them, and what the button says when there is something to do."""
    if not invitations.is_their_turn(held.dialogue):
        return _("Finished. Thank you."), None
    if held.dialogue.state is State.PAUSED:
        return _("Stopped for now. Nothing is lost."), _("Go on")
    begun = any(row.recorded_by == account().id for row in held.events)
    return (_("Not finished yet"), _("Go on")) if begun else (_("Not started yet"), _("Start"))


def _before(held: Held, form: Mapping[str, str], token: str, errors: Errors = ()) -> ResponseReturnValue:
    with service().database.reading() as connection:
        by = _name(connection, held.events[0].recorded_by)
    shown = BeforePage(
        dialogue=held.dialogue.id,
        person=held.call_name or _("the person"),
        about=pages.about(held.dialogue.flow.stage),
        by=by,
        token=token,
        form=form,
        errors=errors,
    )
    return render_template("advocate_before.html", page=shown), UNPROCESSABLE if errors else 200


def _name(connection: Connection, worker: str) -> str:
    found = people.by_id(connection, worker)
    return found.name if found else _("the council")
