"""How long each kind of session lives, in figures that stand here a second time so that no slip changes them [S-03]."""

from datetime import UTC, datetime, timedelta

import pytest

from msp_dialogue.accounts import Account, Role
from msp_dialogue.accounts.sessions import Kind, Session

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SAM = Account("sam", "Sam", "sam", frozenset({Role.WORKER}), "North")
MINUTE, HOUR, MOMENT = timedelta(minutes=1), timedelta(hours=1), timedelta(microseconds=1)


def session(kind: Kind, *, unused: timedelta, old: timedelta) -> Session:
    """As it is at `START`."""
    return Session("hash", SAM, started=START - old, seen=START - unused, sitting=None, kind=kind)


@pytest.mark.parametrize(
    ("kind", "unused", "in_all"),
    [
        (Kind.FULL, 15 * MINUTE, 8 * HOUR),
        (Kind.HALF, 10 * MINUTE, 10 * MINUTE),
        (Kind.PERSON, 8 * HOUR, 8 * HOUR),
        (Kind.LOCKED, 8 * HOUR, 8 * HOUR),
    ],
)
def test_a_session_is_over_when_it_is_unused_for_too_long_or_too_old(
    kind: Kind, unused: timedelta, in_all: timedelta
) -> None:
    assert session(kind, unused=unused - MOMENT, old=unused - MOMENT).lives(START)
    assert session(kind, unused=MOMENT, old=in_all - MOMENT).lives(START)
    assert not session(kind, unused=unused, old=unused).lives(START)
    assert not session(kind, unused=MOMENT, old=in_all).lives(START)


def test_a_clock_that_was_set_back_a_minute_ends_nothing_and_further_back_revives_nothing() -> None:
    assert session(Kind.FULL, unused=-MINUTE, old=MINUTE).lives(START)
    assert not session(Kind.FULL, unused=-MINUTE - MOMENT, old=MINUTE).lives(START)


@pytest.mark.parametrize("kind", Kind)
def test_only_a_screen_that_is_handed_over_rests_after_ten_minutes_alone_or_two_hours_in_all(kind: Kind) -> None:
    rests = kind is Kind.PERSON

    assert session(kind, unused=10 * MINUTE, old=10 * MINUTE).must_rest(START) is rests
    assert session(kind, unused=MOMENT, old=2 * HOUR).must_rest(START) is rests
    assert not session(kind, unused=10 * MINUTE - MOMENT, old=2 * HOUR - MOMENT).must_rest(START)


def test_a_council_may_say_that_a_screen_rests_sooner() -> None:
    assert session(Kind.PERSON, unused=2 * MINUTE, old=HOUR).must_rest(START, after=2 * MINUTE)


def test_that_it_is_in_use_is_written_once_a_minute() -> None:
    assert session(Kind.FULL, unused=MINUTE, old=HOUR).needs_touch(START)
    assert not session(Kind.FULL, unused=MINUTE - MOMENT, old=HOUR).needs_touch(START)
