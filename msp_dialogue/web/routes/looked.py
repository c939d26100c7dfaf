"""Who looked: all that the trail holds of one enquiry, for those who answer for it; reading it is noted too [G-07]."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from msp_dialogue import audit
from msp_dialogue.accounts import people
from msp_dialogue.accounts.permission import Action
from msp_dialogue.record import read
from msp_dialogue.web.pages.looked import LookedPage, look_views
from msp_dialogue.web.permits import may, permit, thing_of
from msp_dialogue.web.routes.enquiry import one
from msp_dialogue.web.seen import SCREEN
from msp_dialogue.web.service import service
from msp_dialogue.web.words import _

blueprint = Blueprint("looked", __name__)

DEEDS_ON_A_PAGE = 100


@blueprint.get("/enquiries/<enquiry_id>/looked")
@blueprint.get("/enquiries/<enquiry_id>/looked/page/<int:number>")
def page(enquiry_id: str, number: int = 1) -> ResponseReturnValue:
    """One page of it, newest first."""
    owned = thing_of(enquiry_id)
    permit(Action.SEE_WHO_LOOKED, owned)
    with service().database.reading() as connection:
        things = read.things_of(connection, enquiry_id)
        skip = (number - 1) * DEEDS_ON_A_PAGE
        deeds = audit.about(connection, things, most=DEEDS_ON_A_PAGE + 1, skip=max(skip, 0))
        names = {each.id: each.name for each in people.all(connection)} | {SCREEN: _("A screen that was handed over")}
    if number < 1 or (number > 1 and not deeds):
        abort(404)
    shown = LookedPage(
        enquiry=enquiry_id,
        reference=one(enquiry_id).reference,
        opens=may(Action.SEE_ENQUIRY, owned),
        looks=look_views(deeds[:DEEDS_ON_A_PAGE], names),
        number=number,
        more=len(deeds) > DEEDS_ON_A_PAGE,
    )
    return render_template("looked.html", page=shown)
