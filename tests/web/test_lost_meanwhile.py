"""What is lost while a form is on its way is lost: it is decided again inside the write [Z-10].

Two threads and a real database: the form is let in, waits for its turn to write, and meanwhile somebody else's write
takes away what it was let in for.
"""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import g, has_request_context
from werkzeug.test import TestResponse

from msp_dialogue.accounts import Role, changes, people, sessions
from msp_dialogue.database import Connection
from msp_dialogue.record import invitations, seals
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.streams import By
from tests.web.inviting import advocate, waiting
from tests.web.site import Browser, Site, field_of
from tests.web.talking import Talk
from tests.web.test_advocate import SAFE
from tests.web.test_emergencies import WHY
from tests.web.test_sealed import led, manager
from tests.web.test_worker_pages_export import YEAR

Loss = Callable[[Site, Connection, str], None]
Form = Callable[[Site, str], Callable[[], TestResponse]]

WAIT = 30


def sealed_to_others(site: Site, connection: Connection, enquiry: str) -> None:
    seals.seal(connection, enquiry, [site.accounts["walter"].id], By(site.accounts["walter"].id, site.clock(), "seal"))


def disabled(site: Site, connection: Connection, _enquiry: str) -> None:
    changes.disable(connection, site.accounts["wendy"].id, at=site.clock(), by="test")


def signed_out(site: Site, connection: Connection, _enquiry: str) -> None:
    sessions.end_all_of(connection, site.accounts["wendy"].id, at=site.clock(), by="test")


def role_taken(site: Site, connection: Connection, _enquiry: str) -> None:
    connection.execute(
        "update account set roles = ? where id = ?", [people.written({Role.ANALYST}), site.accounts["wendy"].id]
    )


def moved(site: Site, connection: Connection, _enquiry: str) -> None:
    connection.execute("update account set team = 'South' where id = ?", [site.accounts["wendy"].id])


def details(site: Site, enquiry: str) -> Callable[[], TestResponse]:
    wendy = site.worker()
    form = {"team": "North", "lead": "", "kind": "other", "call_name": "Rosemary", "token": "change"}
    form |= {"opened-day": "2", "opened-month": "2", "opened-year": "2026"}
    return sends(wendy, f"/enquiries/{enquiry}/change", form)


def answer(site: Site, enquiry: str) -> Callable[[], TestResponse]:
    talk = Talk.begin(site.worker(), enquiry)
    return sends(talk.browser, "/talk", {"step": talk.step(), "do": "answer", "choice": "adult"})


def conversation(site: Site, enquiry: str) -> Callable[[], TestResponse]:
    return sends(site.worker(), f"/enquiries/{enquiry}/conversations/beginning", {"token": "start"})


def export(site: Site, _enquiry: str) -> Callable[[], TestResponse]:
    return sends(site.worker(), "/export", YEAR)


def emergency(site: Site, _enquiry: str) -> Callable[[], TestResponse]:
    site.enquiry("S-1", team="South")
    return sends(site.worker(), "/break-glass", {"reference": "S-1", "reason": WHY, "token": "glass"})


def sends(browser: Browser, path: str, form: dict[str, str]) -> Callable[[], TestResponse]:
    """Send a form later; what protects it is fetched now."""
    csrf = browser.csrf()
    return lambda: browser.post(path, form, csrf=csrf)


def rows(site: Site) -> tuple[int, ...]:
    """How many events, emergencies and steps of the trail there are, without what tells of a refusal."""
    counted = (
        "select count(*) from event",
        "select count(*) from break_glass",
        "select count(*) from audit where action not in ('refused', 'enquiry_seen', 'late_words_kept')",
    )
    return tuple(site.database.connection.execute(each).fetchone()[0] for each in counted)


def sent_while(
    site: Site, monkeypatch: pytest.MonkeyPatch, send: Callable[[], TestResponse], lose: Callable[[Connection], None]
) -> tuple[TestResponse, bool]:
    """Send, and lose something while the form waits to be written; gives the reply, and whether anything was stored."""
    waits, real = threading.Event(), site.database.transaction
    replies: list[TestResponse] = []

    def announced(*, wait: float | None = None) -> AbstractContextManager[Connection]:
        if not (has_request_context() and g.get("relied_on")):
            return real(wait=0)  # the form is counted first, and that would wait for the same lock
        waits.set()
        return real(wait=wait)

    monkeypatch.setattr(site.database, "transaction", announced)
    sender = threading.Thread(target=lambda: replies.append(send()))
    with real() as connection:
        sender.start()
        assert waits.wait(WAIT), "the form never came to be written"
        lose(connection)
        before = rows(site)  # as it will stand when this is done; the form is written right after
    sender.join(WAIT)
    return replies[0], rows(site) != before


@pytest.mark.parametrize(
    ("form", "loss", "status"),
    [
        (details, sealed_to_others, 404),
        (details, disabled, 401),
        (details, signed_out, 401),
        (details, role_taken, 404),
        (details, moved, 404),
        (answer, sealed_to_others, 404),
        (answer, disabled, 401),
        (answer, signed_out, 401),
        (answer, moved, 404),
        (conversation, sealed_to_others, 404),
        (conversation, role_taken, 404),
        (export, role_taken, 404),
        (export, signed_out, 401),
        (emergency, role_taken, 404),
    ],
)
def test_a_form_that_waits_its_turn_is_refused_when_what_it_rests_on_is_gone(
    site: Site, monkeypatch: pytest.MonkeyPatch, form: Form, loss: Loss, status: int
) -> None:
    site.account("walter")
    enquiry = site.enquiry()
    reply, stored = sent_while(site, monkeypatch, form(site, enquiry), lambda lost: loss(site, lost, enquiry))

    assert reply.status_code == status
    assert not stored


@pytest.mark.parametrize("form", [details, answer, conversation, export, emergency])
def test_a_form_that_waits_its_turn_is_stored_when_nothing_was_lost(
    site: Site, monkeypatch: pytest.MonkeyPatch, form: Form
) -> None:
    enquiry = site.enquiry()
    reply, stored = sent_while(site, monkeypatch, form(site, enquiry), lambda _connection: None)

    assert reply.status_code in {200, 303}
    assert stored


@pytest.mark.parametrize("loss", [sealed_to_others, signed_out])
def test_words_that_came_too_late_are_given_back(site: Site, monkeypatch: pytest.MonkeyPatch, loss: Loss) -> None:
    site.account("walter")
    enquiry = site.enquiry()
    talk = Talk.begin(site.worker(), enquiry).up_to_want(sitting="worker_typed")
    send = sends(talk.browser, "/talk", {"step": talk.step(), "do": "answer", "words": "To sleep at night."})
    reply, stored = sent_while(site, monkeypatch, send, lambda lost: loss(site, lost, enquiry))

    assert "To sleep at night." in reply.text
    assert not stored


def test_a_handed_over_screen_that_was_ended_stores_nothing_more(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    send = sends(talk.browser, "/talk", {"step": talk.step(), "do": "answer", "words": "To be safe."})
    reply, stored = sent_while(site, monkeypatch, send, lambda lost: signed_out(site, lost, ""))

    assert reply.status_code == 401
    assert not stored


def test_a_handed_over_screen_whose_worker_is_shut_out_meanwhile_rests_and_answers_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.account("walter")
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    send = sends(talk.browser, "/talk", {"step": talk.step(), "do": "answer", "words": "To be safe."})
    reply, _stored = sent_while(site, monkeypatch, send, lambda lost: sealed_to_others(site, lost, talk.enquiry))
    answered = site.database.connection.execute("select count(*) from event where question = 'want'").fetchone()

    assert reply.headers["Location"] == "/talk"
    assert "This screen is resting" in talk.page.text
    assert answered == (0,)
    assert site.database.connection.execute("select fields from draft").fetchone() == ('{"words": ["To be safe."]}',)


def test_an_advocate_whose_invitation_is_withdrawn_meanwhile_stores_nothing_more(
    site: Site, library: FlowLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait = waiting(site, library, site.enquiry())
    wait.invite("ada")
    ada = advocate(site)
    assert ada.post(wait.before, SAFE).headers["Location"] == "/talk"
    step = field_of(ada.get("/talk"), "step")
    by = By(site.account("wendy").id, site.clock(), "withdrawn")
    send = sends(ada, "/talk", {"step": step, "do": "answer", "choice": "as_now"})

    def withdrawn(connection: Connection) -> None:
        assert invitations.withdraw(connection, wait.held.enquiry, wait.id, by)

    reply, stored = sent_while(site, monkeypatch, send, withdrawn)

    assert reply.status_code == 404
    assert not stored


def test_a_lead_worker_who_is_replaced_meanwhile_seals_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    enquiry = led(site, site.enquiry())
    wendy, walter = site.worker(), site.account("walter")
    send = sends(
        wendy, f"/enquiries/{enquiry}/seal", {"named": site.accounts["wendy"].id, "known": mark_of(wendy, enquiry)}
    )

    def replaced(connection: Connection) -> None:
        connection.execute("update enquiry set lead = ? where id = ?", [walter.id, enquiry])

    reply, stored = sent_while(site, monkeypatch, send, replaced)

    assert reply.status_code == 404
    assert not stored


def test_a_manager_who_is_none_any_more_ends_nobodys_sessions(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    wendy, mona = site.worker(), manager(site)
    send = sends(mona, f"/team/{site.accounts['wendy'].id}/end-sessions", {})

    def demoted(connection: Connection) -> None:
        connection.execute(
            "update account set roles = ? where id = ?", [people.written({Role.WORKER}), site.accounts["mona"].id]
        )

    reply, _stored = sent_while(site, monkeypatch, send, demoted)

    assert reply.status_code == 404
    assert wendy.get("/").status_code == 200


def mark_of(browser: Browser, enquiry: str) -> str:
    """What the page of the seal carries of the names it shows."""
    return browser.get(f"/enquiries/{enquiry}/seal").text.split('name="known" value="')[1].split('"')[0]
