"""The session cookie: an opaque value, always replaced and never merely deleted; what it stands for is in the database.

A browser that was never signed in has a random value too, so that its forms can be protected without storing anything.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Flask, Request, Response, g, session
from flask.sessions import SessionInterface, SessionMixin

from msp_dialogue.accounts import Account, sessions
from msp_dialogue.database import Connection, DatabaseProblem
from msp_dialogue.web.service import service

_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,100}")


class BrowserSession(dict[str, Any], SessionMixin):
    """The cookie's value, and the secret that this browser's forms are protected with, derived from it."""

    def __init__(self, token: str, secret: bytes, *, fresh: bool) -> None:
        """Take the cookie's value; `fresh` when the browser does not have it yet."""
        super().__init__(csrf_token=hmac.new(secret, token.encode(), hashlib.sha256).hexdigest())
        self.token = token
        self.secret = secret
        self.fresh = fresh


class CookieSessions(SessionInterface):
    """Reads and writes the one cookie [S-02]; over plain HTTP, which is for this machine only, without `__Host-`."""

    def __init__(self, *, tls: bool) -> None:
        """`tls` says whether browsers come by https."""
        self.name = "__Host-session" if tls else "session"
        self.tls = tls

    def open_session(self, app: Flask, request: Request) -> BrowserSession:
        """The browser's session; an anonymous one for a missing or malformed cookie."""
        secret = app.secret_key
        if not isinstance(secret, bytes):
            raise TypeError("the application needs its secret")
        token = request.cookies.get(self.name, "")
        known = _TOKEN.fullmatch(token) is not None
        return BrowserSession(token if known else secrets.token_urlsafe(32), secret, fresh=not known)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie when its value is new."""
        del app
        if isinstance(session, BrowserSession) and session.fresh:
            response.set_cookie(self.name, session.token, secure=self.tls, httponly=True, samesite="Strict", path="/")


def give(token: str) -> None:
    """Give the browser another value: at sign-in that of its new session."""
    session.clear()
    current = session._get_current_object()  # type: ignore[attr-defined]
    renewed = BrowserSession(token, current.secret, fresh=True)
    current.update(renewed)
    current.token, current.fresh = token, True


def give_anonymous() -> None:
    """Replace the value by a new one that stands for nobody: only that makes the browser forget kept pages [H-08]."""
    give(secrets.token_urlsafe(32))


def keep_value() -> None:
    """Give no value on this page: the browser has one, which it does not send with a step from another site."""
    session._get_current_object().fresh = False  # type: ignore[attr-defined]


def load_session(is_held: Callable[[Connection, sessions.Session], bool] | None = None) -> None:
    """Find out, once a request, who is there; notes it for the rest of the request.

    `is_held` says of a screen that was handed over whether it may go on: asked in the same snapshot.
    """
    current = session._get_current_object()  # type: ignore[attr-defined]
    with service().database.reading() as connection:
        g.session = None if current.fresh else sessions.load(connection, current.token, at=service().now())
        handed_over = g.session is not None and g.session.kind is sessions.Kind.PERSON
        g.held = not handed_over or is_held is None or is_held(connection, g.session)


def look_again() -> None:
    """Let the rest of the request be in the session that the browser was just given."""
    current = session._get_current_object()  # type: ignore[attr-defined]
    with service().database.reading() as connection:
        g.session = sessions.load(connection, current.token, at=service().now())


def living() -> sessions.Session | None:
    """The living session of this request, of whatever kind."""
    found: sessions.Session | None = g.get("session")
    return found


def colleague() -> sessions.Session | None:
    """The living session of somebody who is signed in with an account of their own, whole and not half."""
    found = living()
    return found if found and found.kind is sessions.Kind.FULL else None


def account() -> Account:
    """The account that is signed in; only for pages that need one. A handed-over screen has none, whoever gave it."""
    found = colleague()
    if found is None:
        raise LookupError("nobody is signed in")
    return found.account


def still_held() -> bool:
    """Whether this request is of no handed-over screen, or of one that may go on."""
    found: bool = g.held
    return found


def must_rest() -> bool:
    """Whether this request is of a handed-over screen that was left alone for too long [S-03]."""
    found = living()
    return found is not None and found.must_rest(service().now(), after=service().settings.rest_after)


def touch() -> None:
    """Note that the session is in use, at most once a minute [S-03].

    A screen that must rest is not in use again by this: a form whose protection does not fit would wake it.
    """
    found = living()
    at = service().now()
    if found and found.needs_touch(at) and not must_rest():
        with suppress(DatabaseProblem), service().database.transaction() as connection:
            sessions.touch(connection, found, at=at)  # a full disk must not close the pages that can still be read
