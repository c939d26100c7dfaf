"""Exit this page, on a device of one's own: what the button does and cannot do, told before it is first on a page.

Pressing it never asks; that is `leave` [H-06].
"""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts import sessions
from msp_dialogue.accounts.permission import Action, allowed
from msp_dialogue.web.pages.exit import ExitPage, TracksPage
from msp_dialogue.web.service import service
from msp_dialogue.web.session import colleague

blueprint = Blueprint("exit", __name__)

WITHOUT = "without"


@blueprint.get("/talk/exit")
def page() -> ResponseReturnValue:
    """Say what the button does and cannot do [H-15]."""
    return render_template("exit.html", page=ExitPage(service().settings.exit_site))


@blueprint.post("/talk/exit")
def choose() -> ResponseReturnValue:
    """Go on with the button, or without it; that is kept with the session, since nothing is kept in a browser."""
    wanted = request.form.get("exit") != WITHOUT
    with service().database.transaction() as connection:
        sessions.choose_exit(connection, colleague() or abort(401), wanted=wanted)
    return redirect(url_for("advocate.page"), code=303)


@blueprint.get("/talk/tracks")
def tracks() -> ResponseReturnValue:
    """What anybody can do themselves so that a device tells nothing, and what nobody can."""
    return render_template("tracks.html", page=TracksPage())


def must_be_told() -> ResponseReturnValue | None:
    """Before an advocate's own pages: the way to the page about the button, while this session has not had it."""
    found = colleague()
    if found and found.quick_exit is None and allowed(found.account, Action.SEE_INVITATIONS):
        return redirect(url_for("exit.page"), code=303)
    return None
