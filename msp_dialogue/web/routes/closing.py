"""Concluding an enquiry, taking that back, and setting a conversation aside; each says first what it does."""

from collections.abc import Mapping

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts.permission import Action
from msp_dialogue.record import enquiries
from msp_dialogue.record.enquiries import NoSuchThing, NotConcludable
from msp_dialogue.record.read import Conversation
from msp_dialogue.record.standing import Asked
from msp_dialogue.record.streams import By
from msp_dialogue.web import dates
from msp_dialogue.web.notices import Notice, done
from msp_dialogue.web.pages import named
from msp_dialogue.web.pages.closing import conclude_page
from msp_dialogue.web.pages.closing import set_aside_page as shown_set_aside
from msp_dialogue.web.permits import permit, thing_of
from msp_dialogue.web.routes.enquiries import UNPROCESSABLE
from msp_dialogue.web.routes.enquiry import everything, one
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import account
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("closing", __name__)

WAS_ASKED = ("no", "declined", "dont_know", "not_recorded")
"""What a worker can say where no conversation says whether the person was asked [R3]."""


@blueprint.get("/enquiries/<enquiry_id>/conclusion")
def page(enquiry_id: str) -> ResponseReturnValue:
    """The form to conclude the enquiry, or to take its conclusion back."""
    permit(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    form = {"asked": "", "reason": "", **dates.boxes("on", dates.today(service().now()))}
    return render_template("conclude.html", page=conclude_page(everything(enquiry_id)[0], form, new_id()))


@blueprint.post("/enquiries/<enquiry_id>/conclusion")
def conclude(enquiry_id: str) -> ResponseReturnValue:
    """Conclude it on a day."""
    permit(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    if one(enquiry_id).concluded:
        return redirect(url_for("enquiry.page", enquiry_id=enquiry_id), code=303)
    typed = Typed()
    token = typed.form.get("token") or new_id()
    on = typed.day("on", missing=_("Enter the day on which it was concluded."), latest=dates.today(service().now()))
    asked, reason = _was_asked(enquiry_id, typed)
    errors = typed.checked("on-day")
    if on and not errors:
        by = By(account().id, service().now(), token)
        try:
            enquiries.conclude(service().database, enquiry_id, on, by, asked=asked, reason=reason)
            return redirect(url_for("enquiry.page", enquiry_id=enquiry_id), code=303)
        except NotConcludable:
            errors = (("on-day", _("This is before the day on which the enquiry was opened. Check both days.")),)
    shown = conclude_page(everything(enquiry_id)[0], typed.kept, token, errors)
    return render_template("conclude.html", page=shown), UNPROCESSABLE


@blueprint.post("/enquiries/<enquiry_id>/conclusion/back")
def reopen(enquiry_id: str) -> ResponseReturnValue:
    """Take the conclusion back."""
    permit(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    token = Typed().form.get("token") or new_id()
    if one(enquiry_id).concluded:
        enquiries.reopen(service().database, enquiry_id, By(account().id, service().now(), token))
    return redirect(url_for("enquiry.page", enquiry_id=enquiry_id), code=303)


@blueprint.get("/enquiries/<enquiry_id>/conversations/<dialogue_id>/set-aside")
def set_aside_page(enquiry_id: str, dialogue_id: str) -> ResponseReturnValue:
    """What setting this conversation aside does, and the form for the reason."""
    permit(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    return _set_aside_form(enquiry_id, dialogue_id, {"why": ""}, new_id())


@blueprint.post("/enquiries/<enquiry_id>/conversations/<dialogue_id>/set-aside")
def set_aside(enquiry_id: str, dialogue_id: str) -> ResponseReturnValue:
    """Set it aside, with the reason."""
    permit(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    typed = Typed()
    token = typed.form.get("token") or new_id()
    why = typed.words("why", missing=_("Write why this conversation is set aside."))
    errors = typed.checked("why")
    if errors:
        return _set_aside_form(enquiry_id, dialogue_id, typed.kept, token, errors)
    if not _conversation(enquiry_id, dialogue_id).set_aside:
        by = By(account().id, service().now(), token)
        enquiries.set_aside(service().database, enquiry_id, dialogue_id, why, by)
    return redirect(url_for("enquiry.page", enquiry_id=enquiry_id), code=303)


@blueprint.post("/enquiries/<enquiry_id>/conversations/<dialogue_id>/quotes/<outcome_id>/take-back")
def withdraw_permission(enquiry_id: str, dialogue_id: str, outcome_id: str) -> ResponseReturnValue:
    """The person takes back that their words may be used; once is enough."""
    permit(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    by = By(account().id, service().now(), f"{dialogue_id}/{outcome_id}")
    try:
        enquiries.withdraw_permission(service().database, enquiry_id, dialogue_id, outcome_id, by)
    except NoSuchThing:
        abort(404)
    return done(Notice.PERMISSION_TAKEN_BACK, "enquiry.page", enquiry_id=enquiry_id)


def _was_asked(enquiry_id: str, typed: Typed) -> tuple[str | None, str | None]:
    """What to note of whether the person was asked; nothing where a conversation says so."""
    if one(enquiry_id).standing.asked is not Asked.NOT_RECORDED:
        return None, None
    chosen = typed.one_of("asked", WAS_ASKED, missing=_("Say whether the person was asked what they want."))
    if chosen == "no":
        offered = dict(named.not_asked_reasons())
        return "no", typed.one_of("reason", offered, missing=_("Choose why they were not asked."))
    return {"declined": ("yes", "declined"), "dont_know": ("dont_know", None)}.get(chosen, (None, None))


def _conversation(enquiry_id: str, dialogue_id: str) -> Conversation:
    found = (each for each in everything(enquiry_id)[0].conversations if each.id == dialogue_id)
    return next(found, None) or abort(404)


def _set_aside_form(
    enquiry_id: str, dialogue_id: str, form: Mapping[str, str], token: str, errors: tuple[tuple[str, str], ...] = ()
) -> ResponseReturnValue:
    if _conversation(enquiry_id, dialogue_id).set_aside:
        return redirect(url_for("enquiry.page", enquiry_id=enquiry_id), code=303)
    shown = shown_set_aside(everything(enquiry_id)[0], dialogue_id, form, token, errors)
    return render_template("set_aside.html", page=shown), UNPROCESSABLE if errors else 200
