"""How somebody can be reached safely: its page, and noting it anew, also from what they said.

There is one record for each adult. Whoever may work with one of the adult's enquiries sees it and may change it, also
where other teams work with the adult too: unlike a name, an address that is not safe must be put right at once by
whoever learns of it. Everything that was noted before stays readable, with who and when.
"""

from collections.abc import Mapping, Sequence

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts.permission import Action
from msp_dialogue.record import contact
from msp_dialogue.record.contact import NotedContact, NotedMeanwhile, SafeContact, Way
from msp_dialogue.record.read import Answer
from msp_dialogue.record.streams import By
from msp_dialogue.web import dates
from msp_dialogue.web.notices import Notice, done
from msp_dialogue.web.pages import contact as pages
from msp_dialogue.web.pages.contact import ContactFormPage, ContactPage
from msp_dialogue.web.pages.forms import Errors
from msp_dialogue.web.pages.said import Reader
from msp_dialogue.web.permits import permit, thing_of
from msp_dialogue.web.routes.enquiries import UNPROCESSABLE
from msp_dialogue.web.routes.enquiry import everything, in_touch
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import account
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("contact", __name__)

LONGEST = 200
"""Letters of a number, an address or a person."""


@blueprint.get("/enquiries/<enquiry_id>/contact")
def page(enquiry_id: str) -> ResponseReturnValue:
    """What is noted, when somebody was reached, and what was noted before."""
    permit(Action.SEE_ENQUIRY, thing_of(enquiry_id))
    reader = Reader(*everything(enquiry_id))
    with service().database.reading() as connection:
        earlier = contact.earlier(connection, enquiry_id)
    enquiry = reader.whole.enquiry
    shown = ContactPage(
        id=enquiry.id,
        reference=enquiry.reference,
        call_name=enquiry.adult.call_name,
        contact=in_touch(reader),
        earlier=tuple(pages.noted_view(reader, each) for each in earlier),
    )
    return render_template("contact.html", page=shown)


@blueprint.get("/enquiries/<enquiry_id>/contact/change")
def details(enquiry_id: str) -> ResponseReturnValue:
    """The form with what is noted now."""
    permit(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    noted = _noted(enquiry_id)
    return _form(enquiry_id, pages.form_of(noted.contact if noted else SafeContact()), known=_number(noted))


@blueprint.get("/enquiries/<enquiry_id>/contact/said")
def said(enquiry_id: str) -> ResponseReturnValue:
    """The form filled with what was said since, for the worker to check; nothing is noted until it is sent."""
    permit(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    noted, reader = _noted(enquiry_id), Reader(*everything(enquiry_id))
    since = pages.said_since(reader, noted)
    form = pages.filled(noted.contact if noted else SafeContact(), since)
    return _form(enquiry_id, form, known=_number(noted), since=since)


@blueprint.post("/enquiries/<enquiry_id>/contact/change")
def change(enquiry_id: str) -> ResponseReturnValue:
    """Note it anew, once however often the form is sent; also unchanged, since then somebody looked at it again."""
    permit(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    typed = Typed()
    token, known = typed.form.get("token") or new_id(), _known(typed)
    told = _told(typed)
    errors = typed.checked("ways")
    if errors:
        return _form(enquiry_id, typed.kept, known=known, token=token, errors=errors)
    try:
        with service().database.transaction() as connection:
            contact.note(connection, enquiry_id, told, By(account().id, service().now(), token), known=known)
    except NotedMeanwhile:
        return _noted_meanwhile(enquiry_id, typed.kept, token)
    return done(Notice.CONTACT_SAVED, "contact.page", enquiry_id=enquiry_id)


def _told(typed: Typed) -> SafeContact:
    """What was typed, in the order of the page; what is wrong is noted."""
    safe = [way for way in Way if typed.form.get(f"way-{way}")]
    no_way = bool(typed.form.get("no-way"))
    if not safe and not no_way:
        typed.wrong("ways", _("Choose the ways that are safe, or “No way is safe now”."))
    if safe and no_way:
        typed.wrong("ways", _("Choose either the ways that are safe, or “No way is safe now”."))
    missing = _("Write which number, address or person is safe. Only that may then be used.")
    ways = {way: typed.line(f"which-{way}", missing=missing, longest=LONGEST) for way in safe}
    texts = {name: typed.words(name) for name in ("never", "times", "words")}
    review = typed.day("review")
    if review and review <= dates.today(service().now()):
        typed.wrong("review-day", _("This day has come already. Enter a day after today."))
    never = frozenset(way for way in Way if typed.form.get(f"avoid-{way}"))
    for way in never.intersection(safe):
        typed.wrong("never-ways", _clash(way))
    return SafeContact(ways=ways, never_ways=never, review=review.isoformat() if review else None, **texts)


def _clash(way: Way) -> str:
    return _(
        "“%(way)s” is marked as safe as well. Take it off one of the two lists. "
        "If only one number or address must not be used, write that one in the box below.",
        way=pages.way_name(way),
    )


def _noted_meanwhile(enquiry_id: str, form: Mapping[str, str], token: str) -> ResponseReturnValue:
    """Somebody else noted it: both are shown, and nothing is overwritten without a word."""
    noted = _noted(enquiry_id)
    said = _("This was noted anew in another window. Compare it with yours, then save yours or go back.")
    return _form(enquiry_id, form, known=_number(noted), token=token, errors=(("ways", said),), meanwhile=noted)


def _known(typed: Typed) -> int:
    """The number of what the form was filled from; anything else is older than everything."""
    sent = typed.form.get("known", "")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else -1


def _noted(enquiry_id: str) -> NotedContact | None:
    with service().database.reading() as connection:
        return contact.of_enquiry(connection, enquiry_id)


def _number(noted: NotedContact | None) -> int:
    return noted.number if noted else 0


def _form(
    enquiry_id: str,
    form: Mapping[str, str],
    *,
    known: int,
    token: str | None = None,
    errors: Errors = (),
    meanwhile: NotedContact | None = None,
    since: Sequence[Answer] = (),
) -> ResponseReturnValue:
    reader = Reader(*everything(enquiry_id))
    shown = ContactFormPage(
        enquiry=enquiry_id,
        reference=reader.whole.enquiry.reference,
        token=token or new_id(),
        known=known,
        ways=pages.way_choices(),
        now=pages.noted_view(reader, meanwhile) if meanwhile else None,
        said=tuple(map(reader.spoken, since)),
        form=form,
        errors=errors,
    )
    return render_template("contact_change.html", page=shown), UNPROCESSABLE if errors else 200
