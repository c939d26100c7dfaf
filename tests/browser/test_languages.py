"""A conversation that runs from the right, in a real browser: its direction, and English beside it for a worker."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from msp_dialogue.record.library import read_flows
from tests.browser.conftest import PASSWORD, desk_in
from tests.browser.desk import Desk, Running
from tests.browser.walking import Walk
from tests.languages import pseudo

pytestmark = pytest.mark.browser

URDU = "Urdu – اردو (draft, not checked)"
TALK = pseudo.pseudo("How shall we talk?", pseudo.ARABIC)


@pytest.fixture(scope="module")
def urdu(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A service of a council that offers drafts, one of them written from the right."""
    folder = tmp_path_factory.mktemp("urdu")
    (folder / "flows").mkdir()
    pseudo.write(folder / "flows", read_flows(), "ur", by=None, letters=pseudo.ARABIC)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MSP_FLOWS", str(folder / "flows"))
        environment.setenv("MSP_DRAFT_LANGUAGES", "true")
        with desk_in(folder) as opened:
            yield opened


@pytest.fixture
def service(urdu: Desk) -> Running:
    """That service."""
    return urdu.running


def begin(page: Page, urdu: Desk, sitting: str) -> None:
    """The end of the worker's part, in Urdu, and the person's as far as its first question."""
    urdu.sit(page.context, urdu.place(until="sitting", language="ur"), handed_over=False)
    walk = Walk(page, PASSWORD, [])
    for _ in range(10):
        if TALK in walk.heading():
            return
        walk.answer(walk.heading(), {"Who will use the screen?": sitting}.get(walk.heading()))
    raise AssertionError(walk.heading())


def test_the_whole_page_of_the_person_runs_from_the_right_and_fits_the_narrowest_screen(page: Page, urdu: Desk) -> None:
    begin(page, urdu, "The person answering uses the screen")
    page.set_viewport_size({"width": 320, "height": 640})

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ur")
    expect(page.locator(".head [data-leaves]")).to_contain_text(pseudo.pseudo("Hide screen", pseudo.ARABIC))
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    box = page.locator(".option input").first.bounding_box()
    assert box is not None
    assert box["x"] > 160  # what is to be pressed stands where reading begins


def test_where_the_worker_types_english_stands_beside_each_question_and_answer(page: Page, urdu: Desk) -> None:
    begin(page, urdu, "I ask the questions and type the answers")
    page.set_viewport_size({"width": 1280, "height": 900})

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_attribute("dir", "rtl")
    expect(page.locator(".ask .beside")).to_have_text("How shall we talk?")
    expect(page.locator(".ask .beside")).not_to_have_attribute("lang", "ur")
    label = page.locator(".option label").first
    own, english = label.locator("bdi").bounding_box(), label.locator(".beside").bounding_box()
    assert own is not None
    assert english is not None
    assert abs(own["y"] - english["y"]) < 20  # side by side
    expect(page.locator(".worker-band--draft")).to_contain_text("a draft that nobody has checked: Urdu – اردو")


def test_whoever_answers_changes_the_language_and_everything_on_the_screen_follows(page: Page, urdu: Desk) -> None:
    begin(page, urdu, "The person answering uses the screen")
    page.locator("button[value=look]").click()
    page.get_by_role("button", name="English", exact=True).click()

    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.locator(".head [data-leaves]")).to_have_text("Hide screen")
    expect(page.get_by_role("button", name="English", exact=True)).to_have_attribute("aria-pressed", "true")
