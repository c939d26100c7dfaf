"""The person's own copy: it is asked each time whether it is safe to keep one; only then it can be made."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue import copies
from msp_dialogue.accounts.permission import Action
from msp_dialogue.copies import FORMS, Copy, Form, FormProblem, Tongue, TooLong
from msp_dialogue.copies.content import From
from msp_dialogue.record import copies as noted
from msp_dialogue.record.copies import NotSafeToKeep, Safe
from msp_dialogue.record.dialogues import look_before
from msp_dialogue.record.read import Whole
from msp_dialogue.record.streams import By
from msp_dialogue.web import dates
from msp_dialogue.web.language import direction, name_for_workers, of_last_conversation, speaking
from msp_dialogue.web.pages.copy import CopyPage, Needs, PrintPage, copy_page, history, needs_of
from msp_dialogue.web.pages.forms import Errors
from msp_dialogue.web.permits import permit, thing_of
from msp_dialogue.web.pictures import picture, pictures
from msp_dialogue.web.routes.enquiries import UNPROCESSABLE
from msp_dialogue.web.routes.enquiry import everything
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import account
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("copy", __name__)

NOTHING_YET = {"safe": ""}


@blueprint.get("/enquiries/<enquiry_id>/copy")
def page(enquiry_id: str) -> ResponseReturnValue:
    """Whether it is safe to keep one; once that was answered with yes, the forms."""
    permit(Action.PRINT_COPY, thing_of(enquiry_id))
    return render_template("copy.html", page=_page(enquiry_id))


@blueprint.post("/enquiries/<enquiry_id>/copy")
def ask(enquiry_id: str) -> ResponseReturnValue:
    """Note what was answered."""
    permit(Action.PRINT_COPY, thing_of(enquiry_id))
    typed = Typed()
    safe = typed.one_of("safe", set(Safe), missing=_("Choose whether it is safe."))
    if typed.errors:
        shown = _page(enquiry_id, typed.kept, tuple(typed.errors))
        return render_template("copy.html", page=shown), UNPROCESSABLE
    by = By(account().id, service().now(), typed.form.get("token") or new_id())
    with service().database.transaction() as connection:
        noted.note_asked(connection, enquiry_id, Safe(safe), by)
    return redirect(url_for("copy.page", enquiry_id=enquiry_id), code=303)


@blueprint.post("/enquiries/<enquiry_id>/copy/<form>")
def make(enquiry_id: str, form: str) -> ResponseReturnValue:
    """Make one form and note that it was made: a file to download, or the page to print."""
    permit(Action.PRINT_COPY, thing_of(enquiry_id))
    wanted = _form(enquiry_id, form)
    at, token = service().now(), Typed().form.get("token") or new_id()
    if not _is_safe(enquiry_id):
        return redirect(url_for("copy.page", enquiry_id=enquiry_id), code=303)
    made = None
    if FORMS[wanted].make:
        try:
            copy, needs = _copy(enquiry_id, wanted)
            made = copies.make(wanted, copy, pictures().pictures, on=dates.today(at), speed=needs.speed)
        except FormProblem as problem:
            wrong = _("This form could not be made just now, and nothing was noted. Choose another.")
            if isinstance(problem, TooLong):
                wrong = _("Too much was said for this form, and nothing was noted. Choose Word or a page to print.")
            shown = _page(enquiry_id, errors=((f"make-{form}", wrong),))
            return render_template("copy.html", page=shown), UNPROCESSABLE
    try:
        with service().database.transaction() as connection:
            noted.note_made(connection, enquiry_id, form, By(account().id, at, token))
    except NotSafeToKeep:
        return redirect(url_for("copy.page", enquiry_id=enquiry_id), code=303)
    if made is None:
        return redirect(url_for("copy.show", enquiry_id=enquiry_id, form=form), code=303)
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return Response(made.content, mimetype=made.media_type, headers=headers)


@blueprint.get("/enquiries/<enquiry_id>/copy/<form>")
def show(enquiry_id: str, form: str) -> ResponseReturnValue:
    """The copy on a page, to print."""
    permit(Action.PRINT_COPY, thing_of(enquiry_id))
    wanted = _form(enquiry_id, form)
    if FORMS[wanted].make:
        abort(404)
    if not _is_safe(enquiry_id):
        return redirect(url_for("copy.page", enquiry_id=enquiry_id), code=303)
    copy, _needs = _copy(enquiry_id, wanted)
    shown = PrintPage(enquiry_id, FORMS[wanted].points, copy)
    return render_template("copy_print.html", page=shown, copy=copy, drawn=picture)


def _form(enquiry_id: str, form: str) -> Form:
    """The form of this name, if it can be made here; else the page that is not there."""
    return Form(form) if form in set(copies.offered(_tongue(enquiry_id).language)) else abort(404)


def _is_safe(enquiry_id: str) -> bool:
    with service().database.reading() as connection:
        return noted.safe_now(connection, enquiry_id, account().id, at=service().now()) is not None


def _copy(enquiry_id: str, form: Form) -> tuple[Copy, Needs]:
    """The copy for this form, and what fits the person."""
    whole, _flows, names = everything(enquiry_id)
    lead = names.get(whole.enquiry.lead or "", "")
    given = From(service().settings.council, lead, dates.today(service().now()))
    needs = _needs(whole)
    easy_read = FORMS[form].easy
    copy = copies.person_copy(
        whole, given, _tongue(whole.enquiry.id), easy=easy_read or needs.easy_words, pictured=easy_read
    )
    return copy, needs


def _needs(whole: Whole) -> Needs:
    with service().database.reading() as connection:
        return needs_of(whole, look_before(connection, service().library, whole.enquiry.id))


def _tongue(enquiry_id: str) -> Tongue:
    """The language of the copy: that of the adult's last conversation."""
    code = of_last_conversation(enquiry_id)

    def say(message: str, **values: object) -> str:
        with speaking(code):
            return _(message, **values)

    def day(on: date) -> str:
        with speaking(code):
            return dates.in_words(on)

    return Tongue(code, direction(code), say, day)


def _page(enquiry_id: str, form: Mapping[str, str] = NOTHING_YET, errors: Errors = ()) -> CopyPage:
    whole, _flows, names = everything(enquiry_id)
    with service().database.reading() as connection:
        safe_since = noted.safe_now(connection, enquiry_id, account().id, at=service().now())
        asked, given = noted.asked(connection, enquiry_id), noted.given(connection, enquiry_id)
    language = _tongue(enquiry_id).language
    return copy_page(
        whole,
        _needs(whole).fitting,
        copies.offered(language),
        name_for_workers(service().languages[language]),
        new_id(),
        safe_since=safe_since,
        last=asked[0] if asked else None,
        history=history(asked, given, names),
        form=form,
        errors=errors,
    )
