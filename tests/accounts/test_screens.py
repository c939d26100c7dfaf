"""A screen that is handed over, at rest, and taken back: one session each, and the one before is dead [H-01, H-08]."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from msp_dialogue.accounts import Account, sessions
from msp_dialogue.accounts.sessions import ABSOLUTE, IDLE, LONGEST_ON_SCREEN, REST_AFTER, Kind, Session, SessionOver
from msp_dialogue.database import Database

MOMENT = timedelta(microseconds=1)


@pytest.fixture
def worker(database: Database, sam: Account, now: datetime) -> Session:
    """Sam's own session."""
    with database.transaction() as connection:
        return loaded(database, sessions.start(connection, sam, at=now), now)


def loaded(database: Database, token: str, at: datetime) -> Session:
    session = sessions.load(database.connection, token, at=at)
    assert session is not None
    return session


def handed_over(database: Database, worker: Session, at: datetime) -> Session:
    with database.transaction() as connection:
        return loaded(database, sessions.hand_over(connection, worker, "dialogue-1", at=at), at)


def test_handing_over_ends_the_workers_session_and_binds_the_screen_to_one_conversation(
    database: Database, worker: Session, now: datetime
) -> None:
    screen = handed_over(database, worker, now)

    assert (screen.kind, screen.sitting, screen.account) == (Kind.PERSON, "dialogue-1", worker.account)
    assert database.connection.execute("select hash from session").fetchall() == [(screen.hash,)]
    with database.transaction() as connection, pytest.raises(SessionOver):
        sessions.hand_over(connection, worker, "dialogue-2", at=now)


def test_a_screen_left_alone_must_rest_and_so_must_one_in_use_for_two_hours(
    database: Database, worker: Session, now: datetime
) -> None:
    screen = handed_over(database, worker, now)

    assert not screen.must_rest(now + REST_AFTER - MOMENT)
    assert screen.must_rest(now + REST_AFTER)
    assert screen.must_rest(now + timedelta(minutes=2), after=timedelta(minutes=2))
    assert screen.must_rest(now + LONGEST_ON_SCREEN, after=ABSOLUTE)
    assert not worker.must_rest(now + IDLE)


def test_a_screen_at_rest_keeps_its_conversation_under_a_new_id(
    database: Database, worker: Session, now: datetime
) -> None:
    screen = handed_over(database, worker, now)
    with database.transaction() as connection:
        token = sessions.rest(connection, screen, at=now + REST_AFTER)
    resting = loaded(database, token, now + REST_AFTER)

    assert (resting.kind, resting.sitting) == (Kind.LOCKED, "dialogue-1")
    assert database.connection.execute("select hash from session").fetchall() == [(resting.hash,)]
    assert sessions.load(database.connection, token, at=now + ABSOLUTE) is None


def test_taking_back_ends_the_screen_and_starts_a_session_of_whoever_signed_in(
    database: Database, create: Callable[..., Account], worker: Session, now: datetime
) -> None:
    alex = create(sign_in_name="alex")
    screen = handed_over(database, worker, now)
    with database.transaction() as connection:
        token = sessions.take_back(connection, screen, alex, at=now)
    session = loaded(database, token, now)

    assert (session.kind, session.account, session.sitting) == (Kind.FULL, alex, None)
    assert database.connection.execute("select hash from session").fetchall() == [(session.hash,)]
    with database.transaction() as connection, pytest.raises(SessionOver):
        sessions.take_back(connection, screen, alex, at=now)


def test_each_step_is_on_the_trail(database: Database, worker: Session, sam: Account, now: datetime) -> None:
    screen = handed_over(database, worker, now)
    with database.transaction() as connection:
        resting = loaded(database, sessions.rest(connection, screen, at=now), now)
        sessions.take_back(connection, resting, sam, at=now)

    told = database.connection.execute("select action, thing from audit where action like 'screen%'").fetchall()
    assert told == [
        ("screen_handed_over", "dialogue-1"),
        ("screen_rested", "dialogue-1"),
        ("screen_taken_back", "dialogue-1"),
    ]
