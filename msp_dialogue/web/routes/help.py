"""The council's own numbers for help: shown to whoever answers questions, and set by an administrator."""

import re

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue import council
from msp_dialogue.council import HelpLine, TooMany
from msp_dialogue.dialogue.look import USUAL
from msp_dialogue.web.language import direction
from msp_dialogue.web.notices import Notice, done
from msp_dialogue.web.pages.help import GetHelpPage, HelpNumberPage, HelpNumbersPage
from msp_dialogue.web.pages.listen import listen_to
from msp_dialogue.web.pages.sure import SurePage
from msp_dialogue.web.pages.talk import rest_after
from msp_dialogue.web.routes.enquiries import UNPROCESSABLE
from msp_dialogue.web.screen import at_screen
from msp_dialogue.web.service import service
from msp_dialogue.web.session import account
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("help", __name__)

_NUMBER = re.compile(r"[+0-9][0-9 ()-]*")
_FEWEST_DIGITS = 3


@blueprint.get("/talk/help")
def person() -> ResponseReturnValue:
    """Whom to ring; the question waits, with what was half typed."""
    return render_template("talk_help.html", page=get_help_page())


def get_help_page() -> GetHelpPage:
    """The numbers, as whoever answers questions sees them."""
    at = at_screen()
    if at is None:
        return GetHelpPage(_lines(), _("Questions"), listen_to("help", USUAL, "en"))
    dialogue = at.held.dialogue
    listening = listen_to("help", dialogue.look, at.language)
    return GetHelpPage(
        _lines(), _("Questions"), listening, rest_after(at), dialogue.look, at.language, direction(at.language)
    )


@blueprint.get("/settings/help")
def page() -> ResponseReturnValue:
    """The numbers, and the form for one more."""
    return render_template("help_numbers.html", page=HelpNumbersPage(_lines(), Typed().kept))


@blueprint.post("/settings/help")
def add() -> ResponseReturnValue:
    """Add one after the others."""
    typed = Typed()
    asked = _read(typed, "")
    if not typed.checked("name"):
        try:
            with service().database.transaction() as connection:
                council.add_help_line(
                    connection,
                    name=asked.name,
                    number=asked.number,
                    hours=asked.hours,
                    at=service().now(),
                    by=account().id,
                )
            return done(Notice.NUMBER_ADDED, "help.page")
        except TooMany:
            typed.wrong("name", _("Take one away first: more than these are too many to choose among."))
    shown = HelpNumbersPage(_lines(), typed.kept, tuple(typed.errors))
    return render_template("help_numbers.html", page=shown), UNPROCESSABLE


@blueprint.get("/settings/help/<line_id>")
def details(line_id: str) -> ResponseReturnValue:
    """The form with one number as it stands."""
    line = _line(line_id)
    form = {"name": line.name, "number": line.number, "hours": line.hours}
    return render_template("help_number.html", page=HelpNumberPage(line.id, form))


@blueprint.post("/settings/help/<line_id>")
def change(line_id: str) -> ResponseReturnValue:
    """Write one number anew."""
    typed = Typed()
    asked = _read(typed, _line(line_id).id)
    if typed.checked("name"):
        shown = HelpNumberPage(asked.id, typed.kept, tuple(typed.errors))
        return render_template("help_number.html", page=shown), UNPROCESSABLE
    with service().database.transaction() as connection:
        council.change_help_line(connection, asked, at=service().now(), by=account().id)
    return done(Notice.NUMBER_SAVED, "help.page")


@blueprint.get("/settings/help/<line_id>/remove")
def remove_page(line_id: str) -> ResponseReturnValue:
    """Ask once more, and say what follows."""
    line = _line(line_id)
    shown = SurePage(
        title=_("Take this number away?"),
        whose=f"{line.name}, {line.number}",
        text=(_("Whoever presses Get help sees it no more, from now on."),),
        button=_("Take the number away"),
        to=url_for("help.remove", line_id=line_id),
        back=url_for("help.page"),
        back_name=_("Help numbers"),
    )
    return render_template("sure.html", page=shown)


@blueprint.post("/settings/help/<line_id>/remove")
def remove(line_id: str) -> ResponseReturnValue:
    """Take one number away."""
    with service().database.transaction() as connection:
        council.remove_help_line(connection, line_id, at=service().now(), by=account().id)
    return done(Notice.NUMBER_REMOVED, "help.page")


@blueprint.post("/settings/help/<line_id>/up")
def move_up(line_id: str) -> ResponseReturnValue:
    """Let one number stand before the one that is above it now."""
    with service().database.transaction() as connection:
        council.move_help_line_up(connection, line_id, at=service().now(), by=account().id)
    return redirect(url_for("help.page"), code=303)


def _read(typed: Typed, line_id: str) -> HelpLine:
    """What the form says; what is wrong with it is gathered in `typed`."""
    line = HelpLine(
        id=line_id,
        name=typed.line("name", missing=_("Enter whose number it is.")),
        number=typed.line("number", missing=_("Enter the number."), longest=25),
        hours=typed.line("hours", missing=_("Say when somebody answers.")),
    )
    digits = sum(sign.isdigit() for sign in line.number)
    if line.number and not (_NUMBER.fullmatch(line.number) and digits >= _FEWEST_DIGITS):
        typed.wrong("number", _("Enter the number in digits and spaces, as people ring it."))
    return line


def _lines() -> tuple[HelpLine, ...]:
    with service().database.reading() as connection:
        return council.help_lines(connection)


def _line(line_id: str) -> HelpLine:
    found = (line for line in _lines() if line.id == line_id)
    return next(found, None) or abort(404)
