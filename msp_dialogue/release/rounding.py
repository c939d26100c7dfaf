"""How one number is released by itself [X-03]; what several of them tell together is decided elsewhere."""

from typing import NamedTuple

SMALL = 7
"""A number from 0 to this is hidden. That 0 is among them keeps a hidden number from being known to be at least 1."""
NEAREST = 5
FREE = float("inf")


class Bound(NamedTuple):
    """The lowest and the highest that a true number may be, for all that is known."""

    low: float
    high: float


def rounded(number: int) -> int:
    """The nearest multiple of 5; a number exactly between two cannot occur."""
    return (number + NEAREST // 2) // NEAREST * NEAREST


def is_small(number: int) -> bool:
    """Whether a number is too small to be shown at all."""
    return number <= SMALL


def bound_of_shown(shown: int) -> Bound:
    """What a shown number tells of the true one."""
    return Bound(shown - NEAREST // 2, shown + NEAREST // 2)
