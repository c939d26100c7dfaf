"""An advocate from outside, on a device of their own: only what they are invited to, only while that is good [Z-04]."""

from datetime import timedelta

import pytest

from msp_dialogue.flow.model import Stage
from msp_dialogue.record import enquiries, streams
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.streams import By
from tests.web.inviting import Waiting, advocate, links_of, waiting
from tests.web.site import Site, heading

SAFE = {"present": "nobody", "safe": "yes"}


@pytest.fixture
def held(site: Site, library: FlowLibrary) -> Waiting:
    """A first conversation with Rose that waits for an advocate."""
    return waiting(site, library, site.enquiry())


def kinds(site: Site, held: Waiting) -> list[str]:
    with site.database.reading() as connection:
        return [row.kind for row in streams.read(connection, held.id)]


def test_their_work_begins_with_what_they_are_invited_to(site: Site, held: Waiting) -> None:
    held.invite("ada")
    ada = advocate(site)
    page = ada.get("/questions").text

    assert ada.get("/").headers["Location"] == "/questions"
    assert "Answering for Rose" in page
    assert "Wendy invited you, until 16 March 2026" in page
    assert "Not started yet" in page
    leads_to = {each for each in links_of(page) if not each.startswith("/static/")}
    assert leads_to == {held.before, "/sign-out", "/leave", "/talk/exit"}


def test_who_is_there_is_noted_before_each_sitting(site: Site, held: Waiting) -> None:
    held.invite("ada")
    ada = advocate(site)
    assert heading(ada.get(held.before)) == "Before you start"
    assert "Answering for Rose" in ada.get(held.before).text
    reply = ada.post(held.before, {"present": "My colleague", "safe": "yes"})

    assert reply.headers["Location"] == "/talk"
    assert kinds(site, held)[-1] == "resumed"
    assert held.as_it_is().held.events[-1].value == {"present": "My colleague"}
    assert "Go on" in ada.get("/questions").text


def test_not_safe_or_not_known_means_not_now_and_loses_nothing(site: Site, held: Waiting) -> None:
    held.invite("ada")
    ada = advocate(site)
    reply = ada.post(held.before, {"present": "Someone came in", "safe": "no"})

    assert reply.headers["Location"] == "/questions/later"
    assert heading(ada.get("/questions/later")) == "Not now is fine"
    assert kinds(site, held)[-1] == "waited"
    assert ada.get("/talk").headers["Location"] in {"/", "/questions"}


def test_what_is_missing_is_said_kindly_and_what_was_typed_stays(site: Site, held: Waiting) -> None:
    held.invite("ada")
    reply = advocate(site).post(held.before, {"present": "Just <b>me</b>"})

    assert reply.status_code == 422
    assert "Error: Questions" in reply.text
    assert "Say whether it is private and safe where you are." in reply.text
    assert "Just &lt;b&gt;me&lt;/b&gt;" in reply.text


def test_two_advocates_at_once_on_one_enquiry_each_have_only_their_own(
    site: Site, library: FlowLibrary, held: Waiting
) -> None:
    other = waiting(site, library, held.held.enquiry, Stage.CLOSURE)
    held.invite("ada")
    other.invite("bob")
    ada, bob = advocate(site), advocate(site, "bob")

    assert ada.get(held.before).status_code == bob.get(other.before).status_code == 200
    for browser, path in ((ada, other.before), (bob, held.before)):
        assert browser.get(path).status_code == 404
        assert browser.post(path, SAFE).status_code == 404
    assert held.id not in bob.get("/questions").text
    assert other.id not in ada.get("/questions").text


def test_when_the_time_is_over_nothing_is_left(site: Site, held: Waiting) -> None:
    held.invite("ada", days=1)
    advocate(site).post(held.before, SAFE)
    site.clock.at += timedelta(days=1)
    ada = advocate(site)

    assert "There is nothing for you here now." in ada.get("/questions").text
    assert "Rose" not in ada.get("/questions").text
    assert ada.get(held.before).status_code == 404
    assert ada.post(held.before, SAFE).status_code == 404


def test_when_it_runs_out_in_the_middle_the_next_answer_is_not_taken(site: Site, held: Waiting) -> None:
    held.invite("ada", days=1)
    site.clock.at += timedelta(days=1) - timedelta(minutes=5)
    ada = advocate(site)
    ada.post(held.before, SAFE)
    site.clock.at += timedelta(minutes=5)
    before = kinds(site, held)

    assert ada.get("/talk").status_code == 404
    assert ada.post("/talk", {"step": "x", "do": "answer"}).status_code == 404
    assert ada.post("/talk/keep", {"step": "x", "words": "x"}).status_code == 404
    assert kinds(site, held) == before


def test_a_conversation_set_aside_is_closed_to_them(site: Site, held: Waiting) -> None:
    held.invite("ada")
    ada = advocate(site)
    by = By(site.account("wendy").id, site.clock(), "aside")
    enquiries.set_aside(site.database, held.held.enquiry, held.id, "They may not speak", by)

    assert ada.get(held.before).status_code == 404
    assert "Rose" not in ada.get("/questions").text


def test_nobody_else_reaches_an_advocates_pages(site: Site, held: Waiting) -> None:
    held.invite("ada")
    wendy = site.worker()

    assert wendy.get("/questions").status_code == 403
    assert wendy.get("/questions/later").status_code == 403
    assert wendy.get(held.before).status_code == 404
    assert wendy.post(held.before, SAFE).status_code == 404


def test_nobody_is_asked_anything_when_it_is_not_their_turn(site: Site, held: Waiting) -> None:
    held.invite("ada")
    talk = held.talk
    talk.actor = site.account("ada").id
    talk.go_on(held.held, {}, until="outcome_theme")
    ada = advocate(site)

    assert "Finished. Thank you." in ada.get("/questions").text
    assert ada.get(held.before).headers["Location"] == "/questions"
    assert ada.post(held.before, SAFE).headers["Location"] == "/questions"
