"""Where the time of a step goes: the application in this process, without a server, under Python's own profiler.

What the profiler itself costs is in its figures: compare them with each other.
"""

import argparse
import cProfile
import io
import pstats
import re
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask

from benchmark import figures, interview
from benchmark.client import Browser, Fields, Reply
from msp_dialogue.database import Database
from msp_dialogue.settings import SecondFactor, Settings
from msp_dialogue.web import create_app
from msp_dialogue.web.service import service_of

TOP = 10
INTERVIEWS = 6


class Inside(Browser):
    """A browser that asks the application itself; what it asks of a conversation is profiled."""

    def __init__(self, app: Flask, profile: cProfile.Profile) -> None:
        """Nothing is connected."""
        self.app, self.profile, self.cookie, self.received, self.steps = app, profile, b"", 0, 0

    def close(self) -> None:
        """Nothing was connected."""

    def get(self, path: str) -> Reply:
        """Open a page."""
        return self._asked("GET", path, b"")

    def post(self, path: str, fields: Fields) -> Reply:
        """Send a form."""
        return self._asked("POST", path, urlencode(fields).encode("ascii"))

    def _asked(self, method: str, path: str, body: bytes) -> Reply:
        heads: list[str] = []

        def start(status: str, headers: list[tuple[str, str]], _problem: Any = None) -> Any:
            heads[:] = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers), "", ""]

        environ = _environ(method, path, body, self.cookie.decode("ascii"))
        profiled = path == "/talk"
        self.steps += profiled and method == "POST"
        if profiled:
            self.profile.enable()
        whole = b"".join(self.app.wsgi_app(environ, start))
        self.profile.disable()
        reply = Reply(int(heads[0][9:12]), "\r\n".join(heads).encode("latin-1"), whole, len(whole))
        self.take_cookie(reply.head)
        return reply


def _environ(method: str, path: str, body: bytes, cookie: str) -> dict[str, Any]:
    path, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded" if body else "",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_HOST": "127.0.0.1",
        "HTTP_COOKIE": cookie,
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_SEC_FETCH_SITE": "same-origin",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def run(given: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Profile interviews, and tell what is asked of the database in one step and how it finds that."""
    path = figures.made(folder / "profile", 20 if given.short else 2000, 1)
    settings = Settings(data=path.parent, key_file=path.parent.parent / "key", demo=True)
    app = create_app(Settings(**{**vars(settings), "second_factor": SecondFactor.OPTIONAL}))
    with closing(service_of(app).database) as database:
        _interview(app, cProfile.Profile())
        statements = _statements(app, database)
        profile = cProfile.Profile()
        steps = sum(_interview(app, profile) for _ in range(1 if given.short else INTERVIEWS))
        plans = {each: _plan(database, each) for each in statements}
    stats = pstats.Stats(profile)
    stats.sort_stats("tottime").print_stats(TOP)
    stats.sort_stats("cumulative").print_stats("msp_dialogue", 3 * TOP)
    for statement, times in statements.items():
        print(f"{times} x {statement}")
        print(*(f"      {line}" for line in plans[statement]), sep="\n")
    return {"steps": steps, "statements": statements, "plans": plans}


def _interview(app: Flask, profile: cProfile.Profile) -> int:
    browser = Inside(app, profile)
    at = interview.seated(browser, 0)
    return len(list(interview.hold(browser, interview.begin(at))))


def _statements(app: Flask, database: Database) -> Counter[str]:
    """What one step in the middle of an interview asks, with marks in place of what was said."""
    browser = Inside(app, cProfile.Profile())
    page = interview.begin(interview.seated(browser, 0))
    for _ in range(20):
        page, _took = interview.step(browser, interview.answered(page.text))
    asked: list[str] = []
    connections = [each for each in (*database._readers, database._writer) if each is not None]
    for each in connections:
        each.conn.set_trace_callback(asked.append)
    interview.step(browser, interview.answered(page.text))
    for each in connections:
        each.conn.set_trace_callback(None)
    return Counter(re.sub(r"'(?:[^']|'')*'|\b[0-9]+\b", "?", " ".join(each.split())) for each in asked)


def _plan(database: Database, statement: str) -> list[str]:
    """How the database finds what a statement asks for."""
    if not statement.lower().startswith(("select", "update", "delete")):
        return []
    with database.reading() as connection:
        rows = connection.conn.execute(f"explain query plan {statement}", ["1"] * statement.count("?")).fetchall()
    return [row[3] for row in rows]
