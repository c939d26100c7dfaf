"""Listen in a real browser: one press reads the page and marks what is heard, another is silence; or without a script.

Headless Chromium has no voices of its own, so where the device's voice is used, `speechSynthesis` is a stand-in.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import desk_in
from tests.browser.desk import Desk
from tests.speech.reading import needs_voice

pytestmark = [pytest.mark.browser, *needs_voice.marks]

EXAMPLES = "Here are things other people want. Which ones fit you?"
NOTE_PLAYERS = """window.players = [];
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () { window.players.push(this); return play.call(this); };"""
IS_HEARD = "() => players.some(each => !each.paused && each.currentTime > 0)"
TELL_ON_LEAVING = "() => document.addEventListener('submit', () => console.log(players.every(each => each.paused)))"
IS_SILENT = "() => players.every(each => each.paused)"
VOICES = """window.said = [];
window.voices = [{name: "far", lang: "en-GB", localService: false}];
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => voices,
  addEventListener(_, then) { window.changed = then; },
  cancel() { said.push("silence"); },
  speak(words) {
    said.push([words.voice.name, words.text]);
    setTimeout(() => { words.onstart?.(); words.onend?.(); }, 50);
  },
}});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };"""


@pytest.fixture
def context(chromium: Browser, desk: Desk) -> Iterator[BrowserContext]:
    """A browser of its own that runs scripts."""
    context = chromium.new_context(base_url=desk.running.address)
    context.set_default_timeout(10_000)
    yield context
    context.close()


def at_examples(context: BrowserContext, desk: Desk) -> Page:
    """A handed-over screen, at a question with many choices."""
    page = desk.sit(context, desk.place(until="want"))
    page.get_by_role("button", name="I don’t know", exact=True).click()
    expect(page.locator("h1")).to_have_text(EXAMPLES)
    return page


def listen(page: Page) -> Locator:
    """The large button."""
    return page.locator(".listen-all")


def test_one_press_reads_the_page_and_marks_what_is_heard_and_another_is_silence(
    context: BrowserContext, desk: Desk
) -> None:
    context.add_init_script(NOTE_PLAYERS)
    page = at_examples(context, desk)
    expect(page.locator("audio")).to_be_hidden()
    assert page.evaluate("players.length") == 0, "something is heard that nobody asked for"

    page.get_by_role("button", name="Listen", exact=True).click()

    page.wait_for_function(IS_HEARD)
    expect(page.locator(".ask.is-heard")).to_have_count(1)
    page.get_by_role("button", name="Stop listening").click()
    page.wait_for_function(IS_SILENT)
    expect(page.locator(".is-heard")).to_have_count(0)

    choice = page.locator(".option").nth(2)
    choice.get_by_role("button", name="Listen: ").press("Enter")
    page.wait_for_function(IS_HEARD)
    expect(page.locator(".is-heard")).to_have_count(1)
    expect(choice).to_contain_class("is-heard")
    expect(choice.locator("input")).not_to_be_checked()
    expect(page.locator(".is-heard")).to_have_count(0, timeout=10_000)  # it has come to its end


def test_it_falls_silent_when_the_page_changes(context: BrowserContext, desk: Desk) -> None:
    """The speed that was chosen counts, and the button works on the page that took the other's place."""
    context.add_init_script(NOTE_PLAYERS)
    page = at_examples(context, desk)
    page.get_by_role("button", name="Change how this looks").click()
    page.get_by_role("button", name="Slow").click()
    page.get_by_role("link", name="Go back to the questions").click()
    listen(page).click()
    page.wait_for_function(IS_HEARD)

    page.get_by_role("button", name="Skip", exact=True).click()
    expect(page.locator("h1")).not_to_have_text(EXAMPLES)
    page.wait_for_function(IS_SILENT)

    listen(page).click()
    page.wait_for_function(IS_HEARD)
    assert all("/slow/all" in source for source in page.evaluate("players.map(each => each.src)"))
    page.evaluate(TELL_ON_LEAVING)
    with page.expect_console_message() as told:
        page.get_by_role("button", name="Hide screen").click()
    assert told.value.text == "true"
    expect(page.locator("h1")).to_have_text("This screen is resting")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_where_the_service_cannot_read_a_page_after_all_a_voice_of_the_device_does(
    context: BrowserContext, desk: Desk
) -> None:
    """A page can hold words that nobody recorded, in a language that the service has no voice for."""
    context.add_init_script(VOICES)
    page = at_examples(context, desk)
    page.route("**/talk/listen/**", lambda route: route.fulfill(status=503))
    page.evaluate("voices.push({name: 'near', lang: 'en-GB', localService: true})")
    listen(page).click()

    page.wait_for_function("() => said.filter(each => each !== 'silence').length > 2")
    assert {voice for voice, _ in page.evaluate("said.filter(each => each !== 'silence')")} == {"near"}


def test_for_whoever_wants_it_each_page_is_read_by_itself(context: BrowserContext, desk: Desk) -> None:
    context.add_init_script(NOTE_PLAYERS)
    page = at_examples(context, desk)
    page.get_by_role("button", name="Change how this looks").click()
    page.get_by_role("button", name="Each page by itself").click()
    expect(page.get_by_role("button", name="Each page by itself")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="Go back to the questions").click()
    expect(page.locator("h1")).to_have_text(EXAMPLES)

    page.wait_for_function(IS_HEARD)
    page.get_by_role("button", name="Skip", exact=True).click()
    expect(page.locator("h1")).not_to_have_text(EXAMPLES)
    page.wait_for_function(IS_HEARD)


def test_without_a_script_the_browsers_own_player_is_there_and_nothing_else(chromium: Browser, desk: Desk) -> None:
    context = chromium.new_context(base_url=desk.running.address, java_script_enabled=False)
    page = at_examples(context, desk)

    expect(page.locator("audio[controls]")).to_be_visible()
    expect(page.locator("audio[controls]")).to_have_attribute("src", f"/talk/listen/{place(page)}/usual/all")
    expect(listen(page)).to_be_hidden()
    assert page.locator(".listen-one:visible").count() == 0
    context.close()


def place(page: Page) -> str:
    """Where in the conversation the page is."""
    return (page.locator("[data-listen]").get_attribute("data-listen") or "").rpartition("/")[2]


@pytest.fixture
def without_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A service where there is no espeak-ng."""
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with desk_in(tmp_path) as opened:
        yield opened


def test_only_a_voice_that_lies_on_the_device_reads_where_the_service_has_none(
    chromium: Browser, without_voice: Desk
) -> None:
    context = chromium.new_context(base_url=without_voice.running.address)
    context.add_init_script(VOICES)
    page = at_examples(context, without_voice)
    expect(listen(page)).to_be_hidden()  # there is only a voice that sends the words away
    assert page.locator(".listen-one:visible").count() == 0
    page.evaluate("document.querySelector('.listen-all').click()")
    assert [each for each in page.evaluate("said") if each != "silence"] == []

    page.evaluate("voices.push({name: 'near', lang: 'en_GB', localService: true}); changed()")
    listen(page).click()

    page.wait_for_function("() => said.length > 8")
    said = [each for each in page.evaluate("said") if each != "silence"]
    assert {voice for voice, _ in said} == {"near"}
    assert said[0][1].strip() == EXAMPLES
    context.close()
