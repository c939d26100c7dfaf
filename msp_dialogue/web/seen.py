"""Looks at people's records, and refusals to show them: each leaves a row in the trail before the reply does [G-01].

One hook at the edge, so that no route has to think of it and a new page is noted without being named here.
It must not note what was looked for or what was read, only who looked, and at which enquiry.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

import structlog
from flask import Flask, Response, g, request

from msp_dialogue import audit
from msp_dialogue.accounts.permission import Action
from msp_dialogue.database import DatabaseProblem
from msp_dialogue.record import read
from msp_dialogue.web.service import service
from msp_dialogue.web.session import colleague, living

LOG: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

SEEN, SEARCHED, REFUSED, TAKEN = "enquiry_seen", "searched", "refused", "figures_taken"

NAMED: Mapping[str, str] = {"copy.show": "copy_seen", "looked.page": "trail_seen"}
"""Pages of an enquiry whose look has a name of its own; every other one is `enquiry_seen`."""

SEARCHES = frozenset({"enquiries.found"})
"""Pages that look through many enquiries; what was searched for is not noted: it may be somebody's name."""

SHOWN = frozenset({200, 409, 422})
SCREEN = "confined-session"
"""Who did it where no colleague is signed in: a screen that was handed over is not the worker who gave it."""

REFUSED_EVERY = timedelta(minutes=1)
"""Whoever is refused the same thing again and again leaves one row in this time: the trail is no place to flood."""


VISIT = timedelta(minutes=30)
"""Looks at an enquiry with less than this between them are one visit."""
MOST_OF_A_VISIT = 200


class Look(NamedTuple):
    """What a row tells: the kind of look, and the id of what was looked at."""

    action: str
    thing: str


def install(app: Flask) -> None:
    """Write the row once the reply is known and before its first byte leaves."""
    app.after_request(_note)


def last_visit(enquiry: str, account: str, now: datetime) -> datetime | None:
    """When somebody last looked at an enquiry before this visit; None when they never did.

    In a visit of more looks than are read here, the oldest of these.
    """
    with service().database.reading() as connection:
        looks = audit.moments(connection, actor=account, action=SEEN, thing=enquiry, most=MOST_OF_A_VISIT)
    for later, earlier in pairwise((now, *looks)):
        if later - earlier >= VISIT:
            return earlier
    return looks[-1] if len(looks) == MOST_OF_A_VISIT else None


def refuse(action: Action | None) -> None:
    """Hear from `access` that somebody may not do this: it stays a refusal whatever the reply looks like."""
    g.refused = str(action or "public")


def note_taken(period: str) -> None:
    """Write that the reply will be a file of released figures, and of which period; otherwise there is no file [X-07].

    Raises DatabaseProblem.
    """
    found = colleague()
    _write(found.account.id if found else SCREEN, Look(TAKEN, period))


def _note(response: Response) -> Response:
    found = living()
    if found is None:
        return response
    actor, look = found.account.id if colleague() else SCREEN, None
    try:
        look = _look(response, found.account.id)
        if look:
            _write(actor, look)
    except DatabaseProblem as problem:
        # A full disk must not close the pages that can still be read, nor may a look go unnoticed.
        about = look._asdict() if look else {}
        LOG.error("look_not_noted", actor=actor, endpoint=request.endpoint, kind=type(problem).__name__, **about)
    return response


def _look(response: Response, account: str) -> Look | None:
    if "refused" in g:
        return Look(REFUSED, _enquiry() or account)
    if request.endpoint in SEARCHES:
        return Look(SEARCHED, account) if response.status_code < 400 else None
    enquiry = _enquiry() if response.status_code in SHOWN else None
    return Look(NAMED.get(request.endpoint or "", SEEN), enquiry) if enquiry else None


def _write(actor: str, look: Look) -> None:
    action, thing = look
    at = service().now()
    detail = {"asked": g.refused} if action == REFUSED else {"page": request.endpoint or ""}
    with service().database.transaction() as connection:
        since = at - REFUSED_EVERY
        if action != REFUSED or not audit.noted(connection, actor=actor, action=action, thing=thing, since=since):
            audit.record(connection, actor=actor, action=action, thing=thing, at=at, detail=detail)


def _enquiry() -> str | None:
    """The enquiry that the address names, itself or through a conversation; None when it names none that is there.

    An address is whatever somebody typed, a person's name too: what is no id of ours must not stand in the trail, and
    a row for each of many would pass by `REFUSED_EVERY`.
    """
    named = request.view_args or {}
    if not named.keys() & {"enquiry_id", "dialogue_id"}:
        return None
    with service().database.reading() as connection:
        if "enquiry_id" not in named:
            return read.enquiry_of(connection, str(named["dialogue_id"]))
        enquiry = str(named["enquiry_id"])
        return enquiry if read.is_there(connection, enquiry) else None
