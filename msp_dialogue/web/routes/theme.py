"""The council's own style sheet and logo: the same for everybody, and nothing about anybody."""

from flask import Blueprint, Response, abort

from msp_dialogue.web.theme import theme

blueprint = Blueprint("theme", __name__)


@blueprint.get("/theme/sheet.css")
def sheet() -> Response:
    """The properties that the council set."""
    found = theme() or abort(404)
    return Response(found.sheet, mimetype="text/css")


@blueprint.get("/theme/logo")
def logo() -> Response:
    """The council's logo."""
    found = theme()
    if found is None or found.logo is None:
        abort(404)
    return Response(found.logo.content, mimetype=found.logo.type)
