"""Up, down or about the same, and when rounding alone can make it look so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_dialogue.board.compare import Change, Part, change, may_be_rounding, part


@pytest.mark.parametrize(
    ("before", "now", "went"),
    [
        (Part(30, 45), Part(40, 45), Change.UP),
        (Part(40, 45), Part(30, 45), Change.DOWN),
        (Part(40, 45), Part(35, 40), Change.SAME),
        (Part(1250, 2500), Part(1300, 2500), Change.SAME),
        (Part(1250, 2500), Part(1325, 2500), Change.UP),
    ],
)
def test_a_difference_of_two_points_is_no_change(before: Part, now: Part, went: Change) -> None:
    assert change(before, now) is went


def test_a_large_difference_of_small_numbers_may_be_rounding_and_a_small_one_of_large_numbers_not() -> None:
    assert may_be_rounding(Part(10, 15), Part(15, 15))
    assert not may_be_rounding(Part(1500, 2000), Part(1600, 2000))


def test_there_is_no_part_of_what_is_hidden_or_of_nothing() -> None:
    assert part(None, 45) is part(40, None) is part(0, 0) is None
    assert part(0, 45) == Part(0, 45)


def rounded(true: int) -> int:
    """The nearest multiple of 5."""
    return (true + 2) // 5 * 5


SHARES = st.tuples(st.integers(8, 5000), st.integers(8, 5000)).map(sorted)
"""So many of so many, as they truly are."""


@given(SHARES)
def test_the_true_share_is_always_within_what_the_rounded_numbers_allow(true: list[int]) -> None:
    number, out_of = true
    of = Part(rounded(number), rounded(out_of))

    assert of.least <= number / out_of <= of.most


@given(SHARES, SHARES)
def test_a_difference_that_is_not_said_to_be_rounding_is_true(one: list[int], two: list[int]) -> None:
    before, now = (Part(rounded(number), rounded(out_of)) for number, out_of in (one, two))
    went = change(before, now)
    sure = went is not Change.SAME and not may_be_rounding(before, now)

    assert not sure or (went is Change.UP) == (two[0] / two[1] > one[0] / one[1])
