"""From what went wrong to a page that says what to do now; never a stack, a version, or a false "saved"."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog
from flask import Flask, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadHost, HTTPException, TooManyRequests

from msp_dialogue.accounts.permission import who_may
from msp_dialogue.accounts.sessions import Kind, SessionOver
from msp_dialogue.database import DatabaseProblem
from msp_dialogue.languages.languages import ENGLISH
from msp_dialogue.release import FileProblem
from msp_dialogue.web.access import ACCESS
from msp_dialogue.web.forms import submitted, typed_words
from msp_dialogue.web.language import direction, page_language
from msp_dialogue.web.late import keep_late_words
from msp_dialogue.web.session import colleague, give_anonymous, living
from msp_dialogue.web.words import _

LOG: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)
BUSY = "msp_dialogue.busy"
"""What stands before the application sets it where others of what is asked for are being made, and take too long."""
PERSON, WORKER = "layout/person.html", "layout/worker.html"


@dataclass(frozen=True)
class ErrorPage:
    """What happened, what to do, and the words that were typed, so that they are not lost."""

    layout: str
    title: str
    heading: str
    text: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    kept: tuple[str, ...] = ()
    language: str = "en"
    direction: str = "ltr"


def install(app: Flask) -> None:
    """Answer every kind of failure with a page of our own."""
    app.register_error_handler(CSRFError, lambda error: _expired())
    app.register_error_handler(SessionOver, lambda error: _signed_out())
    app.register_error_handler(DatabaseProblem, _storage)
    app.register_error_handler(FileProblem, _not_released)
    app.register_error_handler(BadHost, lambda error: _nameless())
    app.register_error_handler(TooManyRequests, _too_often)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def page(status: int, heading: str, *text: str, keep: bool = False, link: bool = True) -> tuple[str, int]:
    """An error page of this status; `keep` gives back what was typed in the form that failed."""
    home = (("/", _("Go to your enquiries")),) if colleague() else (("/sign-in", _("Sign in")),)
    found = living()
    person = request.path.startswith("/talk") or _is_confined()
    spoken = page_language() if person else ENGLISH
    shown = ErrorPage(
        layout=PERSON if person else WORKER,
        title=_("Questions") if person else heading,
        heading=heading,
        text=text,
        links=(("/talk", _("Go on with the questions")),) if person and found else home if link else (),
        kept=_kept() if keep else (),
        language=spoken,
        direction=direction(spoken),
    )
    return render_template("error.html", page=shown), status


def _is_confined() -> bool:
    """Whether this is a screen that was handed over: whoever looks at it must not read of other pages."""
    found = living()
    return found is not None and found.kind in {Kind.PERSON, Kind.LOCKED}


def refuse_while_busy() -> ResponseReturnValue | None:
    """Make nothing where others are being made already: say so, and when to ask again."""
    if BUSY not in request.environ:
        return None
    shown = page(
        503,
        _("Wait a minute"),
        _("This is being made for others just now, so nothing was made or noted."),
        _("Wait a minute, then try again."),
        link=False,
    )
    return *shown, {"Retry-After": "60"}


def not_this_form() -> ResponseReturnValue:
    """The form belongs to another conversation, or to none: nothing is stored and no question is shown beside it."""
    return page(
        409,
        _("This page does not belong to the conversation that is open now"),
        _("Nothing was saved from it. What was typed is below: copy what is still needed."),
        keep=True,
    )


def _kept() -> tuple[str, ...]:
    try:
        form, _removed = submitted()
    except HTTPException:
        return ()
    return typed_words(form)


def _expired() -> ResponseReturnValue:
    """The form's protection does not fit: nothing is stored, and what was typed is given back [C-02]."""
    if living() is None:
        return _signed_out()
    return page(
        400,
        _("This page was open too long"),
        _("Nothing was saved. Open the page again and send it once more."),
        keep=True,
    )


def _signed_out() -> ResponseReturnValue:
    """Nobody is signed in any more; what was being written in a conversation is kept for when it goes on."""
    heading = _("You are signed out")
    if request.method == "POST" and keep_late_words():
        give_anonymous()
        kept = _("What was written is kept. It will be there when the conversation goes on.")
        return page(401, heading, kept, _("The worker can sign in to go on."))
    return page(401, heading, _("Nothing was saved just now. Sign in to go on."), keep=True)


def _storage(problem: DatabaseProblem) -> ResponseReturnValue:
    LOG.error("storage_problem", kind=type(problem).__name__, endpoint=request.endpoint)
    return page(
        503,
        _("The service cannot reach its records just now"),
        _("What you saved before is safe. What you sent just now may not be saved."),
        _("Wait a minute and try again. If it goes on, tell whoever looks after the service."),
        keep=True,
    )


def _not_released(problem: FileProblem) -> ResponseReturnValue:
    LOG.error("release_unreadable", kind=type(problem).__name__, endpoint=request.endpoint)
    return page(
        503,
        _("The released figures cannot be read just now"),
        _("One of their files was not written by this service, or was changed since."),
        _("Tell whoever looks after the service: it must be taken out of the folder of releases."),
    )


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error.get_response()  # a redirect of the router's
    if status == 401:
        return _signed_out()
    heading, *text = _SAID.get(status, _SAID[500])()
    if status in {403, 404}:
        if _is_confined():
            heading, *text = _("There is nothing more here"), _("The questions are where you left them.")
        text += _who_may()
    return page(status, heading, *text, keep=request.method == "POST" and status != 413)


def _too_often(error: TooManyRequests) -> ResponseReturnValue:
    """Done more often than anybody needs to: how long to wait at most, and the words [L-01]."""
    seconds = error.retry_after if isinstance(error.retry_after, int) else 60
    nothing = _("Nothing was saved just now. What was typed is below.")
    minutes = -(-seconds // 60)
    wait = _("Wait a minute, then send it again.")
    if minutes > 1:
        wait = _("You can send it again in %(minutes)s minutes at the latest.", minutes=minutes)
    return *page(429, _("That was a lot in a short time"), nothing, wait, keep=True), {"Retry-After": str(seconds)}


def _nameless() -> ResponseReturnValue:
    """Asked for by a name that no host can have: no page can be made, since a page has addresses in it."""
    return Response(" ".join(_SAID[400]()), 400, mimetype="text/plain")


def _who_may() -> tuple[str, ...]:
    """Why a colleague may be refused here: the rules of the page, which are the same whether the thing is there."""
    action = ACCESS.get(request.endpoint or "")
    return tuple(_(why) for why in who_may(action)) if action and colleague() else ()


def _unexpected(error: Exception) -> ResponseReturnValue:
    LOG.error("unexpected_failure", exc_info=error, endpoint=request.endpoint)
    heading, *text = _SAID[500]()
    return page(500, heading, *text, keep=request.method == "POST")


_SAID: Mapping[int, Callable[[], tuple[str, ...]]] = {
    400: lambda: (_("The service did not understand this"), _("Nothing was saved. Go back and try again.")),
    403: lambda: (_("You cannot do this"), _("Your account does not include this. Ask your administrator.")),
    404: lambda: (
        _("There is no such page"),
        _("It may have been moved, or it is not yours to see."),
        _("Check the address, or begin at the start page."),
    ),
    405: lambda: (_("This page works in another way"), _("Open it from the link or button that leads to it.")),
    429: lambda: (
        _("Wait a minute"),
        _("This was tried too often in the last minute. Nothing was changed."),
        _("Wait a minute, then try again."),
    ),
    413: lambda: (_("This is too long to send"), _("Nothing was saved. Go back, make it shorter and send it again.")),
    500: lambda: (
        _("Something went wrong in the service"),
        _("What you saved before is safe. What you sent just now may not be saved: go back and look."),
        _("If it happens again, tell whoever looks after the service what you were doing."),
    ),
}
