"""The official rule by which the national return is published [S5]; a pure rule of numbers, for that return alone.

It is primary suppression: a hidden number can often be worked out from a total. What a board reads has a stricter rule.
"""

from collections.abc import Iterable

from msp_dialogue.measure.figures import percent

CONFIDENTIAL = "[c]"
NOT_AVAILABLE = "[x]"
LEAST = 5
"""The smallest number that is shown; a true zero is hidden like every other number below it."""

Shown = int | float | str


def shown(value: int | None) -> Shown:
    """The nearest multiple of 5; `[c]` under 5, zero included, and `[x]` where there is no value [S5]."""
    if value is None:
        return NOT_AVAILABLE
    return CONFIDENTIAL if value < LEAST else (value + 2) // 5 * 5


def shown_total(values: Iterable[int]) -> Shown:
    """What is shown of a total: the values are summed before they are rounded [S5]."""
    return shown(sum(values))


def shown_percent(number: int, out_of: int) -> Shown:
    """A percentage of the true numbers with one decimal [S5]; `[c]` where either is hidden, `[x]` out of nothing.

    That a percentage is hidden with its numbers is our rule: the sources say only that it is of unrounded numbers.
    """
    if out_of == 0:
        return NOT_AVAILABLE
    if number < LEAST or out_of < LEAST:
        return CONFIDENTIAL
    found = percent(number, out_of)
    return NOT_AVAILABLE if found is None else found
