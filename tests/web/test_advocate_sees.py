"""Every byte that an advocate from outside can get, with a canary in everything that is not for them [Z-04, H-05].

Every page there is gets asked for, by GET and by POST, so that a new one cannot show it unnoticed.
"""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from msp_dialogue.flow.model import Flow, Kind, Stage
from msp_dialogue.flow.voice import Voice
from msp_dialogue.record import contact, read, signals
from msp_dialogue.record.agreements import About, View
from msp_dialogue.record.agreements import note as agree
from msp_dialogue.record.contact import SafeContact, Way
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.streams import By
from tests.web.inviting import Waiting, advocate, waiting
from tests.web.site import Browser, Site, heading
from tests.web.talking import Talk
from tests.web.test_access import NOTHING, path_of

CANARY = re.compile("canary[a-z]*", re.IGNORECASE)
TAKE_PART = "Do you want to answer"
WISH = "To stay in my own home"
LET_GO = {"sign_in.sign_out", "leave.page", "leave.hide", "talk.done"}
SAFE = {"present": "nobody", "safe": "yes"}


@dataclass
class Told:
    """An enquiry full of canaries, in which one review waits for an advocate."""

    site: Site
    review: Waiting
    ids: dict[str, str]


def everything(flow: Flow, named: str) -> dict[str, Any]:
    """A canary as the answer to each question that takes words."""
    words = {each.id: f"Canary{named}{each.id}" for each in flow.questions.values() if each.kind is Kind.WORDS}
    return {**words, "present": [{"name": f"Canary{named}", "relation": "Canaryrelation"}]}


@pytest.fixture
def told(site: Site, library: FlowLibrary) -> Told:
    """Everything that could be seen by mistake: notes, references, contact, other conversations, other enquiries."""
    first, review, closure = (library.for_stage(stage).flow for stage in Stage)
    site.account("wendy")
    enquiry, other = site.enquiry("CANARYREFERENCE"), site.enquiry("CANARYOTHER", call_name="Canarycalled")
    at_first = waiting(site, library, enquiry, who_answers="adult", sitting="handed_over", **everything(first, "first"))
    at_first.talk.go_on(at_first.held, everything(first, "first") | {"want": [{"key": "1", "words": WISH}]})
    elsewhere = waiting(site, library, other, **everything(first, "other"))
    elsewhere.talk.go_on(elsewhere.held, everything(first, "other") | {"want": [{"key": "1", "words": "Canarywish"}]})
    by_bob = waiting(site, library, enquiry, Stage.CLOSURE, **everything(closure, "closing"))
    by_bob.talk.actor = by_bob.invite("bob").id
    by_bob.talk.go_on(by_bob.held, everything(closure, "bob"), until="better")
    now = waiting(site, library, enquiry, Stage.MIDDLE, **everything(review, "review"))
    now.invite("ada")
    _note_beside(site, enquiry, by_bob.id)
    with site.database.reading() as connection:
        whole = read.whole(connection, enquiry)
    assert whole is not None
    ids = {"enquiry": enquiry, "other": other, "first": at_first.id, "closure": by_bob.id, "review": now.id}
    return Told(site, now, ids | {"outcome": whole.outcomes[0].id, "elsewhere": elsewhere.id})


def _note_beside(site: Site, enquiry: str, dialogue: str) -> None:
    by = By(site.account("wendy").id, site.clock(), secrets.token_hex(8))
    reached = SafeContact({Way.CALL: "Canarynumber"}, "Canarytimes", "Canarywords", "Canarynever")
    with site.database.transaction() as connection:
        contact.note(connection, enquiry, reached, by, known=0)
        signals.raise_alone(connection, enquiry, dialogue, None, replace(by, token="raised"))
        open_ones = {each.number: each.times for each in signals.of_enquiry(connection, enquiry)}
        signals.deal_with(connection, enquiry, open_ones, signals.How.OTHER, "Canarydealt", replace(by, token="dealt"))
        agree(connection, enquiry, About.CONVERSATION, dialogue, View.DISAGREES, Voice.ADULT, "Canaryview", by)


def replies(told: Told, browser: Browser) -> Iterator[tuple[str, TestResponse]]:
    """What every page says to this browser about everything there is."""
    csrf = browser.csrf()
    form = {"do": "answer", "step": "x", "words": "x", "present": "x", "safe": "yes", "token": "t"}
    for rule in told.site.app.url_map.iter_rules():
        if rule.endpoint in LET_GO or rule.endpoint == "static":
            continue
        for named, thing in told.ids.items():
            path = path_of(rule, thing).replace(NOTHING, thing)
            if "GET" in (rule.methods or ()):
                yield f"GET {rule.endpoint} {named}", browser.get(path)
            if "POST" in (rule.methods or ()):
                yield f"POST {rule.endpoint} {named}", browser.post(path, form, csrf=csrf)
    assert browser.get("/sign-in").status_code == 303  # signed in from the first to the last


def seen(reply: TestResponse) -> set[str]:
    """The canaries in a reply, wherever they are."""
    return set(CANARY.findall(text_of(reply) + str(reply.headers)))


def text_of(reply: TestResponse) -> str:
    """What a reply says; sound and pictures say nothing here."""
    return reply.get_data().decode(errors="replace")


def reviewed(ada: Browser) -> Iterator[TestResponse]:
    """Every page of the person's part, each question met with nothing, an error, a non-answer, and a step back."""
    talk = Talk(ada, "")
    while 'name="step"' in (page := ada.get("/talk")).text:
        yield page
        asks = 'name="non_answer"' in page.text
        if asks and "Is it right?" not in heading(page):
            yield talk.send({"do": "answer", "choice": "nonsense"})
        answer = {"non_answer": "skipped"} if asks else {"do": "answer"}
        reply = talk.send({"do": "answer", "choice": "yes"} if heading(page).startswith(TAKE_PART) else answer)
        yield reply if reply.status_code == 303 else talk.send({"do": "answer", "choice": "yes"})


def test_an_advocate_sees_nothing_but_what_this_conversation_asks(told: Told) -> None:
    told.site.worker()
    ada = advocate(told.site)
    found = {name: seen(reply) for name, reply in replies(told, ada)}
    assert {name: words for name, words in found.items() if words} == {}

    assert ada.post(told.review.before, SAFE).headers["Location"] == "/talk"
    in_talk = {name: seen(reply) for name, reply in replies(told, ada)}
    assert {name: words for name, words in in_talk.items() if words} == {}
    assert ada.post(told.review.before, {**SAFE, "present": "nobody still"}).headers["Location"] == "/talk"
    pages = list(reviewed(ada))
    assert [words for words in map(seen, pages) if words] == []
    assert any(WISH in page.text for page in pages)  # what this flow asks about is part of the question
    assert any("Rose" in page.text for page in pages)
    assert heading(ada.get("/talk")) == "That is all for now. Thank you."
    assert ada.post("/talk/done").headers["Location"] == "/"
    assert "Finished. Thank you." in ada.get("/questions").text
    assert told.review.as_it_is().held.events[-1].recorded_by == told.site.account("ada").id


def test_the_canaries_are_there_for_whoever_works_with_the_enquiry(told: Told) -> None:
    page = told.site.worker().get(f"/enquiries/{told.ids['enquiry']}")

    assert {"CANARYREFERENCE", "Canarynumber", "Canaryview", "Canarydealt"} <= seen(page)
    assert any(word.startswith("Canarybob") for word in seen(page))


def test_an_advocate_reaches_their_own_few_pages_and_no_other(told: Told) -> None:
    ada = advocate(told.site)
    reached = {name for name, reply in replies(told, ada) if reply.status_code == 200}
    account = ("sign_in.", "first_account.", "password_link.", "own_account.", "second_factor.")
    mine = ("advocate.", "exit.", "help.person", "listen.", *account)  # of listening only what Get help says

    assert {name for name in reached if not name.split()[1].startswith(mine)} == set()
    own = {name.split()[2] for name in reached if name.split()[1] in {"advocate.before", "advocate.begin"}}
    assert own == {"review"}


@pytest.mark.parametrize("over", ["withdrawn", "expired"])
def test_when_it_is_over_not_even_that_is_left(told: Told, over: str) -> None:
    advocate(told.site).post(told.review.before, SAFE)
    if over == "withdrawn":
        told.site.worker().post(f"{told.review.invitation}/withdraw", {"token": "t"})
    else:
        told.site.clock.at += timedelta(days=15)
    ada = advocate(told.site)

    texts = {name: text_of(reply) for name, reply in replies(told, ada)}
    assert {name for name, text in texts.items() if "Rose" in text or WISH in text or CANARY.search(text)} == set()
