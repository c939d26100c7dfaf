"""How the questions and the person's pages are worded, in numbers; nothing that anybody answered."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from msp_dialogue.web.pages.wording import wording_page
from msp_dialogue.web.service import service

blueprint = Blueprint("wording", __name__)


@blueprint.get("/wording")
def page() -> ResponseReturnValue:
    """The figures of every flow in use and of our own pages, and everything that was found."""
    flows = tuple(version.flow for version in service().library.current.values())
    return render_template("wording.html", page=wording_page(flows))
