"""What figures are filtered by: read from an address, told kindly where it is wrong, and never more than choices."""

from datetime import date

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from msp_dialogue.measure import DateRule, Period
from msp_dialogue.web.filters import CHOICES, DAYS, IN_ADDRESSES, Filters, offered_periods, read, twelve_months

TODAY = date(2026, 5, 14)
OWN = {"period": "own", "from-day": "2", "from-month": "3", "from-year": "2024"}
OWN |= {"to-day": "1", "to-month": "April", "to-year": "2024"}
APP = Flask(__name__)
Babel(APP)


def asked(**said: str) -> Filters:
    return reading({name.replace("_", "-"): value for name, value in said.items()})


def reading(said: dict[str, str]) -> Filters:
    with APP.test_request_context():
        return read(MultiDict(said), TODAY)


def test_an_address_that_says_nothing_is_the_last_twelve_months_by_conclusion() -> None:
    found = reading({})

    assert (found.period, found.by) == (Period(date(2025, 5, 15), TODAY), DateRule.CONCLUDED)
    assert (found.errors, found.query) == ((), {})


def test_twelve_months_before_a_leap_day_begin_on_the_first_of_march() -> None:
    assert twelve_months(date(2028, 2, 29)) == Period(date(2027, 3, 1), date(2028, 2, 29))


@pytest.mark.parametrize(
    ("chosen", "first", "last"),
    [
        ("2025-26", date(2025, 4, 1), date(2026, 3, 31)),
        ("2025-26-Q4", date(2026, 1, 1), date(2026, 3, 31)),
        ("2019-20-Q1", date(2019, 4, 1), date(2019, 6, 30)),
    ],
)
def test_a_financial_year_or_quarter_is_chosen_by_its_id(chosen: str, first: date, last: date) -> None:
    found = asked(period=chosen)

    assert found.period == Period(first, last)
    assert found.query == {"period": chosen}


def test_own_dates_are_taken_as_they_are_typed() -> None:
    found = reading(OWN)

    assert found.period == Period(date(2024, 3, 2), date(2024, 4, 1))
    assert found.form["to-month"] == "4"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"from-day": ""}, "from-day"),
        ({"from-day": "32"}, "from-day"),
        ({"to-year": "2023"}, "to-day"),
        ({"to-year": "2199"}, "to-day"),
        ({"to-day": "", "to-month": "", "to-year": ""}, "to-day"),
        ({"period": "2025-27"}, "period"),
        ({"period": "2025-26-Q5"}, "period"),
        ({"period": "next year"}, "period"),
        ({"by": "born"}, "by"),
        ({"kind": "all"}, "kind"),
        ({"age": "60"}, "age"),
        ({"voice": "rose"}, "voice"),
        ({"asker": "wendy"}, "asker"),
        ({"counted": "outcomes"}, "counted"),
    ],
)
def test_what_is_wrong_is_told_where_it_is_and_left_out(changes: dict[str, str], field: str) -> None:
    found = reading(OWN | changes)

    assert [name for name, said in found.errors if said] == [field]
    assert field not in found.query
    if field in DAYS or field == "period":
        assert found.period == twelve_months(TODAY)


def test_every_period_that_is_offered_can_be_chosen() -> None:
    with APP.test_request_context():
        offered = [chosen for chosen, _name in offered_periods(TODAY)]
    spans = [each for each in offered if each not in {"own", "12-months"}]

    assert spans[:2] == ["2026-27", "2025-26"]
    assert "2026-27-Q1" in spans
    for each in spans:
        assert asked(period=each).errors == ()


SAID = st.dictionaries(
    st.sampled_from(sorted(IN_ADDRESSES)),
    st.one_of(
        st.text("aé0-+ \u202e", max_size=8),
        st.sampled_from([*(value for each in CHOICES.values() for value in each), "own", "12-months", "2024-25-Q2"]),
        st.integers(0, 2100).map(str),
    ),
)


@given(SAID)
def test_whatever_an_address_says_gives_a_good_page_and_nothing_of_it_but_choices_and_figures(
    said: dict[str, str],
) -> None:
    found = reading(said)
    again = reading(found.query)

    assert (again.period, again.by, again.query) == (found.period, found.by, found.query)
    assert again.errors == ()
    known = {value for values in CHOICES.values() for value in values} | {"own", "12-months", found.chosen, ""}
    assert {value for name, value in found.form.items() if name not in DAYS} <= known
    assert all(value.isascii() and value.isdigit() for name in DAYS if (value := found.form[name]))
