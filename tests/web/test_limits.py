"""How often something may be done, for whom it counts, and who is believed about where they are [L-01, L-02]."""

from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from msp_dialogue.accounts.permission import Action
from msp_dialogue.database import Database
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.settings import Settings
from msp_dialogue.web import create_app
from msp_dialogue.web.limits import LIMITS, SAVE, Limit
from msp_dialogue.web.service import Service
from tests.web.site import HTTPS, Browser, Site
from tests.web.talking import Talk

FEW = 3
ALL = dict(LIMITS)
ENDLESS = 10**6


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three of everything from one account, and any number from one address."""
    for action, limit in LIMITS.items():
        if limit:
            monkeypatch.setitem(LIMITS, action, limit._replace(of_account=FEW, from_address=ENDLESS))
    monkeypatch.setattr("msp_dialogue.web.limits.SAVE", SAVE._replace(of_account=FEW, from_address=ENDLESS))


def search(browser: Browser, csrf: str, words: str = "E-1") -> TestResponse:
    return browser.post("/enquiries/find", {"query": words}, csrf=csrf)


def test_what_is_too_often_waits_is_told_so_kindly_and_keeps_its_words(site: Site) -> None:
    wendy = site.worker()
    csrf = wendy.csrf()
    statuses = [search(wendy, csrf).status_code for _time in range(FEW)]
    reply = search(wendy, csrf, "the one I am looking for")

    assert statuses == [200] * FEW
    assert reply.status_code == 429
    assert reply.headers["Retry-After"] == "60"
    assert "Wait a minute, then send it again." in reply.text
    assert "the one I am looking for" in reply.text


def test_the_wait_is_over_after_the_time_and_a_restart_does_not_shorten_it(site: Site, library: FlowLibrary) -> None:
    wendy = site.worker()
    csrf = wendy.csrf()
    for _time in range(FEW):
        search(wendy, csrf)
    anew = create_app(service=Service(site.app.extensions["msp_dialogue"].settings, site.database, library, site.clock))
    again = Browser(Site(anew, site.database, site.clock, site.hashed), anew.test_client()).sign_in("wendy")

    assert search(again, again.csrf()).status_code == 429
    site.clock.at += timedelta(seconds=61)
    assert search(again, again.csrf()).status_code == 200


def test_a_long_wait_is_said_in_minutes(site: Site) -> None:
    wendy = site.worker()
    csrf = wendy.csrf()
    replies = [wendy.post("/export", {}, csrf=csrf) for _time in range(FEW + 1)]

    assert replies[-1].headers["Retry-After"] == "3600"
    assert "in 60 minutes at the latest" in replies[-1].text


def test_another_account_is_not_held_up(site: Site) -> None:
    wendy, walter = site.worker(), site.worker("walter")
    for _time in range(FEW + 1):
        search(wendy, wendy.csrf())

    assert search(walter, walter.csrf()).status_code == 200


@pytest.mark.parametrize("path", ["/enquiries/find", "/export", "/enquiries/new", "/enquiries/{}/change"])
def test_each_kind_of_form_has_a_limit(site: Site, path: str) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    csrf = wendy.csrf()
    statuses = [wendy.post(path.format(enquiry), {}, csrf=csrf).status_code for _time in range(FEW + 1)]

    assert statuses == [422] * FEW + [429]


def test_too_often_is_a_refusal_in_the_trail(site: Site) -> None:
    wendy = site.worker()
    for _time in range(FEW + 1):
        wendy.post("/export", {})

    details = site.database.connection.execute("select detail from audit where action = 'refused'").fetchall()
    assert details == [('{"asked":"export"}',)]


def test_no_answer_is_ever_lost_to_a_limit(site: Site) -> None:
    """The person, or the worker who types for them, may answer, go back and change as often as they like [L-01]."""
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    csrf = talk.browser.csrf()
    fields = {"step": talk.step(), "do": "add", "words": "I want to be safe"}
    statuses = {talk.browser.post("/talk", fields, csrf=csrf).status_code for _time in range(20 * FEW)}

    assert statuses == {200}
    assert LIMITS[Action.ANSWER_QUESTIONS] is LIMITS[Action.HOLD_CONVERSATION] is None


def test_reading_and_leaving_have_no_limit(site: Site) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    for _time in range(FEW + 1):
        search(wendy, wendy.csrf())

    assert {wendy.get(f"/enquiries/{enquiry}").status_code for _time in range(20)} == {200}
    assert wendy.post("/sign-out").status_code == 303


def test_limits_for_colleagues_who_work_fast_are_out_of_their_way() -> None:
    usual = [limit for limit in (SAVE, *ALL.values()) if limit]

    assert SAVE.of_account >= 60
    assert all(limit.from_address >= 10 * limit.of_account for limit in usual)


def asked_from(app_site: Site, *, forwarded: str | None, peer: str = "192.0.2.1") -> str:
    """Where the application thinks a request comes from."""
    seen: list[str] = []
    app_site.app.before_request_funcs.setdefault(None, []).insert(0, lambda: seen.append(_address()))
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    client = app_site.app.test_client()
    client.get("/sign-in", base_url=HTTPS, headers=headers, environ_overrides={"REMOTE_ADDR": peer})
    return seen[0]


def _address() -> str:
    from flask import request

    return request.remote_addr or ""


@pytest.mark.parametrize(
    ("hops", "forwarded", "believed"),
    [
        (0, None, "192.0.2.1"),
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "127.0.0.1, 203.0.113.9", "203.0.113.9"),
        (2, "127.0.0.1, 203.0.113.9, 198.51.100.4", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
    ],
)
def test_of_the_proxies_in_front_only_as_many_are_believed_as_the_council_said(
    database: Database, library: FlowLibrary, site: Site, tmp_path: Path, hops: int, forwarded: str, believed: str
) -> None:
    settings = Settings(data=tmp_path / "data", key_file=tmp_path / "key", tls=True, proxy_hops=hops)
    app = create_app(service=Service(settings, database, library, site.clock))

    assert asked_from(Site(app, database, site.clock, site.hashed), forwarded=forwarded) == believed


def test_from_one_address_there_is_a_limit_too(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, Action.SEE_ENQUIRIES, Limit("search", ENDLESS, FEW, timedelta(minutes=1)))
    browsers = [site.worker(name) for name in ("wendy", "walter", "wilma", "winston")]

    assert [search(each, each.csrf()).status_code for each in browsers] == [200] * FEW + [429]


@pytest.mark.parametrize("name", ["evil.example", "dialogue.example@evil.example", "localhost:99999", "x" * 300])
def test_the_name_that_a_request_asks_for_steers_no_redirect(site: Site, name: str) -> None:
    headers = {"Host": name, "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "javascript"}
    reply = site.browser().client.get("/", base_url=HTTPS, headers=headers)

    assert reply.status_code == 400 or reply.headers["Location"] == "/sign-in"
    assert "evil" not in reply.text
