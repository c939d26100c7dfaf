"""A council's own colours and logo, as a real browser shows them under our policies."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import started

pytestmark = pytest.mark.browser

LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" style="fill:#5b2a86"/></svg>
"""
COLOUR = "rgb(91, 42, 134)"


def test_the_councils_colour_and_logo_are_seen(
    chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "logo.svg").write_text(LOGO)
    (tmp_path / "theme" / "theme.toml").write_text('logo = "logo.svg"\n[colours]\ncouncil = "#5b2a86"\n')
    monkeypatch.setenv("MSP_THEME", str(tmp_path / "theme"))
    with started(tmp_path) as running:
        page = chromium.new_page(base_url=running.address)
        trouble: list[str] = []
        page.on("console", lambda message: trouble.append(message.text))
        page.goto("/sign-in")
        edge = page.evaluate("() => getComputedStyle(document.querySelector('.app-header')).borderBottomColor")
        logo = page.evaluate(
            "() => { const logo = document.querySelector('.logo'); return [logo.naturalWidth > 0, logo.height] }"
        )
        page.close()

    assert edge == COLOUR
    assert logo == [True, 40]
    assert trouble == []
