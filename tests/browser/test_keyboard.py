"""All three conversations by the keyboard alone: Tab, arrows, Space, Enter; the focus is in sight wherever it is."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PASSWORD
from tests.browser.desk import Running
from tests.browser.test_conversations import RATED, SAFELY, STILL, WISHES
from tests.browser.walking import AT_REST, LONGEST_WALK, Reply, Walk

pytestmark = pytest.mark.browser

TYPED = {**SAFELY, "Who will use the screen?": "I ask the questions and type the answers"}
CONVERSATIONS: dict[str, dict[str, Reply]] = {
    "Start the first conversation": WISHES,
    "Start the review": STILL,
    "Start the closing conversation": RATED,
}
MOST_STOPS = 60
FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const ring = at.matches(".option > input") ? getComputedStyle(at.parentElement.querySelector("label"), "::before")
    : getComputedStyle(at);
  const { top, bottom, left } = at.getBoundingClientRect();
  const height = Math.max(0, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2);
  const middle = document.elementFromPoint(left + 2, height);
  return {
    name: at.name || at.textContent.trim().slice(0, 40), value: at.value || "", kind: at.type || at.tagName,
    seen: (ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) > 0) || ring.boxShadow !== "none",
    hidden: bottom <= 0 || top >= innerHeight || (middle && middle.closest(".head") !== null && !at.closest(".head")),
    onward: at.matches("button.continue"), label: at.labels?.[0]?.textContent.trim() || "",
  };
}"""


@pytest.fixture
def page(chromium: Browser, service: Running) -> Iterator[Page]:
    """A page of a fresh browser, as low as a tablet is in its wide position."""
    context = chromium.new_context(
        base_url=service.address, viewport={"width": 1024, "height": 640}, reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


class Keyboard:
    """Someone who has only keys; notes how many stops it takes from a question to its Continue."""

    def __init__(self, page: Page) -> None:
        """Begin where the page has the focus."""
        self.page = page
        self.stops: list[int] = []

    def at(self) -> dict[str, str | bool]:
        """Where the focus is; it must be seen, and not behind the bar that stays at the top."""
        found: dict[str, str | bool] | None = self.page.evaluate(FOCUS)
        if found is None:
            return {}
        assert found["seen"], f"nothing shows that the focus is on {found}"
        assert not found["hidden"], f"the focus is out of sight on {found}"
        return found

    def to(self, wanted: Callable[[dict[str, str | bool]], bool]) -> int:
        """Press Tab until what is wanted has the focus; gives how often."""
        for count in range(1, MOST_STOPS):
            self.page.keyboard.press("Tab")
            if wanted(at := self.at()) and at:
                return count
        raise AssertionError("Tab does not lead there")

    def answer(self, reply: object) -> None:
        """Answer the question on the page and wait for the next."""
        step = self.page.locator("input[name=step]").input_value()
        stops = 0
        if isinstance(reply, str) and self.page.locator("[name=words]").count():
            stops += self.to(lambda at: at.get("name") == "words")
            self.page.keyboard.type(reply)
        elif isinstance(reply, dict):
            for name, value in reply.items():
                stops += self.to(lambda at, name=name: at.get("name") == name)  # type: ignore[misc]
                self.page.keyboard.type(value)
        elif isinstance(reply, str):
            stops += self.to(lambda at: at.get("kind") == "radio")
            for _ in range(MOST_STOPS):
                if self.at()["label"] == reply:
                    break
                self.page.keyboard.press("ArrowDown")
            self.page.keyboard.press("Space")
            assert self.page.evaluate("() => document.activeElement.checked")
        skip = self.page.get_by_role("button", name="Skip", exact=True)
        if reply is None and skip.count():
            self.to(lambda at: at.get("name") == "non_answer" and at.get("value") == "skipped")
        else:
            self.stops.append(stops + self.to(lambda at: bool(at.get("onward"))))
        self.page.keyboard.press("Enter")
        expect(self.page.locator(f'input[name=step][value="{step}"]')).to_have_count(0)


def test_the_three_conversations_are_held_by_the_keyboard_alone(
    page: Page, service: Running, record_property: Callable[[str, object], None]
) -> None:
    walk = Walk.create_account(page, service.first_account, PASSWORD)
    walk.open_enquiry("SYN-1", "Test Rose")
    for stage, replies in CONVERSATIONS.items():
        _press(page, stage)
        keys, asked = Keyboard(page), list[str]()
        while walk.heading() not in AT_REST:
            asked.append(walk.heading())
            assert len(asked) < LONGEST_WALK
            keys.answer({**TYPED, **replies}.get(walk.heading()))
        record_property(
            "counted", f"{stage} by keyboard: {len(asked)} questions, Continue within {max(keys.stops)} stops"
        )
        _press(page, "goes on from here")

        assert len(asked) > 10


def _press(page: Page, words: str) -> None:
    """Go to a button by Tab, and press it."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if words in str(page.evaluate("() => document.activeElement.textContent")):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab does not lead to {words}")
