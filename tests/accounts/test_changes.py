"""Changes of an account end its sessions [S-05]."""

from collections.abc import Callable
from datetime import datetime

import pytest

from msp_dialogue.accounts import Account, Refused, Role, changes, passwords, people, sessions
from msp_dialogue.accounts.account import Problem
from msp_dialogue.database import Connection, Database

OTHER = "quite different words"


def disable(connection: Connection, account: Account, at: datetime) -> None:
    changes.disable(connection, account.id, at=at, by="administrator-1")


def set_password(connection: Connection, account: Account, at: datetime) -> None:
    fresh = passwords.hash_new(OTHER, sign_in_name="sam")
    changes.set_password(connection, account.id, fresh, at=at, by="administrator-1")


def set_roles(connection: Connection, account: Account, at: datetime) -> None:
    changes.set_place(connection, account.id, [Role.ADMINISTRATOR], "North", at=at, by="administrator-1")


def set_team(connection: Connection, account: Account, at: datetime) -> None:
    changes.set_place(connection, account.id, [Role.WORKER], "South", at=at, by="administrator-1")


def clear_factor(connection: Connection, account: Account, at: datetime) -> None:
    changes.clear_factor(connection, account.id, at=at, by="administrator-1")


@pytest.mark.parametrize(
    ("change", "action"),
    [
        (disable, "account_disabled"),
        (set_password, "password_changed"),
        (set_roles, "roles_changed"),
        (set_team, "team_changed"),
        (clear_factor, "second_factor_cleared"),
    ],
)
def test_a_change_ends_every_session_of_that_account_and_no_other(
    database: Database,
    create: Callable[..., Account],
    sam: Account,
    now: datetime,
    change: Callable[[Connection, Account, datetime], None],
    action: str,
) -> None:
    alex = create(sign_in_name="alex")
    with database.transaction() as connection:
        of_sam = [sessions.start(connection, sam, at=now) for _ in range(2)]
        of_alex = sessions.start(connection, alex, at=now)
    with database.transaction() as connection:
        change(connection, sam, now)

    assert [sessions.load(database.connection, token, at=now) for token in of_sam] == [None, None]
    assert sessions.load(database.connection, of_alex, at=now) is not None
    trail = database.connection.execute("select actor, action, thing from audit order by id desc limit 2")
    assert trail.fetchall() == [
        ("administrator-1", "sessions_ended", sam.id),
        ("administrator-1", action, sam.id),
    ]


def test_what_was_changed_holds(
    database: Database, create: Callable[..., Account], sam: Account, now: datetime
) -> None:
    create(sign_in_name="ada", roles=[Role.ADMINISTRATOR])
    with database.transaction() as connection:
        set_password(connection, sam, now)
        set_roles(connection, sam, now)
        changes.disable(connection, sam.id, at=now, by="administrator-1")
    changed = people.by_id(database.connection, sam.id)
    assert changed is not None
    assert changed.disabled
    assert changed.roles == {Role.ADMINISTRATOR}
    with database.transaction() as connection:
        changes.enable(connection, sam.id, at=now, by="administrator-1")

    assert people.check_password(database.connection, "sam", OTHER) is not None


def test_a_place_that_is_not_different_ends_nothing(database: Database, sam: Account, now: datetime) -> None:
    with database.transaction() as connection:
        token = sessions.start(connection, sam, at=now)
        changes.set_place(connection, sam.id, sam.roles, sam.team, at=now, by="administrator-1")

    assert sessions.load(database.connection, token, at=now) is not None


@pytest.mark.parametrize(
    ("roles", "team"),
    [([], "North"), ([Role.WORKER], ""), ([Role.ADVOCATE, Role.WORKER], "North"), ([Role.ANALYST], "two\nlines")],
)
def test_a_place_that_may_not_be_is_refused(
    database: Database, sam: Account, now: datetime, roles: list[Role], team: str
) -> None:
    with pytest.raises(Refused), database.transaction() as connection:
        changes.set_place(connection, sam.id, roles, team, at=now, by="administrator-1")

    assert people.by_id(database.connection, sam.id) == sam


def test_an_advocate_is_in_no_team(create: Callable[..., Account]) -> None:
    assert create(roles=[Role.ADVOCATE], team="North").team == ""


def disable_last(connection: Connection, account: Account, at: datetime) -> None:
    changes.disable(connection, account.id, at=at, by=account.id)


def demote_last(connection: Connection, account: Account, at: datetime) -> None:
    changes.set_place(connection, account.id, [Role.WORKER], "North", at=at, by=account.id)


@pytest.mark.parametrize("change", [disable_last, demote_last])
def test_the_last_administrator_who_can_sign_in_stays_one(
    database: Database,
    create: Callable[..., Account],
    now: datetime,
    change: Callable[[Connection, Account, datetime], None],
) -> None:
    ada, gone = (create(sign_in_name=name, roles=[Role.ADMINISTRATOR]) for name in ("ada", "gone"))
    with database.transaction() as connection:
        changes.disable(connection, gone.id, at=now, by=ada.id)
    with pytest.raises(Refused) as refusal, database.transaction() as connection:
        change(connection, ada, now)

    assert refusal.value.problem is Problem.LAST_ADMINISTRATOR
    assert people.by_id(database.connection, ada.id) == ada
    with database.transaction() as connection:
        changes.enable(connection, gone.id, at=now, by=ada.id)
        change(connection, ada, now)


def test_an_account_that_is_not_there_is_not_changed(database: Database, now: datetime) -> None:
    with pytest.raises(LookupError), database.transaction() as connection:
        changes.disable(connection, "nobody", at=now, by="administrator-1")

    assert database.connection.execute("select count(*) from audit").fetchone() == (0,)
