"""Pictures on pages: the council's in place of ours, kept by browsers, harmless when opened, and all on one sheet."""

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from msp_dialogue.pictures import SHOWS
from tests.web.site import Site
from tests.web.talking import BEFORE_THE_PERSON, Talk

PNG = b"\x89PNG\r\n\x1a\nrest"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'


@pytest.fixture
def pictured(open_site: Callable[..., Site], tmp_path: Path) -> Site:
    """A service with a few pictures of the council's own."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "cup.png").write_bytes(PNG)
    (folder / "large_print.svg").write_bytes(SVG)
    (folder / "ramp.png").write_bytes(PNG)
    return open_site(pictures=folder)


def sheet(site: Site) -> str:
    """The contact sheet as a worker sees it."""
    reply = site.worker().get("/pictures")
    assert reply.status_code == 200
    return html.unescape(reply.text)


def test_the_councils_picture_is_shown_in_the_place_of_ours(pictured: Site) -> None:
    """[O-02] Opened by itself it runs and loads nothing, whoever drew it."""
    cup, large = (re.search(rf'src="(/pictures/{key}\?v=\w{{16}})"', sheet(pictured)) for key in ("cup", "large_print"))
    assert cup is not None
    assert large is not None
    client = pictured.browser().client

    replies = [client.get(cup[1]), client.get(large[1])]

    assert [(reply.mimetype, reply.data) for reply in replies] == [("image/png", PNG), ("image/svg+xml", SVG)]
    for reply in replies:
        assert reply.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Content-Security-Policy"].startswith("default-src 'none';")
        assert reply.headers["Content-Security-Policy"].endswith("; sandbox")


@pytest.mark.parametrize("address", ["cup", "cup?v=0123456789abcdef", "house", "nothing", "..%2Fcup", "ramp.png"])
def test_only_the_address_that_the_content_gives_is_answered(pictured: Site, address: str) -> None:
    reply = pictured.browser().client.get(f"/pictures/{address}")

    assert reply.status_code == 404
    assert "style-src 'self'" in reply.headers["Content-Security-Policy"]  # it is a page of ours


def test_the_sheet_shows_every_picture_with_its_key_its_words_and_where_it_is_used(site: Site) -> None:
    page = sheet(site)
    keys = re.findall(r"<code>(\w+)</code>", page)

    assert keys == sorted(SHOWS)
    assert all(words in page for words in SHOWS.values())
    assert re.search(
        r"<code>rain</code>.*?Used in: What do you want to happen\? · .*? · Did it happen\?", page, re.DOTALL
    )
    assert re.search(r"<code>money</code>.*?Not used yet", page, re.DOTALL)
    assert "Your council’s own" not in page
    assert 'href="/pictures"' in site.worker().get("/wording").text


def test_the_sheet_says_which_are_the_councils_own_and_which_files_are_not_used(pictured: Site) -> None:
    page = sheet(pictured)

    assert re.search(r"<code>cup</code> <strong[^>]*>Your council’s own</strong>", page)
    assert page.count("Your council’s own</strong>") == 3
    assert "ramp.png is not used: none of our pictures has this name, and no flow names it." in page


def test_on_the_conversation_a_picture_stands_beside_its_words_and_says_nothing_twice(pictured: Site) -> None:
    talk = Talk.begin(pictured.worker(), pictured.enquiry())
    for answer in BEFORE_THE_PERSON:
        talk.say(answer)
    talk.say({"choice": "pictures"})

    images = re.findall(r"<img [^>]*>", talk.page.text)

    assert images
    assert all(' alt=""' in image for image in images)
