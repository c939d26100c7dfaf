"""A small browser for the long run: one cookie, forms as they stand on a page, this machine only; knows no scanner."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode, urlsplit

TIMEOUT = 30.0  # seconds for one page


@dataclass
class Form:
    """A form of a page: where it is sent, and every field with what it holds or a first choice."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Page:
    """A page as it came: its path after all redirects, its status, its words, and what can be followed from it."""

    path: str
    status: int
    text: str
    links: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)


class Visitor:
    """Somebody at a browser, on 127.0.0.1 and nowhere else."""

    def __init__(self, port: int) -> None:
        """Begin without a cookie."""
        self.port = port
        self.cookie = ""

    def open(self, path: str) -> Page:
        """The page at the end of all redirects."""
        return self._followed("GET", path, None)

    def send(self, form: Form, **filled: str) -> Page:
        """Send a form with some of its fields filled in."""
        fields = [(name, value) for name, value in form.fields if name not in filled] + list(filled.items())
        return self._followed("POST", form.action, urlencode(fields))

    def sign_in(self, name: str, password: str) -> Page:
        """Sign in by the form, and give the page where the work of this account begins."""
        (form,) = [each for each in self.open("/sign-in").forms if each.action == "/sign-in"]
        return self.send(form, name=name, password=password)

    def _followed(self, method: str, path: str, body: str | None) -> Page:
        for _redirect in range(10):
            reply, text = self.request(method, path, body)
            if reply.status not in (302, 303):
                return _read(path, reply.status, text)
            method, path, body = "GET", urlsplit(reply.headers["Location"]).path, None
        raise ValueError(f"{path} redirects in a circle")

    def request(self, method: str, path: str, body: str | None = None) -> tuple[HTTPResponse, str]:
        """One request and its answer, wherever that leads."""
        headers = {"Cookie": self.cookie, "Sec-Fetch-Site": "same-origin"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        try:
            connection.request(method, path, body, headers)
            reply = connection.getresponse()
            text = reply.read().decode("utf-8", "replace")
        finally:
            connection.close()
        for given in reply.headers.get_all("Set-Cookie", []):
            self.cookie = given.partition(";")[0]
        return reply, text


def _read(path: str, status: int, text: str) -> Page:
    reader = _Reader(path)
    reader.feed(text)
    links = [link for link in dict.fromkeys(reader.links) if link.startswith("/") and not link.startswith("//")]
    return Page(path, status, text, links, reader.forms)


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.inside = False
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in told:
            self.links.append(told["href"].partition("#")[0])
        elif tag == "form":
            self.inside = told.get("method", "get").lower() == "post"
            if self.inside:
                self.forms.append(Form(told.get("action") or self.path))
        elif self.inside:
            self._field(tag, told)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = ""

    def _field(self, tag: str, told: dict[str, str]) -> None:
        name = told.get("name", "")
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            self._add(self.select, told.get("value", ""))
            self.select = "" if told.get("value") else self.select
        elif tag == "textarea" and name:
            self._add(name, "")
        elif tag in ("input", "button") and name:
            self._add(name, told.get("value", ""))

    def _add(self, name: str, value: str) -> None:
        known = {each for each, _ in self.forms[-1].fields}
        if name not in known:  # of several choices, or buttons, the first
            self.forms[-1].fields.append((name, value))


def shape(path: str) -> str:
    """The path with its ids left out, so that pages of one kind are met once."""
    return re.sub(r"/[0-9a-f]{32}(?=/|$)", "/*", path)
