"""A conversation held through the pages, question by question, as a browser without JavaScript does it."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.test import TestResponse

from tests.web.site import Browser, field_of, heading

HANDED_OVER = {"choice": "handed_over"}

BEFORE_THE_PERSON: tuple[dict[str, str], ...] = (
    {"choice": "adult"},
    {"name-1": "Rose", "relation-1": "the adult"},
    {"choice": "alone"},
    {"choice": "yes"},
    {"choice": "none"},
    {"choice": "none"},
    {"choice": "no"},
    {"choice": "face_to_face"},
    HANDED_OVER,
    {},
)
"""The worker's part of the first conversation, with an adult who answers alone and safely."""

UP_TO_WANT: tuple[dict[str, str], ...] = ({"choice": "as_now"}, {}, {}, {"choice": "yes"})
"""From How shall we talk to What do you want to happen."""


@dataclass
class Talk:
    """One browser in one conversation."""

    browser: Browser
    enquiry: str

    @classmethod
    def begin(cls, browser: Browser, enquiry: str, stage: str = "beginning", *, language: str | None = None) -> "Talk":
        """Start a conversation of an enquiry."""
        form = {"token": secrets.token_hex(16), **({"language": language} if language else {})}
        reply = browser.post(f"/enquiries/{enquiry}/conversations/{stage}", form)
        assert reply.headers["Location"] == "/talk"
        return cls(browser, enquiry)

    def up_to_want(self, *, sitting: str = "handed_over") -> "Talk":
        """Answer until the person is asked what they want: at a screen that is handed over, or as the worker types."""
        for answer in (*BEFORE_THE_PERSON, *UP_TO_WANT):
            self.say({"choice": sitting} if answer == HANDED_OVER else answer)
        assert self.question == "What do you want to happen?"
        return self

    @property
    def page(self) -> TestResponse:
        """The page as it is now."""
        return self.browser.get("/talk")

    @property
    def question(self) -> str:
        """The question on the page."""
        return heading(self.page)

    @property
    def said(self) -> list[str]:
        """The questions that stand above as said in this sitting."""
        return re.findall(r'class="asked">.*?<p>(.*?)</p>', self.page.text, re.DOTALL)

    def step(self) -> str:
        """What the form on the page carries."""
        return field_of(self.page, "step")

    def send(self, form: Mapping[str, str | list[str]], *, step: str | None = None) -> TestResponse:
        """Send the form on the page."""
        return self.browser.post("/talk", {"step": self.step() if step is None else step, **form})

    def say(self, answer: Mapping[str, str | list[str]]) -> None:
        """Answer the question on the page; it must be taken."""
        reply = self.send({"do": "answer", **answer})
        assert reply.status_code == 303, reply.text
