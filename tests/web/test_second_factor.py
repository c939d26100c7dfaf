"""The second factor as people meet it: half signed in until the device's code is right [A-06, A-07, A-08, S-04]."""

import re
from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest

from msp_dialogue.accounts import factor, sessions
from msp_dialogue.accounts.sign_in import CODES_IN_AN_HOUR, OF_AN_ACCOUNT
from msp_dialogue.settings import SecondFactor
from msp_dialogue.web.access import HALF_MAY, NEVER_ASKED
from tests.web.site import PASSWORD, Browser, Site, heading
from tests.web.talking import Talk
from tests.web.test_access import path_of

STEP = timedelta(seconds=30)


@pytest.fixture
def site(open_site: Callable[..., Site]) -> Site:
    """As a council has it that says nothing."""
    return open_site(second_factor=SecondFactor.REQUIRED)


def half(site: Site, name: str = "wendy") -> Browser:
    """Somebody whose password was right."""
    site.account(name)
    return site.browser().sign_in(name)


def device_of(site: Site, name: str = "wendy") -> pyotp.TOTP:
    """A device that the account has had for a while."""
    account = site.account(name).id
    with site.database.transaction() as connection:
        device = pyotp.TOTP(factor.offer(connection, account, at=site.clock()))
        assert factor.accept(connection, account, device.at(site.clock() - STEP), at=site.clock())
    return device


def code(site: Site, device: pyotp.TOTP) -> str:
    """What the device shows now."""
    return device.at(site.clock())


def signed_in(browser: Browser) -> bool:
    """Whether the browser reaches a worker's work."""
    return browser.get("/").status_code == 200


def test_the_first_sign_in_sets_a_device_up_and_shows_ten_recovery_codes_once(site: Site) -> None:
    """[A-06] [A-08]"""
    wendy = half(site)
    asked = wendy.get("/second-factor/set-up")
    shown = re.search(r'id="secret">([A-Z2-7 ]+)<', asked.text)
    assert shown

    wrong = wendy.post("/second-factor/set-up", {"code": "000000"})
    right = wendy.post("/second-factor/set-up", {"code": code(site, pyotp.TOTP(shown[1].replace(" ", "")))})

    assert wrong.status_code == 422
    assert "not the code of the new device" in wrong.text
    assert shown[1] in wrong.text
    assert heading(right) == "Keep your recovery codes"
    assert right.text.count("<li>") == 10
    assert signed_in(wendy)
    again = wendy.get("/second-factor/set-up")
    assert "set up already" in again.text
    assert shown[1] not in again.text


def test_the_picture_is_drawn_by_the_page_without_a_style_or_a_script_of_its_own(site: Site) -> None:
    page = half(site).get("/second-factor/set-up").text

    assert re.search(r'<svg class="app-qr" viewBox="0 0 (\d+) \1"', page)
    assert "style=" not in page
    assert "otpauth:" not in page


def test_the_code_of_the_device_signs_in_once(site: Site) -> None:
    """[A-07] Also typed with a space, and after a try that failed; the same code opens no second session."""
    device = device_of(site)
    first, second = half(site), half(site)
    shown = code(site, device)

    wrong = first.post("/second-factor", {"code": "123"})
    right = first.post("/second-factor", {"code": f"{shown[:3]} {shown[3:]}"})
    again = second.post("/second-factor", {"code": shown})

    assert (wrong.status_code, right.status_code, again.status_code) == (422, 303, 422)
    assert right.headers["Location"] == "/"
    assert signed_in(first)
    assert not signed_in(second)
    assert "not right, or was used already" in again.text


def test_a_recovery_code_signs_in_once_without_the_device(site: Site) -> None:
    """[A-08]"""
    device_of(site)
    with site.database.transaction() as connection:
        codes = factor.new_recovery_codes(connection, site.account("wendy").id, at=site.clock())
    first, second = half(site), half(site)

    assert first.post("/second-factor", {"code": "", "recovery_code": codes[3]}).status_code == 303
    again = second.post("/second-factor", {"code": "", "recovery_code": codes[3]})

    assert again.status_code == 422
    assert "This recovery code is not right, or was used already." in again.text
    assert second.post("/second-factor", {"code": "", "recovery_code": codes[4]}).status_code == 303


@pytest.mark.parametrize("has_a_device", [True, False])
def test_half_signed_in_reaches_only_the_second_step(site: Site, has_a_device: bool) -> None:
    """[A-06] Every other endpoint leads there or is not there, also those that answer whoever comes."""
    if has_a_device:
        device_of(site)
    wendy = half(site)
    csrf = wendy.csrf()
    for rule in site.app.url_map.iter_rules():
        if rule.endpoint in HALF_MAY | NEVER_ASKED:
            continue
        for method in (rule.methods or set()) & {"GET", "POST"}:
            path = path_of(rule)
            reply = wendy.get(path) if method == "GET" else wendy.post(path, csrf=csrf)
            found = reply.status_code, reply.headers.get("Location")
            assert found == ((303, "/second-factor") if method == "GET" else (404, None)), rule.endpoint
    assert {endpoint.split(".")[0] for endpoint in HALF_MAY - {"sign_in.sign_out"}} == {"second_factor"}


def test_a_password_alone_replaces_no_device(site: Site) -> None:
    """[A-06] Not even when another was offered to the account's owner a moment ago."""
    device = device_of(site)
    with site.database.transaction() as connection:
        secret = factor.offer(connection, site.account("wendy").id, at=site.clock())
    thief = half(site)

    page = thief.get("/second-factor/set-up")
    reply = thief.post("/second-factor/set-up", {"code": code(site, pyotp.TOTP(secret))})

    assert page.headers["Location"] == reply.headers["Location"] == "/second-factor"
    assert not signed_in(thief)
    assert half(site).post("/second-factor", {"code": code(site, device)}).status_code == 303


def test_each_step_gives_the_session_another_id_and_the_one_before_is_dead(site: Site) -> None:
    """[S-04]"""
    device = device_of(site)
    browser = site.browser()
    cookies = []

    def cookie() -> str:
        found = browser.client.get_cookie("__Host-session", domain="dialogue.example")
        assert found
        return found.value

    browser.csrf()
    cookies.append(cookie())
    browser.sign_in("wendy")
    cookies.append(cookie())
    browser.post("/second-factor", {"code": code(site, device)})
    cookies.append(cookie())

    assert len(set(cookies)) == 3
    with site.database.reading() as connection:
        alive = [sessions.load(connection, token, at=site.clock()) is not None for token in cookies]
    assert alive == [False, False, True]


def test_wrong_codes_are_slowed_for_that_account_alone(site: Site) -> None:
    """[A-09]"""
    device, other = device_of(site), device_of(site, "willa")
    wendy = half(site)
    for _ in range(OF_AN_ACCOUNT):
        assert wendy.post("/second-factor", {"code": "000000"}).status_code == 422

    slowed = wendy.post("/second-factor", {"code": code(site, device)})

    assert slowed.status_code == 429
    assert "Wait a minute" in slowed.text
    assert half(site, "willa").post("/second-factor", {"code": code(site, other)}).status_code == 303
    site.clock.at += timedelta(minutes=1)
    assert wendy.post("/second-factor", {"code": code(site, device)}).status_code == 303
    assert OF_AN_ACCOUNT < CODES_IN_AN_HOUR


def test_whoever_is_half_signed_in_can_start_again_as_somebody_else(site: Site) -> None:
    device_of(site)
    wendy = half(site)

    assert "Sign in as somebody else" in wendy.get("/second-factor").text
    assert wendy.post("/sign-out").status_code == 303
    assert heading(wendy.get("/sign-in")) == "Sign in"


def test_an_offer_that_was_open_too_long_is_dead_and_signing_in_again_makes_another(site: Site) -> None:
    wendy = half(site)
    site.clock.at += factor.OFFER_LASTS

    assert half(site).get("/second-factor/set-up").text.count('id="secret"') == 1
    assert wendy.get("/second-factor/set-up").status_code == 303


def test_signing_in_again_in_a_browser_ends_what_was_begun_there(site: Site) -> None:
    """[S-04]"""
    device_of(site)
    wendy = half(site)
    with site.database.reading() as connection:
        before = len(sessions.of_account(connection, site.account("wendy").id, at=site.clock()))

    wendy.post("/sign-out")
    wendy.post("/sign-in", {"name": "wendy", "password": PASSWORD})

    with site.database.reading() as connection:
        assert len(sessions.of_account(connection, site.account("wendy").id, at=site.clock())) == before == 1


def test_a_screen_is_taken_back_only_with_the_second_factor(site: Site) -> None:
    """[A-06] [H-04] A colleague who has set none up yet signs in elsewhere first, and the page says so."""
    device = device_of(site)
    wendy = half(site)
    wendy.post("/second-factor", {"code": code(site, device)})
    talk = Talk.begin(wendy, site.enquiry()).up_to_want()
    site.clock.at += timedelta(minutes=1)
    site.account("willa")
    shown = code(site, device)

    tries = [("wendy", ""), ("wendy", "000000"), ("willa", "")]
    refused = [
        talk.browser.post("/talk/back", {"name": name, "password": PASSWORD, "code": typed}) for name, typed in tries
    ]
    taken = talk.browser.post("/talk/back", {"name": "wendy", "password": PASSWORD, "code": shown})

    assert [reply.status_code for reply in refused] == [422] * 3
    assert all("sign in on another screen first" in reply.text for reply in refused)
    assert taken.status_code == 303
    assert signed_in(talk.browser)
