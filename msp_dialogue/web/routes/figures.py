"""Released figures: their pages, their report, and all of it as files. No path leads from here to a true figure.

What is shown comes from the folder of released files; the database is only asked who is signed in.
"""

from collections.abc import Callable, Mapping
from datetime import date

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from msp_dialogue.board.document import document
from msp_dialogue.board.model import Report
from msp_dialogue.board.report import report
from msp_dialogue.board.workbook import excel, open_document
from msp_dialogue.export.chart_csv import MEDIA_TYPE as CSV
from msp_dialogue.export.chart_csv import NAME as CSV_NAME
from msp_dialogue.export.chart_csv import chart_csv
from msp_dialogue.export.ods_parts import MEDIA_TYPE as ODS
from msp_dialogue.release import Released, released
from msp_dialogue.release.file import written
from msp_dialogue.web import dates, seen
from msp_dialogue.web.pages.figures import Chosen, FiguresPage, ReportPage, chosen, figures_page
from msp_dialogue.web.service import service
from msp_dialogue.web.words import _

blueprint = Blueprint("figures", __name__)

_OFFICE = "application/vnd.openxmlformats-officedocument"
WRITERS: Mapping[str, tuple[str, Callable[[Report, date], bytes]]] = {
    "docx": (f"{_OFFICE}.wordprocessingml.document", document),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", excel),
    "ods": (ODS, open_document),
}
"""The forms in which the report comes as a file: what each is, and how it is written on a day."""


@blueprint.get("/figures")
def page() -> ResponseReturnValue:
    """What was chosen among the released figures; or what will be here."""
    releases = _releases()
    shown = figures_page(_chosen(releases)) if releases else FiguresPage()
    return render_template("figures.html", page=shown)


@blueprint.get("/figures/table")
def table() -> ResponseReturnValue:
    """The table of one chart as CSV, by default of the first that the page shows."""
    charts = _chosen(_releases()).charts()
    chart = charts.get(request.args.get("table", next(iter(charts), "")))
    if chart is None:
        abort(404)
    return _file(chart_csv(chart), CSV, CSV_NAME, _chosen(_releases()).release)


@blueprint.get("/figures/file")
def whole_file() -> ResponseReturnValue:
    """The released file itself, to be handed out."""
    release = _chosen(_releases()).release
    return _file(written(release).encode(), "application/json", "msp-dialogue-figures.json", release)


@blueprint.get("/figures/report")
def board_report() -> ResponseReturnValue:
    """The report as a page that can be read aloud and printed."""
    called = {
        "docx": _("Download for Word"),
        "xlsx": _("Download for Excel"),
        "ods": _("Download for LibreOffice (ODS)"),
    }
    return render_template(
        "figures_report.html", page=ReportPage(_report(), tuple((each, called[each]) for each in WRITERS))
    )


@blueprint.get("/figures/report/file")
def report_file() -> ResponseReturnValue:
    """The report as a file, by default for Word."""
    form = request.args.get("format", next(iter(WRITERS)))
    if form not in WRITERS:
        abort(404)
    media_type, write = WRITERS[form]
    release = _chosen(_releases()).release
    content = write(_report(), dates.today(service().now()))
    return _file(content, media_type, f"msp-dialogue-report.{form}", release)


def _report() -> Report:
    releases = _releases()
    return report(releases, _chosen(releases).release, invented=service().settings.demo)


def _releases() -> tuple[Released, ...]:
    return released(service().settings.release_folder)


def _chosen(releases: tuple[Released, ...]) -> Chosen:
    found = chosen(releases, request.args.to_dict()) if releases else None
    return found or abort(404)


def _file(content: bytes, media_type: str, name: str, release: Released) -> Response:
    """A file by a fixed name: in a list of downloads it must tell nothing [X-02]. That it was taken is noted [X-07]."""
    seen.note_taken(release.span.id)
    return Response(content, mimetype=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
