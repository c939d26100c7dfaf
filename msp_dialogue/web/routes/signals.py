"""What may mean danger in an enquiry: saying how it was dealt with, adding to that. Never shown beside questions."""

import re

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts.permission import Action
from msp_dialogue.record import signals
from msp_dialogue.record.read import Whole
from msp_dialogue.record.signals import How, NotAsSeen
from msp_dialogue.record.streams import By
from msp_dialogue.web.pages.signals import SignalPage, Signals, SignalsPage, signal_page, signals_page, signals_view
from msp_dialogue.web.permits import permit, thing_of
from msp_dialogue.web.routes.enquiries import UNPROCESSABLE
from msp_dialogue.web.routes.enquiry import everything
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import account
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("signals", __name__)

CONFLICT = 409
_SEEN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


@blueprint.get("/enquiries/<enquiry_id>/signals")
def page(enquiry_id: str) -> ResponseReturnValue:
    """The open signals, and the form to say how they were dealt with."""
    permit(Action.DEAL_WITH_SIGNAL, thing_of(enquiry_id))
    return render_template("signals.html", page=_page(enquiry_id, Typed(), new_id()))


@blueprint.post("/enquiries/<enquiry_id>/signals")
def deal(enquiry_id: str) -> ResponseReturnValue:
    """Note how they were dealt with; what was raised meanwhile is shown first, and the words are kept."""
    permit(Action.DEAL_WITH_SIGNAL, thing_of(enquiry_id))
    typed = Typed()
    token = typed.form.get("token") or new_id()
    seen = _seen(typed)
    how = typed.one_of("how", set(How), missing=_("Choose how it was dealt with."))
    words = typed.words("words", missing=_("Write what was done, and who did it."))
    if typed.checked("words"):
        return render_template("signals.html", page=_page(enquiry_id, typed, token)), UNPROCESSABLE
    by = By(account().id, service().now(), token)
    try:
        with service().database.transaction() as connection:
            signals.deal_with(connection, enquiry_id, seen, How(how), words, by)
    except NotAsSeen:
        typed.wrong("signals", _("Something changed while this page was open. Look again, then save what you wrote."))
        return render_template("signals.html", page=_page(enquiry_id, typed, new_id())), CONFLICT
    return redirect(url_for("enquiry.page", enquiry_id=enquiry_id), code=303)


@blueprint.get("/enquiries/<enquiry_id>/signals/<int:number>")
def one(enquiry_id: str, number: int) -> ResponseReturnValue:
    """One that was dealt with, and the form to add to what was said of it."""
    permit(Action.DEAL_WITH_SIGNAL, thing_of(enquiry_id))
    shown = _one(enquiry_id, number, Typed(), new_id())
    return render_template("signal.html", page=shown) if shown.signal else abort(404)


@blueprint.post("/enquiries/<enquiry_id>/signals/<int:number>")
def add(enquiry_id: str, number: int) -> ResponseReturnValue:
    """Add to it, or open it again; what was written before stays."""
    permit(Action.DEAL_WITH_SIGNAL, thing_of(enquiry_id))
    typed = Typed()
    token = typed.form.get("token") or new_id()
    words = typed.words("words", missing=_("Write what is to be added."))
    needed = typed.one_of("needed", ("yes", "no"), missing=_("Say whether somebody still needs to act."))
    if typed.checked("words"):
        return render_template("signal.html", page=_one(enquiry_id, number, typed, token)), UNPROCESSABLE
    by = By(account().id, service().now(), token)
    try:
        with service().database.transaction() as connection:
            signals.add_to(connection, enquiry_id, number, words, opens=needed == "yes", by=by)
    except NotAsSeen:
        typed.wrong("words", _("This is not dealt with. What you wrote is still here; it can be said there."))
        return render_template("signal.html", page=_one(enquiry_id, number, typed, new_id())), CONFLICT
    return redirect(url_for("enquiry.page", enquiry_id=enquiry_id), code=303)


def _seen(typed: Typed) -> dict[int, int]:
    """The signals that the form is about, by number, and how often each had been raised."""
    values = [_SEEN.fullmatch(value) for value in typed.form.getlist("signals")]
    seen = {int(value[1]): int(value[2]) for value in values if value}
    if not seen:
        typed.wrong("signals", _("Choose what was dealt with."))
    return seen


def _page(enquiry_id: str, typed: Typed, token: str) -> SignalsPage:
    whole, shown = _shown(enquiry_id)
    chosen = frozenset(typed.form.getlist("signals"))
    return signals_page(whole, shown, typed.kept, chosen, token, tuple(typed.errors))


def _one(enquiry_id: str, number: int, typed: Typed, token: str) -> SignalPage:
    return signal_page(*_shown(enquiry_id), number, typed.kept, token, tuple(typed.errors))


def _shown(enquiry_id: str) -> tuple[Whole, Signals]:
    whole, flows, names = everything(enquiry_id)
    with service().database.reading() as connection:
        found = signals.of_enquiry(connection, enquiry_id)
    return whole, signals_view(whole, flows, names, found)
