"""After a whole walk through the real service, nothing that it wrote anywhere holds a word, a name or a secret [G-04].

What it wrote: its output, its log, its folder, the folder for temporary files; no list of pages either [G-06].
Then it is killed, and what it had acknowledged is there, with the trail whole [G-01].
"""

import os
import re
import signal
import sys
import urllib.parse
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from msp_dialogue import audit
from msp_dialogue.database import Database, read_key
from tests.cli.test_serve import free_port, line_of, rest_of, service

WORD = "Qzcanaryzq"
SECRET = "zqbirdqz"
PASSWORD = f"four invented {SECRET} here"


ENQUIRY = {"reference": f"E-{WORD}", "kind": "section_42", "adult": f"A-{WORD}", "call_name": WORD, "lead": ""}
ENQUIRY |= {"opened-day": "2", "opened-month": "2", "opened-year": "2026"}


@dataclass
class Visitor:
    """A browser in front of the real service, which leaves the canary wherever one can be left."""

    port: int
    cookie: str = ""
    page: str = ""

    def ask(self, method: str, path: str, form: dict[str, str] | None = None, **headers: str) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"Cookie": self.cookie, "User-Agent": WORD, **headers}
        body = None
        if form is not None:
            body = urllib.parse.urlencode({"csrf_token": self.field("csrf_token"), **form})
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        connection.request(method, path, body, sent)
        reply = connection.getresponse()
        self.page = reply.read().decode("utf-8", "replace")
        cookie = reply.getheader("Set-Cookie")
        self.cookie = cookie.partition(";")[0] if cookie else self.cookie
        connection.close()
        return reply

    def field(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        return found[1] if found else "none"


def walk(visitor: Visitor, link: str) -> None:
    """Make the first account, and open an enquiry."""
    visitor.ask("GET", link)
    made = {"name": f"Wendy {WORD}", "sign_in_name": WORD, "team": WORD, "password": PASSWORD, "again": PASSWORD}
    assert visitor.ask("POST", link, made).status == 303, visitor.page
    visitor.ask("GET", "/enquiries/new")
    assert visitor.ask("POST", "/enquiries/new", ENQUIRY | {"token": visitor.field("token")}).status == 303


def misuse(visitor: Visitor) -> None:
    """What is refused, and what is nonsense, with the canary in it."""
    visitor.ask("GET", f"/{WORD}?{WORD}={WORD}")
    visitor.ask("GET", "/sign-in", Host=f"{WORD}.example", Referer=f"https://{WORD}.example")
    visitor.ask("PUT", f"/enquiries/{WORD}")
    visitor.ask("POST", "/sign-in", {"name": WORD, "password": PASSWORD, "csrf_token": WORD})
    visitor.ask("POST", "/sign-in", {"name": WORD * 60_000})
    visitor.ask("POST", "/enquiries/new", {"reference": f'{WORD}\n{{"event": "signed_in"}}'})
    visitor.ask("POST", "/talk", {"words": WORD})
    visitor.ask("GET", "/", Cookie=f"session={WORD}")


def written(folder: Path) -> list[str]:
    """The files in which one of the words can be read, whatever its letters' size."""
    forms = [word.lower().encode(code) for word in (WORD, SECRET) for code in ("ascii", "utf-16-le")]
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [file.name for file in files if any(form in file.read_bytes().lower() for form in forms)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows kills no group of processes")
def test_nothing_that_the_service_wrote_anywhere_tells_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("MSP_SECOND_FACTOR", "optional")
    port = free_port()
    with service(tmp_path, port) as process:
        told = line_of(process)
        link = line_of(process)
        address = next(word for word in link.split() if word.startswith("http"))
        visitor = Visitor(port)
        walk(visitor, address.removeprefix(f"http://127.0.0.1:{port}"))
        misuse(visitor)
        assert written(tmp_path) == []
        os.killpg(process.pid, signal.SIGKILL)
        told += rest_of(process)

    assert written(tmp_path) == []
    assert [word for word in (WORD, SECRET) if word.lower() in told.lower()] == []
    assert visitor.cookie.partition("=")[2] not in told
    assert "Traceback" not in told
    assert "/enquiries" not in told
    database = Database.open(tmp_path / "data" / "record.db", read_key(tmp_path / "key"))
    with database.reading() as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert audit.verify(connection) == []
        assert connection.execute("select name from account").fetchall() == [(f"Wendy {WORD}",)]
        actions = {action for (action,) in connection.execute("select action from audit")}
        assert {"account_created", "signed_in", "enquiry_noted"} <= actions
    database.close()
