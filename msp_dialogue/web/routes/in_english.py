"""What people's own words mean in English: noted beside them as often as it is said better; the words stay."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts.permission import Action
from msp_dialogue.record import in_english
from msp_dialogue.record.in_english import NotSaid, Translated, Translator
from msp_dialogue.record.streams import By
from msp_dialogue.web.pages.forms import Errors
from msp_dialogue.web.pages.in_english import InEnglishPage, in_english_page, own_words
from msp_dialogue.web.pages.said import Reader
from msp_dialogue.web.permits import permit, thing_of
from msp_dialogue.web.routes.enquiries import UNPROCESSABLE
from msp_dialogue.web.routes.enquiry import everything
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import account
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("in_english", __name__)

CONFLICT = 409
NOTHING_YET = {"key": "", "english": "", "translator": ""}


@blueprint.get("/enquiries/<enquiry_id>/in-english")
def page(enquiry_id: str) -> ResponseReturnValue:
    """Everything that was said in words of their own, and what is known of its meaning."""
    permit(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    return render_template("in_english.html", page=_page(enquiry_id, NOTHING_YET, new_id()))


@blueprint.post("/enquiries/<enquiry_id>/in-english")
def note(enquiry_id: str) -> ResponseReturnValue:
    """Note what some words mean."""
    permit(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    typed = Typed()
    token = typed.form.get("token") or new_id()
    said = {each: (answer, words) for each, answer, words in own_words(Reader(*everything(enquiry_id)))}
    changed = typed.form.get("key", "") not in {"", *said}
    missing = _("Choose which words it is about.")
    key = typed.one_of("key", said, missing=_changed() if changed else missing)
    english = typed.words("english", missing=_("Write what it means in English."))
    translator = typed.one_of("translator", set(Translator), missing=_("Choose who put it into English."))
    errors = typed.checked("english")
    if errors:
        page = _page(enquiry_id, typed.kept, token, errors)
        return render_template("in_english.html", page=page), CONFLICT if changed else UNPROCESSABLE
    answer, original = said[key]
    event = Translated(answer.dialogue, answer.question, answer.item, original, english.strip(), translator)
    try:
        with service().database.transaction() as connection:
            in_english.note(connection, enquiry_id, event, By(account().id, service().now(), token))
    except NotSaid:  # it was changed in this moment
        errors = (("key", _changed()),)
        return render_template("in_english.html", page=_page(enquiry_id, typed.kept, token, errors)), CONFLICT
    return redirect(url_for("in_english.page", enquiry_id=enquiry_id), code=303)


def _changed() -> str:
    return _("These words have changed since you opened the page. See what they say now, then choose again.")


def _page(enquiry_id: str, form: Mapping[str, str], token: str, errors: Errors = ()) -> InEnglishPage:
    return in_english_page(Reader(*everything(enquiry_id)), form, token, errors)
