"""What the person, or a worker, says of what others said for the person: noted beside it, as often as it is said."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts.permission import Action
from msp_dialogue.flow.voice import Voice
from msp_dialogue.record import agreements
from msp_dialogue.record.agreements import About, View
from msp_dialogue.record.streams import By
from msp_dialogue.web.pages.forms import Errors
from msp_dialogue.web.pages.represented import AgreementPage, agreement_page
from msp_dialogue.web.pages.said import Reader
from msp_dialogue.web.permits import permit, thing_of
from msp_dialogue.web.routes.enquiries import UNPROCESSABLE
from msp_dialogue.web.routes.enquiry import everything
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import account
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("agreements", __name__)

NOTHING_YET = {"view": "", "voice": "", "words": ""}


@blueprint.get("/enquiries/<enquiry_id>/said-for-them/<about>/<subject>")
def page(enquiry_id: str, about: str, subject: str) -> ResponseReturnValue:
    """What was said for them, every view of it so far, and the form for one more."""
    permit(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    return render_template("agreement.html", page=_page(enquiry_id, about, subject, None, new_id()))


@blueprint.post("/enquiries/<enquiry_id>/said-for-them/<about>/<subject>")
def note(enquiry_id: str, about: str, subject: str) -> ResponseReturnValue:
    """Note one view; what was said stays as it was."""
    permit(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    typed = Typed()
    token = typed.form.get("token") or new_id()
    view = typed.one_of("view", set(View), missing=_("Choose whether they agree, or that they could not be asked."))
    words = typed.words("words")
    voice: str = Voice.WORKER
    if view != View.NOT_ASKED:
        voice = typed.one_of("voice", set(agreements.VOICES), missing=_("Choose who says so."))
    errors = typed.checked("words")
    shown = _page(enquiry_id, about, subject, typed, token, errors)
    if errors:
        return render_template("agreement.html", page=shown), UNPROCESSABLE
    by = By(account().id, service().now(), token)
    with service().database.transaction() as connection:
        agreements.note(connection, enquiry_id, About(about), subject, View(view), Voice(voice), words.strip(), by)
    return redirect(url_for("enquiry.page", enquiry_id=enquiry_id), code=303)


def _page(
    enquiry_id: str, about: str, subject: str, typed: Typed | None, token: str, errors: Errors = ()
) -> AgreementPage:
    form = typed.kept if typed else NOTHING_YET
    return agreement_page(Reader(*everything(enquiry_id)), about, subject, form, token, errors) or abort(404)
