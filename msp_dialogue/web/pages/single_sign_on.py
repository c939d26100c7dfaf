"""The last step of signing in with the council's provider."""

from dataclasses import dataclass

from msp_dialogue.web.pages.forms import Errors


@dataclass(frozen=True)
class GoOnPage:
    """What the provider is called, and whether the account's password is asked for before the two are bound."""

    name: str
    asks: bool
    errors: Errors = ()
