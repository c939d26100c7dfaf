"""A handed-over screen is taken back with the council's provider: anew, at this screen, and said neutrally.

Checklist: A-12, H-02, H-04, H-08.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from joserfc.jwk import RSAKey
from werkzeug.test import TestResponse

from msp_dialogue.web.access import PERSON_MAY
from tests.web.provider import TestProvider, running
from tests.web.signing_on import CARRIED, HOST, NAME, SESSION, Opened, Way, bind, carried, sign_on, who
from tests.web.site import HTTPS, Browser, Site, heading
from tests.web.talking import Talk


@pytest.fixture
def provider(signing_key: RSAKey) -> Iterator[TestProvider]:
    """A provider whose clock is that of the service."""
    with running(signing_key) as opened:
        yield opened


@pytest.fixture
def site(open_site: Opened, provider: TestProvider, tmp_path: Path) -> Site:
    """The application with that provider, trusted to ask for a second factor, and Wendy's account bound there."""
    opened = open_site(public_address=HTTPS, sign_on=sign_on(provider, tmp_path))
    provider.now = opened.clock
    bind(opened, "wendy", provider)
    return opened


@pytest.fixture
def talk(site: Site) -> Talk:
    """A screen that Wendy handed over."""
    return Talk.begin(site.worker(), site.enquiry()).up_to_want()


@pytest.fixture
def way(talk: Talk, provider: TestProvider) -> Way:
    """From that screen to the provider and back."""
    return Way(provider, talk.browser)


def kinds(site: Site) -> list[tuple[str, bool]]:
    """The sessions that live: of which kind, and whether they hold a conversation."""
    found = site.database.connection.execute("select kind, sitting is not null from session order by kind")
    return [(kind, bool(held)) for kind, held in found]


def value(browser: Browser) -> str:
    """What the browser is known by."""
    found = browser.client.get_cookie(SESSION, HOST)
    assert found is not None
    return found.value


def is_neutral(reply: TestResponse) -> bool:
    """Whether a page would tell nothing to whoever holds the screen."""
    title = re.search("<title>(.*?)</title>", reply.text)
    told = [word for word in ("Rose", "E-1", "Wendy", "MSP", "nquir", "onversation") if word in reply.text]
    return title is not None and title[1] == "Questions" and not told


def test_the_worker_takes_the_screen_back_and_goes_on_with_the_conversation(site: Site, talk: Talk, way: Way) -> None:
    """[H-04] The session that the person held is over, and its cookie opens nothing."""
    before = value(talk.browser)
    reply = way.there_and_back()

    assert (reply.status_code, reply.headers["Location"]) == (303, "/talk")
    assert kinds(site) == [("full", True)]
    assert talk.browser.get("/talk").status_code == 200
    assert value(talk.browser) != before
    assert carried(talk.browser) is None
    stale = site.browser()
    stale.client.set_cookie(SESSION, before, domain=HOST, secure=True)
    assert stale.get("/talk").headers["Location"] == "/sign-in"


def test_a_screen_at_rest_is_taken_back_as_well(site: Site, way: Way) -> None:
    way.browser.post("/talk/hide")

    assert way.there_and_back().status_code == 303
    assert kinds(site) == [("full", True)]


def test_who_took_it_back_stands_in_the_trail(site: Site, way: Way) -> None:
    way.there_and_back()
    with site.database.reading() as connection:
        told = connection.execute("select actor from audit where action = 'screen_taken_back'").fetchall()

    assert told == [(site.account("wendy").id,)]


def test_a_worker_whose_enquiry_it_is_not_gets_a_session_of_their_own_and_nothing_of_the_conversation(
    site: Site, way: Way
) -> None:
    """[H-04]"""
    site.account("sol", team="South")
    bind(site, "sol", way.provider, "subject-2")
    way.provider.subject = "subject-2"
    way.there_and_back()

    assert kinds(site) == [("full", False)]
    assert way.browser.get("/talk").status_code != 200
    assert who(way.browser) == "Sol"


@pytest.mark.parametrize("age", [61, 3600])
def test_a_sign_in_of_more_than_a_minute_ago_takes_nothing_back(site: Site, way: Way, age: int) -> None:
    """[A-12] Whoever holds the screen may only be remembered there."""
    way.provider.claims["auth_time"] = int(site.clock.at.timestamp()) - age
    reply = way.there_and_back()

    assert reply.status_code == 403
    assert is_neutral(reply)
    assert kinds(site) == [("person", True)]


def test_a_sign_in_whose_last_step_waited_for_more_than_a_minute_takes_nothing_back(site: Site, way: Way) -> None:
    """[A-12]"""
    way.come_back(way.allowed(way.leave()))
    way.provider.claims["auth_time"] = int(site.clock.at.timestamp())
    site.clock.at += timedelta(seconds=61)

    assert way.go_on().status_code == 403
    assert kinds(site) == [("person", True)]


def test_somebody_at_the_provider_who_has_no_account_here_takes_nothing_back(site: Site, way: Way) -> None:
    way.provider.subject = "the person's own account there"
    reply = way.there_and_back()

    assert reply.status_code == 403
    assert kinds(site) == [("person", True)]
    assert 'href="/talk"' in reply.text


def test_what_was_begun_at_another_screen_takes_this_one_not_back(site: Site, way: Way, provider: TestProvider) -> None:
    """[A-12] It is bound to the sitting it was begun in."""
    other = Talk.begin(site.worker(), site.enquiry("E-2")).up_to_want()
    way.come_back(way.allowed(way.leave()))
    other.browser.client.set_cookie(CARRIED, carried(way.browser) or "", domain=HOST, secure=True)
    reply = Way(provider, other.browser).go_on()

    assert reply.status_code == 400
    assert is_neutral(reply)
    assert kinds(site) == [("person", True), ("person", True)]


def test_a_sign_in_begun_before_the_screen_was_handed_over_does_not_take_it_back(
    site: Site, provider: TestProvider
) -> None:
    wendy = site.worker()
    way = Way(provider, wendy)
    place = way.allowed(way.leave())
    Talk.begin(wendy, site.enquiry()).up_to_want()
    way.come_back(place)

    assert way.go_on().status_code == 400
    assert kinds(site) == [("person", True)]


def test_a_screen_that_came_to_rest_meanwhile_stays_at_rest(site: Site, way: Way) -> None:
    place = way.allowed(way.leave())
    way.browser.post("/talk/hide")
    way.come_back(place)

    assert way.go_on().status_code == 400
    assert kinds(site) == [("locked", True)]


def test_every_page_on_the_way_is_neutral(site: Site, way: Way) -> None:
    """The person may be looking."""
    asked = way.browser.get("/talk/back")
    back = way.come_back(way.allowed(way.leave()))
    last = way.browser.get("/single-sign-on/on")

    assert f'href="/single-sign-on">Sign in with {NAME}<' in asked.text
    assert [is_neutral(page) for page in (asked, back, last)] == [True, True, True]
    assert heading(last) == "For staff: sign in"


def test_while_the_provider_is_down_the_screen_says_so_and_is_taken_back_by_password(site: Site, way: Way) -> None:
    way.provider.broken = True
    reply = way.browser.get("/single-sign-on")

    assert (reply.status_code, is_neutral(reply)) == (503, True)
    assert way.browser.take_back().status_code == 303
    assert kinds(site) == [("full", True)]


def test_a_provider_that_is_not_trusted_to_ask_for_a_second_factor_takes_no_screen_back(
    open_site: Opened, provider: TestProvider, tmp_path: Path
) -> None:
    """[A-12] At the screen itself the second factor is asked for."""
    site = open_site(public_address=HTTPS, sign_on=sign_on(provider, tmp_path, second_factor=False))
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()

    assert "single-sign-on" not in talk.browser.get("/talk/back").text
    assert talk.browser.get("/single-sign-on").status_code == 404
    assert provider.fetched == []


def test_a_handed_over_screen_reaches_these_pages_and_no_other_of_the_provider(site: Site) -> None:
    """[H-02]"""
    reached = {endpoint for endpoint in PERSON_MAY if endpoint.startswith("single_sign_on.")}

    assert reached == {f"single_sign_on.{name}" for name in ("start", "back", "on_page", "go_on")}
