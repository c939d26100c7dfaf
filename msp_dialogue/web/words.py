"""The interface's words in the language of the page."""

from collections.abc import Mapping

from flask import current_app, g

PAGE = "msp_dialogue.words"
"""Where an application keeps what gives the words of a page's language: a page says a hundred sentences, so each page
asks once."""


def _(message: str, **values: object) -> str:
    """The message in the language of this request, with its values filled in; what that lacks stays English."""
    said = said_in_page(message)
    return said % values if values else said


def said_in_page(message: str) -> str:
    """The message in the language of this request, as it stands."""
    words: Mapping[str, str] | None = g.get("page_words")
    if words is None:
        words = g.page_words = current_app.extensions[PAGE]() if PAGE in current_app.extensions else {}
    return words.get(message, message)


def change_language() -> None:
    """Let the words of this request be looked for anew."""
    g.pop("page_words", None)
