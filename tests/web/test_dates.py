"""Days typed in three boxes, and days said in words."""

from datetime import UTC, date, datetime

import pytest
from werkzeug.datastructures import MultiDict

from msp_dialogue.web import dates
from msp_dialogue.web.dates import NotADay, age_on, financial_year, today, typed_day
from tests.web.site import Site


@pytest.mark.parametrize(
    "typed", [("27", "3", "2026"), (" 27 ", "03", "2026"), ("27", "March", "2026"), ("27", "mar", "2026")]
)
def test_a_day_is_read_as_people_write_it(site: Site, typed: tuple[str, str, str]) -> None:
    assert read(site, *typed) == date(2026, 3, 27)


def test_no_day_is_no_day(site: Site) -> None:
    assert read(site, "", " ", "") is None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (("31", "2", "2026"), "on-day"),
        (("27", "", "2026"), "on-month"),
        (("27", "3", "26"), "on-year"),
        (("27", "3", "0026"), "on-year"),
        (("27", "13", "2026"), "on-day"),
        (("0", "3", "2026"), "on-day"),
        (("x", "3", "2026"), "on-day"),
        (("27", "Mittwoch", "2026"), "on-month"),
        (("9" * 5000, "3", "2026"), "on-day"),
        (("٢٧", "3", "2026"), "on-day"),
        (("28", "3", "2026"), "on-day"),
    ],
)
def test_what_is_no_day_is_put_right_where_it_is_wrong(site: Site, typed: tuple[str, str, str], field: str) -> None:
    with pytest.raises(NotADay) as wrong:
        read(site, *typed)

    assert wrong.value.field == field


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [("1940-05-01", date(2026, 4, 30), 85), ("1940-05-01", date(2026, 5, 1), 86), ("1940-02-29", date(2025, 3, 1), 85)],
)
def test_an_age_goes_up_on_the_birthday(born: str, on: date, age: int) -> None:
    assert age_on(born, on) == age


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (date(2026, 3, 31), date(2025, 4, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 4, 1), date(2027, 3, 31)),
    ],
)
def test_a_financial_year_begins_in_april(on: date, first: date, last: date) -> None:
    assert financial_year(on) == (first, last)


def test_the_day_here_is_another_than_in_utc_on_a_summer_night() -> None:
    assert today(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == date(2026, 7, 1)


def test_a_moment_is_said_in_the_time_here(site: Site) -> None:
    with site.app.test_request_context():
        assert dates.moment_in_words(datetime(2026, 6, 30, 13, 5, tzinfo=UTC)) == "30 June 2026 at 14:05"
        assert dates.in_words("2026-03-02") == "2 March 2026"


def read(site: Site, day: str, month: str, year: str) -> date | None:
    """The day that is read from three boxes, 27 March 2026 being today."""
    form = MultiDict({"on-day": day, "on-month": month, "on-year": year})
    with site.app.test_request_context():
        return typed_day(form, "on", latest=date(2026, 3, 27))
