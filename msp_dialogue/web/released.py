"""Quotes that are permitted no more leave the released files with the answer to whatever ended it.

Whatever ends it (a permission taken back, other words, a seal) is a change that somebody sends; so it is looked for
after each. What fails here is made good at the next change, or the next start.
"""

import structlog
from flask import Flask, Response, request

from msp_dialogue.database import DatabaseProblem
from msp_dialogue.release.releases import Releases
from msp_dialogue.web.access import NEVER_ASKED
from msp_dialogue.web.service import service

LOG: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


def install(app: Flask) -> None:
    """Look after each change."""
    app.after_request(_take_out)


def releases() -> Releases:
    """The council's releases."""
    settings = service().settings
    return Releases(service().database, settings.release_folder, settings.council)


def _take_out(response: Response) -> Response:
    if request.method == "POST" and response.status_code == 303 and request.endpoint not in NEVER_ASKED:
        try:
            releases().take_out_quotes()
        except (OSError, DatabaseProblem) as problem:
            LOG.error("quotes_not_taken_out", kind=type(problem).__name__)
    return response
