"""Whether a share rose or fell since a year before, and whether rounding alone could make it look so."""

from dataclasses import dataclass
from enum import StrEnum

from msp_dialogue.release.released import whole_percent

ROUNDED_BY = 2
"""How far a true number may be from the multiple of 5 that stands for it [X-03]."""
ABOUT_THE_SAME = 2
"""Percentage points up to which nobody should speak of a change."""


class Change(StrEnum):
    """Which way it went."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


@dataclass(frozen=True)
class Part:
    """So many of so many, both rounded, neither hidden; `out_of` is more than nothing."""

    number: int
    out_of: int

    @property
    def percent(self) -> int:
        """In whole percent of the rounded numbers."""
        return whole_percent(self.number, self.out_of) or 0

    @property
    def least(self) -> float:
        """The smallest share that the true numbers can have."""
        return max(self.number - _by(self.number), 0) / (self.out_of + _by(self.out_of))

    @property
    def most(self) -> float:
        """The largest share that the true numbers can have."""
        return min((self.number + _by(self.number)) / (self.out_of - _by(self.out_of)), 1)


def part(number: int | None, out_of: int | None) -> Part | None:
    """The part of a whole, or None when one of them is hidden or the whole is nothing."""
    return None if number is None or not out_of else Part(number, out_of)


def change(before: Part, now: Part) -> Change:
    """Up, down or about the same."""
    points = now.percent - before.percent
    if abs(points) <= ABOUT_THE_SAME:
        return Change.SAME
    return Change.UP if points > 0 else Change.DOWN


def may_be_rounding(before: Part, now: Part) -> bool:
    """Whether the true shares could be the same, since each number was rounded."""
    return before.least <= now.most and now.least <= before.most


def _by(number: int) -> int:
    return ROUNDED_BY if number else 0
