"""The ways in which people look at a page: what their device or browser does with it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.states.state import State

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; }"
    + "* { word-spacing: .16em !important; } p { margin-bottom: 2em !important; }");
  document.adoptedStyleSheets = [sheet];
}"""
"""The distances that some people set for themselves [WCAG 1.4.12]."""


def with_classes(*classes: str) -> Callable[[str], str]:
    """The page with these choices of its look."""

    def changed(html: str) -> str:
        kinds = "|".join(each.partition("-")[0] for each in classes)
        html = re.sub(rf' (?:{kinds})-[a-z]+(?=[ "][^>]*>)', "", html, count=len(classes))
        return html.replace('class="person', f'class="person {" ".join(classes)}', 1)

    return changed


def from_right_to_left(html: str) -> str:
    """The page as it would stand in Urdu."""
    return html.replace('dir="ltr"', 'dir="rtl"')


def without_govuk(html: str) -> str:
    """The page as it is where GOV.UK Frontend could not be fetched."""
    html = re.sub(r'/static/govuk/govuk-frontend\.min\.css[^"]*', "/static/plain.css", html)
    return re.sub(r"<script[^>]*worker\.js[^>]*></script>", "", html)


@dataclass(frozen=True)
class Way:
    """One way of looking: options of the browser, a change of the page, a script, and whether axe is asked again."""

    name: str
    options: dict[str, Any] = field(default_factory=dict)
    change: Callable[[str], str] = str
    script: str | None = None
    for_axe: bool = False
    of: Callable[[State], bool] = lambda state: True


def of_person(state: State) -> bool:
    """Whether it is a page of the conversation."""
    return ' class="person' in state.html


def of_part_of_person(state: State) -> bool:
    """Whether it is looked at as the person chose; the worker's part is not."""
    return of_person(state) and "talk--worker" not in state.html


def of_worker(state: State) -> bool:
    """Whether it is a page of those who work with the service."""
    return not of_person(state)


WAYS = (
    Way("a dark device", {"color_scheme": "dark"}, for_axe=True, of=of_person),
    Way("dark, as chosen", change=with_classes("colours-dark"), for_axe=True, of=of_part_of_person),
    Way("high contrast, as chosen", change=with_classes("colours-high"), for_axe=True, of=of_part_of_person),
    Way("the largest text", change=with_classes("text-largest"), of=of_part_of_person),
    Way("right to left", change=from_right_to_left),
    Way("wide spacing", script=SPACED),
    Way("forced colours", {"forced_colors": "active"}),
    Way("no GOV.UK styles", change=without_govuk, for_axe=True, of=of_worker),
    Way("no JavaScript", {"java_script_enabled": False}),
)
