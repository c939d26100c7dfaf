"""Hold SYNTHETIC conversations over HTTP as a browser without JavaScript does: real forms, cookies and tokens.

It knows pages by what stands on them, and the service by its addresses alone: nothing of the service is loaded.
"""

import gzip
import html
import http.client
import re
import secrets
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

HEADERS = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}
_FORM = re.compile(r"<form[^>]*>(?:(?!</form>).)*?name=\"step\".*?</form>", re.DOTALL)
_FIELD = re.compile(r"<(input|textarea|select|option|button)\b([^>]*)>")
_ATTRIBUTE = re.compile(r"([\w-]+)=\"([^\"]*)\"")
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)

RATHER = ("worker_typed", "alone", "adult", "as_now", "face_to_face", "none", "now", "want", "fully", "no_one")
"""What is chosen where it is offered, otherwise what comes first: a screen that is handed over ends its session, and to
sign in again would be measured too."""
DATE = {"day": "2", "month": "2", "year": "2026"}


class NotAnswered(Exception):
    """The service said something else than what comes next."""


@dataclass(frozen=True)
class Reply:
    """What came back: the status, where it leads, the page, and how many bytes it was on the way."""

    status: int
    location: str
    text: str
    size: int


@dataclass
class Line:
    """One browser: a connection that is kept, and its cookies."""

    host: str
    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection(self.host, self.port, timeout=120)

    def get(self, path: str) -> Reply:
        """Open a page."""
        return self._asked("GET", path, None)

    def post(self, path: str, fields: Mapping[str, str] | list[tuple[str, str]]) -> Reply:
        """Send a form."""
        return self._asked("POST", path, urlencode(fields))

    def _asked(self, method: str, path: str, body: str | None) -> Reply:
        headers = {**HEADERS, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        reply = self._connection.getresponse()
        data = reply.read()
        for name, value in reply.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, rest = value.partition("=")
                self.cookies[cookie] = rest.partition(";")[0]
        text = gzip.decompress(data) if reply.getheader("Content-Encoding") == "gzip" else data
        return Reply(reply.status, reply.getheader("Location") or "", text.decode("utf-8", "replace"), len(data))


def hidden(text: str, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    if found is None:
        raise NotAnswered(f"There is no field {name} on the page {heading(text)!r}.")
    return html.unescape(found[1])


def heading(text: str) -> str:
    """The heading of a page, without tags."""
    found = _HEADING.search(text)
    return html.unescape(re.sub(r"<[^>]+>", "", found[1])).strip() if found else ""


def filled(text: str, words: str) -> list[tuple[str, str]]:
    """The question on a page answered: with these words, and what is chosen first or rather."""
    found = _FORM.search(text)
    if found is None:
        raise NotAnswered(f"There is no question on the page {heading(text)!r}.")
    held: list[tuple[str, str]] = []
    choices: dict[str, list[str]] = {}
    for tag, told in _FIELD.findall(found[0]):
        own = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(told)}
        name, kind = own.get("name", ""), own.get("type", "text")
        if tag == "textarea" or (tag == "input" and name and kind in {"text", "search", "tel"}):
            held.append((name, DATE.get(name, words)))
        elif kind == "hidden" and name:
            held.append((name, own.get("value", "")))
        elif kind in {"radio", "checkbox"}:
            choices.setdefault(name, []).append(own.get("value", ""))
    for name, offered in choices.items():
        held.append((name, next((each for each in RATHER if each in offered), offered[0])))
    return [*held, ("do", "answer")]


@dataclass
class Worker:
    """A worker who is signed in, and opens enquiries."""

    line: Line

    @classmethod
    def signed_in(cls, line: Line, name: str, password: str) -> "Worker":
        """Sign in by the form."""
        page = line.get("/sign-in").text
        reply = line.post("/sign-in", {"csrf_token": hidden(page, "csrf_token"), "name": name, "password": password})
        if reply.status != 303:
            raise NotAnswered(f"{name} could not sign in: {reply.status}")
        return cls(line)

    def begins(self) -> "Conversation":
        """Open an enquiry, and begin its first conversation."""
        page = self.line.get("/enquiries/new").text
        protection = hidden(page, "csrf_token")
        opened = time.gmtime(time.time() - 7 * 24 * 3600)
        day = {"opened-day": opened.tm_mday, "opened-month": opened.tm_mon, "opened-year": opened.tm_year}
        fields = {"csrf_token": protection, "token": hidden(page, "token"), "kind": "section_42", "lead": ""}
        references = {name: f"SYNTHETIC-{secrets.token_hex(6)}" for name in ("reference", "adult")}
        fields |= {"call_name": "Synthetic", **references}
        reply = self.line.post("/enquiries/new", fields | {name: str(value) for name, value in day.items()})
        if reply.status != 303:
            raise NotAnswered(f"The enquiry was not opened: {reply.status} {heading(reply.text)}")
        start = f"{reply.location}/conversations/beginning"
        reply = self.line.post(start, {"csrf_token": protection, "token": secrets.token_hex(16)})
        if reply.status != 303:
            raise NotAnswered(f"The conversation did not begin: {reply.status} {heading(reply.text)}")
        return Conversation(self.line, self.line.get("/talk").text)


@dataclass
class Conversation:
    """A conversation that is being held, and the page it has come to."""

    line: Line
    page: str
    answers: int = 0

    @property
    def is_over(self) -> bool:
        """Whether nothing is asked any more."""
        return _FORM.search(self.page) is None

    def answer(self, words: str = "Synthetic words.") -> tuple[float, int]:
        """Answer what is asked and wait for the next page: gives the seconds it took, and the bytes that came."""
        form = filled(self.page, words)
        started = time.perf_counter()
        sent = self.line.post("/talk", form)
        shown = self.line.get("/talk") if sent.status == 303 else sent
        taken = time.perf_counter() - started
        if sent.status != 303:
            raise NotAnswered(f"{heading(self.page)!r} was not taken: {sent.status}")
        self.page, self.answers = shown.text, self.answers + 1
        return taken, sent.size + shown.size

    def all(self, most: int = 400) -> Iterator[tuple[float, int]]:
        """Answer until nothing is asked any more, or so many were answered."""
        while not self.is_over and self.answers < most:
            yield self.answer()
