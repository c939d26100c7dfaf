"""Choosing and downloading an export: a team's enquiries, or the council's figures without a row about anybody.

The audit trail knows before the first byte leaves.
"""

from collections.abc import Mapping

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from msp_dialogue.accounts.permission import Action
from msp_dialogue.export import FILES, Format, deliver
from msp_dialogue.measure import DateRule, Selection, year_of
from msp_dialogue.record.read import Ownership
from msp_dialogue.web import dates, filters
from msp_dialogue.web.pages.forms import Choices, Errors, ExportPage
from msp_dialogue.web.permits import permit
from msp_dialogue.web.routes.enquiries import UNPROCESSABLE
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import account
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("export", __name__)

COUNCIL = Ownership("", None)


@blueprint.get("/export")
def page() -> ResponseReturnValue:
    """The form for the team, for the financial year in which today lies."""
    permit(Action.EXPORT, Ownership(account().team, None))
    return _shown(_begun(), account().team)


@blueprint.post("/export")
def download() -> ResponseReturnValue:
    """The team's enquiries and figures as a file, streamed; or the form again with what is wrong in it."""
    team = account().team
    permit(Action.EXPORT, Ownership(team, None))
    typed = Typed()
    return _delivered(typed, _selection(typed, team), team)


@blueprint.get("/export/figures")
def figures_page() -> ResponseReturnValue:
    """The form for the council's figures."""
    permit(Action.SEE_DASHBOARD, COUNCIL)
    return _shown(_begun(), "")


@blueprint.post("/export/figures")
def figures() -> ResponseReturnValue:
    """The council's figures as a file, with no row about anybody."""
    permit(Action.SEE_DASHBOARD, COUNCIL)
    typed = Typed()
    return _delivered(typed, _selection(typed, None), "")


def _begun() -> Mapping[str, str]:
    """What stands in the form at first."""
    year = year_of(dates.today(service().now()))
    form = {"period": year.id, "by": str(DateRule.CONCLUDED), "format": str(Format.XLSX)}
    return form | dict.fromkeys(filters.DAYS, "")


def _delivered(typed: Typed, selection: Selection | None, team: str) -> ResponseReturnValue:
    """The file of a selection; without a team the figures alone."""
    chosen = typed.one_of("format", dict(_formats(team)), missing=_("Choose a format."))
    if selection is None or typed.errors:
        return _shown(typed.kept, team, tuple(typed.errors)), UNPROCESSABLE
    file = FILES[Format(chosen)]
    pieces = deliver(
        service().database,
        Format(chosen),
        selection,
        export_id=new_id(),
        actor=account().id,
        clock=service().now,
        figures_alone=not team,
    )
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(pieces, mimetype=file.media_type, headers=headers)


def _selection(typed: Typed, team: str | None) -> Selection | None:
    """The period and the rule that were chosen, of a team or the council; None when something is wrong with them."""
    asked = MultiDict(typed.form)
    asked.setdefault("period", filters.OWN_DATES)
    chosen, period, errors = filters.period(asked, dates.today(service().now()))
    for field, said in errors:
        typed.wrong(field, said)
    if not errors and chosen != filters.OWN_DATES and any(asked.get(name, "").strip() for name in filters.DAYS):
        typed.wrong("period", _("Days were typed, but another period is chosen. Choose own dates, or clear the days."))
    by = typed.one_of("by", set(DateRule), missing=_("Choose which date counts."))
    return None if typed.errors or not by else Selection(period, DateRule(by), team, reader=account().id)


def _shown(form: Mapping[str, str], team: str, errors: Errors = ()) -> str:
    periods = filters.offered_periods(dates.today(service().now()))
    return render_template("export.html", page=ExportPage(form, periods, _rules(), _formats(team), team, errors))


def _rules() -> Choices:
    return (
        (str(DateRule.CONCLUDED), _("Concluded in the period")),
        (str(DateRule.OPENED), _("Opened in the period")),
    )


def _formats(team: str) -> Choices:
    """Figures alone are no export by the JSON schema, which has every table."""
    json = ((str(Format.JSON), _("JSON")),) if team else ()
    return (
        (str(Format.XLSX), _("Excel workbook")),
        (str(Format.ODS), _("OpenDocument spreadsheet, for LibreOffice")),
        (str(Format.CSV), _("CSV files, in one ZIP file")),
        *json,
    )
