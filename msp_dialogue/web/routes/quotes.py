"""Words for the board: a worker makes ready what the person permitted, and the MSP lead chooses among what is ready."""

import hashlib
from collections.abc import Callable, Iterator, Mapping

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts.permission import Action
from msp_dialogue.database import Connection
from msp_dialogue.flow.voice import Voice
from msp_dialogue.record import masking, own_words, quotes
from msp_dialogue.record.enquiries import NoSuchThing
from msp_dialogue.record.masking import Mask, Suggestion
from msp_dialogue.record.meaning import Meaning
from msp_dialogue.record.own_words import NotTheirWords
from msp_dialogue.record.quotes import NotPermitted, Permitted, QuotePrepared, Why
from msp_dialogue.record.streams import By
from msp_dialogue.web.notices import Notice, done
from msp_dialogue.web.pages import named
from msp_dialogue.web.pages import quotes as pages
from msp_dialogue.web.pages.forms import Errors
from msp_dialogue.web.pages.quotes import PreparePage, QuotesPage
from msp_dialogue.web.permits import permit, thing_of
from msp_dialogue.web.routes.enquiries import UNPROCESSABLE
from msp_dialogue.web.routes.enquiry import everything, one
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import account
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("quotes", __name__)

CONFLICT = 409
LONGEST = 600
"""Letters of a quote: a longer one nobody takes in, and it tells more than it needs to."""
MASKS, WORDS, SHOWN = "masks", "words", "shown"
"""The steps of making words ready: what to mask, what to leave out, and how it would be shown."""


@blueprint.get("/enquiries/<enquiry_id>/quotes")
def page(enquiry_id: str) -> ResponseReturnValue:
    """What may be used of what was said, and how far each has come."""
    owned = thing_of(enquiry_id)
    permit(Action.CHANGE_ENQUIRY, owned)
    with service().database.reading() as connection:
        found = quotes.of_enquiry(connection, enquiry_id)
    said = tuple(pages.permitted_view(each) for each in found)
    return render_template("quotes.html", page=QuotesPage(enquiry_id, one(enquiry_id).reference, owned.sealed, said))


@blueprint.get("/enquiries/<enquiry_id>/quotes/<dialogue_id>/<outcome_id>")
def details(enquiry_id: str, dialogue_id: str, outcome_id: str) -> ResponseReturnValue:
    """The first step: what to mask."""
    permit(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    said = _permitted(enquiry_id, dialogue_id, outcome_id)
    if said is None:
        return redirect(url_for("quotes.page", enquiry_id=enquiry_id), code=303)
    step = MASKS if _suggested(enquiry_id, said) else WORDS
    form = {"words": said.words, "theme": ""} | _masks(enquiry_id, said)
    return _form(enquiry_id, said, step, form, new_id())


@blueprint.post("/enquiries/<enquiry_id>/quotes/<dialogue_id>/<outcome_id>")
def prepare(enquiry_id: str, dialogue_id: str, outcome_id: str) -> ResponseReturnValue:
    """Go on with the next step; nothing is noted before the last."""
    permit(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    said = _permitted(enquiry_id, dialogue_id, outcome_id)
    if said is None:
        return redirect(url_for("quotes.page", enquiry_id=enquiry_id), code=303)
    typed = Typed()
    token, step = typed.form.get("token") or new_id(), typed.form.get("step", MASKS)
    if typed.form.get("known", "") != _mark(said):
        changed = _("These words have changed since you opened the page. See what they say now, then begin again.")
        again = masking.masked(said.words, [(each, each.mask) for each in _suggested(enquiry_id, said)])
        return _form(enquiry_id, said, WORDS, {**typed.kept, "words": again}, token, (("words", changed),))
    if step == MASKS:
        return _masked(enquiry_id, said, typed, token)
    shown = _shown(said, typed)
    errors = typed.checked("words")
    if errors or step != SHOWN or typed.form.get("back"):
        after = WORDS if errors or typed.form.get("back") else SHOWN
        return _form(enquiry_id, said, after, typed.kept, token, errors, shown=shown)
    return _keep(enquiry_id, said, shown, typed, token)


@blueprint.post("/enquiries/<enquiry_id>/quotes/<dialogue_id>/<outcome_id>/take-back")
def take_back(enquiry_id: str, dialogue_id: str, outcome_id: str) -> ResponseReturnValue:
    """Use it no more, chosen or not."""
    permit(Action.CHANGE_ENQUIRY, thing_of(enquiry_id))
    said = _permitted(enquiry_id, dialogue_id, outcome_id)
    if said and said.quote:
        _do(lambda connection, by: quotes.withdraw(connection, str(said.quote), Why.WORKER, by))
        return done(Notice.QUOTE_TAKEN_BACK, "quotes.page", enquiry_id=enquiry_id)
    return redirect(url_for("quotes.page", enquiry_id=enquiry_id), code=303)


@blueprint.get("/quotes")
def ready() -> ResponseReturnValue:
    """Everything that is ready, for the council to choose from."""
    with service().database.reading() as connection:
        found = quotes.ready(connection)
    return render_template("quotes_ready.html", page=pages.ready_page(found))


@blueprint.post("/quotes/<quote>/choose")
def choose(quote: str) -> ResponseReturnValue:
    """Let it stand in the next release."""
    _do(lambda connection, by: quotes.choose(connection, quote, by))
    return done(Notice.QUOTE_CHOSEN, "quotes.ready")


@blueprint.post("/quotes/<quote>/put-back")
def put_back(quote: str) -> ResponseReturnValue:
    """Let it stand in no release."""
    _do(lambda connection, by: quotes.put_back(connection, quote, by))
    return done(Notice.QUOTE_PUT_BACK, "quotes.ready")


@blueprint.post("/quotes/<quote>/refuse")
def refuse(quote: str) -> ResponseReturnValue:
    """Take it away: the worker may make other words ready."""
    _do(lambda connection, by: quotes.withdraw(connection, quote, Why.COUNCIL, by))
    return done(Notice.QUOTE_TAKEN_BACK, "quotes.ready")


def _do(what: Callable[[Connection, By], None]) -> None:
    """Do it, once for each form; where it may not be used any more, or is not there, it is as if it were not there."""
    by = By(account().id, service().now(), Typed().form.get("token") or new_id())
    try:
        with service().database.transaction() as connection:
            what(connection, by)
    except (NoSuchThing, NotPermitted):
        abort(404)


def _permitted(enquiry_id: str, dialogue_id: str, outcome_id: str) -> Permitted | None:
    """These words; None where they may not be used, and without them the page that is not there."""
    with service().database.reading() as connection:
        if not quotes.is_said(connection, enquiry_id, dialogue_id, outcome_id):
            abort(404)
        found = quotes.of_enquiry(connection, enquiry_id)
    return next((each for each in found if (each.dialogue, each.outcome) == (dialogue_id, outcome_id)), None)


def _suggested(enquiry_id: str, said: Permitted) -> tuple[Suggestion, ...]:
    return masking.suggest(said.words, _names(enquiry_id))


def _names(enquiry_id: str) -> Iterator[str]:
    """Whom the words may name: the adult, who was there, and colleagues."""
    whole, _flows, colleagues = everything(enquiry_id)
    yield whole.enquiry.adult.call_name or ""
    yield from colleagues.values()
    for answer in whole.answers:
        if answer.records == Meaning.PRESENT and answer.value:
            yield from (str(each["name"]) for each in answer.value)
    yield from (sitting.present for sitting in whole.sittings)


def _masks(enquiry_id: str, said: Permitted) -> dict[str, str]:
    return {f"mask-{number}": str(each.mask) for number, each in enumerate(_suggested(enquiry_id, said))}


def _masked(enquiry_id: str, said: Permitted, typed: Typed, token: str) -> ResponseReturnValue:
    """The second step, with what was decided of each suggestion."""
    offered = (*map(str, Mask), pages.KEEP)
    missing = _("Say what is to be done with this.")
    found = _suggested(enquiry_id, said)
    chosen = [typed.one_of(f"mask-{number}", offered, missing=missing) for number in range(len(found))]
    errors = typed.checked("mask-0")
    if errors:
        return _form(enquiry_id, said, MASKS, typed.kept, token, errors)
    decided = [(each, Mask(mask)) for each, mask in zip(found, chosen, strict=True) if mask != pages.KEEP]
    form = {"words": masking.masked(said.words, decided), "theme": ""}
    return _form(enquiry_id, said, WORDS, form, token)


def _shown(said: Permitted, typed: Typed) -> str:
    """The words as they would be shown; what is wrong with them is noted."""
    written = typed.words("words", missing=_("Leave some of their words."), longest=LONGEST)
    typed.one_of("theme", dict(pages.themes(said)), missing=_("Choose what it is about."))
    try:
        return "" if typed.errors else own_words.made_of(said.words, written)
    except NotTheirWords as wrong:
        typed.wrong("words", _("They did not say “%(word)s” there. You can only mask or leave out.", word=wrong.word))
        return ""


def _keep(enquiry_id: str, said: Permitted, shown: str, typed: Typed, token: str) -> ResponseReturnValue:
    """Note how they may be shown."""
    prepared = QuotePrepared(
        new_id(), said.dialogue, said.outcome, said.words, shown, typed.form.get("theme", ""), said.voice
    )
    try:
        with service().database.transaction() as connection:
            quotes.prepare(connection, enquiry_id, prepared, By(account().id, service().now(), token))
    except NotPermitted:  # taken back in this moment
        return redirect(url_for("quotes.page", enquiry_id=enquiry_id), code=303)
    return done(Notice.QUOTE_READY, "quotes.page", enquiry_id=enquiry_id)


def _mark(said: Permitted) -> str:
    """Changes when the words do: the form carries it, so that an older page is noticed."""
    return hashlib.sha256(said.words.encode()).hexdigest()[:16]


def _form(
    enquiry_id: str,
    said: Permitted,
    step: str,
    form: Mapping[str, str],
    token: str,
    errors: Errors = (),
    *,
    shown: str = "",
) -> ResponseReturnValue:
    page = PreparePage(
        enquiry=enquiry_id,
        reference=one(enquiry_id).reference,
        dialogue=said.dialogue,
        outcome=said.outcome,
        step=step,
        words=said.words,
        who=named.voice(Voice(said.voice)),
        suggestions=pages.suggestion_views(said.words, _suggested(enquiry_id, said)),
        masks=pages.masks(),
        themes=pages.themes(said),
        shown=shown,
        known=_mark(said),
        token=token,
        form=form,
        errors=errors,
    )
    status = CONFLICT if form.get("known", page.known) != page.known else UNPROCESSABLE if errors else 200
    return render_template("quote.html", page=page), status
