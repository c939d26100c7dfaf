"""How the screen looks, reads and sounds to whoever answers: what they asked for is met at once [L10].

It knows what the conversation is told of needs, and nothing of pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Self


class Text(StrEnum):
    """How large the words are."""

    USUAL = "usual"
    LARGE = "large"
    LARGEST = "largest"


class Colours(StrEnum):
    """On which ground the words stand; `device` is as the device is set."""

    DEVICE = "device"
    LIGHT = "light"
    DARK = "dark"
    HIGH = "high"


class Words(StrEnum):
    """Which wording is shown: as asked, or the short one, one idea a line."""

    USUAL = "usual"
    EASY = "easy"


class Listen(StrEnum):
    """When a page is read out."""

    BUTTON = "button"
    BY_ITSELF = "by_itself"


class Speed(StrEnum):
    """How fast it is read out."""

    SLOW = "slow"
    USUAL = "usual"
    FAST = "fast"


class Pictures(StrEnum):
    """Whether pictures stand beside the words."""

    WITHOUT = "without"
    WITH = "with"


class Beside(StrEnum):
    """Whether the worker's language stands beside that of the conversation, as for an interpreter."""

    WITHOUT = "without"
    WITH = "with"


class Pace(StrEnum):
    """How often a break is offered."""

    USUAL = "usual"
    SLOW = "slow"


@dataclass(frozen=True)
class Look:
    """The screen as somebody wants it; `language` is None where it is the one the conversation was started in."""

    text: Text = Text.USUAL
    colours: Colours = Colours.DEVICE
    words: Words = Words.USUAL
    pictures: Pictures = Pictures.WITHOUT
    listen: Listen = Listen.BUTTON
    speed: Speed = Speed.USUAL
    pace: Pace = Pace.USUAL
    beside: Beside = Beside.WITHOUT
    language: str | None = None

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """The look that `store` gave; a value that is known no longer is the usual one."""
        known = {name: kind(stored[name]) for name, kind in CHOICES.items() if stored.get(name) in set(kind)}
        return cls(**known, language=stored.get("language"))  # type: ignore[arg-type]  # one kind for each name

    def store(self) -> dict[str, str]:
        """What differs from the usual, by name."""
        usual = type(self)()
        told = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: str(value) for name, value in told.items() if value != getattr(usual, name)}

    def having(self, name: str, value: str) -> Self:
        """This look with one side of it changed."""
        return self.of({**self.store(), name: value})

    def meeting(self, needs: frozenset[str], before: frozenset[str] = frozenset()) -> Self:
        """This look with what was told of needs; what the same answer asked for before, and no longer does, is let go.

        `needs` and `before` are option ids of the question that records how somebody likes to communicate.
        """
        usual, met = type(self)(), self
        for need, (name, value) in MEETS.items():
            if need in needs:
                met = met.having(name, value) if getattr(met, name) == getattr(usual, name) else met
            elif need in before and getattr(met, name) == value:
                met = met.having(name, getattr(usual, name))
        return met


USUAL = Look()
"""As the screen looks to somebody who has asked for nothing."""

CHOICES: Mapping[str, type[StrEnum]] = {
    "text": Text,
    "colours": Colours,
    "words": Words,
    "pictures": Pictures,
    "listen": Listen,
    "speed": Speed,
    "pace": Pace,
    "beside": Beside,
}
"""What can be chosen by name, language apart: which ones there are is the council's matter."""

MEETS: Mapping[str, tuple[str, StrEnum]] = {
    "large_print": ("text", Text.LARGE),
    "pictures": ("pictures", Pictures.WITH),
    "plain_words": ("words", Words.EASY),
    "breaks": ("pace", Pace.SLOW),
    "more_time": ("pace", Pace.SLOW),
}
"""The needs that the screen can meet by itself: option ids of questions that record `communication`."""
