"""Finding an enquiry by a reference, and opening a new one; the searched words never stand in an address."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue import audit
from msp_dialogue.accounts import Role, people, throttle
from msp_dialogue.accounts.permission import Action
from msp_dialogue.record import enquiries, read
from msp_dialogue.record.enquiries import AdultDetails, EnquiryDetails, EnquiryKind, ReferenceTaken
from msp_dialogue.record.read import Ownership, Scope
from msp_dialogue.record.streams import By
from msp_dialogue.web import dates, limits
from msp_dialogue.web.pages import named
from msp_dialogue.web.pages.forms import Choices, Errors, NewEnquiryPage
from msp_dialogue.web.pages.lists import FoundPage, line_view
from msp_dialogue.web.permits import may, permit, rely_on_enquiry
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import account
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("enquiries", __name__)

UNPROCESSABLE, TOO_OFTEN = 422, 429
MINE, TEAM = "mine", "team"


@blueprint.post("/enquiries/find")
def found() -> ResponseReturnValue:
    """What has this reference, or a part of it; one that has exactly this opens at once."""
    typed = Typed()
    text = typed.line("query", missing=_("Enter a reference, or a part of one."))
    asked_for = typed.form.get("page", "1")
    number = int(asked_for) if asked_for.isascii() and asked_for.isdecimal() and len(asked_for) < 6 else 1
    of_team = Ownership(account().team, None)
    opens, breaks_glass = may(Action.OPEN_ENQUIRY, of_team), may(Action.BREAK_GLASS, of_team)
    if typed.errors:
        nothing = FoundPage(text, (), 1, False, opens, breaks_glass, tuple(typed.errors))
        return render_template("found.html", page=nothing), UNPROCESSABLE
    with service().database.reading() as connection:
        lookup = read.find(connection, tuple(scopes().values()), text=text, page=max(number, 1))
        names = {each.id: each.name for each in people.all(connection)}
    if lookup.exact:
        return redirect(url_for("enquiry.page", enquiry_id=lookup.exact), code=303)
    today, holds = dates.today(service().now()), may(Action.HOLD_CONVERSATION, of_team)
    lines = tuple(line_view(each, names, today, holds=holds) for each in lookup.lines)
    shown = FoundPage(text, lines, max(number, 1), lookup.more, opens, breaks_glass)
    return render_template("found.html", page=shown)


@blueprint.get("/enquiries/new")
def new() -> ResponseReturnValue:
    """The form for a new enquiry."""
    form = {"reference": "", "adult": "", "call_name": "", "kind": "", "lead": account().id}
    form |= dates.boxes("opened", None) | dates.boxes("born", None)
    return render_template("enquiry_new.html", page=_page(form, new_id()))


@blueprint.post("/enquiries/new")
def open_one() -> ResponseReturnValue:
    """Open the enquiry, once however often the form is sent; with something wrong in it nothing is made.

    A reference that is taken is noted and counted like a try in an emergency: it tells that there is such an enquiry.
    """
    permit(Action.OPEN_ENQUIRY, Ownership(account().team, None))
    typed = Typed()
    token = typed.form.get("token") or new_id()
    adult, details = _read(typed)
    errors = typed.checked("reference")
    if errors:
        return _not_opened(typed, token, errors)
    by = By(account().id, service().now(), token)
    tries = limits.try_reference(by.actor)
    if tries is None:
        said = _("Too many references were here already. Wait a few minutes, then send it again.")
        return _not_opened(typed, token, (("reference", said),), status=TOO_OFTEN)
    try:
        opened = enquiries.open_enquiry(service().database, new_id(), new_id(), adult, details, by)
    except ReferenceTaken:
        with service().database.transaction() as connection:
            audit.record(connection, actor=by.actor, action="reference_taken", thing=by.actor, at=by.at)
        return _not_opened(typed, token, (("reference", _taken()),))
    with service().database.transaction() as connection:
        throttle.give_back(connection, tries)
    if may_change_adult(opened):
        _fill_gaps(opened, adult, By(by.actor, by.at, f"{token}-adult"))
    return redirect(url_for("enquiry.page", enquiry_id=opened), code=303)


def _not_opened(typed: Typed, token: str, errors: Errors, *, status: int = UNPROCESSABLE) -> ResponseReturnValue:
    return render_template("enquiry_new.html", page=_page(typed.kept, token, errors)), status


def kinds() -> Choices:
    """The kinds of enquiry to choose from."""
    return tuple((str(kind), named.enquiry_kind(kind)) for kind in EnquiryKind)


def _taken() -> str:
    return _(
        "An enquiry with this reference is here already. Check the reference, or look for the enquiry by it. "
        "If you cannot find it, others work with it: ask your manager."
    )


def _read(typed: Typed) -> tuple[AdultDetails, EnquiryDetails]:
    """What was typed, in the order of the page; what is wrong is noted."""
    today = dates.today(service().now())
    reference = typed.line("reference", missing=_("Enter the enquiry reference."))
    kind = typed.one_of("kind", set(EnquiryKind), missing=_("Choose the kind of enquiry."))
    opened = typed.day("opened", missing=_("Enter the day on which the enquiry was opened."), latest=today)
    lead = typed.one_of("lead", dict(leads_of(account().team)), missing=_("Choose the lead worker."))
    adult = typed.line("adult", missing=_("Enter the adult’s reference."))
    call_name = typed.line("call_name")
    born = typed.day("born", latest=today)
    return (
        AdultDetails(adult, call_name or None, born.isoformat() if born else None),
        EnquiryDetails(
            reference,
            EnquiryKind(kind) if kind else EnquiryKind.OTHER,
            account().team,
            opened.isoformat() if opened else "",
            lead or None,
        ),
    )


def scopes() -> Mapping[str, Scope]:
    """Whose enquiries the account has listed: those they lead, if they may lead any, and their team's."""
    own, team = Scope(account().id), Scope(account().id, account().team)
    decided = ((MINE, own, Ownership("", account().id)), (TEAM, team, Ownership(account().team, None)))
    return {name: scope for name, scope, owned in decided if may(Action.SEE_ENQUIRY, owned)}


def leads_of(team: str | None) -> Choices:
    """Who can lead an enquiry: nobody yet, or a worker of the team, or without a team anybody's worker."""
    with service().database.reading() as connection:
        everyone = people.all(connection)
    workers = [each for each in everyone if Role.WORKER in each.roles and not each.disabled]
    named_with_team = tuple(
        (each.id, each.name if team else f"{each.name} ({each.team})") for each in workers if team in (None, each.team)
    )
    return (("", _("No one yet")), *named_with_team)


def may_change_adult(enquiry_id: str) -> bool:
    """Whether every enquiry of the adult is theirs: what is noted of an adult shows in all of them.

    One that is sealed to others is as if it were not there.
    """
    with service().database.reading() as connection:
        owners = read.ownerships_of_adult(connection, enquiry_id, at=service().now())
    shown = [each for each in owners if not each.sealed or may(Action.SEE_ENQUIRY, each)]
    theirs = all(may(Action.CHANGE_ENQUIRY, each) for each in shown)
    for each in shown if theirs else ():
        rely_on_enquiry(Action.CHANGE_ENQUIRY, each)
    return theirs


def _fill_gaps(enquiry_id: str, typed: AdultDetails, by: By) -> None:
    """An adult who was known already keeps what is known, and gets what was not."""
    with service().database.reading() as connection:
        known = read.adult_known_as(connection, typed.reference)
    if known is None:
        return
    both = AdultDetails(
        typed.reference,
        known["call_name"] or typed.call_name,
        known["born"] or typed.born,
        known["died"],
    )
    if (both.call_name, both.born) != (known["call_name"], known["born"]):
        enquiries.change_adult(service().database, enquiry_id, both, by)


def _page(form: Mapping[str, str], token: str, errors: Errors = ()) -> NewEnquiryPage:
    team = account().team
    return NewEnquiryPage(token, team, leads_of(team), kinds(), form, errors)
