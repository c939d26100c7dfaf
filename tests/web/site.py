"""The application over a real database, and browsers that use it as people do."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from msp_dialogue.accounts import Account, Role, passwords, people
from msp_dialogue.database import Database
from msp_dialogue.record.enquiries import AdultDetails, EnquiryDetails, EnquiryKind, open_enquiry
from msp_dialogue.record.streams import By
from msp_dialogue.web.service import service_of
from tests.web.linter import checked

PASSWORD = "four invented words here"
COOKIE, HOST = "__Host-session", "dialogue.example"
HTTPS = f"https://{HOST}"


@dataclass
class Clock:
    """The time, as a test sets it."""

    at: datetime

    def __call__(self) -> datetime:
        """The time now."""
        return self.at


@dataclass
class Site:
    """The application and what is behind it."""

    app: Flask
    database: Database
    clock: Clock
    hashed: passwords.Hashed
    accounts: dict[str, Account] = field(default_factory=dict)

    def account(self, name: str, *roles: Role, team: str = "North") -> Account:
        """An account of this sign-in name, made when first asked for."""
        if name not in self.accounts:
            with self.database.transaction() as connection:
                self.accounts[name] = people.create(
                    connection,
                    name=name.title(),
                    sign_in_name=name,
                    password=self.hashed,
                    roles=roles or (Role.WORKER,),
                    team=team,
                    at=self.clock(),
                    by="test",
                )
        return self.accounts[name]

    @property
    def releases(self) -> Path:
        """The folder of released figures."""
        return service_of(self.app).settings.release_folder

    def browser(self) -> "Browser":
        """Somebody who is not signed in."""
        return Browser(self, self.app.test_client())

    def worker(self, name: str = "wendy", *, team: str = "North") -> "Browser":
        """A worker, signed in."""
        self.account(name, team=team)
        return self.browser().sign_in(name)

    def enquiry(self, reference: str = "E-1", *, team: str = "North", call_name: str | None = "Rose") -> str:
        """A new enquiry of a team; gives its id."""
        by = By(self.account("wendy").id, self.clock(), secrets.token_hex(16))
        adult = AdultDetails(f"A-{reference}", call_name)
        enquiry = EnquiryDetails(reference, EnquiryKind.SECTION_42, team, "2026-02-02", None)
        return open_enquiry(self.database, secrets.token_hex(16), secrets.token_hex(16), adult, enquiry, by)


@dataclass
class Browser:
    """A browser that keeps its cookie and fills in each form's protection, as a real one does."""

    site: Site
    client: FlaskClient
    protection: dict[str | None, str] = field(default_factory=dict)
    """What the pages of each session carry."""

    def get(self, path: str) -> TestResponse:
        """Open a page."""
        return checked(self.client.get(path, base_url=HTTPS))

    def post(
        self, path: str, form: Mapping[str, str | list[str]] | None = None, *, csrf: str | None = None
    ) -> TestResponse:
        """Send a form, with the protection that the pages of this browser carry."""
        fields = {"csrf_token": self.csrf() if csrf is None else csrf, **(form or {})}
        headers = {"Sec-Fetch-Site": "same-origin"}
        return checked(self.client.post(path, data=fields, base_url=HTTPS, headers=headers))

    def csrf(self) -> str:
        """The protection on this browser's pages; it is the same on each of a session."""
        session = self.session()
        if session not in self.protection:
            token = self._csrf()
            session = self.session()  # the page may have begun another
            self.protection[session] = token
        return self.protection[session]

    def session(self) -> str | None:
        """The cookie that this browser holds, if any."""
        cookie = self.client.get_cookie(COOKIE, HOST)
        return cookie.value if cookie else None

    def _csrf(self) -> str:
        page = self.get("/sign-in")
        if page.status_code == 404:  # a screen that was handed over
            page = self.get("/talk/back")
        while page.status_code == 303:  # to where the account's work begins
            page = self.get(page.headers["Location"])
        return field_of(page, "csrf_token")

    def sign_in(self, name: str) -> "Browser":
        """Sign in by the form."""
        reply = self.post("/sign-in", {"name": name, "password": PASSWORD})
        assert reply.status_code == 303
        return self

    def take_back(self, name: str = "wendy") -> TestResponse:
        """Sign in at a screen that was handed over."""
        return self.post("/talk/back", {"name": name, "password": PASSWORD})


def field_of(page: TestResponse, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found, f"no field {name} at {page.request.path}"
    return found[1]


def body_of(page: TestResponse) -> str:
    """The page without what protects its forms: that holds the time, so it differs from one second to the next."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page.text)


def heading(page: TestResponse) -> str:
    """The one heading of a page, without its tags."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page.text, re.DOTALL)
    assert found, page.text
    return re.sub(r"<[^>]+>", "", found[1]).strip()
