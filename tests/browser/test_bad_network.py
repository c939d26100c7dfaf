"""A slow line that breaks: the page can be used, the words stay on it, and what is sent twice is stored once [L10]."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import Desk

pytestmark = pytest.mark.browser

WORDS = "I want my own front door"
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 20_000}
"""Milliseconds, and bytes a second: a telephone in a stairwell."""


@pytest.fixture
def page(chromium: Browser, desk: Desk) -> Iterator[Page]:
    """A page of a fresh browser, at What do you want to happen."""
    context = chromium.new_context(base_url=desk.running.address)
    context.set_default_timeout(20_000)
    yield desk.sit(context, desk.place(until="want"))
    context.close()


def test_on_a_line_that_breaks_the_words_stay_and_an_answer_is_stored_once(page: Page) -> None:
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    page.reload()
    page.locator("[name=words]").fill(WORDS)
    line.send("Network.emulateNetworkConditions", {**SLOW, "offline": True})
    for button in ("Get help", "For staff", "Continue"):
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.locator("#trouble")).to_contain_text("Your words are still on this page")
        expect(page.locator("#trouble")).to_contain_text("999")
        assert page.locator("[name=words]").input_value() == WORDS
    line.send("Network.emulateNetworkConditions", SLOW)
    page.get_by_role("button", name="Continue", exact=True).dblclick()
    expect(page.locator("h1")).not_to_have_text("What do you want to happen?")

    page.locator(".said").evaluate("(said) => { said.open = true; }")
    expect(page.locator(".told", has_text=WORDS)).to_have_count(1)


def test_half_typed_words_are_kept_on_the_way_to_help_and_on_a_reload(page: Page) -> None:
    page.locator("[name=words]").fill(WORDS)
    page.get_by_role("button", name="Get help", exact=True).click()
    expect(page.locator("h1")).to_have_text("Get help")
    page.get_by_role("link", name="Go back").click()
    expect(page.locator("[name=words]")).to_have_value(WORDS)

    page.locator("[name=words]").fill(f"{WORDS}, in blue")
    for _ in range(50):  # what is sent on leaving a page may arrive after the page was asked for again
        page.reload()
        if page.locator("[name=words]").input_value() == f"{WORDS}, in blue":
            break
    expect(page.locator("[name=words]")).to_have_value(f"{WORDS}, in blue")


def test_words_half_typed_are_still_there_after_leaving_the_page_and_coming_back(page: Page) -> None:
    page.locator("[name=words]").fill(WORDS)

    page.goto("about:blank")
    for _ in range(50):  # what is sent on leaving a page may arrive after the next page was asked for
        page.goto("/talk")
        if page.locator("[name=words]").input_value():
            break

    assert page.locator("[name=words]").input_value() == WORDS
