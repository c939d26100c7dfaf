"""What a linear programme tells of numbers, and that the service does not carry the solver about."""

import subprocess
import sys

import pytest

from msp_dialogue.release.known import Known
from msp_dialogue.release.programme import NotSolved, Programme
from msp_dialogue.release.rounding import FREE, Bound
from msp_dialogue.release.sums import Cell, Sum
from msp_dialogue.settings import ROOT

YES, NO = Cell("2025-26", "met", "all", "yes"), Cell("2025-26", "met", "all", "no")
EARLIER = Cell("2025-26-Q1", "met", "all", "yes")


ONE = Known({YES: 1}, Bound(0, 1))


def known(*cells: Cell, low: float, high: float) -> Known:
    return Known(dict.fromkeys(cells, 1), Bound(low, high))


def one(cell: Cell) -> Sum:
    return frozenset({cell})


def test_a_difference_is_as_uncertain_as_both_of_its_numbers() -> None:
    programme = Programme([known(YES, low=38, high=42), known(YES, NO, low=48, high=52)])

    reach = programme.reach(one(NO))
    assert (reach.low, reach.high) == (6, 14)
    assert reach.held_by == {0, 1}


def test_no_number_is_below_nought() -> None:
    programme = Programme([known(YES, low=38, high=42), known(YES, NO, low=38, high=42)])

    assert programme.reach(one(NO)).low == 0
    assert programme.reach(one(NO)).high == 4


def test_only_whole_numbers_count() -> None:
    programme = Programme([Known({YES: 2}, Bound(3, 9))])

    assert programme.reach(one(YES)).width == 2  # from 2 to 4


def test_a_bound_can_be_widened_later() -> None:
    programme = Programme([known(YES, low=38, high=42), known(YES, NO, low=38, high=42)])
    programme.reach(one(NO))
    programme.change(1, Bound(8, FREE))

    assert programme.reach(one(NO)).high > 1000


def test_what_is_assumed_holds_as_long_as_it_can() -> None:
    assumed = Known({EARLIER: 1, YES: -1}, Bound(-FREE, 0), loose=True)
    programme = Programme([known(EARLIER, low=18, high=22), known(YES, low=18, high=22), assumed])

    assert programme.reach(one(YES)).high == 22
    assert programme.reach(frozenset({EARLIER})).high == 22
    assert Programme([known(EARLIER, low=18, high=22), assumed]).reach(one(YES)).low == 18


def test_what_is_assumed_and_cannot_be_pins_nothing_down() -> None:
    """20 earlier and 10 now: 6 at least were taken away since, and who knows that cannot know the rest nearly."""
    assumed = Known({EARLIER: 1, YES: -1}, Bound(-FREE, 0), loose=True)
    programme = Programme([known(EARLIER, low=18, high=22), known(YES, low=8, high=12), assumed])

    assert (programme.reach(one(EARLIER)).low, programme.reach(one(EARLIER)).high) == (18, 22)
    assert (programme.reach(one(YES)).low, programme.reach(one(YES)).high) == (8, 12)


def test_what_contradicts_itself_is_never_taken_for_safe() -> None:
    with pytest.raises(NotSolved):
        Programme([known(YES, low=8, high=12), known(YES, low=18, high=22)])


def test_the_solver_is_carried_only_by_who_needs_it_and_says_nothing() -> None:
    asked = (
        "import sys; import msp_dialogue.release.audit; assert 'highspy' not in sys.modules;"
        "from tests.release.test_programme import ONE; msp_dialogue.release.audit.Programme([ONE]);"
        "assert 'highspy' in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, check=True)

    assert done.stdout == b""
