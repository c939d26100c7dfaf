"""The limit that steps are compared with: the smallest Flask pages of the same kind, on the same server and database.

`/one` reads a form, renders a small template and commits one row durably. `/step` is the reference step: it reads what
is there, and saves an answer, what follows from it and a row of a trail in one durable transaction (four statements),
then leads to a page that reads it back. Run as `bench_limit.py PORT FOLDER`; `bench.py steps` does.
"""

import secrets
import sys
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask import Flask, redirect, render_template_string, request
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import MPServer
from werkzeug import Response

from msp_dialogue.cli._in_turn import HEARING, InTurn
from msp_dialogue.database import Connection, Database, Migrations, create_key, read_key

PAGE = """<!doctype html><title>Limit</title><h1>{{ number }}</h1>
<form method="post"><input name="token" value="{{ token }}"><textarea name="words">{{ words }}</textarea></form>"""


MIGRATIONS = Migrations("limit")


@MIGRATIONS()
def tables(db: Connection) -> None:
    """What the pages write into."""
    db.table("event").create({"id": int, "stream": str, "token": str, "words": str}, pk="id")
    db.table("event").create_index(["stream"])
    db.table("answer").create({"stream": str, "words": str}, pk="stream")


def prepared(folder: Path) -> None:
    """Make the encrypted database that the pages write into."""
    with closing(Database.create(folder / "limit.db", create_key(folder / "limit.key"))) as database:
        database.migrate(MIGRATIONS)


def application(folder: Path) -> Flask:
    """The pages."""
    app = Flask(__name__)
    database = Database.open(folder / "limit.db", read_key(folder / "limit.key", data=folder / "data"))

    @app.post("/one")
    def one() -> str:
        words = request.form["words"]
        with database.transaction() as connection:
            insert = "insert into event (stream, token, words) values (?, ?, ?)"
            connection.execute(insert, ["one", request.form["token"], words])
        return render_template_string(PAGE, number=1, words=words, token=secrets.token_hex(8))

    @app.post("/step")
    def step() -> Response:
        stream, token, words = request.args["of"], request.form["token"], request.form["words"]
        with database.transaction() as connection:
            connection.execute("select max(id) from event where stream = ?", [stream]).fetchone()
            insert = "insert into event (stream, token, words) values (?, ?, ?)"
            connection.execute(insert, [stream, token, words])
            connection.execute("insert or replace into answer values (?, ?)", [stream, words])
            connection.execute(insert, ["trail", token, stream])
        return redirect(f"/step?of={stream}", code=303)

    @app.get("/step")
    def page() -> str:
        query = "select count(*), (select words from answer where stream = :of) from event where stream = :of"
        with database.reading() as connection:
            number, words = connection.execute(query, {"of": request.args["of"]}).fetchone()
        return render_template_string(PAGE, number=number, words=words or "", token=secrets.token_hex(8))

    return app


class _Loader:
    """Gives the pages in the server's own process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self) -> InTurn:
        return InTurn(application(self.folder))


def main() -> None:
    port, folder = int(sys.argv[1]), Path(sys.argv[2])
    server = MPServer(
        "bench_limit",
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=HEARING,
        http=HTTPModes.http1,
        websockets=False,
        log_access=False,
        log_level=LogLevels.error,
    )
    server.serve(target_loader=_Loader(folder), wrap_loader=False)


if __name__ == "__main__":
    main()
