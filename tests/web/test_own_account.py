"""Everybody's own account: password, device, and where they are signed in [A-02, A-12, S-05, S-06]."""

import re
from datetime import timedelta

import pyotp
import pytest

from msp_dialogue.accounts import Role, factor
from msp_dialogue.accounts.sign_in import OF_AN_ACCOUNT
from tests.web.site import PASSWORD, Browser, Site, heading
from tests.web.test_second_factor import code, device_of

ANOTHER = "heron gutter apricot"


def alive(browser: Browser) -> bool:
    """Whether the browser is still signed in."""
    return browser.get("/account").status_code == 200


def with_device(site: Site) -> tuple[Browser, pyotp.TOTP]:
    """Wendy, signed in with her device."""
    device = device_of(site)
    wendy = site.worker()
    wendy.post("/second-factor", {"code": code(site, device)})
    site.clock.at += timedelta(minutes=1)
    return wendy, device


@pytest.mark.parametrize("role", [Role.WORKER, Role.MANAGER, Role.ANALYST, Role.ADMINISTRATOR])
def test_whatever_somebody_may_do_they_reach_their_own_account(site: Site, role: Role) -> None:
    site.account("robin", role)
    robin = site.browser().sign_in("robin")

    assert heading(robin.get("/account")) == "Your account"
    assert "Your account:" in robin.get("/account").text


def test_a_changed_password_ends_every_other_session_and_gives_this_one_another_id(site: Site) -> None:
    """[S-05] [S-04]"""
    here, there = site.worker(), site.worker()
    before = here.client.get_cookie("__Host-session", domain="dialogue.example")

    reply = here.post("/account/password", {"current_password": PASSWORD, "new_password": ANOTHER})

    assert reply.headers["Location"] == "/account"
    assert alive(here)
    assert not alive(there)
    assert before != here.client.get_cookie("__Host-session", domain="dialogue.example")
    assert site.browser().post("/sign-in", {"name": "wendy", "password": PASSWORD}).status_code == 422
    assert site.browser().post("/sign-in", {"name": "wendy", "password": ANOTHER}).status_code == 303


@pytest.mark.parametrize(
    ("current", "chosen", "said"),
    [
        ("not the one", ANOTHER, "This is not your password."),
        (PASSWORD, "short", "at least 12 characters"),
        (PASSWORD, "Password2026!", "one of the first passwords that others would try"),
        (PASSWORD, "wendy goes walking", "without your own name"),
    ],
)
def test_a_password_that_may_not_be_changes_nothing(site: Site, current: str, chosen: str, said: str) -> None:
    """[A-03]"""
    here, there = site.worker(), site.worker()

    reply = here.post("/account/password", {"current_password": current, "new_password": chosen})

    assert reply.status_code == 422
    assert said in reply.text
    assert chosen not in reply.text
    assert alive(there)
    site.browser().sign_in("wendy")


@pytest.mark.parametrize("chosen", ["x7 " + "пароль из слов 🙂 " * 4, "k" * 3 + "elp forests hum " * 7])
def test_a_long_password_of_any_characters_signs_in(site: Site, chosen: str) -> None:
    """[A-02]"""
    wendy = site.worker()

    assert wendy.post("/account/password", {"current_password": PASSWORD, "new_password": chosen}).status_code == 303
    assert site.browser().post("/sign-in", {"name": "wendy", "password": chosen}).status_code == 303


def test_nobody_guesses_on_at_a_screen_that_was_left_open(site: Site) -> None:
    """[A-09]"""
    wendy = site.worker()
    for _ in range(OF_AN_ACCOUNT):
        wendy.post("/account/password", {"current_password": "a guess", "new_password": ANOTHER})

    slowed = wendy.post("/account/password", {"current_password": PASSWORD, "new_password": ANOTHER})

    assert slowed.status_code == 429
    assert "Wait a minute" in slowed.text


def test_everybody_sees_where_they_are_signed_in_and_ends_one_or_all_others(site: Site) -> None:
    """[S-06]"""
    here, second, third, other = site.worker(), site.worker(), site.worker(), site.worker("willa")
    page = here.get("/account").text
    marks = re.findall(r'name="session" value="([0-9a-f]{64})"', page)

    assert len(marks) == 2
    assert page.count("This is here") == 1
    here.post("/account/sessions", {"session": marks[0]})
    assert [alive(each) for each in (here, second, third)].count(True) == 2
    here.post("/account/sessions")
    assert [alive(each) for each in (here, second, third, other)] == [True, False, False, True]


def test_nobody_ends_the_session_of_another_here(site: Site) -> None:
    """[S-06]"""
    wendy, willa = site.worker(), site.worker("willa")
    extra = site.worker("willa")
    mark = re.findall(r'name="session" value="([0-9a-f]{64})"', willa.get("/account").text)[0]

    wendy.post("/account/sessions", {"session": mark})

    assert alive(extra)


def test_another_device_needs_the_password_and_a_code_and_ends_the_other_sessions(site: Site) -> None:
    """[A-12] [S-05] The device before works until the new one has shown a code."""
    wendy, device = with_device(site)
    again = site.worker()
    again.post("/second-factor", {"code": code(site, device)})
    site.clock.at += timedelta(minutes=1)

    assert wendy.post("/account/second-factor", {"current_password": PASSWORD, "do": "device"}).status_code == 422
    shown = code(site, device)
    ready = wendy.post("/account/second-factor", {"current_password": PASSWORD, "code": shown, "do": "device"})
    with site.database.reading() as connection:
        secret = factor.offered(connection, site.account("wendy").id, at=site.clock())
    assert ready.headers["Location"] == "/second-factor/set-up"
    assert secret
    done = wendy.post("/second-factor/set-up", {"code": code(site, pyotp.TOTP(secret))})

    assert heading(done) == "Keep your recovery codes"
    assert alive(wendy)
    assert not alive(again)
    site.clock.at += timedelta(minutes=1)
    assert site.worker().post("/second-factor", {"code": code(site, device)}).status_code == 422
    assert site.worker().post("/second-factor", {"code": code(site, pyotp.TOTP(secret))}).status_code == 303


def test_new_recovery_codes_end_the_old_ones(site: Site) -> None:
    """[A-08]"""
    wendy, device = with_device(site)
    proof = {"current_password": PASSWORD, "do": "codes"}

    refused = wendy.post("/account/second-factor", {**proof, "code": "000000"})
    first = wendy.post("/account/second-factor", {**proof, "code": code(site, device)})
    old = re.findall(r"<li>([^<]+)</li>", first.text)
    second = wendy.post("/account/second-factor", {**proof, "code": old[0]})

    assert refused.status_code == 422
    assert len(old) == 10
    assert not set(old) & set(re.findall(r"<li>([^<]+)</li>", second.text))
    assert site.worker().post("/second-factor", {"recovery_code": old[1]}).status_code == 422
    assert "10 recovery codes left" in wendy.get("/account").text


def test_where_a_second_factor_is_optional_whoever_sets_one_up_is_asked_for_it(site: Site) -> None:
    wendy = site.worker()
    wendy.post("/account/second-factor", {"current_password": PASSWORD, "do": "device"})
    with site.database.reading() as connection:
        secret = factor.offered(connection, site.account("wendy").id, at=site.clock()) or ""

    wendy.post("/second-factor/set-up", {"code": code(site, pyotp.TOTP(secret))})

    assert site.worker().get("/").headers["Location"] == "/second-factor"
