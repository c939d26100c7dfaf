"""The sessions of a team [S-06], a session looked at again [S-05], and the sitting of a screen taken back [H-04]."""

from collections.abc import Callable
from datetime import datetime, timedelta

from msp_dialogue.accounts import Account, sessions
from msp_dialogue.accounts.sessions import Session
from msp_dialogue.database import Database

MINUTE = timedelta(minutes=1)


def started(database: Database, account: Account, at: datetime) -> Session:
    with database.transaction() as connection:
        session = sessions.load(connection, sessions.start(connection, account, at=at), at=at)
    assert session is not None
    return session


def test_a_manager_sees_the_living_sessions_of_the_team_newest_first(
    database: Database, create: Callable[..., Account], sam: Account, now: datetime
) -> None:
    alex = create(sign_in_name="alex")
    started(database, alex, now - 20 * MINUTE)  # over by now
    older, newer, of_alex = (
        started(database, account, now - minutes * MINUTE) for account, minutes in ((sam, 3), (sam, 2), (alex, 1))
    )
    started(database, create(sign_in_name="sofia", team="South"), now)
    with database.transaction() as connection:
        sessions.start_half(connection, sam, at=now)

    found = sessions.living_of_team(database.connection, "North", at=now)
    assert found == {sam.id: [newer, older], alex.id: [of_alex]}


def test_a_session_is_looked_at_again_as_it_is_now(database: Database, sam: Account, now: datetime) -> None:
    session = started(database, sam, now)
    assert sessions.as_now(database.connection, session, at=now) == session

    with database.transaction() as connection:
        sessions.end(connection, session, at=now)

    assert sessions.as_now(database.connection, session, at=now) is None


def test_the_worker_who_takes_a_screen_back_goes_on_with_its_sitting_alone(
    database: Database, sam: Account, now: datetime
) -> None:
    other = started(database, sam, now)
    worker = started(database, sam, now)
    with database.transaction() as connection:
        screen = sessions.load(connection, sessions.hand_over(connection, worker, "dialogue-1", at=now), at=now)
        assert screen is not None
        token = sessions.take_back(connection, screen, sam, at=now, sitting="dialogue-1")

    back = sessions.load(database.connection, token, at=now)
    assert back is not None
    assert back.sitting == "dialogue-1"
    assert sessions.as_now(database.connection, other, at=now) == other
