"""The person's own copy, ready to print from the worker's page, in normal and in large print."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts.permission import Action
from msp_dialogue.web import dates
from msp_dialogue.web.pages.copy import copy_page
from msp_dialogue.web.permits import permit, thing_of
from msp_dialogue.web.routes.enquiry import everything
from msp_dialogue.web.service import service

blueprint = Blueprint("copy", __name__)

NORMAL, LARGE = "normal", "large"


@blueprint.get("/enquiries/<enquiry_id>/copy")
@blueprint.get("/enquiries/<enquiry_id>/copy/<size>")
def page(enquiry_id: str, size: str = NORMAL) -> ResponseReturnValue:
    """What the person said and was told, in words for them."""
    permit(Action.PRINT_COPY, thing_of(enquiry_id))
    if size not in {NORMAL, LARGE}:
        abort(404)
    whole, _flows, names = everything(enquiry_id)
    today = dates.today(service().now())
    shown = copy_page(whole, names.get(whole.enquiry.lead or "", ""), on=today, large=size == LARGE)
    return render_template("copy.html", page=shown)
