"""Every state of every page that can be reached: looked at by axe, on the narrowest screen, and in every way [L10]."""

import gzip
import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from msp_dialogue.flow.model import Kind
from msp_dialogue.web.compressed import HARDEST, LEVEL
from msp_dialogue.web.static import FOLDER
from tests.browser.showing import NARROW, WIDE, Show, showing
from tests.browser.ways import WAYS, Way
from tests.states.everything import NOT_ASKED, NOT_MET, everything
from tests.states.state import Met

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("page states")]

TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > innerWidth ||
    each.getBoundingClientRect().left < 0)
    .map((each) => `${each.tagName} ${each.className} is too wide`).slice(-3)"""
TOO_SMALL = """() => {
  const pressed = "button, a, input:not([type=hidden]), textarea, summary";
  const other = ".talk--worker *, .unseen, .skip";
  const inText = (each) => each.matches("a") && getComputedStyle(each).display === "inline";
  const area = (each) => (each.matches(".option > input") ? each.parentElement : each).getBoundingClientRect();
  return [...document.querySelectorAll(`.person :is(${pressed})`)]
    .filter((each) => each.checkVisibility() && !each.matches(other) && !inText(each))
    .map((each) => [each, area(each)])
    .filter(([, { width, height }]) => width < 47.5 || height < 47.5)
    .map(([each, { width, height }]) => `“${each.textContent.trim() || each.name}” is ${width} x ${height}`);
}"""
"""What the person can press is 48 pixels in either direction, but for links in running text; axe asks 24 elsewhere."""
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((each) => {
  const { overflowX, overflowY } = getComputedStyle(each);
  const { width, height } = each.getBoundingClientRect();
  return width > 2 && height > 2 && each.checkVisibility() && !each.matches("textarea, input, select, svg, svg *")
    && ((overflowX === "hidden" && each.scrollWidth > each.clientWidth + 1)
      || (overflowY === "hidden" && each.scrollHeight > each.clientHeight + 1));
}).map((each) => `${each.tagName} ${each.className} is cut off`)"""

SQUEEZED = """() => [...document.querySelectorAll("label, h1, legend, p, button")].filter((each) => {
  const words = each.innerText.split(/\\s+/).map((word) => word.length);
  const { width, height } = each.getBoundingClientRect();
  const size = parseFloat(getComputedStyle(each).fontSize);
  return each.checkVisibility() && width > 2 && height > 4 * size && width < Math.min(4, Math.max(...words) / 2) * size;
}).map((each) => `“${each.innerText.slice(0, 20)}” has no room for its words`)"""
"""Words are broken up letter by letter: nothing is too wide, and nobody can read it."""
FILE = re.compile(r'(?:src|href)="/static/([^"?]+)')
ALLOWED = ".*“controlslist” not allowed on element “audio”.*"
"""Browsers know it, and it keeps a button to download the sound away; the standard does not name it yet."""
SHORT = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss2m")
"""Java runs for seconds: to compile more than that takes would cost as much again. The stack is what vnu asks for."""


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> Met:
    """Every state."""
    return everything(tmp_path_factory.mktemp("states"))


@pytest.fixture
def show(chromium: Browser) -> Iterator[Show]:
    """Where they are shown."""
    with showing(chromium, for_axe=True) as opened:
        yield opened


def test_every_page_and_every_kind_of_question_is_among_the_states(met: Met) -> None:
    assert met.router
    opened = {rule.endpoint for rule in met.router.map.iter_rules() if "GET" in (rule.methods or set())} - {"static"}
    shown = {state.endpoint for state in met if state.status == 200}
    asked = {state.kind for state in met if state.kind}

    assert opened - shown == NOT_MET.keys(), "A page has no state: reach it in tests/states, or say there why not."
    assert {str(kind) for kind in Kind} - asked == NOT_ASKED.keys()


def test_axe_finds_nothing_wrong_with_any_state_and_none_is_wider_than_the_narrowest_screen(
    met: Met, show: Show, record_property: Callable[[str, object], None]
) -> None:
    """WCAG 2.2 A and AA, and best practice; 320 pixels, which is also 400 % at a desk [1.4.10]."""
    wrong, judged, states = [], 0, met.unlike()
    for state in states:
        page = show.show(state)
        found = show.axe()
        wrong += [f"{state.name}: {each}" for each in found["violations"]]
        judged += len(found["incomplete"])
        page.set_viewport_size(NARROW)
        wrong += [f"{state.name}: {each}" for each in page.evaluate(TOO_WIDE) + page.evaluate(TOO_SMALL)]
        page.set_viewport_size(WIDE)
    told = f"{len(states)} page states, which hold every part of {len(met.states)}"
    record_property("counted", f"axe: {told}; {len(wrong)} violations, {judged} places for people to judge")

    assert wrong == [], "\n".join(wrong)


def test_a_question_page_weighs_little_with_everything_on(
    met: Met, record_property: Callable[[str, object], None]
) -> None:
    """As it is sent, compressed; without the sound, which is only loaded when somebody presses Listen."""
    pages = [state.html for state in met if state.kind and state.status == 200]
    first = max(weight(page.encode()) + sum(map(file_weight, set(FILE.findall(page)))) for page in pages)
    later = max(weight(page.encode()) for page in pages)
    record_property("counted", f"a question page: first at most {first / 1000:.0f} kB, then {later / 1000:.0f} kB")

    assert first < 100_000
    assert later < 15_000


def weight(body: bytes) -> int:
    """How many bytes are sent of a page."""
    return len(gzip.compress(body, LEVEL))


@cache
def file_weight(name: str) -> int:
    """How many bytes are sent of a file of ours."""
    return len(gzip.compress((FOLDER / name).read_bytes(), HARDEST))


@pytest.mark.nu
def test_every_state_is_valid_html(met: Met, tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    """As the Nu HTML checker reads it."""
    java, jar = os.environ.get("MSP_JAVA"), os.environ.get("MSP_NU")
    if not java or not jar:
        pytest.skip("MSP_JAVA and MSP_NU do not name Java and the Nu HTML checker")
    names = {}
    for number, state in enumerate(met):
        page = tmp_path / f"{number}.html"
        page.write_text(state.html, encoding="utf-8")
        names[page.as_uri().removeprefix("file://")] = state.name
    command = [java, *SHORT, "-jar", jar, "--format", "json", "--filterpattern", ALLOWED, str(tmp_path)]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stderr)["messages"]
    errors = [each for each in told if each["type"] == "error"]
    wrong = [f"{names[urlsplit(each['url']).path]}: {each['message']} {each.get('extract', '')}" for each in errors]
    record_property("counted", f"Nu HTML checker: {len(names)} page states, {len(wrong)} errors")

    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("way", WAYS, ids=[way.name for way in WAYS])
def test_each_kind_of_page_holds_together_in_every_way_of_looking(
    met: Met, chromium: Browser, way: Way, record_property: Callable[[str, object], None]
) -> None:
    wrong, states = [], [state for state in met.one_of_each() if way.of(state)]
    with showing(chromium, for_axe=way.for_axe, viewport=NARROW, **way.options) as show:
        for state in states:
            page = show.show(replace(state, html=way.change(state.html)))
            if way.script:
                page.evaluate(way.script)
            wrong += [f"{state.name}: {each}" for each in page.evaluate(TOO_WIDE) + page.evaluate(CUT_OFF)]
            wrong += [f"{state.name}: {each}" for each in page.evaluate(SQUEEZED)]
            if way.for_axe:
                wrong += [f"{state.name}: {each}" for each in show.axe()["violations"]]
    record_property("counted", f"{way.name}: {len(states)} page states, {len(wrong)} violations")

    assert wrong == [], "\n".join(wrong)
    assert len(states) > 5
