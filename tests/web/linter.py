"""Every page that any test opens is looked at here: valid HTML, headings, labels, headers, nothing inline, no leaks.

A failure says what is wrong and what the rule is for, since whoever reads it is writing another page.
"""

import re
from collections import Counter
from hashlib import sha256
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

from msp_dialogue.web.filters import IN_ADDRESSES
from msp_dialogue.web.headers import HEADERS

TYPED_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Not valid in HTML and harmless: what people type is given back as they typed it."""

LABELLED = ("input", "select", "textarea")
NO_WORDS = re.compile("[a-z0-9Q_+-]{0,30}")
"""What a filter may be in an address: one of a list of ours, or a figure of a day; nobody's words."""
NEEDS_NO_LABEL = frozenset({"hidden", "submit", "button"})
MADE_UP = re.compile(r'[0-9a-f]{32,}|(?<= value=")[\w.-]{40,}(?=")')
"""What is another each time: ids, and what forms carry to protect them."""
_found_right: set[bytes] = set()


def checked(response: TestResponse) -> TestResponse:
    """The response, after every check."""
    check_headers(response)
    if 300 <= response.status_code < 400:
        assert response.status_code == 303, "A redirect is a 303, so that the browser asks for the next page with GET."
        assert_opaque(response.headers["Location"])
    if response.mimetype == "text/html" and response.status_code not in range(300, 400):
        check_page(response.text)
    return response


def check_headers(response: TestResponse) -> None:
    """The same security headers on every reply [O-01], and nothing kept by browsers [O-04]."""
    for name, value in HEADERS.items():
        assert response.headers.get(name) == value, f"{name} is missing or different."
    if "static" not in response.request.path:
        assert response.headers["Cache-Control"] == "no-store", "Private pages are never stored."


def check_page(text: str) -> None:
    """A whole page; one that differs from a page that was right in no more than names made up for it is right too."""
    text = TYPED_CONTROLS.sub("", text)
    known = sha256(alike(text).encode()).digest()
    if known not in _found_right:
        check_every_part(text)
        _found_right.add(known)


def alike(text: str) -> str:
    """The same for all pages that differ only in the names made up for them: a name is its number."""
    numbers: dict[str, int] = {}
    return MADE_UP.sub(lambda name: f"made up {numbers.setdefault(name[0], len(numbers))}", text)


def check_every_part(text: str) -> None:
    """The page as it stands."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    page = parser.parse(text)
    check_outline(page)
    check_ids(page)
    check_fields(page)
    check_forms(page)
    check_nothing_inline(page)
    for link in page.iter("a"):
        assert_opaque(link.get("href", ""))


def check_outline(page: Element) -> None:
    """A language, a title, one main heading, and no level left out below it."""
    assert page.get("lang"), "Screen readers need the language of the page."
    assert "".join(page.find("head/title").itertext()).strip(), "The page needs a title."  # type: ignore[union-attr]
    levels = [int(each.tag[1]) for each in page.iter() if each.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    assert levels.count(1) == 1, f"A page has one h1, not {levels.count(1)}."
    after = levels[levels.index(1) :]
    for before, level in pairwise(after):
        assert level <= before + 1, f"After h{before} comes h{level}: no level may be left out."


def check_ids(page: Element) -> None:
    """Ids are unique, and whatever points to one finds it."""
    ids = Counter(each.get("id") for each in page.iter() if each.get("id"))
    twice = [name for name, number in ids.items() if number > 1]
    assert not twice, f"These ids stand twice: {twice}."
    for each in page.iter():
        for pointer in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for target in each.get(pointer, "").split():
                assert target in ids, f"{each.tag} {pointer} points to {target}, which is not there."
        if each.tag == "a" and each.get("href", "").startswith("#"):
            assert each.get("href", "")[1:] in ids, f"The link to {each.get('href')} leads nowhere."


def check_fields(page: Element) -> None:
    """Every field has a name that is read out, and the browser is asked to keep nothing of it [H-13]."""
    labels = {each.get("for") for each in page.iter("label")}
    for tag in LABELLED:
        for field in page.iter(tag):
            if field.get("type") in NEEDS_NO_LABEL:
                continue
            assert field.get("id") in labels or field.get("aria-label"), f"{field.attrib} has no label."
            assert field.get("required") is None, (
                "Fields are checked by the service, which says kindly what is missing."
            )
            if tag == "textarea" or (tag == "input" and field.get("type", "text") == "text"):
                assert field.get("autocomplete"), f"{field.attrib} does not say whether browsers may fill it in."


def check_forms(page: Element) -> None:
    """A form that changes something is protected [C-01], and none puts what is typed into an address.

    The one kind that is sent by GET filters figures, and holds nothing but filters: numbers, and choices of ours.
    """
    for form in page.iter("form"):
        if form.get("method") == "get":
            fields = [each.get("name") for tag in LABELLED for each in form.iter(tag)]
            assert set(fields) <= IN_ADDRESSES, f"{fields} would stand in an address: send them by POST."
            continue
        assert form.get("method") == "post", "Forms are sent by POST: what is typed is private."
        names = [each.get("name") for each in form.iter("input")]
        assert names.count("csrf_token") == 1, f"The form to {form.get('action')} needs its protection once."


def check_nothing_inline(page: Element) -> None:
    """No inline script or style: the policy forbids them, so that injected ones do nothing [O-02]."""
    assert page.find(".//style") is None, "Styles stand in a file."
    for script in page.iter("script"):
        assert script.get("src"), "Scripts stand in a file."
    for each in page.iter():
        inline = [name for name in each.attrib if name == "style" or name.startswith("on")]
        assert not inline, f"{each.tag} has {inline}."


def assert_opaque(address: str) -> None:
    """Nothing but opaque ids in addresses, and filters of figures: they are kept in histories and logs [H-11]."""
    if not address.startswith("/static/"):
        for name, value in parse_qsl(urlsplit(address).query, keep_blank_values=True):
            assert name in IN_ADDRESSES, f"{address} has {name} in its query string."
            assert NO_WORDS.fullmatch(value), f"{address} has words in its query string."
