"""The quiet button and the council's numbers in real Chromium, by keyboard, mouse and double click."""

from contextlib import closing
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from msp_dialogue import council
from tests.browser.conftest import PASSWORD
from tests.browser.desk import Desk, Running
from tests.browser.walking import Walk

pytestmark = pytest.mark.browser

BUTTON = "I’d like to talk more later"
WANT = "What do you want to happen?"
HALF = "I want to go"
SEEN = """document.title + location.href + document.querySelector("main").innerText
+ [...document.querySelectorAll("textarea, input:not([type=hidden])")].map(each => [each.value, each.checked])"""
"""Everything that somebody who looks at the screen can see."""


@pytest.fixture
def service(desk: Desk) -> Running:
    """The service of many tests."""
    return desk.running


@pytest.fixture
def walk(page: Page, desk: Desk) -> Walk:
    """A handed-over screen, at What do you want to happen, with something half typed."""
    with closing(desk.running.database()) as database, database.transaction() as connection:
        if not council.help_lines(connection):
            now = datetime.now(UTC)
            council.add_help_line(connection, name="Adult social care", number="01632 960100", hours="", at=now, by="x")
    place = desk.place(until="want")
    desk.sit(page.context, place)
    page.locator("[name=words]").fill(HALF)
    return Walk(page, PASSWORD, [], place.account.sign_in_name)


def press(page: Page, how: str) -> None:
    """Press the button, and wait until the page has come again."""
    button = page.get_by_role("button", name=BUTTON)
    page.evaluate("document.querySelector('main').dataset.old = ''")
    if how == "keyboard":
        button.focus()
        page.keyboard.press("Enter")
    elif how == "twice":
        button.dblclick()
    else:
        button.click()
    expect(page.locator("main[data-old]")).to_have_count(0)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("how", ["keyboard", "mouse", "twice"])
def test_nothing_that_can_be_seen_tells_that_it_was_pressed_and_the_worker_is_told(walk: Walk, how: str) -> None:
    before = walk.page.evaluate(SEEN)
    press(walk.page, how)

    assert walk.page.evaluate(SEEN) == before
    expect(walk.page.locator("#saved")).to_have_text("")  # nothing is read aloud either
    walk.page.get_by_role("button", name="For staff").click()
    walk.take_back_here()
    expect(walk.page.locator("body")).to_contain_text("Look at the enquiry before you go on")
    walk.page.goto("/")
    walk.page.locator(".app-signals a").click()
    expect(walk.page.locator(".app-signals h3")).to_have_count(1)
    expect(walk.page.locator(".app-signals")).to_contain_text(f"On the screen then: {WANT}")


def test_the_numbers_are_one_button_away_and_what_was_half_typed_is_there_after(walk: Walk) -> None:
    walk.page.get_by_role("button", name="Get help").click()

    expect(walk.page.locator("h1")).to_have_text("Get help")
    expect(walk.page).to_have_title("Questions")
    expect(walk.page.locator("main")).to_contain_text("01632 960100")
    expect(walk.page.locator("main")).to_contain_text("If you are in danger now, ring 999")
    walk.page.get_by_role("link", name="Go back").click()
    assert walk.heading() == WANT
    expect(walk.page.locator("[name=words]")).to_have_value(HALF)
