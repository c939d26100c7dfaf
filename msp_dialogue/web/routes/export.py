"""Choosing and downloading an export of the team's enquiries; the audit trail knows before the first byte leaves."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts.permission import Action
from msp_dialogue.export import FILES, Format, deliver
from msp_dialogue.measure import DateRule, Period, PeriodProblem, Selection
from msp_dialogue.record.read import Ownership
from msp_dialogue.web import dates
from msp_dialogue.web.pages.forms import Choices, ExportPage
from msp_dialogue.web.permits import permit
from msp_dialogue.web.routes.enquiries import UNPROCESSABLE
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import account
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("export", __name__)


@blueprint.get("/export")
def page() -> ResponseReturnValue:
    """The form, for the financial year in which today lies."""
    permit(Action.EXPORT, Ownership(account().team, None))
    first, last = dates.financial_year(dates.today(service().now()))
    form = {"by": str(DateRule.CONCLUDED), "format": str(Format.XLSX)}
    form |= dates.boxes("from", first) | dates.boxes("to", last)
    return render_template("export.html", page=ExportPage(form, _rules(), _formats(), account().team))


@blueprint.post("/export")
def download() -> ResponseReturnValue:
    """The file, streamed; or the form again with what is wrong in it."""
    permit(Action.EXPORT, Ownership(account().team, None))
    typed = Typed()
    selection = _selection(typed)
    chosen = typed.one_of("format", set(Format), missing=_("Choose a format."))
    if selection is None or typed.errors:
        shown = ExportPage(typed.kept, _rules(), _formats(), account().team, tuple(typed.errors))
        return render_template("export.html", page=shown), UNPROCESSABLE
    file = FILES[Format(chosen)]
    pieces = deliver(
        service().database,
        Format(chosen),
        selection,
        export_id=new_id(),
        actor=account().id,
        clock=service().now,
    )
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(pieces, mimetype=file.media_type, headers=headers)


def _selection(typed: Typed) -> Selection | None:
    """The period and the rule that were chosen, of the account's own team; None when something is wrong with them."""
    first = typed.day("from", missing=_("Enter the first day."))
    last = typed.day("to", missing=_("Enter the last day."))
    by = typed.one_of("by", set(DateRule), missing=_("Choose which date counts."))
    if not (first and last and by):
        return None
    try:
        return Selection(Period(first, last), DateRule(by), account().team, reader=account().id)
    except PeriodProblem:
        typed.wrong("to-day", _("This is before the first day. Change one of them."))
        return None


def _rules() -> Choices:
    return (
        (str(DateRule.CONCLUDED), _("Concluded in the period")),
        (str(DateRule.OPENED), _("Opened in the period")),
    )


def _formats() -> Choices:
    return (
        (str(Format.XLSX), _("Excel workbook")),
        (str(Format.ODS), _("OpenDocument spreadsheet, for LibreOffice")),
        (str(Format.CSV), _("CSV files, in one ZIP file")),
        (str(Format.JSON), _("JSON")),
    )
