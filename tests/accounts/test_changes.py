"""Changes of an account end its sessions [S-05]."""

from collections.abc import Callable
from datetime import datetime

import pytest

from msp_dialogue.accounts import Account, Refused, Role, changes, passwords, people, sessions
from msp_dialogue.database import Connection, Database

OTHER = "quite different words"


def disable(connection: Connection, account: Account, at: datetime) -> None:
    changes.disable(connection, account.id, at=at, by="administrator-1")


def set_password(connection: Connection, account: Account, at: datetime) -> None:
    fresh = passwords.hash_new(OTHER, sign_in_name="sam")
    changes.set_password(connection, account.id, fresh, at=at, by="administrator-1")


def set_roles(connection: Connection, account: Account, at: datetime) -> None:
    changes.set_roles(connection, account.id, [Role.ADMINISTRATOR], at=at, by="administrator-1")


@pytest.mark.parametrize(
    ("change", "action"),
    [(disable, "account_disabled"), (set_password, "password_changed"), (set_roles, "roles_changed")],
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


def test_what_was_changed_holds(database: Database, sam: Account, now: datetime) -> None:
    with database.transaction() as connection:
        set_password(connection, sam, now)
        set_roles(connection, sam, now)
        disable(connection, sam, now)
    changed = people.by_id(database.connection, sam.id)
    assert changed is not None
    assert changed.disabled
    assert changed.roles == {Role.ADMINISTRATOR}
    with database.transaction() as connection:
        changes.enable(connection, sam.id, at=now, by="administrator-1")

    assert people.check_password(database.connection, "sam", OTHER) is not None


def test_an_account_keeps_at_least_one_role(database: Database, sam: Account, now: datetime) -> None:
    with pytest.raises(Refused), database.transaction() as connection:
        changes.set_roles(connection, sam.id, [], at=now, by="administrator-1")

    assert people.by_id(database.connection, sam.id) == sam


def test_an_account_that_is_not_there_is_not_changed(database: Database, now: datetime) -> None:
    with pytest.raises(LookupError), database.transaction() as connection:
        changes.disable(connection, "nobody", at=now, by="administrator-1")

    assert database.connection.execute("select count(*) from audit").fetchone() == (0,)
