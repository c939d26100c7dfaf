"""Noting that somebody was reached: only by a way that is marked as safe; otherwise it says what to do first."""

from collections.abc import Mapping

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts.permission import Action
from msp_dialogue.record import contact, follow_ups
from msp_dialogue.record.contact import NotSafe, Way
from msp_dialogue.record.streams import By
from msp_dialogue.web import dates
from msp_dialogue.web.notices import Notice, done
from msp_dialogue.web.pages.contact import FollowUpPage, way_name
from msp_dialogue.web.pages.forms import Errors
from msp_dialogue.web.pages.said import Reader
from msp_dialogue.web.permits import permit, thing_of
from msp_dialogue.web.routes.enquiries import UNPROCESSABLE
from msp_dialogue.web.routes.enquiry import everything, in_touch
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import account
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("follow_ups", __name__)

ANYWAY = "anyway_"
"""Before a way in the form that is not safe: it happened all the same."""


@blueprint.get("/enquiries/<enquiry_id>/contact/reached")
def page(enquiry_id: str) -> ResponseReturnValue:
    """The form, with the ways that are safe to choose from."""
    permit(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    form = {"way": "", "with_whom": "", "words": "", **dates.boxes("day", dates.today(service().now()))}
    return _form(enquiry_id, form, new_id())


@blueprint.post("/enquiries/<enquiry_id>/contact/reached")
def note(enquiry_id: str) -> ResponseReturnValue:
    """Note it, once however often the form is sent; the record itself refuses a way that is not safe."""
    permit(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    typed = Typed()
    token = typed.form.get("token") or new_id()
    offered = {*Way, *(f"{ANYWAY}{each}" for each in Way)}
    chosen = typed.one_of("way", offered, missing=_("Choose how you were in touch."))
    way, anyway = chosen.removeprefix(ANYWAY), chosen.startswith(ANYWAY)
    day = typed.day("day", missing=_("Enter the day."), latest=dates.today(service().now()))
    with_whom = typed.line("with_whom", missing=_("Write who you were in touch with."))
    words = typed.words("words")
    errors = typed.checked("words")
    if day and not errors:
        try:
            by = By(account().id, service().now(), token)
            with service().database.transaction() as connection:
                follow_ups.note(connection, enquiry_id, day, Way(way), with_whom, words, by, happened_anyway=anyway)
            return done(Notice.FOLLOW_UP_SAVED, "enquiry.page", enquiry_id=enquiry_id)
        except NotSafe:
            errors = (("way", _not_safe(Way(way))),)
    return _form(enquiry_id, typed.kept, token, errors)


def _not_safe(way: Way) -> str:
    return _(
        "“%(way)s” is not marked as safe. Choose another way; or, if they said that it is safe, note that first.",
        way=way_name(way),
    )


def _form(enquiry_id: str, form: Mapping[str, str], token: str, errors: Errors = ()) -> ResponseReturnValue:
    reader = Reader(*everything(enquiry_id))
    with service().database.reading() as connection:
        noted = contact.of_enquiry(connection, enquiry_id)
    safe = noted.contact.ways if noted and not noted.doubted else {}
    shown = FollowUpPage(
        enquiry=enquiry_id,
        reference=reader.whole.enquiry.reference,
        token=token,
        contact=in_touch(reader),
        ways=tuple((str(way), way_name(way), safe[way]) for way in Way if way in safe),
        others=tuple((f"{ANYWAY}{way}", way_name(way)) for way in Way if way not in safe),
        form=form,
        errors=errors,
    )
    return render_template("follow_up.html", page=shown), UNPROCESSABLE if errors else 200
