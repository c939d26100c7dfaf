"""Every page has the council's colours and logo, and without a theme there is nothing of one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.web.site import Site
from tests.web.talking import Talk

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'


@pytest.fixture
def themed(open_site: Callable[..., Site], tmp_path: Path) -> Site:
    """A service with a council's own colours and logo."""
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "theme.toml").write_text('logo = "logo.svg"\n[colours]\ncouncil = "#5b2a86"\n')
    (tmp_path / "theme" / "logo.svg").write_bytes(SVG)
    return open_site(theme=tmp_path / "theme", council="Borsetshire Council")


def test_every_page_takes_the_councils_sheet_after_ours_and_its_logo_by_name(themed: Site) -> None:
    talk = Talk.begin(themed.worker(), themed.enquiry())
    pages = (themed.browser().get("/sign-in").text, themed.worker().get("/").text, talk.page.text)

    for page in pages:
        sheets = re.findall(r'<link rel="stylesheet" href="([^"?]*)', page)
        assert sheets.index("/theme/sheet.css") == sheets.index("/static/theme.css") + 1
        assert re.search(r'<img class="logo" src="/theme/logo\?v=\w{16}" alt="Borsetshire Council">', page)
        assert "<strong>Borsetshire Council</strong>" not in page


def test_sheet_and_logo_are_kept_by_browsers_and_answer_whoever_asks(themed: Site) -> None:
    page = themed.browser().get("/sign-in").text
    sheet, logo = (re.search(rf'"(/theme/{name}\?v=\w+)"', page) for name in (r"sheet\.css", "logo"))
    assert sheet is not None
    assert logo is not None
    client = themed.browser().client

    colours, picture = client.get(sheet[1]), client.get(logo[1])

    assert (colours.mimetype, colours.text) == ("text/css", ":root { --council-colour: #5b2a86; }\n")
    assert (picture.mimetype, picture.data) == ("image/svg+xml", SVG)
    assert [reply.headers["Cache-Control"] for reply in (colours, picture)] == [
        "public, max-age=31536000, immutable"
    ] * 2
    assert client.get("/theme/logo").headers["Cache-Control"] == "no-store"


def test_without_a_theme_there_is_no_trace_of_one(site: Site) -> None:
    page = site.browser().get("/sign-in").text

    assert "/theme/" not in page
    assert "<strong>Adult social care</strong>" in page
    assert site.browser().get("/theme/sheet.css").status_code == 404
