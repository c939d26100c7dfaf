"""The limit: the smallest Flask application that does durably what a step must do, behind the same server and driver.
`/one` reads a form, commits one row and renders a small page. `/step` is the reference step: it looks up a session and
how far it is, and writes what was said and how far it is now, four statements in one durable transaction. Both send a
form on to its page as the service does, so that a step at either is two requests. Nothing else is asked of them: no
sign-in, no rules, no record that can be rebuilt.
"""

import argparse
import tempfile
import threading
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask, redirect, render_template_string, request
from flask.typing import ResponseReturnValue

from msp_dialogue.cli import _server
from msp_dialogue.cli._in_turn import InTurn
from msp_dialogue.database.driver import connect
from msp_dialogue.settings import Settings

KEY = bytes(range(32))
TABLES = """
create table said (id integer primary key, session text, number integer, words text);
create table session (id text primary key, started text);
create table place (session text primary key, number integer);
"""
PAGE = """<!DOCTYPE html><html lang="en"><title>Limit</title><h1>Question {{ number }}</h1>
<form method="post"><input type="hidden" name="step" value="{{ number }}">
{% for each in choices %}<label><input type="radio" name="choice" value="{{ each }}"> {{ each }}</label>
{% endfor %}<textarea name="words"></textarea><button>Continue</button></form></html>"""
CHOICES = ("Yes", "Partly", "No", "I don't know")


class Store:
    """One connection that writes, one at a time, and one for each thread that reads: as the service has them."""

    def __init__(self, path: Path) -> None:
        """Make the tables."""
        self.path, self.writing, self.own = path, threading.Lock(), threading.local()
        path.touch(mode=0o600)
        self.writer = connect(path, KEY, wait=5.0, reading=False)
        self.writer.conn.executescript(TABLES)
        self.writer.conn.execute("insert into session values ('s', '2026-11-29'), ('t', '2026-11-29')")

    @property
    def reader(self) -> Any:
        """This thread's connection."""
        if not hasattr(self.own, "reader"):
            self.own.reader = connect(self.path, KEY, wait=5.0, reading=True)
        return self.own.reader.conn

    def note(self, words: str) -> None:
        """One row, durably."""
        with self.writing:
            raw = self.writer.conn
            raw.execute("begin immediate")
            raw.execute("insert into said (session, number, words) values ('s', 1, ?)", [words])
            raw.execute("commit")

    def step(self, words: str) -> None:
        """Four statements in one durable transaction."""
        with self.writing:
            raw = self.writer.conn
            raw.execute("begin immediate")
            raw.execute("select started from session where id = 's'").fetchone()
            found = raw.execute("select number from place where session = 's'").fetchone()
            number = found[0] + 1 if found else 1
            raw.execute("insert into said (session, number, words) values ('s', ?, ?)", [number, words])
            raw.execute("insert or replace into place values ('s', ?)", [number])
            raw.execute("commit")


def application(store: Store) -> Flask:
    """The two routes."""
    app = Flask(__name__)

    @app.get("/one")
    @app.get("/step")
    def page() -> str:
        found = store.reader.execute("select number from place where session = 's'").fetchone()
        return render_template_string(PAGE, number=found[0] if found else 0, choices=CHOICES)

    @app.post("/one")
    def one() -> ResponseReturnValue:
        store.note(request.form["words"])
        return redirect("/one", code=303)

    @app.post("/step")
    def step() -> ResponseReturnValue:
        store.step(request.form["words"])
        return redirect("/step", code=303)

    return app


def _load(folder: Path, port: int) -> Any:
    """In the worker: give the application, and say so once it listens."""
    announced = threading.Thread(target=_server._announce, args=("127.0.0.1", port, "The limit listens."), daemon=True)
    announced.start()
    return InTurn(application(Store(folder / "limit.db")))


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve the limit that steps are measured against.")
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder, "data"), key_file=Path(folder, "key"), port=port)
        _server._server(settings, "127.0.0.1").serve(
            target_loader=partial(_load, Path(folder), port), wrap_loader=False
        )


if __name__ == "__main__":
    main()
