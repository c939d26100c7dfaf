"""The council's own pictures, the same for everybody, and the sheet on which colleagues see every picture in use."""

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from msp_dialogue.web.pages.pictures import pictures_page
from msp_dialogue.web.pictures import pictures
from msp_dialogue.web.service import service

blueprint = Blueprint("pictures", __name__)


@blueprint.get("/pictures")
def page() -> ResponseReturnValue:
    """Every picture with its key, what it shows, and where it is used."""
    flows = tuple(version.flow for version in service().library.current.values())
    return render_template("pictures.html", page=pictures_page(pictures(), flows))


@blueprint.get("/pictures/<key>")
def file(key: str) -> Response:
    """One of the council's pictures, at the address that its content gives it and at no other."""
    found = pictures().pictures.get(key)
    if found is None or not found.councils or request.args.get("v") != found.version:
        abort(404)
    return Response(found.content, mimetype=found.type)
