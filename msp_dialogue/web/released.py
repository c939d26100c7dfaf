"""Quotes that are permitted no more leave the released files with the answer to whatever ended it.

Whatever ends it (a permission taken back, other words, a seal) is a change that somebody sends; so it is looked for
after each. What fails here is made good at the next change, or the next start.
"""

import structlog
from flask import Flask, Response, current_app, g, request

from msp_dialogue.database import Connection, DatabaseProblem
from msp_dialogue.record import quotes, read
from msp_dialogue.record.quotes import Why
from msp_dialogue.record.streams import By
from msp_dialogue.release.releases import Releases
from msp_dialogue.web.access import NEVER_ASKED
from msp_dialogue.web.service import service
from msp_dialogue.web.session import colleague

LOG: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

TALK = "talk"
"""The pages of the conversation that a session has on its screen."""
ABOUT_QUOTES = "quotes"
"""The pages that put back or take away what may still be used."""
BEHIND = "msp_dialogue.files_behind"
"""Set while the files may hold what they should not."""


def install(app: Flask) -> None:
    """Look after each change."""
    app.extensions[BEHIND] = False
    app.after_request(_take_out)


def releases() -> Releases:
    """The council's releases."""
    settings = service().settings
    return Releases(service().database, settings.release_folder, settings.council)


def _take_out(response: Response) -> Response:
    if request.method == "POST" and response.status_code == 303 and request.endpoint not in NEVER_ASKED:
        try:
            _look()
        except (OSError, DatabaseProblem) as problem:
            LOG.error("quotes_not_taken_out", kind=type(problem).__name__)
    return response


def _look() -> None:
    """Write the files first, and only then note that it ended: what is noted must be done.

    It is noted so that what was sealed, for one, does not come back into a file when the seal is lifted.
    """
    with service().database.reading() as connection:
        ended = quotes.no_longer_permitted(connection, _changed(connection))
    if ended or request.blueprint == ABOUT_QUOTES or current_app.extensions[BEHIND]:
        current_app.extensions[BEHIND] = True
        releases().take_out_quotes()
        current_app.extensions[BEHIND] = False
    found = colleague()
    if ended and found:
        with service().database.transaction() as connection:
            for quote in ended:
                by = By(found.account.id, service().now(), f"{quote}-ended")
                quotes.withdraw(connection, quote, Why.NOT_PERMITTED, by)


def _changed(connection: Connection) -> str | None:
    """The enquiry that was changed, if one: an answer need not look through the quotes of all others, which grow.

    None, and with it all of them, where that is not sure, or something failed before.
    """
    if current_app.extensions[BEHIND]:
        return None
    named = request.view_args or {}
    if "enquiry_id" in named:
        return str(named["enquiry_id"])
    if "dialogue_id" in named:
        return read.enquiry_of(connection, str(named["dialogue_id"]))
    on_screen: str | None = g.get("on_screen")
    return on_screen if request.blueprint == TALK else None
