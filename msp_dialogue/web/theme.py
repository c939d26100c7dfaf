"""The council's own colours and logo as the pages of this application have them; what may be in them, `theme` knows."""

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app, url_for

from msp_dialogue.settings import Settings
from msp_dialogue.theme import Theme, read_theme

EXTENSION = "msp_dialogue.theme"


@dataclass(frozen=True)
class ThemeView:
    """The addresses of the style sheet and the logo; they change whenever the theme does."""

    sheet: str
    logo: str | None


def install(app: Flask, settings: Settings) -> None:
    """Read the theme once. Raises ThemeProblem."""
    app.extensions[EXTENSION] = read_theme(settings.theme) if settings.theme else None


def theme() -> Theme | None:
    """The council's theme, if it has one."""
    return cast(Theme | None, current_app.extensions[EXTENSION])


def theme_view() -> ThemeView | None:
    """What the layouts need of it."""
    found = theme()
    if found is None:
        return None
    logo = url_for("theme.logo", v=found.version) if found.logo else None
    return ThemeView(url_for("theme.sheet", v=found.version), logo)
