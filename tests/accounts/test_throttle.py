"""How often something may be tried: counted where a restart does not forget it [A-09, L-01]."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from msp_dialogue.accounts import throttle
from msp_dialogue.accounts.throttle import Taken
from msp_dialogue.database import Database

MINUTE = timedelta(minutes=1)
MOMENT = timedelta(microseconds=1)
Take = Callable[..., Taken | None]


@pytest.fixture
def take(database: Database, now: datetime) -> Take:
    """Tries something that may be tried three times a minute."""

    def take(subject: str = "sam", *, kind: str = "search", at: datetime = now) -> Taken | None:
        with database.transaction() as connection:
            return throttle.take(connection, kind, subject, limit=3, per=MINUTE, at=at)

    return take


def test_one_try_too_many_waits_and_the_wait_is_over_after_the_time(take: Take, now: datetime) -> None:
    assert all(take() for _ in range(3))
    assert take() is None
    assert take(at=now + MINUTE - MOMENT) is None
    assert take(at=now + MINUTE)


def test_trying_on_while_it_is_refused_makes_the_wait_no_longer(take: Take, now: datetime) -> None:
    assert all(take() for _ in range(3))
    for second in range(1, 60):
        assert take(at=now + timedelta(seconds=second)) is None

    assert take(at=now + MINUTE)


def test_another_subject_and_another_kind_are_counted_apart(take: Take) -> None:
    assert all(take() for _ in range(3))

    assert take() is None
    assert take("alex")
    assert take(kind="export")


def test_what_is_given_back_does_not_count(database: Database, take: Take) -> None:
    taken = [take() for _ in range(3)]
    with database.transaction() as connection:
        throttle.give_back(connection, *(each for each in taken if each))

    assert all(take() for _ in range(3))


def test_many_at_once_are_all_counted(take: Take) -> None:
    with ThreadPoolExecutor(4) as pool:
        through = [each for each in pool.map(lambda _: take(), range(12)) if each]

    assert len(through) == 3


def test_a_restart_forgets_nothing(database: Database, take: Take, key: bytes, now: datetime) -> None:
    path: Path = database.path
    assert all(take() for _ in range(3))
    database.close()
    again = Database.open(path, key)
    with again.transaction() as connection:
        taken = throttle.take(connection, "search", "sam", limit=3, per=MINUTE, at=now)
    again.close()

    assert taken is None


def test_a_clock_set_back_shuts_nobody_out(take: Take, now: datetime) -> None:
    assert all(take() for _ in range(3))

    assert take(at=now - timedelta(hours=3))


def test_neither_the_subject_nor_an_old_try_is_kept(database: Database, take: Take, now: datetime) -> None:
    take("my password, typed in the wrong box")
    kept = [str(row) for row in database.connection.query("select * from attempt")]

    assert len(kept) == 1
    assert "password" not in kept[0]
    take("alex", at=now + MINUTE)
    assert database.connection.execute("select count(*) from attempt").fetchone() == (1,)
