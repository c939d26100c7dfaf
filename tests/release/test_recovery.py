"""Four quarters and the year of a council released, and everything hidden in all five files looked for [X-04]."""

from collections.abc import Sequence
from functools import cache

import pytest

from msp_dialogue.release.control import Draft
from tests.release.attack import recovered
from tests.release.releasing import guess_of, quarter_again, text_of, year_of

SMALL, MIDDLE_SIZED = (1, 150), (3, 1200)
released = cache(year_of)


def texts(drafts: Sequence[Draft]) -> list[str]:
    return [text_of(draft) for draft in drafts]


@pytest.mark.parametrize("council", [SMALL, MIDDLE_SIZED], ids=["small", "middle-sized"])
def test_no_hidden_number_of_a_year_and_its_quarters_can_be_got_back(council: tuple[int, int]) -> None:
    assert recovered(texts(released(*council))) == {}


def test_nor_by_a_reader_who_guesses_right_which_hidden_numbers_are_small() -> None:
    drafts = released(*SMALL)

    assert recovered(texts(drafts), {place: bound for draft in drafts for place, bound in guess_of(draft)}) == {}


def test_hiding_small_numbers_alone_would_let_them_be_got_back() -> None:
    """The attack is no sham: without the second step it finds what is hidden."""
    assert len(recovered(texts(released(*SMALL, control=False)))) > 5


def test_nor_from_a_file_that_was_kept_and_the_one_that_took_its_place() -> None:
    (first, second), told = quarter_again(2, 600, 2)

    assert recovered([text_of(first), text_of(second)], put_right=2).keys() <= told


def test_a_second_version_made_for_itself_would_let_what_the_first_hid_be_got_back() -> None:
    (first, second), told = quarter_again(2, 600, 2, control=False)

    assert len(recovered([text_of(first), text_of(second)], put_right=2).keys() - told) > 5
