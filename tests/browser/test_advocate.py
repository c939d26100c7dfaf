"""An advocate from outside with a browser of their own: from the link to the questions, and off the page [H-09]."""

from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PASSWORD, WEATHER
from tests.browser.desk import Running
from tests.browser.test_conversations import FOR_ROSE
from tests.browser.walking import Reply, Walk

pytestmark = pytest.mark.browser

ELSEWHERE: dict[str, Reply] = FOR_ROSE | {
    "Who will use the screen?": "An advocate from outside answers on their own device, by invitation",
}
YES: dict[str, Reply] = {"Do you want to answer for Test Rose?": "Yes, I will answer"}
OWN = "five more invented words here"
HALF_TYPED = "Nobody may read this over her shoulder"


def invited(worker: Walk) -> tuple[str, str]:
    """The link and the sign-in name of somebody whom the worker invites."""
    worker.open_enquiry("SYN-3", "Test Rose")
    worker.until("Start the first conversation", "Invite the advocate", ELSEWHERE)
    worker.page.get_by_label("Their name").fill("Ada Ashdown")
    worker.page.get_by_role("button", name="Invite them").click()
    return worker.page.locator(".app-link").inner_text(), worker.page.locator(".govuk-inset-text bdi").inner_text()


def signed_in(ada: Page, link: str, name: str) -> None:
    """Choose the password by the link, sign in, and set the second factor up."""
    for _ in range(2):  # looking at it uses nothing up
        ada.goto(link)
    ada.locator("[name=new_password]").fill(OWN)
    ada.locator("main form button[type=submit]").click()
    ada.goto("/sign-in")
    ada.get_by_label("Sign-in name").fill(name)
    ada.get_by_label("Password", exact=True).fill(OWN)
    ada.get_by_role("button", name="Sign in").click()
    ada.get_by_label("Code").fill(pyotp.TOTP(ada.locator("#secret").inner_text().replace(" ", "")).now())
    ada.get_by_role("button", name="Use this device").click()
    ada.get_by_role("button", name="I have kept them, go on").click()


@pytest.fixture
def page(chromium: Browser, secured: Running) -> Iterator[Page]:
    """The worker's page."""
    context = chromium.new_context(base_url=secured.address)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_advocate_answers_by_invitation_and_can_leave_at_once(
    page: Page, chromium: Browser, secured: Running, script: bool
) -> None:
    link, name = invited(Walk.create_account(page, secured.first_account, PASSWORD))
    context = chromium.new_context(base_url=secured.address, java_script_enabled=script)
    context.set_default_timeout(10_000)
    context.route(WEATHER, lambda route: route.fulfill(body="<h1>Rain</h1>", content_type="text/html"))
    ada = context.new_page()
    signed_in(ada, link, name)

    expect(ada.locator("h1")).to_have_text("Leaving this page quickly")
    ada.get_by_role("button", name="Go on with the button").click()
    ada.get_by_role("link", name="Start").click()
    ada.get_by_label("Who is with you?").fill("nobody")
    ada.get_by_label("Yes, it is").check()
    ada.get_by_role("button", name="Continue").click()
    advocate = Walk(ada, OWN, [])
    while not ada.locator("textarea[name=words]").count():
        advocate.answer(advocate.heading(), YES.get(advocate.heading()))
    ada.locator("textarea[name=words]").fill(HALF_TYPED)
    if script:
        for _ in range(3):
            ada.keyboard.press("Shift")
    else:
        ada.get_by_role("button", name="Exit this page").click()
    expect(ada.locator("h1")).to_have_text("Rain")
    ada.evaluate("() => history.back()")
    expect(ada.locator("h1")).to_have_text("Sign in")
    assert HALF_TYPED not in ada.content()
    context.close()
