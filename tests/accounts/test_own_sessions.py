"""The sessions of one account, seen and ended by whoever they belong to [S-05, S-06], and words that come too late."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from msp_dialogue.accounts import Account, sessions
from msp_dialogue.accounts.sessions import ABSOLUTE, IDLE, Session, SessionOver
from msp_dialogue.database import Database

MINUTE, MOMENT = timedelta(minutes=1), timedelta(microseconds=1)
Start = Callable[[Account, datetime], Session]


@pytest.fixture
def start(database: Database) -> Start:
    """Starts a session at a time."""

    def started(account: Account, at: datetime) -> Session:
        with database.transaction() as connection:
            session = sessions.load(connection, sessions.start(connection, account, at=at), at=at)
        assert session is not None
        return session

    return started


@pytest.fixture
def alex(create: Callable[..., Account]) -> Account:
    """Somebody else of the same team."""
    return create(sign_in_name="alex")


def left(database: Database) -> set[str]:
    """The sessions that there still are."""
    return {hashed for (hashed,) in database.connection.execute("select hash from session")}


def ended(database: Database) -> list[tuple[str, str, str]]:
    """Who ended sessions, of which account, and what is said of it."""
    rows = database.connection.execute("select actor, thing, detail from audit where action = 'sessions_ended'")
    return [(actor, thing, detail) for actor, thing, detail in rows]


def test_an_account_sees_its_own_living_sessions_the_one_used_last_first(
    database: Database, start: Start, sam: Account, alex: Account, now: datetime
) -> None:
    start(sam, now - 16 * MINUTE)  # idle for too long by now
    older, newer = start(sam, now - 2 * MINUTE), start(sam, now - MINUTE)
    start(alex, now)

    assert sessions.of_account(database.connection, sam.id, at=now) == (newer, older)


def test_one_session_of_an_account_is_ended_and_noted(
    database: Database, start: Start, sam: Account, alex: Account, now: datetime
) -> None:
    one, two, of_alex = start(sam, now), start(sam, now), start(alex, now)
    with database.transaction() as connection:
        assert sessions.end_one_of(connection, sam.id, one.hash, at=now, by=alex.id) is True

    assert left(database) == {two.hash, of_alex.hash}
    assert ended(database) == [(alex.id, sam.id, '{"sessions":"1"}')]


@pytest.mark.parametrize("whose", ["sam", "alex"])
def test_a_session_that_is_over_or_anothers_is_not_ended_and_nothing_is_noted(
    database: Database, start: Start, sam: Account, alex: Account, now: datetime, whose: str
) -> None:
    one, of_alex = start(sam, now), start(alex, now)
    hashed = {"sam": "0" * 64, "alex": of_alex.hash}[whose]
    with database.transaction() as connection:
        assert sessions.end_one_of(connection, sam.id, hashed, at=now, by=sam.id) is False

    assert left(database) == {one.hash, of_alex.hash}
    assert ended(database) == []


def test_every_other_session_of_the_account_is_ended_and_none_of_anybody_else(
    database: Database, start: Start, sam: Account, alex: Account, now: datetime
) -> None:
    start(sam, now), start(sam, now)
    own, of_alex = start(sam, now), start(alex, now)
    with database.transaction() as connection:
        sessions.end_others(connection, own, at=now)
        sessions.end_others(connection, own, at=now)  # there are none any more: nothing to note

    assert left(database) == {own.hash, of_alex.hash}
    assert ended(database) == [(sam.id, sam.id, '{"sessions":"2"}')]


@pytest.mark.parametrize("wanted", [True, False])
def test_whether_leaving_quickly_is_wanted_is_chosen_for_one_session_alone(
    database: Database, start: Start, sam: Account, now: datetime, wanted: bool
) -> None:
    """[H-15]"""
    one, other = start(sam, now), start(sam, now)
    with database.transaction() as connection:
        sessions.choose_exit(connection, one, wanted=wanted)

    found = {each.hash: each.quick_exit for each in sessions.of_account(database.connection, sam.id, at=now)}
    assert found == {one.hash: wanted, other.hash: None}


def test_nothing_is_chosen_for_a_session_that_is_over(
    database: Database, start: Start, sam: Account, now: datetime
) -> None:
    session = start(sam, now)
    with database.transaction() as connection:
        sessions.end(connection, session, at=now)
        with pytest.raises(SessionOver):
            sessions.choose_exit(connection, session, wanted=True)


def test_a_session_that_was_idle_too_long_still_tells_whose_words_come_late(
    database: Database, sam: Account, now: datetime
) -> None:
    with database.transaction() as connection:
        token = sessions.start(connection, sam, at=now)
        session = sessions.load(connection, token, at=now)
        assert session is not None
        assert sessions.idle_sitting(connection, token, at=now) is None  # it holds no conversation
        sessions.set_sitting(connection, session, "dialogue-1")

    found = {
        after: sessions.idle_sitting(database.connection, token, at=now + after)
        for after in (timedelta(0), IDLE, ABSOLUTE - MOMENT, ABSOLUTE, -MOMENT)
    }
    late = (sam.id, "dialogue-1")
    assert list(found.values()) == [late, late, late, None, None]


@pytest.mark.parametrize("token", ["", "\ud800", "\x00", "ü" * 8000])
def test_any_text_at_all_may_come_as_an_id_and_is_nobodys(database: Database, now: datetime, token: str) -> None:
    """[S-08]"""
    assert sessions.load(database.connection, token, at=now) is None
