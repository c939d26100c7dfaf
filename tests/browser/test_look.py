"""Changing how the screen looks in a real browser, with and without JavaScript: each press shows at once [L10]."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD
from tests.browser.desk import Desk, Running
from tests.browser.walking import Reply, Walk

pytestmark = pytest.mark.browser

TYPED: dict[str, Reply] = {
    "Who will use the screen?": "I ask the questions and type the answers",
    "Do you want to take part?": "Yes, I want to take part",
}


@pytest.fixture
def service(desk: Desk) -> Running:
    """The service of many tests."""
    return desk.running


def begin(page: Page, desk: Desk, question: str) -> None:
    """The end of the worker's part, and the person's as far as a question."""
    place = desk.place(until="sitting")
    desk.sit(page.context, place, handed_over=False)
    Walk(page, PASSWORD, []).up_to(question, TYPED)


def test_each_press_shows_at_once_and_what_was_typed_is_still_there(page: Page, desk: Desk) -> None:
    begin(page, desk, "What do you want to happen?")
    expect(page.locator(".listen-stop")).to_be_hidden()  # also where the worker's part came before, without a reload
    page.locator("#words").fill("My own front door key")
    usual = size(page)
    page.get_by_role("button", name="Change how this looks").click()

    for name in ("Very large", "Yellow words on black", "Fewer, shorter words", "Pictures with the words"):
        page.get_by_role("button", name=name).click()
        expect(page.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
    assert size(page) > 1.6 * usual
    assert colour(page) == "rgb(255, 255, 0)"
    page.get_by_role("link", name="Go back to the questions").click()

    expect(page.locator("h1")).to_have_text("What do you want?")
    expect(page.locator("#words")).to_have_value("My own front door key")
    expect(page.locator(".ask-picture")).to_be_visible()
    assert colour(page) == "rgb(255, 255, 0)"


def test_with_the_keyboard_the_button_that_was_pressed_keeps_the_focus(
    page: Page, desk: Desk, request: pytest.FixtureRequest
) -> None:
    begin(page, desk, "How shall we talk?")
    page.get_by_role("button", name="Change how this looks").press("Enter")
    button = page.get_by_role("button", name="Large", exact=True)
    button.press("Enter")

    expect(button).to_have_attribute("aria-pressed", "true")
    if request.node.callspec.id == "with JavaScript":  # without it every press is a page of its own
        expect(button).to_be_focused()


def size(page: Page) -> float:
    """How large letters are, in pixels."""
    return float(page.evaluate("() => parseFloat(getComputedStyle(document.documentElement).fontSize)"))


def colour(page: Page) -> str:
    """The colour of words."""
    return str(page.evaluate("() => getComputedStyle(document.body).color"))
