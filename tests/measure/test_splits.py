"""A period that is read together with the quarters of its trend is counted as when it is read by itself."""

from dataclasses import replace
from datetime import date

import pytest

from msp_dialogue.measure import DEFINITIONS, DateRule, Period
from msp_dialogue.measure.splits import Counting
from tests.measure.council import YEAR, Council, selection

ON = date(2026, 4, 2)
PERIODS = {
    "a year": YEAR,
    "a quarter": Period(date(2025, 7, 1), date(2025, 9, 30)),
    "part of a quarter": Period(date(2025, 7, 1), date(2025, 8, 15)),
    "longer than the trend": Period(date(2020, 1, 1), date(2026, 3, 31)),
    "to a day still to come": Period(date(2026, 1, 1), date(2027, 3, 31)),
}


@pytest.fixture
def council(council: Council) -> Council:
    """Enquiries of several years, some of one person, who is older in each."""
    for year in (2021, 2024, 2025):
        enquiry = council.enquiry(
            f"E{year}",
            "A1",
            opened=f"{year}-05-01",
            concluded=f"{year}-09-01",
            born="1950-11-01",
            outcomes=[[["be_safer"], "fully", "adult", "adult", "lead", "same", None]],
        )
        council.rated(enquiry, "adult")
    council.enquiry("E-spring", "A2", opened="2025-12-01", concluded="2026-03-31", born="1941-03-31", team="South")
    council.enquiry("E-open", "A3", opened="2026-02-01", concluded=None, asked="not_recorded", voice=None)
    return council


@pytest.mark.parametrize("period", PERIODS.values(), ids=list(PERIODS))
@pytest.mark.parametrize("by", [DateRule.OPENED, DateRule.CONCLUDED])
@pytest.mark.parametrize("age", [None, "75-84"])
def test_it_is_counted_alike_whether_or_not_the_trend_is_read_with_it(
    council: Council, period: Period, by: DateRule, age: str | None
) -> None:
    with council.database.reading() as connection:
        alone = Counting(connection, selection(by, period=period), ON, age=age)
        together = replace(alone, trend=True, _whole={}, _read={}, _counted={})

        assert together.size() == alone.size()
        for definition in DEFINITIONS.values():
            for counted in definition.counted:
                split = together.splits(definition, counted, teams=True)
                assert split == alone.splits(definition, counted, teams=True), definition.id


def test_of_one_measure_the_record_is_read_once_for_a_date(council: Council) -> None:
    queries: list[str] = []
    with council.database.reading() as connection:
        counting = Counting(connection, selection(DateRule.CONCLUDED), ON, trend=True)
        connection.conn.set_trace_callback(queries.append)
        counting.size()
        counting.splits(DEFINITIONS["outcomes_met"], DEFINITIONS["outcomes_met"].counted[0], teams=True)
        connection.conn.set_trace_callback(None)

    assert len(queries) == 1
