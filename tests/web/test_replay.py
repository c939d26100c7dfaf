"""What a worker asked and sent, word for word, asked and sent again by everybody whom it is no business of [Z-03].

The worker opens every page that their enquiry leads to and sends every form on them. With the same addresses, the same
hidden fields and the same words, others see nothing of it and change nothing.
"""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pytest
from werkzeug.test import TestResponse

from msp_dialogue.record.library import FlowLibrary
from tests.web.cast import Cast, everybody
from tests.web.filling import LEAVES, TAKES_AWAY, Form, forms
from tests.web.inviting import links_of
from tests.web.site import COOKIE, HOST, HTTPS, Site
from tests.web.test_protection import held

ID = re.compile("[0-9a-f]{32}")
OUTSIDERS = (
    "nobody",
    "half",
    "other",
    "south",
    "analyst",
    "advocate",
    "expired",
    "stranger",
    "admin",
    "person",
    "locked",
)
"""Those of the cast who have no business with it; the advocate was invited to a later conversation alone."""
OWN = ("/account", "/second-factor", "/sign-out", "/leave", "/talk", "/static")
"""What leads to everybody's own pages, whoever asks; `/talk` is of the conversation that their session has."""
YEAR = {"from-day": "1", "from-month": "1", "from-year": "2026", "to-day": "31", "to-month": "3", "to-year": "2026"}
DOWNLOAD = {**YEAR, "by": "opened", "format": "json"}
REFUSED = {401, 403, 404}


@dataclass(frozen=True)
class Sent:
    """A request as the worker made it."""

    method: str
    path: str
    form: Mapping[str, str]

    @property
    def about_something(self) -> bool:
        """Whether its address says whose it is; else it is about whatever belongs to whoever asks."""
        return bool(ID.search(self.path))

    @property
    def reads(self) -> bool:
        """Whether it changes nothing."""
        return self.method == "GET" or self.path == "/export"


Ask = Callable[[Sent], TestResponse]


@pytest.fixture
def cast(site: Site, library: FlowLibrary) -> Cast:
    """Everybody, and an enquiry with a whole story behind it; the forms' protection, which stops it all, is off."""
    site.app.config["WTF_CSRF_ENABLED"] = False
    return everybody(site, library)


@pytest.fixture
def secrets(site: Site, cast: Cast) -> frozenset[str]:
    """What nobody else may see of it: the words of its outcomes, and its references."""
    told = """
        select wording.words from outcome_wording wording join outcome on outcome.id = wording.outcome
            where outcome.enquiry = :it
        union select reference from enquiry where id = :it
        union select adult.reference from adult join enquiry on enquiry.adult = adult.id where enquiry.id = :it"""
    found = site.database.connection.execute(told, {"it": cast.things["open"]["enquiry_id"]})
    return frozenset(word for (word,) in found)


def asking(cast: Cast, actor: str) -> Ask:
    """Asks as this actor, whose session stays what it was whatever a reply does to the cookie."""
    client, token = cast.site.app.test_client(), cast.token(actor)

    def ask(sent: Sent) -> TestResponse:
        if token:
            client.set_cookie(COOKIE, token, domain=HOST, secure=True)
        reply = client.open(
            sent.path,
            method=sent.method,
            data=sent.form if sent.method == "POST" else None,
            base_url=HTTPS,
            headers={"Sec-Fetch-Site": "same-origin"},
        )
        reply.get_data()
        return reply

    return ask


def pages(ask: Ask, start: str) -> Iterator[tuple[Sent, TestResponse]]:
    """Every page that this one leads to, by its links."""
    known, waiting = {start}, [start]
    while waiting:
        sent = Sent("GET", waiting.pop(), {})
        reply = ask(sent)
        yield sent, reply
        if reply.mimetype == "text/html":
            found = {path for path in links_of(reply.text) if not path.startswith(OWN)} - known
            known |= found
            waiting += sorted(found)


def recorded(ask: Ask, enquiry: str) -> list[Sent]:
    """What the worker asks and sends: every page, then every form of every page."""
    looked = [(sent, reply) for sent, reply in pages(ask, f"/enquiries/{enquiry}") if reply.status_code == 200]
    found: dict[str, Form] = {
        form.action: form
        for _sent, reply in looked
        if reply.mimetype == "text/html"
        for form in forms(reply)
        if not form.action.startswith(OWN) and not form.action.endswith(TAKES_AWAY) and form.action not in LEAVES
    }
    posted = [Sent("POST", action, form.filled(form.typing("Words"))) for action, form in found.items()]
    return [*(sent for sent, _reply in looked), Sent("POST", "/export", DOWNLOAD), *posted]


def seen(reply: TestResponse, secrets: frozenset[str]) -> frozenset[str]:
    """Which of these a reply gives away, on a page or in a file."""
    text = html.unescape(reply.get_data().decode("utf-8", "replace").replace('\\"', '"'))
    return frozenset(word for word in secrets if word in text)


def test_nobody_else_sees_or_changes_anything_by_what_a_worker_asked_and_sent(
    site: Site, cast: Cast, secrets: frozenset[str]
) -> None:
    lead = asking(cast, "lead")
    requests = recorded(lead, cast.things["open"]["enquiry_id"])
    by_lead = {word for sent in requests if sent.reads for word in seen(lead(sent), secrets)}
    before, wrong = held(site), []
    for actor in OUTSIDERS:
        ask = asking(cast, actor)
        for sent in requests:
            if not (sent.reads or sent.about_something):
                continue
            reply = ask(sent)
            refused = reply.status_code in REFUSED or reply.headers.get("Location") in {"/sign-in", "/second-factor"}
            if (sent.about_something and not refused) or seen(reply, secrets):
                wrong.append(f"{actor} {sent.method} {sent.path}: {reply.status_code}")

    assert len(secrets) > 3
    assert by_lead == secrets
    assert sum(sent.method == "POST" and sent.about_something for sent in requests) > 8
    assert wrong == []
    assert held(site) == before


def test_the_same_sent_by_the_worker_changes_the_record(site: Site, cast: Cast) -> None:
    """So that the test above sends what is worth refusing."""
    lead = asking(cast, "lead")
    before, changed = held(site), 0
    for sent in recorded(lead, cast.things["open"]["enquiry_id"]):
        if sent.method == "POST" and sent.about_something:
            lead(sent)
            now = held(site)
            changed += now != before
            before = now

    assert changed >= 5
