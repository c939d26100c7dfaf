"""The dashboard of true figures: a worker's own and their team's, a manager's team, the MSP lead's council."""

from collections.abc import Mapping

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts.permission import Action
from msp_dialogue.database import Connection
from msp_dialogue.export import Taken, deliver_table
from msp_dialogue.export.chart_csv import MEDIA_TYPE, NAME
from msp_dialogue.measure import DEFINITIONS, Counted, Definition, Selection
from msp_dialogue.measure.shares import Heard
from msp_dialogue.measure.splits import Counting
from msp_dialogue.record.read import Ownership
from msp_dialogue.web import dates, filters, seen
from msp_dialogue.web.filters import Filters
from msp_dialogue.web.pages.dashboard import DashboardPage
from msp_dialogue.web.pages.dashboard_made import Shown
from msp_dialogue.web.permits import may, permit
from msp_dialogue.web.routes.enquiries import MINE, TEAM, UNPROCESSABLE
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import account

blueprint = Blueprint("dashboard", __name__)

COUNCIL = "council"


@blueprint.get("/dashboard")
def page() -> ResponseReturnValue:
    """Every measure of the enquiries that are chosen."""
    shown, found = _asked()
    with service().database.reading() as connection:
        made = shown.overview(_counting(connection, shown.whose, found))
    return _replied("dashboard.html", made)


@blueprint.get("/dashboard/<measure>")
def measure(measure: str) -> ResponseReturnValue:
    """One measure, split in every way there is."""
    definition = DEFINITIONS.get(measure) or abort(404)
    shown, found = _asked()
    with service().database.reading() as connection:
        made = shown.one(_counting(connection, shown.whose, found, definition), definition)
    return _replied("dashboard_measure.html", made)


@blueprint.get("/dashboard/<measure>/<table>")
def file(measure: str, table: str) -> ResponseReturnValue:
    """One table of a measure as CSV; the trail knows before the first byte leaves and after the last [X-07]."""
    definition = DEFINITIONS.get(measure) or abort(404)
    shown, found = _asked()
    with service().database.reading() as connection:
        counting = _counting(connection, shown.whose, found)
        chart = shown.table(counting, definition, table) or abort(404)
    scope = {"from": str(found.period.first), "to": str(found.period.last), "date_rule": str(found.by)}
    scope |= {"figures": f"{measure}/{table}", "whose": shown.whose}
    taken = Taken(new_id(), account().id, service().now)
    pieces = deliver_table(service().database, chart, scope, taken=taken)
    headers = {"Content-Disposition": f'attachment; filename="{NAME}"'}
    return Response(pieces, content_type=MEDIA_TYPE, headers=headers)


def scopes() -> Mapping[str, Ownership]:
    """Whose enquiries the account may see counted: those they lead, if they may lead any; their team's; the council's.

    Nothing but the account decides it, whatever an address claims.
    """
    own, team, council = Ownership("", account().id), Ownership(account().team, None), Ownership("", None)
    decided = (
        (MINE, team, may(Action.SEE_ENQUIRY, own)),
        (TEAM, team, may(Action.SEE_ENQUIRY, team)),
        (COUNCIL, council, True),
    )
    return {name: owned for name, owned, theirs in decided if theirs and may(Action.SEE_DASHBOARD, owned)}


def _asked() -> tuple[Shown, Filters]:
    """What is asked for, if the account may see it: otherwise it is as if it were not there."""
    offered = scopes()
    whose = request.args.get("whose") or next(iter(offered), TEAM)
    if whose not in offered:
        seen.refuse(Action.SEE_DASHBOARD)
        abort(404)
    permit(Action.SEE_DASHBOARD, offered[whose])
    now = service().now()
    found = filters.read(request.args, dates.today(now))
    released = may(Action.SEE_FIGURES, Ownership("", None))
    return Shown(whose, tuple(offered), account().team, found, now, sees_released=released), found


def _counting(connection: Connection, whose: str, found: Filters, alone: Definition | None = None) -> Counting:
    selection = Selection(
        found.period,
        found.by,
        team=account().team if whose == TEAM else None,
        lead=account().id if whose == MINE else None,
        kind=found.kind,
        reader=account().id,
    )
    on = dates.today(service().now())
    outcomes, heard = alone is None or Counted.OUTCOMES in alone.counted, Heard(found.voice, found.asker)
    return Counting(connection, selection, on, heard, found.age, outcomes, trend=alone is not None)


def _replied(template: str, made: DashboardPage) -> ResponseReturnValue:
    status = UNPROCESSABLE if made.errors else 200
    return render_template(template, page=made), status
