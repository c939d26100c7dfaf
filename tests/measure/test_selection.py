"""Which enquiries are selected: by which date, to the day, and of which team [R0]."""

from datetime import date

import pytest

from msp_dialogue.measure import DateRule, Period, PeriodProblem
from tests.measure.council import Council, drawn, selection


@pytest.mark.parametrize(
    ("day", "number"),
    [("2025-03-31", 0), ("2025-04-01", 1), ("2025-10-15", 1), ("2026-03-31", 1), ("2026-04-01", 0)],
)
def test_both_ends_of_the_period_belong_to_it(council: Council, day: str, number: int) -> None:
    council.enquiry(opened=day, concluded="2027-01-01")
    council.enquiry(opened="2020-01-01", concluded=day)

    assert drawn(council.database, selection(DateRule.OPENED)).enquiries == number
    assert drawn(council.database, selection(DateRule.CONCLUDED)).enquiries == number


def test_an_enquiry_that_is_still_open_is_selected_by_its_opening_alone(council: Council) -> None:
    council.enquiry(concluded=None)

    assert drawn(council.database, selection(DateRule.OPENED)).enquiries == 1
    assert drawn(council.database, selection(DateRule.CONCLUDED)).enquiries == 0


def test_one_team_is_counted_without_the_others(council: Council) -> None:
    council.enquiry(team="North")
    council.enquiry(team="South")
    council.enquiry(team="South")

    assert drawn(council.database, selection(team="South")).enquiries == 2
    assert drawn(council.database, selection(team="Sou'th")).enquiries == 0
    assert drawn(council.database, selection()).enquiries == 3


def test_a_period_that_ends_before_it_begins_is_refused_in_words() -> None:
    with pytest.raises(PeriodProblem, match="ends 2025-03-31, before it begins 2025-04-01"):
        Period(date(2025, 4, 1), date(2025, 3, 31))


def test_a_period_may_be_one_day() -> None:
    assert Period(date(2025, 4, 1), date(2025, 4, 1)).first == date(2025, 4, 1)
