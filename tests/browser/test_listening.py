"""Listen in a real browser: one press reads the page and marks what is heard, another is silence; or without a script.

Headless Chromium has no voices of its own, so where the device's voice is used, `speechSynthesis` is a stand-in.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import PASSWORD, Running
from tests.browser.test_conversations import SAFELY, WISHES
from tests.browser.walking import Walk
from tests.speech.reading import needs_voice

pytestmark = [pytest.mark.browser, *needs_voice.marks]

WANT, EXAMPLES = "What do you want to happen?", "Here are things other people want. Which ones fit you?"
NOTE_PLAYERS = """window.players = [];
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () { window.players.push(this); return play.call(this); };"""
IS_HEARD = "() => players.some(each => !each.paused && each.currentTime > 0)"
IS_SILENT = "() => players.every(each => each.paused)"
VOICES = """window.said = [];
const voices = %s;
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => voices, addEventListener() {}, cancel() { window.said.push("silence"); },
  speak(words) {
    window.said.push([words.voice.name, words.text]);
    setTimeout(() => { words.onstart?.(); words.onend?.(); }, 50);
  },
}});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };"""
REMOTE, LOCAL = "{name: 'far', lang: 'en-GB', localService: false}", "{name: 'near', lang: 'en_GB', localService: true}"


@pytest.fixture
def context(chromium: Browser, service: Running) -> Iterator[BrowserContext]:
    """A browser of its own that runs scripts."""
    context = chromium.new_context(base_url=service.address)
    context.set_default_timeout(10_000)
    yield context
    context.close()


def at_examples(context: BrowserContext, service: Running) -> Page:
    """A handed-over screen, at a question with many choices."""
    page = context.new_page()
    walk = Walk.create_account(page, service.first_account, PASSWORD)
    walk.open_enquiry("SYN-1", "Test Rose")
    walk.until("Start the first conversation", WANT, SAFELY | WISHES)
    page.get_by_role("button", name="I don’t know", exact=True).click()
    expect(page.locator("h1")).to_have_text(EXAMPLES)
    return page


def listen(page: Page) -> Locator:
    """The large button."""
    return page.locator(".listen-all")


def test_one_press_reads_the_page_and_marks_what_is_heard_and_another_is_silence(
    context: BrowserContext, service: Running
) -> None:
    context.add_init_script(NOTE_PLAYERS)
    page = at_examples(context, service)
    expect(page.locator("audio")).to_be_hidden()
    assert page.evaluate("players.length") == 0, "nothing is heard that nobody asked for"

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
    expect(choice).to_have_class(r"option is-heard")
    expect(choice.locator("input")).not_to_be_checked()
    expect(page.locator(".is-heard")).to_have_count(0, timeout=10_000)  # it has come to its end


@pytest.mark.parametrize("way", ["Continue", "Hide screen"])
def test_it_falls_silent_when_the_page_changes(context: BrowserContext, service: Running, way: str) -> None:
    context.add_init_script(NOTE_PLAYERS)
    page = at_examples(context, service)
    listen(page).click()
    page.wait_for_function(IS_HEARD)

    page.get_by_role("button", name="Skip" if way == "Continue" else way, exact=True).click()
    expect(page.locator("h1")).not_to_have_text(EXAMPLES)

    page.wait_for_function(IS_SILENT)
    if way == "Continue":
        listen(page).click()  # the button works on the page that took the other's place
        page.wait_for_function(IS_HEARD)


def test_the_speed_is_chosen_by_one_press_and_stays_chosen(context: BrowserContext, service: Running) -> None:
    context.add_init_script(NOTE_PLAYERS)
    page = at_examples(context, service)
    page.get_by_role("button", name="Slow").click()
    listen(page).click()
    page.wait_for_function(IS_HEARD)
    assert "/slow/all" in page.evaluate("players[0].src")

    page.get_by_role("button", name="Skip", exact=True).click()
    expect(page.locator("h1")).not_to_have_text(EXAMPLES)

    expect(page.locator("[data-listen-speed=slow]")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_without_a_script_the_browsers_own_player_is_there_and_nothing_else(
    chromium: Browser, service: Running
) -> None:
    context = chromium.new_context(base_url=service.address, java_script_enabled=False)
    page = at_examples(context, service)

    expect(page.locator("audio[controls]")).to_be_visible()
    expect(page.locator("audio[controls]")).to_have_attribute("src", f"/talk/listen/{place(page)}/usual/all")
    expect(listen(page)).to_be_hidden()
    assert page.locator(".listen-one:visible").count() == 0
    context.close()


def place(page: Page) -> str:
    """Where in the conversation the page is."""
    return (page.locator("[data-listen]").get_attribute("data-listen") or "").rpartition("/")[2]


class TestTheDevicesVoice:
    @pytest.fixture(autouse=True)
    def _no_program(self, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
        """The service is started where there is no espeak-ng."""
        monkeypatch.setenv("PATH", str(tmp_path_factory.mktemp("nothing")))

    def test_a_voice_that_lies_on_the_device_reads_the_page(self, context: BrowserContext, service: Running) -> None:
        context.add_init_script(VOICES % f"[{REMOTE}, {LOCAL}]")
        page = at_examples(context, service)

        listen(page).click()

        page.wait_for_function("() => said.length > 8")
        said = [each for each in page.evaluate("said") if each != "silence"]
        assert {voice for voice, _ in said} == {"near"}
        assert said[0][1].strip() == EXAMPLES

    def test_a_voice_that_sends_the_words_away_is_never_used(self, context: BrowserContext, service: Running) -> None:
        context.add_init_script(VOICES % f"[{REMOTE}]")
        page = at_examples(context, service)

        expect(listen(page)).to_be_hidden()
        assert page.locator(".listen-one:visible").count() == 0
        page.evaluate("document.querySelector('.listen-all').click()")
        assert [each for each in page.evaluate("said") if each != "silence"] == []
