"""Requests are heard by many threads and worked on by few, so that a client that sends slowly holds up nobody [L-03].

It stands between a WSGI server and a WSGI application, and knows of its pages only which of them wait for nothing.
"""

import threading
from collections.abc import Iterable
from io import BytesIO
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

WORKING = 2  # more only hand the interpreter to and fro while one of them holds the write lock
HEARING = 256  # each may wait for one slow client; threads are begun only when they are needed
HEARD = 1_048_576
"""Bytes that are heard before the work begins, more than any form may have: what is longer is refused unheard."""

AT_ONCE = frozenset({"/leave", "/talk/hide"})
"""The ways off a screen: whoever takes one must not wait until something long is made for somebody else [H-06]."""
FILES = "/static/"  # what the page after it needs, and no work


class InTurn:
    """An application that begins with a request once all of it is there, and with `WORKING` of them at a time.

    The ways off a screen take no turn.
    """

    def __init__(self, application: WSGIApplication) -> None:
        """Stand before this application."""
        self._application = application
        self._turns = threading.BoundedSemaphore(WORKING)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Hear the whole request, wait for a turn, and answer."""
        length = environ.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdecimal() and int(length) <= HEARD:
            environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(int(length)))
        path = environ.get("PATH_INFO", "")
        if path in AT_ONCE or path.startswith(FILES):
            return self._application(environ, start_response)
        with self._turns:
            return self._application(environ, start_response)
