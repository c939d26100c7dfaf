"""Being signed in: what the cookie says, how long it lasts, and that an ended session never comes back
[S-01, S-02, S-03, S-04, S-05, S-07, S-08].
"""

import hashlib
import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from msp_dialogue.accounts import Role, passwords, sessions
from msp_dialogue.accounts.passwords import Hashed
from msp_dialogue.web.access import ACCESS, PUBLIC
from tests.web.site import HTTPS, PASSWORD, Browser, Site
from tests.web.test_access import path_of

COOKIE = re.compile(r"__Host-session=[\w-]{43}; Secure; HttpOnly; Path=/; SameSite=Strict")


def value(browser: Browser) -> str:
    """The cookie's value in a browser."""
    found = browser.client.get_cookie("__Host-session", domain="dialogue.example")
    assert found
    return found.value


def alive(browser: Browser) -> bool:
    """Whether the browser is still signed in."""
    return browser.get("/account").status_code == 200


def test_only_the_hash_of_a_cookie_of_256_bits_is_kept(site: Site) -> None:
    """[S-01]"""
    token = value(site.worker())
    kept = site.database.connection.execute("select hash from session").fetchall()

    assert len(token) == 43
    assert kept == [(hashlib.sha256(token.encode()).hexdigest(),)]


def test_every_page_that_sets_the_cookie_sets_it_for_this_host_alone(site: Site) -> None:
    """[S-02]"""
    replies = [
        site.app.test_client().open(path_of(rule), method=method, base_url=HTTPS)
        for rule in site.app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in (rule.methods or set()) & {"GET", "POST"}
    ]
    cookies = [cookie for reply in replies for cookie in reply.headers.getlist("Set-Cookie")]

    assert len(cookies) > 50
    assert [each for each in cookies if "__Host-session=" in each and not COOKIE.fullmatch(each)] == []


@pytest.mark.parametrize("role", [Role.WORKER, Role.MANAGER, Role.ANALYST, Role.ADMINISTRATOR])
def test_fifteen_minutes_unused_or_eight_hours_end_a_session(site: Site, role: Role) -> None:
    """[S-03]"""
    site.account("robin", role)
    robin, busy = site.browser().sign_in("robin"), site.browser().sign_in("robin")
    started = site.clock.at

    site.clock.at += timedelta(minutes=14)
    assert alive(busy)
    site.clock.at += timedelta(minutes=1)
    assert not alive(robin)
    while site.clock.at < started + timedelta(hours=7, minutes=50):
        assert alive(busy)
        site.clock.at += timedelta(minutes=10)
    site.clock.at = started + timedelta(hours=8)
    assert not alive(busy)


def test_a_password_change_whose_session_was_ended_meanwhile_changes_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[S-05] The session is ended while the request is busy hashing."""
    wendy = site.worker()
    form = {"current_password": PASSWORD, "new_password": "heron gutter apricot", "csrf_token": wendy.csrf()}
    hash_really = passwords.hash_new

    def ended_meanwhile(password: str, *, sign_in_name: str, about: tuple[str, ...] = ()) -> Hashed:
        with site.database.transaction() as connection:
            sessions.end_all_of(connection, site.account("wendy").id, at=site.clock(), by="test")
        return hash_really(password, sign_in_name=sign_in_name, about=about)

    monkeypatch.setattr(passwords, "hash_new", ended_meanwhile)
    reply = wendy.client.post("/account/password", data=form, base_url=HTTPS)
    monkeypatch.undo()

    assert reply.status_code == 401
    assert not alive(wendy)
    site.browser().sign_in("wendy")
    assert site.browser().post("/sign-in", {"name": "wendy", "password": form["new_password"]}).status_code == 422


def test_every_page_of_a_colleague_has_the_way_out_and_only_a_form_signs_out(site: Site) -> None:
    """[S-07]"""
    site.account("robin", Role.WORKER, Role.MANAGER, Role.ADMINISTRATOR)
    robin, enquiry = site.browser().sign_in("robin"), site.enquiry()
    pages = {
        rule.endpoint: robin.get(path_of(rule, enquiry))
        for rule in site.app.url_map.iter_rules()
        if "GET" in (rule.methods or set()) and ACCESS[rule.endpoint] is not PUBLIC
    }
    texts = {name: page.text for name, page in pages.items() if page.mimetype == "text/html"}
    for page in pages.values():
        page.close()  # a download notes its end when it is read or left
    staff = {name: text for name, text in texts.items() if 'class="govuk-template worker' in text}

    assert len(staff) > 10
    assert [name for name, text in staff.items() if 'method="post" action="/sign-out"' not in text] == []
    assert robin.client.get("/sign-out", base_url=HTTPS).status_code == 405
    assert alive(robin)
    robin.post("/sign-out")
    assert not alive(robin)


def test_an_old_value_is_dead_after_signing_out_and_after_signing_in_again(site: Site) -> None:
    """[S-04]"""
    wendy = site.browser()
    values = []
    for step in (wendy.csrf, lambda: wendy.sign_in("wendy"), lambda: wendy.post("/sign-out")):
        site.account("wendy")
        step()
        values.append(value(wendy))

    assert len(set(values)) == 3
    for old in values[:2]:
        thief = site.browser()
        thief.client.set_cookie("__Host-session", old, domain="dialogue.example")
        assert not alive(thief)


@given(garbage=some.binary(max_size=8200))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_other_cookie_is_nobodys(site: Site, garbage: bytes) -> None:
    """[S-08]"""
    cookie = "__Host-session=" + re.sub(r"[\r\n]", "", garbage.decode("latin-1"))
    reply = site.app.test_client().get("/account", base_url=HTTPS, headers={"Cookie": cookie})

    assert (reply.status_code, reply.headers.get("Location")) == (303, "/sign-in")
