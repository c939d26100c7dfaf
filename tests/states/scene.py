"""The application over a real database in a folder, and everybody who comes to it; for a whole run."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from werkzeug.test import TestResponse

from msp_dialogue.accounts import passwords, sessions
from msp_dialogue.accounts.sessions import Kind
from msp_dialogue.cli import _first_start
from msp_dialogue.database import Busy, Connection, Database, DatabaseProblem, read_key
from msp_dialogue.record.library import FlowLibrary, read_flows
from msp_dialogue.settings import SecondFactor, Settings
from msp_dialogue.web import create_app
from msp_dialogue.web.service import Service
from tests.web.site import COOKIE, HOST, HTTPS, PASSWORD, Clock, Site

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@contextmanager
def site_in(folder: Path, library: FlowLibrary | None = None, **others: Any) -> Iterator[Site]:
    """The application, empty but for what its first start makes."""
    chosen: dict[str, Any] = {"tls": True, "second_factor": SecondFactor.OPTIONAL} | others
    settings = Settings(data=folder / "data", key_file=folder / "key", **chosen)
    _first_start.prepare(settings, at=NOW)
    database = Database.open(settings.database, read_key(settings.key_file, data=settings.data))
    library = library or FlowLibrary(read_flows())
    clock = Clock(NOW)
    with database.transaction() as connection:
        library.keep(connection, NOW)
    app = create_app(service=Service(settings, database, library, clock))
    try:
        yield Site(app, database, clock, passwords.hash_new(PASSWORD, sign_in_name="nobody"))
    finally:
        database.close()
        shutil.rmtree(folder, ignore_errors=True)


class Visitor:
    """A browser with one session of the kind that is wanted, which no reply takes away from it."""

    def __init__(self, site: Site, token: str | None) -> None:
        """Hold the session's id."""
        self.client = site.app.test_client()
        self.token = token

    def ask(self, path: str, form: Mapping[str, Any] | None = None) -> TestResponse:
        """Open a page, or send a form."""
        if self.token:
            self.client.set_cookie(COOKIE, self.token, domain=HOST, secure=True)
        method = "GET" if form is None else "POST"
        return self.client.open(path, method=method, data=form, base_url=HTTPS, headers=SAME_ORIGIN)


def session_of(site: Site, name: str, dialogue: str | None = None, kind: Kind = Kind.FULL) -> Visitor:
    """A session of an account: of the conversation on its screen, or of the screen itself, handed over or at rest."""
    at = site.clock()
    with site.database.transaction() as connection:
        token = sessions.start(connection, site.accounts[name], at=at)
        found = sessions.load(connection, token, at=at)
        assert found
        if kind is Kind.HALF:
            connection.execute("update session set kind = ? where hash = ?", [Kind.HALF, found.hash])
        elif kind is Kind.FULL:
            sessions.set_sitting(connection, found, dialogue)
        else:
            token = sessions.hand_over(connection, found, dialogue or "", at=at)
            if kind is Kind.LOCKED:
                handed = sessions.load(connection, token, at=at)
                assert handed
                token = sessions.rest(connection, handed, at=at)
    return Visitor(site, token)


@contextmanager
def nothing_kept(site: Site, problem: type[DatabaseProblem] = Busy) -> Iterator[None]:
    """Within this, the database takes every write back and says why: a wrong form shows its errors and does nothing."""
    real = site.database.transaction

    @contextmanager
    def taken_back(*, wait: float | None = None) -> Iterator[Connection]:
        with real(wait=wait) as connection:
            yield connection
            raise problem("nothing is kept")

    site.database.transaction = taken_back  # type: ignore[method-assign]
    try:
        yield
    finally:
        site.database.transaction = real  # type: ignore[method-assign]
