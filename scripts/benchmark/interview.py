"""An interview held over HTTP: sign in, open an enquiry, and answer whatever is asked, question by question.

A step is an answer that is sent, the redirect that comes back, and the next question's page. It knows no question:
it answers by the fields that a page has.
"""

import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass

from benchmark.client import Browser, Fields, Reply, Unexpected, tags
from msp_dialogue.accounts import Role
from msp_dialogue.accounts.demonstration import DEMO_ACCOUNTS

WORKERS = tuple(each for each in DEMO_ACCOUNTS if Role.WORKER in each.roles)
LONGEST = 400
"""Questions after which an interview must have come to an end."""
WANTED = frozenset({"as_now", "none"})
"""What is chosen where it is offered among several; else the first is."""
DATE = {"day": "3", "month": "2", "year": "2026"}
SAID = "I would like to feel safe at home, and to see my sister more often than I do now."
PEOPLE = {"name-1": "Rose", "relation-1": "the adult"}
ROWS = re.compile("words-[0-9]+")


@dataclass(frozen=True)
class Seat:
    """A browser that is signed in, and the enquiry that was opened there."""

    browser: Browser
    enquiry: str
    password: str
    name: str


@dataclass(frozen=True)
class Step:
    """One answer: milliseconds to the next page, bytes that came, whether the person gave it, and about an outcome."""

    took: float
    size: int
    persons: bool
    about: bool


def sign_in(browser: Browser, name: str, password: str) -> Reply:
    """Sign in; gives the page where work begins."""
    page = browser.submit(browser.follow(browser.get("/sign-in")), "/sign-in", name=name, password=password)
    if 'name="password"' in page.text:
        raise Unexpected("nobody could sign in")
    return page


def seat(port: int, number: int) -> Seat:
    """A browser of its own, in which an enquiry was opened."""
    return seated(Browser(port), number)


def seated(browser: Browser, number: int) -> Seat:
    """Sign in as a worker of the demonstration, and open an enquiry about an adult who is not known yet."""
    who, reference = WORKERS[number % len(WORKERS)], secrets.token_hex(8)
    sign_in(browser, who.sign_in_name, who.password)
    typed = {"reference": f"B-{reference}", "adult": f"A-{reference}", "kind": "section_42", "call_name": "Rose"}
    typed |= {"lead": "", **{f"opened-{part}": value for part, value in DATE.items()}}
    page = browser.submit(browser.get("/enquiries/new"), "/enquiries/new", **typed)
    found = re.search(r'action="/enquiries/([^/"]+)/conversations/beginning"', page.text)
    if found is None:
        raise Unexpected("the enquiry was not opened")
    return Seat(browser, found[1], who.password, who.sign_in_name)


def begin(at: Seat, stage: str = "beginning") -> Reply:
    """Start a conversation; gives its first question."""
    page = at.browser.get(f"/enquiries/{at.enquiry}").text
    protection = next(each["value"] for each in tags(page) if each.get("name") == "csrf_token")
    start = at.browser.post(f"/enquiries/{at.enquiry}/conversations/{stage}", [("csrf_token", protection)])
    return at.browser.follow(start)


def is_question(page: str) -> bool:
    """Whether something is asked here."""
    return 'name="step"' in page


def answered(page: str, *, rows: int = 1) -> list[tuple[str, str]]:
    """The question's form with an answer in it; a list of wishes gets so many `rows`."""
    if not is_question(page):
        raise Unexpected("nothing is asked here")
    form = page[page.index('<form id="answers"') :]
    fields: dict[str, str] = {}
    taken: set[str] = set()
    for each in tags(form[: form.index("</form>")]):
        name, kind, value = each.get("name", ""), each.get("type", "text"), each.get("value", "")
        if kind == "hidden":
            fields[name] = value
        elif kind == "radio" and name not in fields and value not in taken:
            fields[name] = value
            taken.add(value)
        elif kind == "checkbox" and name == "choice" and (name not in fields or value in WANTED):
            fields[name] = value
        elif kind == "text":
            fields[name] = _typed(name)
    if any(map(ROWS.fullmatch, fields)):
        fields |= {f"words-{row}": f"{SAID} {row}" for row in range(1, rows + 1)}
    return [*fields.items(), ("do", "answer")]


def _typed(name: str) -> str:
    if name == "words" or ROWS.fullmatch(name):
        return SAID
    return {**DATE, **PEOPLE, "number": "3"}.get(name, "")


def step(browser: Browser, fields: Fields) -> tuple[Reply, float]:
    """Send an answer and wait for the next page; gives it, and how many milliseconds that took."""
    started = time.perf_counter()
    reply = browser.post("/talk", fields)
    page = browser.follow(reply)
    took = (time.perf_counter() - started) * 1000
    if reply.status != 303 or page.status != 200:
        raise Unexpected(f"an answer was not taken: {reply.status}, {page.status}")
    return page, took


def hold(browser: Browser, page: Reply, *, rows: int = 1) -> Iterator[Step]:
    """Answer until nothing is asked any more: the screen then rests, and waits for a worker."""
    for _ in range(LONGEST):
        words = page.text
        if not is_question(words):
            return
        before, fields = browser.received, answered(words, rows=rows)
        page, took = step(browser, fields)
        yield Step(took, browser.received - before, 'data-screen="person"' in words, 'id="item"' in words)
    raise Unexpected("the interview does not end")


def take_back(at: Seat) -> Reply:
    """Sign in at a screen that rests; gives the page on which the worker goes on."""
    return at.browser.submit(at.browser.get("/talk/back"), "/talk/back", name=at.name, password=at.password)
