"""Nothing of what was on the screen can be brought back: after each way of leaving it, in a browser over https.

The ways are those of H-08, and hiding. What the browser keeps on the disk is looked at too.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from msp_dialogue.database import stamp
from tests.browser.conftest import PASSWORD, WEATHER, Launch
from tests.browser.desk import Desk
from tests.browser.going_back import everything_kept, go, shown
from tests.browser.walking import Reply, Walk

pytestmark = pytest.mark.browser

REFERENCE, COMPANION = "SYN-77315", "Quillan Ottershaw"
ANSWERED, TYPED = "To be spared the marmalade", "Nobody may read this over my shoulder"
ALL = (REFERENCE, COMPANION, ANSWERED, TYPED)
REPLIES: dict[str, Reply] = {
    "Who will use the screen?": "The person answering uses the screen",
    "Do you want to take part?": "Yes, I want to take part",
    "What do you want to happen?": ANSWERED,
}
TO_READ = "This page has been looked at"
STORED = """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
(await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]"""

with_and_without_script = pytest.mark.parametrize(
    "script", [True, False], ids=["with JavaScript", "without JavaScript"]
)


@dataclass(frozen=True)
class Screen:
    """A screen that was handed over, with words that are typed and not sent."""

    walk: Walk
    desk: Desk

    @classmethod
    def of(cls, context: BrowserContext, desk: Desk) -> "Screen":
        """The worker signs in, looks at the enquiry and hands over; an answer, and half of the next."""
        context.set_default_timeout(10_000)
        context.route(WEATHER, lambda route: route.fulfill(body="<h1>Rain</h1>", content_type="text/html"))
        place = desk.place(until="present", reference=REFERENCE)
        walk = Walk(context.new_page(), PASSWORD, [], place.account.sign_in_name)
        walk.page.goto("/sign-in")
        walk.take_back_here()
        walk.page.goto(f"/enquiries/{place.enquiry}")
        assert REFERENCE in shown(walk.page)
        walk.page.get_by_role("button", name="Go on with the conversation").click()
        walk.page.locator("[name=present]").fill("Rose")
        walk.page.get_by_label("Yes, it is safe").check()
        walk.page.get_by_role("button", name="Continue").click()
        walk.answer("Who is in the room, or on the call?", {"name-1": COMPANION, "relation-1": "the adult"})
        desk.go_on(place, until="sitting")
        walk.page.reload()
        assert COMPANION in shown(walk.page)
        walk.up_to("Is there anything else you want to happen?", REPLIES)
        walk.page.locator("[name=words-1]").fill(TYPED)
        return cls(walk, desk)

    @property
    def page(self) -> Page:
        """Its page."""
        return self.walk.page

    def hand_over(self) -> None:
        """As it was: what the worker saw before is looked for."""

    def leave(self) -> None:
        """Leave by the address, which may be typed."""
        self.page.goto("/leave", wait_until="commit")
        expect(self.page.locator("h1")).to_have_text("Rain")

    def hide(self) -> None:
        """Press Hide screen."""
        self.page.get_by_role("button", name="Hide screen").click()
        expect(self.page.get_by_role("link", name="For staff: sign in")).to_be_visible()

    def stop(self) -> None:
        """Press Stop for now."""
        self.page.get_by_role("button", name="Stop for now").click()
        expect(self.page.locator("h1")).to_have_text("We have stopped for now")

    def time_out(self) -> None:
        """Leave it alone for longer than it may be, then go on."""
        with closing(self.desk.running.database()) as database, database.transaction() as connection:
            connection.execute("update session set seen = ?", [stamp(datetime.now(UTC) - timedelta(minutes=11))])
        self.walk.onward().click()
        expect(self.page.get_by_role("link", name="For staff: sign in")).to_be_visible()

    def take_back(self) -> None:
        """The worker signs in at the screen."""
        self.page.get_by_role("button", name="For staff").click()
        self.walk.take_back_here()

    def sign_out(self) -> None:
        """The worker takes it back, looks at the enquiry, and signs out."""
        self.take_back()
        self.page.goto("/")
        self.page.get_by_role("link", name=REFERENCE).first.click()
        expect(self.page.locator("main")).to_contain_text(ANSWERED)
        self.page.get_by_role("button", name="Sign out").click()
        expect(self.page.locator("h1")).to_have_text("Sign in")


WAYS: dict[Callable[[Screen], None], tuple[str, ...]] = {
    Screen.hand_over: (REFERENCE, COMPANION),
    Screen.leave: ALL,
    Screen.hide: ALL,
    Screen.stop: ALL,
    Screen.time_out: ALL,
    Screen.take_back: (TYPED,),
    Screen.sign_out: ALL,
}
"""Each way off the screen, and what must not be seen after it; a worker who signed in may see the enquiry again."""


@with_and_without_script
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_nothing_can_be_brought_back_after(
    way: Callable[[Screen], None], script: bool, chromium: Browser, secured_desk: Desk
) -> None:
    """[H-08, H-09, H-10]"""
    with _context(chromium, secured_desk, script=script) as context:
        screen = Screen.of(context, secured_desk)
        assert TYPED in shown(screen.page)

        way(screen)

        seen = "\n".join(everything_kept(screen.page))
        assert [word for word in WAYS[way] if word in seen] == []


@with_and_without_script
def test_as_long_as_nobody_left_the_browser_has_the_page_and_our_script_has_it_asked_for_anew(
    script: bool, chromium: Browser, secured_desk: Desk
) -> None:
    """[H-10] So the tests above look into a browser that keeps pages, and the script is the second guard."""
    with _context(chromium, secured_desk, script=script) as context:
        page = Screen.of(context, secured_desk).page
        page.evaluate("(words) => { document.querySelector('main').dataset.mark = words }", TO_READ)
        page.goto("about:blank")

        go(page, -1)

        assert (TO_READ in shown(page)) is not script


@with_and_without_script
def test_the_browsers_own_files_hold_none_of_it_and_its_history_only_the_one_address(
    script: bool, launch: Launch, secured_desk: Desk, tmp_path: Path
) -> None:
    """[H-11, H-12, H-13]"""
    profile = tmp_path / "profile"
    context = launch.with_profile(profile, secured_desk.running.address, script=script)
    screen = Screen.of(context, secured_desk)
    stored = screen.page.evaluate(STORED)
    screen.leave()
    context.close()

    assert stored == [0, 0, 0, 0, 0]
    kept = [path for path in profile.rglob("*") if path.is_file() and not path.is_symlink()]
    assert [(path.name, word) for path in kept for word in (ANSWERED, TYPED, COMPANION) if _in_file(word, path)] == []
    history = shutil.copy(profile / "Default" / "History", tmp_path)
    with closing(sqlite3.connect(history)) as connection:
        visited = connection.execute("select url, title from urls where url like '%/talk%'").fetchall()
    assert {(urlsplit(url).path, urlsplit(url).query, title) for url, title in visited} == {("/talk", "", "Questions")}


@contextmanager
def _context(chromium: Browser, secured_desk: Desk, *, script: bool) -> Iterator[BrowserContext]:
    context = chromium.new_context(base_url=secured_desk.running.address, java_script_enabled=script)
    yield context
    context.close()


def _in_file(word: str, path: Path) -> bool:
    held = path.read_bytes()
    return word.encode() in held or word.encode("utf-16-le") in held
