"""What is left of a page without everything in the pseudo-language, without names and people's own words."""

import re
from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element

import html5lib

from tests.languages.pseudo import CLOSES, OPENS

SAID_IN = ("aria-label", "alt", "title", "placeholder", "data-title", "data-word")
"""Attributes that are read out or shown."""
NOT_SAID = ("script", "style")
FOR_STAFF = "staff-in"
"""The way back to the colleague whose screen it is, who must find it whatever the page is in."""


def english(page: str, names: Collection[str]) -> list[str]:
    """Every text of a page with words that are neither translated nor one of these names."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    return [text.strip() for text in _texts(parser.parse(page)) if re.search(r"[^\W\d_]", _rest(text, names))]


def _texts(element: Element) -> Iterator[str]:
    if str(element.tag) in NOT_SAID or callable(element.tag):  # a comment's tag is a function
        return
    if element.get("class") == FOR_STAFF and element.get("lang") == "en":
        return
    yield from (value for name, value in element.attrib.items() if name in SAID_IN)
    if element.tag == "meta":
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


def _rest(text: str, names: Collection[str]) -> str:
    """What stands outside all marks, without the names."""
    rest, depth = [], 0
    for letter in text:
        depth += (letter == OPENS) - (letter == CLOSES)
        rest.append(letter if depth == 0 and letter != CLOSES else " ")
    found = "".join(rest)
    for name in names:
        found = found.replace(name, " ")
    return found
