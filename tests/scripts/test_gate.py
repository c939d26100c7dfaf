"""The gate of the long run: a scanner stays signed in behind it, and everything that came of it is counted."""

from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.long.gate import CLOSED, Tally, gate
from tests.long.visitor import Visitor

ID = "0123456789abcdef" * 2


class _Service(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(500 if self.path.startswith("/broken") else 200)
        if self.path == "/new-cookie":
            self.send_header("Set-Cookie", "session=second; HttpOnly")
        self.end_headers()
        self.wfile.write(self.headers["Cookie"].encode() + b" " + body)

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Somebody:
    def __init__(self, port: int) -> None:
        self.visitor, self.tally, self.kept, self.seen = Visitor(port), Tally(), 0, b""
        self.closed: tuple[str, ...] = CLOSED
        self.visitor.cookie = "session=first"

    def keep(self) -> None:
        self.kept += 1

    def look_at(self, page: bytes) -> None:
        self.seen = page

    def with_csrf(self, form: bytes) -> bytes:
        return form.replace(b"old", b"new")


@pytest.fixture
def somebody() -> Iterator[_Somebody]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Service)
    Thread(target=server.serve_forever, daemon=True).start()
    yield _Somebody(server.server_address[1])
    server.shutdown()
    server.server_close()


def post(address: str, path: str) -> bytes:
    connection = HTTPConnection(address.removeprefix("http://"), timeout=10)
    connection.request("POST", path, b"csrf_token=old", {"Cookie": "session=made-up"})
    content = connection.getresponse().read()
    connection.close()
    return content


def test_the_gate_sends_the_cookie_and_token_of_whoever_is_behind_it(somebody: _Somebody) -> None:
    with gate(somebody) as address:
        replies = [post(address, path) for path in ("/a", "/new-cookie", "/a")]

    assert replies == [b"session=first csrf_token=new"] * 2 + [b"session=second csrf_token=new"]
    assert somebody.kept == 1
    assert somebody.seen == replies[-1]


def test_a_scanner_can_neither_sign_out_nor_leave(somebody: _Somebody) -> None:
    with gate(somebody) as address:
        replies = {post(address, path) for path in ("/sign-out", "/leave")}

    assert replies == {b"closed to scanners"}
    assert not somebody.tally


def test_every_answer_is_counted_by_the_shape_of_its_path(somebody: _Somebody) -> None:
    with gate(somebody) as address:
        for path in (f"/broken/{ID}", f"/broken/{ID[::-1]}", "/a?b=c"):
            post(address, path)

    assert somebody.tally == {("POST", "/broken/*", 500): 2, ("POST", "/a", 200): 1}
