"""Asking once more before something is done that is felt at once."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SurePage:
    """The question, what would follow, the button that does it, and the way back."""

    title: str
    whose: str
    text: tuple[str, ...]
    button: str
    to: str
    back: str
    back_name: str
