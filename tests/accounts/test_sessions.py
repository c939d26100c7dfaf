"""Sessions: started, kept while used, ended for good [S-01, S-03, S-04, S-05, D-11]."""

import base64
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from msp_dialogue.accounts import Account, sessions
from msp_dialogue.accounts.sessions import ABSOLUTE, IDLE, Kind, Session, SessionOver
from msp_dialogue.database import Database

MINUTE = timedelta(minutes=1)
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def token(database: Database, sam: Account, now: datetime) -> str:
    """The id of a session that Sam has just started."""
    with database.transaction() as connection:
        return sessions.start(connection, sam, at=now)


def loaded(database: Database, token: str, at: datetime) -> Session:
    session = sessions.load(database.connection, token, at=at)
    assert session is not None
    return session


def test_a_session_is_loaded_with_its_account(database: Database, sam: Account, token: str, now: datetime) -> None:
    session = loaded(database, token, now)

    assert session.account == sam
    assert (session.started, session.seen, session.sitting) == (now, now, None)


def test_an_id_has_256_random_bits_and_only_its_hash_is_kept(database: Database, token: str) -> None:
    kept = [str(value) for row in database.connection.execute("select * from session") for value in row]

    assert len(base64.urlsafe_b64decode(token + "=")) == 32
    assert not [value for value in kept if token in value]


def test_each_step_of_signing_in_stands_in_the_trail(database: Database, sam: Account, now: datetime) -> None:
    with database.transaction() as connection:
        half = sessions.start_half(connection, sam, at=now)
    found = loaded(database, half, now)
    with database.transaction() as connection:
        whole = sessions.complete(connection, found, at=now)

    rows = database.connection.execute("select actor, action, thing from audit order by id desc limit 2").fetchall()
    assert rows == [(sam.id, "signed_in", sam.id), (sam.id, "password_accepted", sam.id)]
    assert [found.kind, loaded(database, whole, now).kind] == [Kind.HALF, Kind.FULL]
    assert sessions.load(database.connection, half, at=now) is None


def test_every_session_has_an_id_of_its_own(database: Database, sam: Account, token: str, now: datetime) -> None:
    with database.transaction() as connection:
        other = sessions.start(connection, sam, at=now)

    assert other != token
    assert loaded(database, token, now) != loaded(database, other, now)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(some.text(alphabet=some.characters(), max_size=100) | some.text("Aa0-_=", max_size=10_000))
def test_any_other_text_is_nobody(database: Database, token: str, now: datetime, text: str) -> None:
    assert sessions.load(database.connection, text, at=now) is None


def test_the_kept_hash_is_not_an_id(database: Database, token: str, now: datetime) -> None:
    assert sessions.load(database.connection, loaded(database, token, now).hash, at=now) is None


@pytest.mark.parametrize(
    ("later", "living"),
    [(IDLE - MOMENT, True), (IDLE, False), (ABSOLUTE, False), (-MINUTE, True), (-MINUTE - MOMENT, False)],
)
def test_an_unused_session_ends_and_a_clock_set_back_revives_nothing(
    database: Database, token: str, now: datetime, later: timedelta, living: bool
) -> None:
    assert (sessions.load(database.connection, token, at=now + later) is not None) is living


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(some.lists(some.timedeltas(MOMENT, timedelta(minutes=20)), min_size=1, max_size=40))
def test_a_session_lives_while_it_is_used_but_never_longer_than_a_day_of_work(
    database: Database, sam: Account, now: datetime, gaps: list[timedelta]
) -> None:
    with database.transaction() as connection:
        token = sessions.start(connection, sam, at=now)
    at = used = now
    for gap in gaps:
        at += gap
        session = sessions.load(database.connection, token, at=at)
        if session is None:
            assert at - used >= IDLE - MINUTE or at - now >= ABSOLUTE
            break
        assert at - used < IDLE
        assert at - now < ABSOLUTE
        with database.transaction() as connection:
            sessions.touch(connection, session, at=at)
        used = at


def test_a_session_used_all_day_ends_after_eight_hours(database: Database, token: str, now: datetime) -> None:
    for minutes in range(10, 480, 10):
        at = now + timedelta(minutes=minutes)
        with database.transaction() as connection:
            sessions.touch(connection, loaded(database, token, at), at=at)

    assert loaded(database, token, now + ABSOLUTE - MOMENT).started == now
    assert sessions.load(database.connection, token, at=now + ABSOLUTE) is None


def test_a_session_is_touched_at_most_once_a_minute(database: Database, token: str, now: datetime) -> None:
    session = loaded(database, token, now)
    just_before = now + MINUTE - MOMENT
    with database.transaction() as connection:
        sessions.touch(connection, session, at=just_before)

    assert not session.needs_touch(just_before)
    assert loaded(database, token, now).seen == now
    assert session.needs_touch(now + MINUTE)
    with database.transaction() as connection:
        sessions.touch(connection, session, at=now + MINUTE)
    assert loaded(database, token, now + MINUTE).seen == now + MINUTE


def test_an_ended_session_stays_ended_whatever_its_last_request_still_does(
    database: Database, token: str, now: datetime
) -> None:
    session = loaded(database, token, now)
    with database.transaction() as connection:
        sessions.end(connection, session, at=now)
        sessions.end(connection, session, at=now)
    with database.transaction() as connection:
        sessions.touch(connection, session, at=now + MINUTE)
        with pytest.raises(SessionOver):
            sessions.replace(connection, session, at=now)
        with pytest.raises(SessionOver):
            sessions.set_sitting(connection, session, "dialogue-1")

    assert sessions.load(database.connection, token, at=now) is None
    assert database.connection.execute("select count(*) from session").fetchone() == (0,)
    ends = database.connection.execute("select count(*) from audit where action = 'signed_out'").fetchone()
    assert ends == (1,)


def test_a_replaced_session_has_a_new_id_its_age_and_its_sitting_and_the_old_id_is_dead(
    database: Database, token: str, now: datetime
) -> None:
    later = now + 5 * MINUTE
    with database.transaction() as connection:
        session = sessions.set_sitting(connection, loaded(database, token, later), "dialogue-1")
        new = sessions.replace(connection, session, at=later)

    assert new != token
    assert sessions.load(database.connection, token, at=later) is None
    replaced = loaded(database, new, later)
    assert (replaced.account, replaced.started, replaced.seen, replaced.sitting) == (
        session.account,
        now,
        later,
        "dialogue-1",
    )


def test_a_sitting_is_set_and_cleared(database: Database, token: str, now: datetime) -> None:
    with database.transaction() as connection:
        session = sessions.set_sitting(connection, loaded(database, token, now), "dialogue-1")
    assert session == loaded(database, token, now)
    assert session.sitting == "dialogue-1"
    with database.transaction() as connection:
        session = sessions.set_sitting(connection, session, None)

    assert session == loaded(database, token, now)
    assert session.sitting is None


def test_all_sessions_of_an_account_end_together(
    database: Database, create: Callable[..., Account], sam: Account, token: str, now: datetime
) -> None:
    alex = create(sign_in_name="alex")
    with database.transaction() as connection:
        sessions.start(connection, sam, at=now)
        of_alex = sessions.start(connection, alex, at=now)
        assert sessions.end_all_of(connection, sam.id, at=now, by=alex.id) == 2
        assert sessions.end_all_of(connection, sam.id, at=now, by=alex.id) == 0

    assert sessions.load(database.connection, token, at=now) is None
    assert loaded(database, of_alex, now).account == alex
    (row,) = database.connection.execute("select actor, detail from audit where action = 'sessions_ended'")
    assert row == (alex.id, '{"sessions":"2"}')


def test_a_disabled_account_has_no_session_however_it_was_disabled(
    database: Database, token: str, now: datetime
) -> None:
    with database.transaction() as connection:
        connection.execute("update account set disabled = 1")

    assert sessions.load(database.connection, token, at=now) is None


def test_starting_clears_away_what_ran_out_and_nothing_else(
    database: Database, sam: Account, token: str, now: datetime
) -> None:
    with database.transaction() as connection:
        living = sessions.start(connection, sam, at=now + ABSOLUTE - MOMENT)
        sessions.start(connection, sam, at=now + ABSOLUTE)

    assert database.connection.execute("select count(*) from session").fetchone() == (2,)
    assert loaded(database, living, now + ABSOLUTE).seen == now + ABSOLUTE - MOMENT


def test_an_idle_session_still_says_whose_words_come_late_and_opens_nothing(
    database: Database, token: str, now: datetime
) -> None:
    with database.transaction() as connection:
        sessions.set_sitting(connection, loaded(database, token, now), "dialogue")

    assert sessions.load(database.connection, token, at=now + IDLE) is None
    assert sessions.idle_sitting(database.connection, token, at=now + IDLE) is not None
    assert sessions.idle_sitting(database.connection, token, at=now + ABSOLUTE) is None


def test_loading_and_asking_write_nothing(database: Database, token: str, now: datetime) -> None:
    before = database.connection.execute("select * from session").fetchall()
    loaded(database, token, now + 10 * MINUTE).needs_touch(now + 10 * MINUTE)

    assert database.connection.execute("select * from session").fetchall() == before
