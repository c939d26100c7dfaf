"""What a request was let in for, decided again inside each of its writes [Z-10]; it must not know who may do what."""

from collections.abc import Callable
from typing import NamedTuple

from flask import Flask, Response, abort, g, has_request_context

from msp_dialogue.accounts import sessions
from msp_dialogue.accounts.permission import Action
from msp_dialogue.accounts.sessions import Session, SessionOver
from msp_dialogue.database import Connection
from msp_dialogue.web import seen
from msp_dialogue.web.service import service, service_of
from msp_dialogue.web.session import living

StillAllowed = Callable[[Connection, Session], bool]
"""Whether it is allowed now, by what stands in the database and the session as it is now."""


class _ReliedOn(NamedTuple):
    action: Action
    still: StillAllowed


def install(app: Flask) -> None:
    """Ask again at the beginning of every transaction of a request."""
    service_of(app).database.ask_first(_still_permitted)
    app.after_request(_decided)


def rely_on(action: Action, still: StillAllowed) -> None:
    """Note what this request was allowed: it is asked again before anything is written."""
    g.setdefault("relied_on", []).append(_ReliedOn(action, still))


def _still_permitted(connection: Connection) -> None:
    """Refuse a write whose request may not do any more what it was let in for.

    The session, the account and whose the enquiry is are read as they are now; whoever changes one of them writes too,
    so it was either before this write, which is then refused, or comes after it.
    """
    relied_on = g.get("relied_on") if has_request_context() else None
    if not relied_on:
        return
    found = living()
    now = sessions.as_now(connection, found, at=service().now()) if found else None
    lost = [each.action for each in relied_on if now and not each.still(connection, now)]
    if now and not lost:
        return
    relied_on.clear()  # the request is over: what is written now tells of that
    if now is None:
        raise SessionOver
    seen.refuse(lost[0])
    abort(404)


def _decided(response: Response) -> Response:
    """After the view: what is written from now on tells of the request, and is refused by nothing it relied on."""
    g.pop("relied_on", None)
    return response
