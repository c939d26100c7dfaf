"""Exit this page, on an advocate's own device: told beforehand what it cannot do, then on every page [H-15]."""

import re
from html import unescape

import pytest

from msp_dialogue.flow import plain
from msp_dialogue.record.library import FlowLibrary
from tests.web.inviting import Waiting, waiting
from tests.web.site import Browser, Site, heading

SAFE = {"present": "nobody", "safe": "yes"}
BUTTON = "data-exit"
ABOUT, TRACKS = "/talk/exit", "/talk/tracks"


@pytest.fixture
def held(site: Site, library: FlowLibrary) -> Waiting:
    """A first conversation with Rose that an advocate is invited to."""
    found = waiting(site, library, site.enquiry())
    found.invite("ada")
    return found


@pytest.fixture
def ada(site: Site, held: Waiting) -> Browser:
    """The advocate, signed in and not told anything yet."""
    return site.browser().sign_in("ada")


def own_pages(held: Waiting) -> tuple[str, ...]:
    return ("/questions", held.before, "/questions/later", "/talk/help")


def said_on(page: str) -> list[str]:
    """What a page says, piece by piece."""
    main = page.partition("<main")[2].partition("</main>")[0]
    pieces = re.findall(r"<(?:h1|h2|p|li|a|button)\b[^>]*>([^<]+)", main)
    return [unescape(each).strip() for each in pieces if each.strip()]


def test_what_the_button_does_and_cannot_do_is_told_before_it_is_on_any_page(held: Waiting, ada: Browser) -> None:
    for path in ("/questions", held.before, "/questions/later"):
        assert ada.get(path).headers["Location"] == ABOUT
    assert ada.post(held.before, SAFE).headers["Location"] == ABOUT
    page = ada.get(ABOUT)

    assert heading(page) == "Leaving this page quickly"
    assert "<title>Questions</title>" in page.text
    assert "It cannot clear the list of pages that you opened." in page.text
    assert "bbc.co.uk" in page.text
    assert f'href="{TRACKS}"' in page.text
    assert "Go on without it" in page.text
    assert "Rose" not in page.text
    assert BUTTON not in page.text
    assert BUTTON not in ada.get("/talk/help").text


def test_then_it_is_on_every_page_and_is_not_told_again_in_this_session(held: Waiting, ada: Browser) -> None:
    assert ada.post(ABOUT, {"exit": "with"}).headers["Location"] == "/questions"
    pages = [ada.get(path) for path in (*own_pages(held), ABOUT, TRACKS)]
    ada.post(held.before, SAFE)
    asked = ada.get("/talk")
    ada.post("/talk", {"step": re.findall(r'name="step" value="([^"]*)"', asked.text)[0], "do": "stop"})
    pages += [asked, ada.get("/talk")]

    for page in pages:
        assert page.status_code == 200
        assert BUTTON in page.text
        assert 'action="/leave"' in page.text
        assert "exit.js" in page.text


def test_whoever_goes_on_without_it_has_it_on_no_page_until_they_want_it(held: Waiting, ada: Browser) -> None:
    ada.post(ABOUT, {"exit": "without"})
    ada.post(held.before, SAFE)
    pages = [ada.get(path).text for path in (*own_pages(held), "/talk")]

    assert [BUTTON in page or "exit.js" in page for page in pages] == [False] * len(pages)
    assert f'href="{ABOUT}"' in pages[0]
    ada.post(ABOUT, {"exit": "with"})
    assert BUTTON in ada.get("/talk").text


def test_another_session_is_told_anew(site: Site, held: Waiting, ada: Browser) -> None:
    ada.post(ABOUT, {"exit": "without"})
    again = site.browser().sign_in("ada")

    assert again.get("/questions").headers["Location"] == ABOUT


@pytest.mark.parametrize("told", [True, False])
def test_pressing_it_asks_nothing_ends_the_session_and_leads_away(held: Waiting, ada: Browser, told: bool) -> None:
    if told:
        ada.post(ABOUT, {"exit": "with"})
    reply = ada.post("/leave")

    assert reply.status_code == 200
    assert "https://www.bbc.co.uk/weather" in reply.text
    assert ada.get("/questions").headers["Location"] == "/sign-in"


def test_how_to_cover_tracks_says_what_nobody_can_clear(ada: Browser) -> None:
    page = ada.get(TRACKS).text

    for words in ("private window", "Take this site out of the list", "What you cannot clear", "999"):
        assert words in page
    assert f'href="{ABOUT}"' in page


@pytest.mark.parametrize("path", [ABOUT, TRACKS])
def test_both_pages_are_in_short_plain_sentences(ada: Browser, path: str) -> None:
    said = said_on(ada.get(path).text)
    age = plain.age_of(said)

    assert [fault for text in said for fault in plain.faults(text)] == []
    assert age is not None
    assert age <= plain.OLDEST


def test_nobody_else_has_these_pages(site: Site, held: Waiting) -> None:
    wendy = site.worker()

    assert wendy.get(ABOUT).status_code == wendy.get(TRACKS).status_code == 403
    assert wendy.post(ABOUT, {"exit": "with"}).status_code == 403
    assert BUTTON not in wendy.get(held.invitation).text
