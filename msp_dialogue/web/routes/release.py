"""Figures looked at as they would be released, released to the board and analysts, and withdrawn."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts import people
from msp_dialogue.measure import PeriodProblem, Span, quarter_of, span_of, year_of
from msp_dialogue.release import ledger
from msp_dialogue.release.releases import NotReleased, Releases
from msp_dialogue.web import dates
from msp_dialogue.web.notices import Notice, done
from msp_dialogue.web.pages.forms import Errors
from msp_dialogue.web.pages.release import ReleaseListPage, ReleasePage, after, before, line_of, refused
from msp_dialogue.web.released import releases
from msp_dialogue.web.routes.enquiries import UNPROCESSABLE
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import account
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("release", __name__)

QUARTERS_BACK, YEARS_BACK = 13, 4
LONGEST_REASON = 1000
CONFLICT = 409


@blueprint.get("/release")
def page() -> ResponseReturnValue:
    """Every quarter and year: released, to be released, or not over."""
    today = dates.today(service().now())
    with service().database.reading() as connection:
        standing = {each.span: each for each in ledger.standing(connection)}

    def lines(newest: Span, back: int) -> tuple[Span, ...]:
        return tuple(newest.back(number) for number in range(back))

    names = _names()
    years, quarters = (
        tuple(line_of(span, standing, names, over=span.period.last < today) for span in lines(newest, back))
        for newest, back in ((year_of(today), YEARS_BACK), (quarter_of(today), QUARTERS_BACK))
    )
    return render_template("releases.html", page=ReleaseListPage(years, quarters))


@blueprint.get("/release/figures")
def look() -> ResponseReturnValue:
    """What would be released of a span, or what was; by default of the quarter that ended last."""
    return _shown(_span(request.args.get("period")))


@blueprint.post("/release/figures")
def release() -> ResponseReturnValue:
    """Release what was looked at; or the page again where that is not what is there now."""
    typed = Typed()
    span = _span(typed.form.get("period"))
    try:
        releases().release(span, at=service().now(), by=account().id, id=new_id(), mark=typed.form.get("mark", ""))
    except NotReleased as problem:
        return _shown(span, (("problem", str(problem)),)), CONFLICT
    return done(Notice.FIGURES_RELEASED, "release.look", period=span.id.lower())


@blueprint.post("/release/withdraw")
def withdraw() -> ResponseReturnValue:
    """Take back the release that was looked at, with a reason."""
    typed = Typed()
    span = _span(typed.form.get("period"))
    reason = typed.words("reason", missing=_("Write why it is withdrawn."), longest=LONGEST_REASON)
    errors = typed.checked("reason")
    if errors:
        return _shown(span, errors, typed.kept), UNPROCESSABLE
    taken_back = releases().withdraw(
        typed.form.get("id", ""), reason=reason.strip(), at=service().now(), by=account().id
    )
    if not taken_back:
        return redirect(url_for("release.look", period=span.id.lower()), code=303)
    return done(Notice.FIGURES_WITHDRAWN, "release.look", period=span.id.lower())


def _shown(span: Span, errors: Errors = (), form: Mapping[str, str] | None = None) -> str:
    these, names = releases(), _names()
    history = these.history(span)
    standing = next((each for each in history if each.withdrawn_at is None), None)
    if standing:
        made = after(span, these.as_released(standing), standing, history, names)
    else:
        made = _before(these, span, history, names)
    return render_template("release.html", page=made.with_errors(errors, form))


def _before(these: Releases, span: Span, history: tuple[ledger.Decision, ...], names: Mapping[str, str]) -> ReleasePage:
    try:
        return before(span, these.preview(span, at=service().now()), history, names)
    except NotReleased as problem:
        return refused(span, str(problem), history, names)


def _span(period: str | None) -> Span:
    """The span of an address, where it is written small; the quarter that ended last for any other."""
    try:
        return span_of((period or "").upper())
    except PeriodProblem:
        return quarter_of(dates.today(service().now())).back(1)


def _names() -> Mapping[str, str]:
    with service().database.reading() as connection:
        return {each.id: each.name for each in people.all(connection)}
