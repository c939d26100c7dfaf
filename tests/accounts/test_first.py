"""The link that creates the first account: once, for a day, and only while there is none."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from msp_dialogue.accounts import Account, Refused, Role, first, people
from msp_dialogue.accounts.account import Problem
from msp_dialogue.accounts.passwords import Hashed
from msp_dialogue.database import Database


def issue(database: Database, now: datetime) -> str:
    with database.transaction() as connection:
        return first.issue(connection, at=now)


def redeem(database: Database, token: str, hashed: Hashed, at: datetime, name: str = "Sam") -> Account:
    with database.transaction() as connection:
        return first.redeem(connection, token, name=name, sign_in_name="sam", password=hashed, team="North", at=at)


def test_the_first_account_is_administrator_and_worker(database: Database, hashed: Hashed, now: datetime) -> None:
    assert first.needed(database.connection)
    account = redeem(database, issue(database, now), hashed, now)

    assert account.roles == {Role.ADMINISTRATOR, Role.WORKER}
    assert people.all(database.connection) == [account]
    assert not first.needed(database.connection)


def test_a_link_works_once(database: Database, hashed: Hashed, now: datetime) -> None:
    token = issue(database, now)
    redeem(database, token, hashed, now)

    assert not first.is_good(database.connection, token, at=now)
    assert database.connection.execute("select count(*) from first_link").fetchone() == (0,)
    with pytest.raises(Refused) as refusal:
        redeem(database, token, hashed, now)
    assert refusal.value.problem is Problem.LINK


def test_two_who_use_it_at_once_get_one_account(database: Database, hashed: Hashed, now: datetime) -> None:
    token = issue(database, now)

    def use(_: int) -> bool:
        try:
            redeem(database, token, hashed, now)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(use, range(4)))

    assert sum(made) == 1
    assert len(people.all(database.connection)) == 1


@pytest.mark.parametrize(
    ("later", "good"),
    [
        (timedelta(0), True),
        (timedelta(hours=24) - timedelta(microseconds=1), True),
        (timedelta(hours=24), False),
        (timedelta(days=400), False),
        (timedelta(microseconds=-1), False),
        (timedelta(hours=-3), False),
    ],
)
def test_a_link_is_good_for_a_day_and_not_before_it_was_issued(
    database: Database, hashed: Hashed, now: datetime, later: timedelta, good: bool
) -> None:
    token = issue(database, now)

    assert first.is_good(database.connection, token, at=now + later) is good
    if not good:
        with pytest.raises(Refused):
            redeem(database, token, hashed, now + later)


def test_a_new_link_ends_the_one_before(database: Database, now: datetime) -> None:
    old, new = issue(database, now), issue(database, now)

    assert not first.is_good(database.connection, old, at=now)
    assert first.is_good(database.connection, new, at=now)


def test_a_name_that_is_refused_does_not_use_the_link_up(database: Database, hashed: Hashed, now: datetime) -> None:
    token = issue(database, now)
    with database.transaction() as connection, pytest.raises(Refused):
        first.redeem(connection, token, name="", sign_in_name="sam", password=hashed, team="North", at=now)

    assert redeem(database, token, hashed, now).name == "Sam"


def test_no_link_is_issued_or_good_when_there_is_an_account(
    database: Database, create: Callable[..., Account], now: datetime
) -> None:
    token = issue(database, now)
    create()

    assert not first.is_good(database.connection, token, at=now)
    with pytest.raises(Refused):
        issue(database, now)


@pytest.mark.parametrize("token", ["", "x", "\ud800", "é" * 5000, "\x00"])
def test_any_other_text_is_no_link(database: Database, now: datetime, token: str) -> None:
    issue(database, now)

    assert not first.is_good(database.connection, token, at=now)


def test_the_database_holds_nothing_that_could_be_used_as_a_link(database: Database, now: datetime) -> None:
    token = issue(database, now)
    kept = [str(row) for row in database.connection.query("select * from first_link")]
    kept += [str(row) for row in database.connection.query("select * from audit")]

    assert len(token) >= 43
    assert len(kept) == 2
    assert not [row for row in kept if token in row]
