"""A door between a scanner and the service: it keeps the scanner signed in, and counts what came of each request."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol
from urllib.parse import urlsplit

from tests.long.visitor import TIMEOUT, Visitor, shape

CLOSED = ("/sign-out", "/leave")
"""By these, whoever it is signs out."""

SIGNED_OUT = 401
_OWN = {"connection", "transfer-encoding", "content-length", "keep-alive"}
_NOT_PASSED_ON = _OWN | {"cookie", "host"}
Tally = Counter[tuple[str, str, int]]
"""How often a method, the shape of a path and a status came together; all that the service does not know is one."""


class Behind(Protocol):
    """Who goes through the gate."""

    visitor: Visitor
    tally: Tally
    closed: tuple[str, ...]
    """How the paths begin that are not for the scanner: those by which it would only shut itself out."""

    def keep(self) -> None:
        """Called when the session may have come to its end."""

    def look_at(self, page: bytes) -> None:
        """Called with every page that goes through."""

    def with_csrf(self, form: bytes) -> bytes:
        """What a form should carry now."""


class _Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    behind: Behind

    def handle_one_request(self) -> None:
        """Take any method, since scanners make some up."""
        self.raw_requestline = self.rfile.readline(65537)
        self.close_connection = True
        if self.raw_requestline and self.parse_request():
            self.pass_on()

    def pass_on(self) -> None:
        path, visitor, tally = urlsplit(self.path).path, self.behind.visitor, self.behind.tally
        body = self.behind.with_csrf(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        if path.startswith(self.behind.closed):
            self.answer(403, [], b"closed to scanners")
            return
        sent = {name: value for name, value in self.headers.items() if name.lower() not in _NOT_PASSED_ON}
        connection = HTTPConnection("127.0.0.1", visitor.port, timeout=TIMEOUT)
        try:
            connection.request(self.command, self.path, body, {**sent, "Cookie": visitor.cookie})
            reply = connection.getresponse()
            content = reply.read()
        except (OSError, HTTPException, ValueError) as problem:
            tally[self.command, type(problem).__name__, 0] += 1
            self.answer(502, [], b"not passed on")
            return
        finally:
            connection.close()
        tally[self.command, "unknown" if reply.status == 404 else shape(path), reply.status] += 1
        given = reply.headers.get_all("Set-Cookie", [])
        for cookie in given:
            visitor.cookie = cookie.partition(";")[0]
        if given or reply.status == SIGNED_OUT:
            self.behind.keep()
        self.behind.look_at(content)
        self.answer(reply.status, reply.getheaders(), content)

    def answer(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in _OWN:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        with suppress(ConnectionError):  # a scanner may have no patience
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tally says it all."""


@contextmanager
def gate(behind: Behind) -> Iterator[str]:
    """Pass everything on as whoever is behind the gate; gives the address for the scanner."""
    door = type("Door", (_Door,), {"behind": behind})
    server = ThreadingHTTPServer(("127.0.0.1", 0), door)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
