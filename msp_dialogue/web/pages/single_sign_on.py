"""The steps of signing in with the council's provider that are pages of our own."""

from dataclasses import dataclass

from msp_dialogue.web.pages.forms import Errors
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class BackPage:
    """Shown for a moment on the way back; neutral, since it cannot know who holds the screen."""

    language: str = "en"
    direction: str = "ltr"

    @property
    def title(self) -> str:
        """As on every page that a person may see."""
        return _("Questions")


@dataclass(frozen=True)
class GoOnPage:
    """What the provider is called, and whether the account's password is asked for before the two are bound.

    `has_device` when a code is asked for as well. `neutral` at a screen that was handed over, which the person may be
    looking at.
    """

    name: str
    asks: bool
    neutral: bool
    has_device: bool = False
    errors: Errors = ()
    language: str = "en"
    direction: str = "ltr"

    @property
    def heading(self) -> str:
        """What the step does."""
        if self.neutral:
            return _("For staff: sign in")
        if self.asks:
            return _("Use %(name)s from now on", name=self.name)
        return _("Sign in with %(name)s", name=self.name)

    @property
    def title(self) -> str:
        """What the browser's window is called at a screen that was handed over."""
        return _("Questions")
