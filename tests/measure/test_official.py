"""The official rule against a statement of it that is written otherwise: a list of intervals, and a search."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_dialogue.measure.official import shown, shown_percent, shown_total

INTERVALS = {"[c]": range(5), 5: range(5, 8), 10: range(8, 13), 15: range(13, 18), 20: range(18, 23)}
"""The rule as the sources list it [S5]."""


def nearest_by_search(value: int) -> int:
    """The multiple of 5 that no other multiple is nearer than, found by trying them all."""
    return min(range(0, value + 6, 5), key=lambda multiple: abs(multiple - value))


@pytest.mark.parametrize("stands", list(INTERVALS), ids=str)
def test_every_value_of_an_interval_is_shown_as_the_sources_list_it(stands: int | str) -> None:
    assert {shown(value) for value in INTERVALS[stands]} == {stands}


@given(st.integers(0, 10**9) | st.integers(0, 40))
def test_a_value_is_hidden_under_five_and_else_is_the_nearest_multiple_of_five(value: int) -> None:
    expected = "[c]" if value in (0, 1, 2, 3, 4) else nearest_by_search(value) if value < 10**4 else None
    found = shown(value)

    assert expected is None or found == expected
    assert found == "[c]" or (isinstance(found, int) and found % 5 == 0 and abs(found - value) <= 2)


@given(st.lists(st.integers(0, 60), max_size=12))
def test_a_total_is_summed_before_it_is_rounded(values: list[int]) -> None:
    assert shown_total(values) == shown(len([one for value in values for one in range(value)]))


def test_rounding_first_would_give_another_total() -> None:
    assert [shown(value) for value in (7, 7, 7)] == [5, 5, 5]
    assert shown_total((7, 7, 7)) == 20
    assert shown_total((1, 2, 3)) == 5


@given(st.integers(5, 5000), st.integers(0, 5000))
def test_a_percentage_comes_from_the_true_numbers(number: int, others: int) -> None:
    found = shown_percent(number, number + others)

    assert isinstance(found, float)
    exact = Fraction(number * 100, number + others)
    assert abs(Fraction(str(found)) - exact) <= Fraction(1, 20)


@pytest.mark.parametrize(("number", "out_of", "stands"), [(4, 40, "[c]"), (0, 40, "[c]"), (0, 0, "[x]"), (3, 4, "[c]")])
def test_a_percentage_tells_nothing_that_its_numbers_hide(number: int, out_of: int, stands: str) -> None:
    assert shown_percent(number, out_of) == stands


def test_what_is_not_available_says_so() -> None:
    assert shown(None) == "[x]"
