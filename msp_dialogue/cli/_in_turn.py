"""Requests are heard by many threads and worked on by few, so that a client that sends slowly holds up nobody [L-03].

It stands between a WSGI server and a WSGI application, and knows of its pages only which of them wait for nothing.
"""

import re
import threading
from collections import deque
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

LONG_WORK = {"GET": re.compile(r"/talk/listen/"), "POST": re.compile(r"/enquiries/[^/]+/copy/[^/]+")}
"""What may take many seconds, by method: sounds and copies. One of each is made at a time, in no other's turn."""
PATIENCE = 15.0
"""Seconds that a request waits until the one before it is made."""
BUSY = "msp_dialogue.busy"
"""Set in what the application is given where others take too long: it says so by a page of its own, and makes nothing.

No client can set it: what a client sends stands under names that begin with HTTP.
"""


class Turns:
    """So many turns at a time, taken in the order they were asked for: a turn that ends goes to who waits longest.

    A semaphore gives it to whoever comes first just then, and others wait long.
    """

    def __init__(self, at_a_time: int) -> None:
        """Nobody has a turn yet."""
        self._lock = threading.Lock()
        self._free = at_a_time
        self._waiting: deque[threading.Lock] = deque()

    @property
    def waiting(self) -> int:
        """How many wait for a turn."""
        return len(self._waiting)

    def __enter__(self) -> None:
        """Wait for a turn."""
        with self._lock:
            if self._free:
                self._free -= 1
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()

    def __exit__(self, *_exception: object) -> None:
        """Give it on."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


class InTurn:
    """An application that begins with a request once all of it is there, and with `WORKING` of them at a time.

    The ways off a screen take no turn, and what takes long to make has one of its own.
    """

    def __init__(self, application: WSGIApplication) -> None:
        """Stand before this application."""
        self._long_work = {method: threading.BoundedSemaphore(1) for method in LONG_WORK}
        self._application = application
        self._turns = Turns(WORKING)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Hear the whole request, wait for a turn, and answer."""
        length = environ.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdecimal() and int(length) <= HEARD:
            environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(int(length)))
        path = environ.get("PATH_INFO", "")
        if path in AT_ONCE or path.startswith(FILES):
            return self._application(environ, start_response)
        method = environ.get("REQUEST_METHOD", "")
        if method in LONG_WORK and LONG_WORK[method].match(path):
            return self._alone(self._long_work[method], environ, start_response)
        with self._turns:
            return self._application(environ, start_response)

    def _alone(
        self, turn: threading.BoundedSemaphore, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        if not turn.acquire(timeout=PATIENCE):
            environ[BUSY] = True
            with self._turns:
                return self._application(environ, start_response)
        try:
            return self._application(environ, start_response)
        finally:
            turn.release()
