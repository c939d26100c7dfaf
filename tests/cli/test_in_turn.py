"""Clients that send slowly, or nothing, or nonsense, hold up nobody [L-03] and are told nothing of the service [P-03].

The first tests are of the turns alone; the others of the service as it is started.
"""

import re
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from msp_dialogue.cli import _in_turn
from msp_dialogue.cli._in_turn import HEARD, WORKING, InTurn, Turns
from msp_dialogue.web import errors
from tests.cli.test_serve import free_port, line_of, service, status

SLOW = 40
IDLE = 500


def test_the_work_begins_when_everything_was_heard_and_no_more_is_worked_on_than_there_are_turns() -> None:
    at_work, most, lock, go_on = [0], [0], threading.Lock(), threading.Event()

    def application(environ: WSGIEnvironment, _start: StartResponse) -> Iterable[bytes]:
        with lock:
            at_work[0] += 1
            most[0] = max(most[0], at_work[0])
            if at_work[0] == WORKING:
                go_on.set()
        go_on.wait(10)
        with lock:
            at_work[0] -= 1
        return [environ["wsgi.input"].read()]

    in_turn = InTurn(application)
    heard: list[bytes] = []

    def ask(number: int) -> None:
        said = b"%d" % number
        environ = {"CONTENT_LENGTH": str(len(said)), "wsgi.input": BytesIO(said + b"the next request")}
        heard.extend(in_turn(environ, lambda *_given: lambda _data: None))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(heard) == [b"%d" % number for number in range(9)]
    assert most[0] <= WORKING


def test_who_waits_longest_comes_before_whoever_asks_again() -> None:
    turns, came = Turns(1), list[str]()

    def wait(name: str) -> None:
        with turns:
            came.append(name)

    waiting = [threading.Thread(target=wait, args=(name,)) for name in ("first", "second")]
    with turns:
        for number, thread in enumerate(waiting, start=1):
            thread.start()
            while turns.waiting < number:
                time.sleep(0.001)
    wait("asks again")
    for thread in waiting:
        thread.join()

    assert came == ["first", "second", "asks again"]


class Clients:
    """Ask for pages at the same time; every answer that begins to be made takes until `done`."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self._begun = threading.Semaphore(0)
        self._in_turn = InTurn(self._application)
        self._threads = ThreadPoolExecutor(9)

    def hold(self, *asked: tuple[str, str]) -> None:
        """Ask, and wait until all of it is worked on."""
        for method, path in asked:
            self._threads.submit(self._ask, method, path, "long")
        for _each in asked:
            assert self._begun.acquire(timeout=10)

    def ask(self, method: str, path: str) -> bytes:
        """What is answered, which must not take long."""
        return self._threads.submit(self._ask, method, path).result(5)

    def _ask(self, method: str, path: str, takes: str = "") -> bytes:
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "takes": takes, "wsgi.input": BytesIO()}
        return b"".join(self._in_turn(environ, lambda *_given: lambda _data: None))

    def _application(self, environ: WSGIEnvironment, _start: StartResponse) -> Iterable[bytes]:
        if environ["takes"]:
            self._begun.release()
            self.done.wait(10)
        return [b"busy" if _in_turn.BUSY in environ else b"answered"]


@pytest.fixture
def clients() -> Iterator[Clients]:
    """Clients whose requests are over with the test."""
    asking = Clients()
    yield asking
    asking.done.set()


SOUND, COPY = ("GET", "/talk/listen/4/usual/all"), ("POST", "/enquiries/a1/copy/pdf")


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/leave"), ("POST", "/leave"), ("POST", "/talk/hide"), ("GET", "/static/app.css")]
)
def test_a_way_off_the_screen_does_not_wait_while_every_turn_is_taken(clients: Clients, method: str, path: str) -> None:
    """[H-06]"""
    clients.hold(*[("GET", "/talk")] * WORKING)

    assert clients.ask(method, path) == b"answered"


def test_a_sound_and_a_copy_that_take_long_keep_no_page_waiting(clients: Clients) -> None:
    clients.hold(SOUND, COPY, *[("GET", "/talk")] * (WORKING - 1))

    assert clients.ask("POST", "/talk") == b"answered"
    assert clients.ask("GET", "/enquiries/a1/copy/page") == b"answered"


@pytest.mark.parametrize("long", [SOUND, COPY])
def test_where_another_takes_too_long_it_is_said_and_not_waited_for(
    clients: Clients, long: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_in_turn, "PATIENCE", 0.01)
    clients.hold(long)

    assert clients.ask(*long) == b"busy"


def test_the_application_knows_the_word_by_which_it_is_told_that_others_take_too_long() -> None:
    assert _in_turn.BUSY == errors.BUSY


@pytest.mark.parametrize("length", ["", "0", "-1", "many", str(HEARD + 1), "9" * 30])
def test_what_is_empty_or_too_long_or_no_length_is_left_to_the_application(length: str) -> None:
    given = BytesIO(b"words")
    environ = {"CONTENT_LENGTH": length, "wsgi.input": given}
    InTurn(lambda _environ, _start: [])(environ, lambda *_given: lambda _data: None)

    assert given.tell() == 0


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """A service that runs."""
    number = free_port()
    with service(tmp_path, number) as process:
        line_of(process)
        yield number


def connected(port: int, sent: bytes, all_of_them: ExitStack) -> socket.socket:
    connection = all_of_them.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
    connection.sendall(sent)
    return connection


def test_a_page_comes_while_many_send_slowly_and_more_say_nothing(port: int) -> None:
    form = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n"
    form += b"Content-Type: application/x-www-form-urlencoded\r\n\r\nname=a"
    with ExitStack() as clients:
        for _client in range(IDLE):
            connected(port, b"", clients)
        for _client in range(SLOW):
            connected(port, form, clients)
            connected(port, b"GET /sign-in HTTP/1.1\r\nHost: local", clients)

        assert status(port, "/sign-in") == 200


NONSENSE = {
    b"\x00\xff\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 600_000 + b"\r\n\r\n": 431,
    b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: a\r\n" * 300 + b"\r\n": 431,
    b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n": 414,
    b"GET / HTTP/1.1\r\nHost: " + b"a" * 300 + b"\r\n\r\n": 400,
    b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n": 400,
    b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n": 413,
    b"TRACE /sign-in HTTP/1.1\r\nHost: localhost\r\n\r\n": 405,
    b"GET /.git/config HTTP/1.1\r\nHost: localhost\r\n\r\n": 404,
    b"GET /static/ HTTP/1.1\r\nHost: localhost\r\n\r\n": 404,
    b"GET /static/..%2f..%2fapp.py HTTP/1.1\r\nHost: localhost\r\n\r\n": 404,
}


def test_nonsense_is_refused_without_a_word_about_the_service(port: int) -> None:
    for sent, expected in NONSENSE.items():
        with ExitStack() as clients:
            reply = connected(port, sent, clients).recv(65536).decode("utf-8", "replace")

        assert reply.startswith(f"HTTP/1.1 {expected} "), sent[:60]
        assert re.search("(?i)traceback|granian/|werkzeug|flask|python", reply) is None, sent[:60]
    assert status(port, "/sign-in") == 200
