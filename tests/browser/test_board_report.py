"""The board report on paper: the finding and its figures, in black and white, and nothing that can only be pressed."""

import io
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser

from msp_dialogue.accounts import Role
from tests.board.made import several, written_to
from tests.browser.showing import showing
from tests.states.scene import session_of, site_in
from tests.states.state import State

pytestmark = pytest.mark.browser


def test_the_report_prints_on_a_few_pages_with_its_finding_first_and_no_buttons(
    chromium: Browser, tmp_path: Path
) -> None:
    with site_in(tmp_path) as site:
        written_to(site.releases, *several())
        site.account("board", Role.BOARD)
        page = session_of(site, "board").ask("/figures/report").text
    with showing(chromium) as show:
        shown = show.show(State("the report", None, None, "/figures/report", 200, page))
        pdf = pypdf.PdfReader(io.BytesIO(shown.pdf(format="A4")))
        shown.emulate_media(media="print")
        colours = shown.evaluate(
            "() => [...document.querySelectorAll('.app-bar__part, .app-line__dot')]"
            ".map((each) => getComputedStyle(each).fill)"
        )
    paper = " ".join(" ".join(each.extract_text() for each in pdf.pages).split())

    assert len(pdf.pages) <= 4
    assert paper.index("Testshire") < paper.index("Of about 45 people") < paper.index("That is up from 67%")
    for said in ("89%", "Hidden", "I want to feel safe in my own kitchen.", "released on 7 April 2026"):
        assert said in paper
    for pressed in ("Sign out", "Download", "All figures of", "About this figure"):
        assert pressed not in paper
    assert set(colours) == {"rgb(51, 51, 51)"}
