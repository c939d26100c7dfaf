"""What a reader knows of the true numbers: what is printed, and that tables, measures and spans add up [X-04].

It must not know which numbers are to be hidden, nor how they are looked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from msp_dialogue.release.rounding import Bound
from msp_dialogue.release.sums import Cell, Sum


@dataclass(frozen=True)
class Known:
    """One thing that is known: so many times these cells together are within a bound.

    `loose` is said of what is assumed rather than printed: it may be missed by as little as the figures allow. `least`
    is said of what is assumed to be missed by no more than that; to hold against it is to hold against all who assume
    more.
    """

    of: Mapping[Cell, int]
    bound: Bound
    loose: bool = False
    least: bool = False


def sum_within(cells: Sum, bound: Bound) -> Known:
    """That a printed number is within a bound."""
    return Known(dict.fromkeys(cells, 1), bound)
