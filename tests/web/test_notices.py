"""What was done is said once, to whoever did it; what is felt at once is asked about before."""

import time

import pytest

from msp_dialogue.accounts import Role
from msp_dialogue.web.notices import GOOD_FOR
from tests.web.site import Browser, Site, field_of, heading

COOKIE = "__Host-done"
NUMBER = {"name": "Adult social care", "number": "01632 960100", "hours": "Any time"}


@pytest.fixture
def ada(site: Site) -> Browser:
    """An administrator."""
    site.account("ada", Role.ADMINISTRATOR)
    return site.browser().sign_in("ada")


def follow(browser: Browser, path: str, form: dict[str, str] | None = None) -> str:
    """Send a form and give the page that comes after."""
    return browser.get(browser.post(path, form).headers["Location"]).text


def test_disabling_an_account_asks_first_and_says_what_follows(site: Site, ada: Browser) -> None:
    sam = site.account("sam")
    path = f"/accounts/{sam.id}/disable"
    asked = ada.get(path)

    assert f'href="{path}"' in ada.get("/accounts").text
    assert f'action="{path}"' not in ada.get("/accounts").text
    assert heading(asked) == "Disable this account?"
    assert "Sam, sam" in asked.text
    assert "signed out everywhere at once" in asked.text
    assert f'action="{path}"' in asked.text
    assert "can sign in no more" in follow(ada, path)
    assert "can sign in again" in follow(ada, f"/accounts/{sam.id}/enable")


def test_nobody_is_asked_to_disable_themselves_or_what_is_not_there(site: Site, ada: Browser) -> None:
    assert ada.get(f"/accounts/{site.accounts['ada'].id}/disable").status_code == 403
    assert ada.get("/accounts/nobody/disable").status_code == 404


def test_taking_a_number_away_asks_first_and_every_change_says_that_it_was_saved(ada: Browser) -> None:
    added = follow(ada, "/settings/help", NUMBER)
    line = added.split("/settings/help/")[1].split('"')[0]
    asked = ada.get(f"/settings/help/{line}/remove")

    assert "The number was added." in added
    assert "The number was saved." in follow(ada, f"/settings/help/{line}", NUMBER)
    assert heading(asked) == "Take this number away?"
    assert "Adult social care, 01632 960100" in asked.text
    assert "01632 960100" in ada.get("/settings/help").text
    assert "The number was taken away." in follow(ada, f"/settings/help/{line}/remove")


def test_an_enquirys_details_say_that_they_were_saved_once(site: Site) -> None:
    wendy = site.worker()
    enquiry = site.enquiry()
    page = wendy.get(f"/enquiries/{enquiry}/change")
    form = {
        "token": "t",
        "known": field_of(page, "known"),
        "team": "North",
        "lead": "",
        "kind": "section_42",
        "opened-day": "2",
        "opened-month": "2",
        "opened-year": "2026",
        "call_name": "Rosie",
    }
    after = follow(wendy, f"/enquiries/{enquiry}/change", form)

    assert "The details were saved." in after
    assert "The details were saved." not in wendy.get(f"/enquiries/{enquiry}").text


def carried(browser: Browser) -> str:
    """What the cookie of the notice holds; empty without one."""
    found = browser.client.get_cookie(COOKIE, domain="dialogue.example")
    return found.value if found else ""


def test_it_is_said_once_and_nothing_of_it_is_left(ada: Browser) -> None:
    reply = ada.post("/settings/help", NUMBER)
    flags = next(each for each in reply.headers.getlist("Set-Cookie") if each.startswith(COOKIE))

    assert reply.headers["Location"] == "/settings/help"
    assert all(flag in flags for flag in ("Secure", "HttpOnly", "Path=/", "SameSite=Strict", "Max-Age=60"))
    assert "The number was added." in ada.get("/settings/help").text
    assert carried(ada) == ""
    assert "The number was added." not in ada.get("/settings/help").text


@pytest.mark.parametrize("made_up", ["number_added", "x" * 40, ""])
def test_what_somebody_made_up_is_not_said(ada: Browser, made_up: str) -> None:
    ada.post("/settings/help", NUMBER)
    value = made_up or carried(ada) + "x"
    ada.client.set_cookie(COOKIE, value, domain="dialogue.example", secure=True)

    assert "The number was added." not in ada.get("/settings/help").text


def test_what_was_done_is_said_to_nobody_else(site: Site, ada: Browser) -> None:
    ada.post("/settings/help", NUMBER)
    site.account("adam", Role.ADMINISTRATOR)
    adam = site.browser().sign_in("adam")
    adam.client.set_cookie(COOKIE, carried(ada), domain="dialogue.example", secure=True)

    assert "The number was added." not in adam.get("/settings/help").text


def test_what_was_done_is_said_for_a_minute(ada: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    ada.post("/settings/help", NUMBER)
    later = time.time() + GOOD_FOR + 10
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later)

    assert "The number was added." not in ada.get("/settings/help").text


def test_an_administrator_is_told_while_there_is_no_help_number(site: Site, ada: Browser) -> None:
    told = "Still to be set up: help numbers"
    before, worker = ada.get("/accounts").text, site.worker().get("/").text
    ada.post("/settings/help", NUMBER)

    assert told in before
    assert told not in worker
    assert told not in ada.get("/accounts").text
