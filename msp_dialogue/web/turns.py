"""What was said, as it stands on a page: a turn is filled in once, however often the page comes with one more."""

from collections.abc import Iterable
from functools import lru_cache

from flask import Flask
from markupsafe import Markup

from msp_dialogue.web.language import page_language
from msp_dialogue.web.pages.turn import Turn

MOST = 2000
"""Turns that are kept; the one that was longest not asked for goes first."""


def install(app: Flask) -> None:
    """Let templates show turns: `said_turns(turns)`, and with `in_full=True` without folding up what is long."""

    @lru_cache(maxsize=MOST)
    def filled_in(turn: Turn, _language: str, *, in_full: bool) -> Markup:
        made: Markup = app.jinja_env.get_template("layout/turn.html").module.said(turn, in_full)  # type: ignore[attr-defined]
        return made

    def said_turns(turns: Iterable[Turn], *, in_full: bool = False) -> list[Markup]:
        language = page_language()
        return [filled_in(turn, language, in_full=in_full) for turn in turns]

    app.jinja_env.globals.update(said_turns=said_turns)
