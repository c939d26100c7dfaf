"""One enquiry: its page, and changing what is known of it and of its adult."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts import people
from msp_dialogue.accounts.permission import Action
from msp_dialogue.flow.model import Flow
from msp_dialogue.measure import quality
from msp_dialogue.record import (
    contact,
    copies,
    dialogues,
    emergencies,
    enquiries,
    follow_ups,
    invitations,
    needs,
    read,
    signals,
)
from msp_dialogue.record.emergencies import Emergency
from msp_dialogue.record.enquiries import AdultDetails, EnquiryDetails, EnquiryKind
from msp_dialogue.record.read import Adult, Enquiry, Ownership, Whole
from msp_dialogue.record.streams import By
from msp_dialogue.web import dates, seen
from msp_dialogue.web.notices import Notice, done
from msp_dialogue.web.pages import named
from msp_dialogue.web.pages.changed import Besides
from msp_dialogue.web.pages.contact import ContactView, contact_view
from msp_dialogue.web.pages.copy import history
from msp_dialogue.web.pages.emergency import Guarded, band, emergency_view
from msp_dialogue.web.pages.enquiry import OPEN, enquiry_page
from msp_dialogue.web.pages.forms import ChangePage, Choices, Errors
from msp_dialogue.web.pages.said import Reader
from msp_dialogue.web.permits import may, permit, thing_of
from msp_dialogue.web.routes.enquiries import UNPROCESSABLE, kinds, leads_of, may_change_adult
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import account
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("enquiry", __name__)

TOLD_FOR = timedelta(days=30)


@blueprint.get("/enquiries/<enquiry_id>")
def page(enquiry_id: str) -> ResponseReturnValue:
    """The enquiry with everything that was said in it."""
    owned = thing_of(enquiry_id)
    permit(Action.SEE_ENQUIRY, owned)
    whole, flows, names = everything(enquiry_id)
    now = service().now()
    with service().database.reading() as connection:
        told = needs.of_enquiry(connection, service().library, enquiry_id)
        missing = quality.of_enquiry(connection, enquiry_id, dates.today(now))
        asked, given = copies.asked(connection, enquiry_id), copies.given(connection, enquiry_id)
    shown = enquiry_page(
        whole,
        flows,
        names,
        contact=in_touch(Reader(whole, flows, names)),
        copies=history(asked, given, names),
        missing=tuple(gap for gap in missing if gap.to_mend),
        sees_worklist=may(Action.SEE_WORKLIST, Ownership(account().team, None)),
        needs=told,
        besides=_besides(enquiry_id),
        since=seen.last_visit(enquiry_id, account().id, now),
        turns=_turns(whole),
        on=dates.today(now),
        token=new_id(),
        offered=frozenset(action for action in Action if may(action, owned)),
        guarded=_guarded(enquiry_id, owned, names),
    )
    return render_template("enquiry.html", page=shown)


@blueprint.get("/enquiries/<enquiry_id>/change")
def details(enquiry_id: str) -> ResponseReturnValue:
    """The form with what is known now."""
    permit(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    enquiry = one(enquiry_id)
    return render_template("enquiry_change.html", page=_page(enquiry, _known(enquiry), new_id()))


@blueprint.post("/enquiries/<enquiry_id>/change")
def change(enquiry_id: str) -> ResponseReturnValue:
    """Note what changed; nothing is noted while something is wrong."""
    permit(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    enquiry, typed = one(enquiry_id), Typed()
    token = typed.form.get("token") or new_id()
    with service().database.reading() as connection:
        if enquiries.changed_before(connection, enquiry_id, token):
            return redirect(url_for("enquiry.page", enquiry_id=enquiry_id), code=303)
    changes = _Changes(enquiry, typed)
    if typed.form.get("known", _mark(enquiry)) != _mark(enquiry):
        typed.wrong("team", _("These details were changed in another window. Cancel to see them, or save yours."))
    errors = typed.checked("team")
    if errors:
        return render_template("enquiry_change.html", page=_page(enquiry, typed.kept, token, errors)), UNPROCESSABLE
    changes.store(By(account().id, service().now(), token))
    still_theirs = may(Action.SEE_ENQUIRY, thing_of(enquiry_id))
    if still_theirs:
        return done(Notice.DETAILS_SAVED, "enquiry.page", enquiry_id=enquiry_id)
    return done(Notice.DETAILS_SAVED, "home.page")


def one(enquiry_id: str) -> Enquiry:
    """The enquiry's own facts; without one, the page that is not there."""
    with service().database.reading() as connection:
        found = read.enquiry(connection, enquiry_id)
    return found if found is not None else abort(404)


def everything(enquiry_id: str) -> tuple[Whole, Mapping[str, Flow], Mapping[str, str]]:
    """The enquiry whole, the flow each conversation runs on, and the names of accounts, all as at one moment."""
    library = service().library
    with service().database.reading() as connection:
        whole = read.whole(connection, enquiry_id)
        if whole is None:
            abort(404)
        flows = {each.id: library.version(connection, each.flow, each.structure).flow for each in whole.conversations}
        names = {each.id: each.name for each in people.all(connection)}
    return whole, flows, names


def in_touch(reader: Reader) -> ContactView:
    """How the adult of an enquiry can be reached, and was: for every page that shows it."""
    enquiry_id = reader.whole.enquiry.id
    with service().database.reading() as connection:
        noted = contact.of_enquiry(connection, enquiry_id)
        elsewhere = contact.said_elsewhere(connection, enquiry_id, noted)
        reached = follow_ups.of_enquiry(connection, enquiry_id)
    today, may_change = dates.today(service().now()), may(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    return contact_view(reader, noted, reached, elsewhere=elsewhere, on=today, may_change=may_change)


def _besides(enquiry_id: str) -> Besides:
    """What happened besides the conversations."""
    with service().database.reading() as connection:
        return Besides(
            signals=signals.of_enquiry(connection, enquiry_id),
            contact=contact.of_enquiry(connection, enquiry_id),
            follow_ups=follow_ups.of_enquiry(connection, enquiry_id),
        )


def _turns(whole: Whole) -> Mapping[str, bool]:
    """Of each open conversation that an advocate answers elsewhere, whether it is their turn."""
    invited = {each.dialogue for each in whole.invitations}
    found = {}
    with service().database.reading() as connection:
        for each in whole.conversations:
            if each.id in invited and each.state in OPEN and each.set_aside is None:
                dialogue = dialogues.load(connection, service().library, each.id).dialogue
                if invitations.by_invitation(dialogue):
                    found[each.id] = invitations.is_their_turn(dialogue)
    return found


def _guarded(enquiry_id: str, owned: Ownership, names: Mapping[str, str]) -> Guarded:
    """Who else sees it; those who answer for it are told of each opening and each try until they noted it.

    What another of them noted still stands there for 30 days, with who noted it: the lead must not learn nothing of it
    because the manager was quicker.
    """
    with service().database.reading() as connection:
        found = emergencies.of_enquiry(connection, enquiry_id)
    told, since = found if may(Action.SEE_WHO_LOOKED, owned) else (), service().now() - TOLD_FOR
    return Guarded(
        opened=band(found, account().id, service().now()),
        sealed_for=tuple(sorted(named.name_of(names, each) for each in owned.named)),
        emergencies=tuple(emergency_view(each, names) for each in told if _still_told(each, since)),
    )


def _still_told(each: Emergency, since: datetime) -> bool:
    return each.seen is None or (each.seen_by != account().id and each.at >= since)


class _Changes:
    """What was typed about an enquiry, and noting where it differs from what is known."""

    def __init__(self, enquiry: Enquiry, typed: Typed) -> None:
        today = dates.today(service().now())
        self.enquiry = enquiry
        self.team = typed.one_of("team", dict(_teams(enquiry)), missing=_("Choose the team."))
        self.lead = typed.one_of("lead", dict(_leads(enquiry)), missing=_("Choose the lead worker.")) or None
        kind = typed.one_of("kind", set(EnquiryKind), missing=_("Choose the kind of enquiry."))
        self.kind = EnquiryKind(kind) if kind else enquiry.kind
        self.opened = typed.day("opened", missing=_("Enter the day on which the enquiry was opened."), latest=today)
        self.adult = _adult(enquiry, typed, today) if may_change_adult(enquiry.id) else enquiry.adult
        if self.opened and enquiry.concluded and self.opened.isoformat() > enquiry.concluded:
            typed.wrong("opened-day", _("The enquiry was concluded before this day. Enter an earlier one."))

    def store(self, by: By) -> None:
        enquiry, adult = self.enquiry, self.adult
        opened = _iso(self.opened) or enquiry.opened
        same = (self.team, self.lead, self.kind, opened) == (enquiry.team, enquiry.lead, enquiry.kind, enquiry.opened)
        noted = AdultDetails(adult.reference, adult.call_name, adult.born, adult.died)
        details = EnquiryDetails(enquiry.reference, self.kind, self.team, opened, self.lead)
        enquiries.change_both(
            service().database,
            enquiry.id,
            by,
            adult=noted if adult != enquiry.adult else None,
            enquiry=None if same else details,
        )


def _mark(enquiry: Enquiry) -> str:
    """Changes whenever any detail does: the form carries it, so that an older page is noticed."""
    return hashlib.sha256(repr(sorted(_known(enquiry).items())).encode()).hexdigest()[:16]


def _adult(enquiry: Enquiry, typed: Typed, today: date) -> Adult:
    """What was typed about the adult."""
    call_name = typed.line("call_name") or None
    born, died = typed.day("born", latest=today), typed.day("died", latest=today)
    if born and died and died < born:
        typed.wrong("died-day", _("This is before the date of birth. Check both."))
    return replace(enquiry.adult, call_name=call_name, born=_iso(born), died=_iso(died))


def _known(enquiry: Enquiry) -> Mapping[str, str]:
    adult = enquiry.adult
    return {
        "team": enquiry.team,
        "lead": enquiry.lead or "",
        "kind": str(enquiry.kind),
        "call_name": adult.call_name or "",
        **dates.boxes("opened", enquiry.opened),
        **dates.boxes("born", adult.born),
        **dates.boxes("died", adult.died),
    }


def _page(enquiry: Enquiry, form: Mapping[str, str], token: str, errors: Errors = ()) -> ChangePage:
    return ChangePage(
        enquiry=enquiry.id,
        reference=enquiry.reference,
        adult_reference=enquiry.adult.reference,
        token=token,
        adult_is_theirs=may_change_adult(enquiry.id),
        known=_mark(enquiry),
        teams=_teams(enquiry),
        leads=_leads(enquiry),
        kinds=kinds(),
        form=form,
        errors=errors,
    )


def _teams(enquiry: Enquiry) -> Choices:
    """The teams that have anybody in them, and the enquiry's own."""
    with service().database.reading() as connection:
        staffed = {each.team for each in people.all(connection) if not each.disabled}
    return tuple((team, team) for team in sorted(staffed | {enquiry.team}))


def _leads(enquiry: Enquiry) -> Choices:
    """Who can lead it: any worker, and whoever does now."""
    offered = leads_of(None)
    if enquiry.lead is None or enquiry.lead in dict(offered):
        return offered
    return (*offered, (enquiry.lead, _("As it is now: a colleague who has left")))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
