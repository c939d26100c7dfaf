"""Opening another team's enquiry in an emergency: by its exact reference, with a reason, for an hour [Z-08]."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue import audit
from msp_dialogue.accounts.permission import Action
from msp_dialogue.record import emergencies, enquiries, read
from msp_dialogue.record.streams import By
from msp_dialogue.web import limits
from msp_dialogue.web.pages.emergency import BreakGlassPage, opened_now
from msp_dialogue.web.permits import may, permit, thing_of
from msp_dialogue.web.routes.enquiries import UNPROCESSABLE
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import account
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("break_glass", __name__)

LONGEST_REASON = 1000
TOO_OFTEN = 429


@blueprint.get("/break-glass")
def page() -> ResponseReturnValue:
    """The form, with what it does."""
    return render_template("break_glass.html", page=_page(Typed(), new_id()))


@blueprint.post("/break-glass")
def open_one() -> ResponseReturnValue:
    """Open it; a reference that is not there and one that is sealed get the same answer, at the same cost."""
    typed = Typed()
    token = typed.form.get("token") or new_id()
    reference = typed.line("reference", missing=_("Enter the enquiry reference."))
    reason = typed.words("reason", missing=_("Write why you must open it now."), longest=LONGEST_REASON)
    status = UNPROCESSABLE
    if not typed.checked("reason"):
        by = By(account().id, service().now(), token)
        if limits.try_reference(by.actor) is None:
            typed.wrong("reference", _("You have tried this often. Wait a few minutes, or ring the team whose it is."))
            status = TOO_OFTEN
        elif found := _open(reference, reason, by):
            return redirect(url_for("enquiry.page", enquiry_id=found), code=303)
        else:
            typed.wrong("reference", _("No enquiry with exactly this reference can be opened. Check the reference."))
    return render_template("break_glass.html", page=_page(typed, token)), status


@blueprint.post("/enquiries/<enquiry_id>/emergencies/<int:number>/seen")
def note_seen(enquiry_id: str, number: int) -> ResponseReturnValue:
    """Whoever answers for the enquiry knows of it now."""
    owned = thing_of(enquiry_id)
    permit(Action.SEE_WHO_LOOKED, owned)
    by = By(account().id, service().now(), f"seen-{number}")
    try:
        with service().database.transaction() as connection:
            emergencies.note_seen(connection, enquiry_id, number, by)
    except LookupError:
        abort(404)
    theirs = may(Action.SEE_ENQUIRY, owned)
    return redirect(url_for("enquiry.page", enquiry_id=enquiry_id) if theirs else url_for("team.page"), code=303)


def _open(reference: str, reason: str, by: By) -> str | None:
    """The id of the enquiry that is open to them from now on, or was anyway; None when there is none for them."""
    with service().database.transaction() as connection:
        known = enquiries.known_as(connection, reference)
        owned = read.ownership(connection, known, at=by.at) if known else None
        if known and owned:
            if may(Action.SEE_ENQUIRY, owned):
                return known
            if may(Action.BREAK_GLASS, owned):
                emergencies.break_glass(connection, known, reason, by)
                return known
            emergencies.note_try(connection, known, reason, by)
        else:
            audit.record(connection, actor=by.actor, action="break_glass_failed", thing=by.actor, at=by.at)
    return None


def _page(typed: Typed, token: str) -> BreakGlassPage:
    with service().database.reading() as connection:
        found = emergencies.of_account(connection, account().id, at=service().now())
    return BreakGlassPage(typed.kept, token, opened_now(found), tuple(typed.errors))
