"""What is sent compressed, and to whom."""

import gzip
import re

import pytest

from msp_dialogue.web import compressed, static
from msp_dialogue.web.compressed import WORTH_IT
from tests.web.site import HTTPS, Site
from tests.web.talking import Talk

TAKES = {"Accept-Encoding": "gzip, deflate, br"}


def test_a_question_page_is_sent_compressed_with_all_it_needs(site: Site) -> None:
    """[L10] The heaviest of all pages is weighed with the page states, in tests/browser."""
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    page = talk.browser.client.get("/talk", base_url=HTTPS, headers=TAKES)
    whole = gzip.decompress(page.data).decode()
    kinds = set()
    for address in re.findall(r'(?:src|href)="(/static/[^"]+)', whole):
        with site.app.test_client().get(address, base_url=HTTPS, headers=TAKES) as file:
            assert file.headers.get("Content-Encoding") == "gzip" or len(file.data) < WORTH_IT, address
            kinds.add(file.mimetype)

    assert page.headers["Content-Encoding"] == "gzip"
    assert "What do you want to happen?" in whole
    assert {"text/css", "text/javascript"} <= kinds


def test_a_browser_that_takes_nothing_compressed_gets_the_page_as_it_is(site: Site) -> None:
    page = site.browser().client.get("/sign-in", base_url=HTTPS)

    assert "Content-Encoding" not in page.headers
    assert "Accept-Encoding" in page.headers["Vary"]
    assert "<h1" in page.text


def test_a_style_sheet_is_compressed_once_and_a_page_anew(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    compressed._once.cache_clear()
    made: list[int] = []
    real = gzip.compress

    def counted(whole: bytes, level: int, *, mtime: int) -> bytes:
        made.append(level)
        return real(whole, level, mtime=mtime)

    monkeypatch.setattr(gzip, "compress", counted)
    browser = site.browser().client
    for address in ("/static/app.css", "/static/app.css", "/sign-in", "/sign-in"):
        with browser.get(address, base_url=HTTPS, headers=TAKES) as reply:
            assert reply.headers["Content-Encoding"] == "gzip"

    assert made == [compressed.HARDEST, compressed.LEVEL, compressed.LEVEL]


def test_every_static_file_has_room_among_those_compressed_once() -> None:
    files = [each for each in static.FOLDER.rglob("*") if each.suffix in {".css", ".js", ".svg"}]

    assert 0 < len(files) <= compressed.FILES
