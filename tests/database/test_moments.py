"""Instants as stored text."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as some

from msp_dialogue.database import moment, stamp

ZONES = some.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
INSTANTS = some.datetimes(
    min_value=datetime(2, 1, 1),  # noqa: DTZ001 - the zone is drawn beside it
    max_value=datetime(9998, 12, 31),  # noqa: DTZ001
    timezones=ZONES,
)


@given(INSTANTS)
def test_an_instant_comes_back_from_its_text(at: datetime) -> None:
    assert moment(stamp(at)) == at
    assert moment(stamp(at)).tzinfo is UTC


@given(INSTANTS, INSTANTS)
def test_the_order_of_the_texts_is_the_order_of_the_instants(one: datetime, other: datetime) -> None:
    assert (stamp(one) < stamp(other)) == (one < other)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        stamp(datetime(2026, 3, 2, 9, 30))  # noqa: DTZ001 - what is refused


@pytest.mark.parametrize("text", ["", "2026-03-02", "2026-03-02T09:30:00Z", "2026-03-02T09:30:00.000000+00:00"])
def test_a_text_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="instant"):
        moment(text)
