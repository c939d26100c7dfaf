"""Where an analyst's work begins: released figures, of which there are none yet; no path leads from here to a row."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

blueprint = Blueprint("figures", __name__)


@blueprint.get("/figures")
def page() -> ResponseReturnValue:
    """What will be here, and that nothing is yet."""
    return render_template("figures.html")
