"""How the screen looks, reads and sounds to whoever answers: what they asked for is met at once [L10].

It knows what the conversation is told of needs, and nothing of pages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
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

    def meeting(self, needs: Iterable[str]) -> Self:
        """This look with what the needs ask for, where it is as usual; ids as in `MEETS`."""
        met = self
        for need, (name, value) in MEETS.items():
            if need in needs and getattr(met, name) == getattr(USUAL, name):
                met = met.having(name, value)
        return met

    def sides_unlike(self, other: "Look") -> frozenset[str]:
        """The names of what differs."""
        return frozenset(each.name for each in fields(self) if getattr(self, each.name) != getattr(other, each.name))


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


@dataclass(frozen=True)
class Fitted:
    """The look through a conversation: as it is now, and as the next one begins with, without what was for now only.

    `met` are the sides that stand as they do only because a need was told.
    """

    now: Look = USUAL
    kept: Look = USUAL
    met: frozenset[str] = frozenset()

    def choosing(self, look: Look, *, for_now: bool) -> "Fitted":
        """After somebody chose a look by hand; a language is the person's, whoever chose it."""
        changed, kept = look.sides_unlike(self.now), self.kept
        for side in changed & {"language"} if for_now else changed:
            kept = replace(kept, **{side: getattr(look, side)})
        return Fitted(look, kept, self.met - changed)

    def telling(self, needs: frozenset[str], before: frozenset[str]) -> "Fitted":
        """After needs were told; `before` is what the same question was answered with before.

        What is newly asked for is met. What is asked for no longer is let go, unless somebody chose it by hand.
        """
        now, kept = self.now.meeting(needs - before), self.kept.meeting(needs - before)
        met = self.met | now.sides_unlike(self.now)
        still = {MEETS[need][0] for need in needs if need in MEETS}
        for side in {MEETS[need][0] for need in before - needs if need in MEETS} & met - still:
            now, kept, met = (*(each.having(side, getattr(USUAL, side)) for each in (now, kept)), met - {side})
        return Fitted(now, kept, met)
