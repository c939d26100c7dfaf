"""Ways off the screen that never ask and always work [H-06, H-07], and what they leave in the browser [H-08, H-11]."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from werkzeug.test import TestResponse

from msp_dialogue.database import Database
from tests.web.linter import checked
from tests.web.site import HTTPS, Site
from tests.web.talking import Talk
from tests.web.test_screen import cookie, kinds, set_cookie

AWAY = "https://www.bbc.co.uk/weather"


@pytest.fixture
def talk(site: Site) -> Talk:
    """A handed-over screen, at What do you want to happen."""
    return Talk.begin(site.worker(), site.enquiry()).up_to_want()


@contextmanager
def locked(site: Site, key: bytes) -> Iterator[None]:
    """Another process holds the one place to write."""
    other = Database.open(site.database.path, key)
    try:
        with other.transaction():
            yield
    finally:
        other.close()


def assert_away(reply: TestResponse, before: str) -> None:
    """The reply shows a harmless page and goes on to another; the browser is known by another value."""
    assert reply.status_code == 200
    checked(reply)
    assert f'<meta http-equiv="refresh" content="0; url={AWAY}">' in reply.text
    assert set_cookie(reply) not in {"", before}
    for word in ("question", "Rose", "Wendy", "social care"):
        assert word not in reply.text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_leaving_ends_the_session_and_goes_to_a_harmless_page(site: Site, talk: Talk, method: str) -> None:
    before = cookie(talk.browser)

    reply = talk.browser.client.open("/leave", method=method, base_url=HTTPS)

    assert_away(reply, before)
    assert kinds(site) == []
    assert talk.page.headers["Location"] == "/sign-in"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_leaving_works_without_a_session_and_never_asks(site: Site, method: str) -> None:
    reply = site.browser().client.open(
        "/leave", method=method, base_url=HTTPS, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert_away(reply, "")


def test_leaving_works_for_a_worker_too(site: Site) -> None:
    worker = site.worker()
    before = cookie(worker)

    assert_away(worker.client.get("/leave", base_url=HTTPS), before)
    assert kinds(site) == []


def test_leaving_keeps_what_was_half_typed(site: Site, talk: Talk) -> None:
    """[H-07]"""
    talk.browser.client.post("/leave", data={"step": talk.step(), "words": "I want to"}, base_url=HTTPS)

    (fields,) = site.database.connection.execute("select fields from draft").fetchone()
    assert "I want to" in fields


@pytest.mark.parametrize("path", ["/leave", "/talk/hide"])
def test_leaving_and_hiding_do_not_wait_for_a_locked_database(site: Site, talk: Talk, key: bytes, path: str) -> None:
    """[H-06] The words are given up before the leaving is."""
    form, before = {"step": talk.step(), "words": "I want to"}, cookie(talk.browser)

    with locked(site, key):
        reply = talk.browser.client.post(path, data=form, base_url=HTTPS)

    assert set_cookie(reply) not in {"", before}
    assert talk.page.headers["Location"] == "/sign-in"
    assert site.database.connection.execute("select count(*) from draft").fetchone() == (0,)


def test_leaving_works_when_the_disk_is_full(site: Site, talk: Talk) -> None:
    """[H-07]"""
    form, before = {"step": talk.step(), "words": "long " * 3000}, cookie(talk.browser)
    with site.database.transaction() as connection:
        connection.conn.set_authorizer(None)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    reply = talk.browser.client.post("/leave", data=form, base_url=HTTPS)

    assert_away(reply, before)


def test_leaving_works_when_the_database_cannot_be_read(site: Site, talk: Talk) -> None:
    before = cookie(talk.browser)
    site.database.close()
    site.database.path.unlink()

    assert_away(talk.browser.client.get("/leave", base_url=HTTPS), before)


def test_leaving_works_after_the_session_ended(site: Site, talk: Talk) -> None:
    before = cookie(talk.browser)
    with site.database.transaction() as connection:
        connection.execute("delete from session")

    assert_away(talk.browser.client.post("/leave", data={"words": "Mine"}, base_url=HTTPS), before)


@pytest.mark.parametrize("way", ["leave", "hide", "stop", "hand over", "take back", "sign out", "time out"])
def test_every_way_of_leaving_makes_the_browser_forget(site: Site, way: str) -> None:
    """[H-08] A new value, never an empty one: deleting the cookie alone lets Back show the page again."""
    talk = Talk.begin(site.worker(), site.enquiry())
    if way not in {"hand over", "sign out"}:
        talk.up_to_want()
    if way == "hand over":
        talk.up_to_want()
        talk.browser.take_back()
    before = cookie(talk.browser)
    if way == "time out":
        site.clock.at += site.app.extensions["msp_dialogue"].settings.rest_after
    ways: dict[str, Callable[[], TestResponse]] = {
        "leave": lambda: talk.browser.post("/leave", csrf=""),
        "hide": lambda: talk.browser.post("/talk/hide", csrf=""),
        "stop": lambda: talk.send({"do": "stop"}),
        "hand over": lambda: talk.browser.post("/talk/hand-over"),
        "take back": talk.browser.take_back,
        "sign out": lambda: talk.browser.post("/sign-out"),
        "time out": lambda: talk.browser.get("/talk"),
    }

    assert set_cookie(ways[way]()) not in {"", before}


def test_a_page_that_a_person_sees_has_one_neutral_address_and_title(talk: Talk) -> None:
    """[H-11] [H-13]"""
    pages = [talk.page, talk.browser.get("/talk/back")]
    talk.browser.post("/talk/hide")
    pages.append(talk.page)

    for page in pages:
        assert re.findall(r"<title>(.*?)</title>", page.text) == ["Questions"]
        assert "favicon.svg" in page.text
        for link in re.findall(r'(?:href|action|formaction)="([^"#]*)"', page.text):
            assert re.fullmatch(r"|/talk(/back|/hide)?|/static/\S+|/sign-in", link), link
        assert set(re.findall(r'autocomplete="([^"]*)"', page.text)) <= {"off"}


def test_person_pages_print_one_neutral_line(talk: Talk) -> None:
    """[H-14]"""
    assert '<p class="paper-only">This page is not for printing. The worker can give you a copy.</p>' in talk.page.text
