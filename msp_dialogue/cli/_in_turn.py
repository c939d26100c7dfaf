"""Requests are heard by many threads and worked on by few, so that a client that sends slowly holds up nobody [L-03].

Knows no pages and no server: it stands between a WSGI server and a WSGI application.
"""

import threading
from collections.abc import Iterable
from io import BytesIO
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

WORKING = 2  # more only hand the interpreter to and fro while one of them holds the write lock
HEARING = 256  # each may wait for one slow client; threads are begun only when they are needed
HEARD = 1_048_576
"""Bytes that are heard before the work begins, more than any form may have: what is longer is refused unheard."""


class InTurn:
    """An application that begins with a request once all of it is there, and with `WORKING` of them at a time."""

    def __init__(self, application: WSGIApplication) -> None:
        """Stand before this application."""
        self._application = application
        self._turns = threading.BoundedSemaphore(WORKING)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Hear the whole request, wait for a turn, and answer."""
        length = environ.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdecimal() and int(length) <= HEARD:
            environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(int(length)))
        with self._turns:
            return self._application(environ, start_response)
