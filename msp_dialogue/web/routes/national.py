"""The national return of a financial year: looked at, and downloaded with a row in the audit trail; never submitted."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from msp_dialogue.export import deliver_return
from msp_dialogue.export.delivery import Taken
from msp_dialogue.export.national import FILES, ReturnFormat
from msp_dialogue.measure import Span, span_of, year_of
from msp_dialogue.measure.national_drawn import draw_return
from msp_dialogue.web import dates
from msp_dialogue.web.pages.forms import Errors
from msp_dialogue.web.pages.national import return_page
from msp_dialogue.web.routes.enquiries import UNPROCESSABLE
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import account
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("national", __name__)

YEARS_BACK = 6


@blueprint.get("/return")
def page() -> ResponseReturnValue:
    """The return of the year that was chosen, or of the one that ended last."""
    asked = request.args.get("period")
    year = next((each for each in _years() if each.id == asked), _years()[1])
    return _shown(year)


@blueprint.post("/return")
def download() -> ResponseReturnValue:
    """The file; or the page again with what is wrong."""
    typed = Typed()
    year = typed.one_of("period", [each.id for each in _years()], missing=_("Choose a financial year."))
    format = typed.one_of("format", set(ReturnFormat), missing=_("Choose a format."))
    if typed.errors:
        return _shown(span_of(year) if year else _years()[1], tuple(typed.errors)), UNPROCESSABLE
    file = FILES[ReturnFormat(format)]
    taken = Taken(new_id(), account().id, service().now)
    pieces = deliver_return(
        service().database, ReturnFormat(format), span_of(year), service().settings.authority, taken=taken
    )
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(pieces, mimetype=file.media_type, headers=headers)


def _years() -> list[Span]:
    """The years that may be chosen: this one, which is not over, and those before."""
    this = year_of(dates.today(service().now()))
    return [this.back(number) for number in range(YEARS_BACK)]


def _shown(year: Span, errors: Errors = ()) -> str:
    with service().database.reading() as connection:
        drawn = draw_return(connection, year, service().now())
    return render_template("national.html", page=return_page(drawn, service().settings.authority, _years(), errors))
