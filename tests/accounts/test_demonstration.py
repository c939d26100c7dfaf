"""What marks a demonstration, and the accounts it has [A-10]."""

from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest

from msp_dialogue import audit
from msp_dialogue.accounts import MIGRATIONS, Role, demonstration, passwords, people
from msp_dialogue.accounts.demonstration import DEMO_ACCOUNTS, AnotherKind
from msp_dialogue.accounts.passwords import Hashed
from msp_dialogue.database import Connection, Database, DatabaseError, Migrations, guarded_tables, stamp


def test_an_empty_database_may_become_either(database: Database) -> None:
    demonstration.refuse_another(database.connection, demo=True)
    demonstration.refuse_another(database.connection, demo=False)


def test_the_mark_cannot_be_taken_off(database: Database, now: datetime) -> None:
    with database.transaction() as connection:
        demonstration.mark(connection, at=now)
    with pytest.raises(DatabaseError), database.transaction() as connection:
        connection.execute("delete from demonstration")

    assert "demonstration" in guarded_tables(database.connection)
    with pytest.raises(AnotherKind):
        demonstration.refuse_another(database.connection, demo=False)


class Before:
    """The accounts' migrations as a version of the service had them that knew no marks."""

    def pending(self, connection: Connection) -> list[Any]:
        return MIGRATIONS.pending(connection)

    def apply(self, connection: Connection) -> None:
        MIGRATIONS.apply(connection, stop_before="mark_of_a_demonstration")


@pytest.mark.parametrize(("by", "marked"), [("demonstration", True), ("command-line", False)])
def test_a_demonstration_filled_before_there_were_marks_is_marked_when_it_is_brought_up_to_date(
    tmp_path: Path, key: bytes, hashed: Hashed, now: datetime, by: str, marked: bool
) -> None:
    old = Database.create(tmp_path / "old.db", key)
    old.migrate(audit.MIGRATIONS, cast("Migrations", Before()))
    with old.transaction() as connection:
        roles = [Role.WORKER]
        people.create(
            connection, name="Sam", sign_in_name="sam", roles=roles, team="North", password=hashed, at=now, by=by
        )
    old.migrate(MIGRATIONS)
    marks = old.connection.execute("select filled from demonstration").fetchall()
    old.close()

    assert marks == ([(stamp(now),)] if marked else [])


def test_every_role_can_be_tried() -> None:
    assert frozenset().union(*(each.roles for each in DEMO_ACCOUNTS)) == set(Role)
    assert len({each.sign_in_name for each in DEMO_ACCOUNTS}) == len(DEMO_ACCOUNTS)


@pytest.mark.parametrize("each", DEMO_ACCOUNTS, ids=lambda each: each.sign_in_name)
def test_even_their_passwords_would_be_taken(each: demonstration.DemoAccount) -> None:
    assert passwords.problem(each.password, sign_in_name=each.sign_in_name, about=[each.name]) is None
