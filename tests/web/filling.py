"""Every form of every page that somebody can open, read from the pages themselves, so that new ones are met unasked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

from msp_dialogue.web.access import NEVER_ASKED
from tests.web.site import PASSWORD, Browser
from tests.web.test_access import path_of

LEAVES = frozenset({"/sign-out", "/leave", "/talk/hide"})
"""Forms after which nothing further is met by the same browser, and into which nobody types."""
DATES = {"day": "2", "month": "2", "year": "2026"}
OTHERS = {"number": "0123 456789", "team": "North"}
"""What is no free text, or would take an enquiry out of sight."""
TAKES_AWAY = ("/seal", "/end-sessions", "/disable")
"""Forms that would end the session or hide the enquiry."""


@dataclass
class Form:
    """A form as it stands on a page: where it goes, what it holds, and what is typed, chosen or secret."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    secret: list[str] = field(default_factory=list)

    def typing(self, words: str) -> dict[str, str]:
        """These words for every field, but days where days belong, and the like: what the form takes."""
        typed = dict.fromkeys(self.typed, words)
        typed |= {name: DATES[part] for name in self.typed if (part := name.rpartition("-")[2]) in DATES}
        typed |= {name: value for name, value in OTHERS.items() if name in typed or name in self.values}
        return typed | dict.fromkeys(self.secret, PASSWORD)

    def filled(self, words: Mapping[str, str]) -> dict[str, str]:
        """What is sent when these words are typed into its fields; the rest as it stands, without its protection."""
        held = {name: value for name, value in self.values.items() if name != "csrf_token"}
        return {**held, **words}


def forms(page: TestResponse) -> list[Form]:
    """The forms of a page that change something; those that only filter figures are sent by GET."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    found = parser.parse(page.text).iter("form")
    return [_read(each, page.request.path) for each in found if each.get("method") == "post"]


def pages(browser: Browser, enquiry: str) -> Iterator[TestResponse]:
    """Every page that this browser can open: those about this enquiry, and those about none."""
    for rule in browser.site.app.url_map.iter_rules():
        if rule.endpoint not in NEVER_ASKED and "GET" in (rule.methods or set()):
            page = browser.get(path_of(rule, enquiry))
            if page.status_code == 200 and page.mimetype == "text/html":
                yield page


def every_form(browser: Browser, enquiry: str) -> list[Form]:
    """Each form of those pages once."""
    found = {form.action: form for page in pages(browser, enquiry) for form in forms(page)}
    return [form for action, form in found.items() if action not in LEAVES]


def _read(element: Element, path: str) -> Form:
    form = Form(element.get("action") or path)
    for each in element.iter():
        name, kind = each.get("name"), each.get("type", "text")
        if name is None or each.tag not in {"input", "textarea", "select"}:
            continue
        if each.tag == "textarea" or (each.tag == "input" and kind in {"text", "search", "tel", "email"}):
            form.typed.append(name)
            form.values.setdefault(name, "")
        elif kind == "password":
            form.secret.append(name)
        elif each.tag == "select":
            form.chosen.append(name)
            options = [option.get("value", "") for option in each.iter("option")]
            form.values.setdefault(name, options[-1] if options else "")
        else:
            form.chosen += [name] if kind in {"radio", "checkbox"} else []
            form.values.setdefault(name, each.get("value", ""))  # a hidden field, or the first of the choices
    return form
