"""Append-only tables and migrations: what a guard refuses, and when it is lost [G-03]."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from msp_dialogue.database import (
    Connection,
    Database,
    DatabaseError,
    IntegrityError,
    Migrations,
    append_only,
    guarded_tables,
)
from msp_dialogue.database.driver import connect

CHANGES = (
    "update saying set words = 'changed'",
    "update saying set words = 'changed' where id = 99",
    "delete from saying",
    "delete from saying where id = 1",
    "insert or replace into saying (id, words) values (1, 'changed')",
    "insert into saying (id, words) values (1, 'x') on conflict (id) do update set words = 'changed'",
)
SCHEMA_CHANGES = (
    "drop trigger saying_refuses_update",
    "drop table saying",
    "alter table saying rename to other",
    "alter table saying add column more text",
    "create table other (id int)",
    "create temporary table other (id int)",
    "create trigger more after insert on saying begin select 1; end",
    "attach ':memory:' as elsewhere",
    "PRAGMA writable_schema = ON",
    "PRAGMA recursive_triggers = OFF",
    "PRAGMA ignore_check_constraints = ON",
    "reindex",
    "analyze",
)


def first_set() -> Migrations:
    migrations = Migrations("saying")

    @migrations()
    def sayings(connection: Connection) -> None:
        connection.table("saying").create({"id": int, "words": str}, pk="id", strict=True)
        append_only(connection, "saying")
        connection.table("saying").insert({"id": 1, "words": "kept"})
        connection.table("model").create({"id": int, "words": str}, pk="id", strict=True)

    return migrations


@pytest.fixture
def guarded(tmp_path: Path, key: bytes) -> Iterator[Database]:
    """A database with one guarded table and one that may change."""
    database = Database.create(tmp_path / "dialogue.db", key)
    database.migrate(first_set())
    yield database
    database.close()


def words(database: Database) -> list[tuple[int, str]]:
    return database.connection.execute("select id, words from saying").fetchall()


@pytest.mark.parametrize("change", CHANGES)
def test_a_guarded_table_refuses_change_in_a_transaction(guarded: Database, change: str) -> None:
    with pytest.raises(DatabaseError, match=r"append only|not authorized"), guarded.transaction() as it:
        it.execute(change)

    assert words(guarded) == [(1, "kept")]


@pytest.mark.parametrize("change", [change for change in CHANGES if "99" not in change])
def test_a_guarded_table_refuses_other_programs_too(guarded: Database, key: bytes, change: str) -> None:
    other = connect(guarded.path, key, wait=1, reading=False)
    with pytest.raises(IntegrityError, match="append only"):
        other.execute(change)
    other.close()

    assert words(guarded) == [(1, "kept")]


@pytest.mark.parametrize("change", SCHEMA_CHANGES)
def test_a_transaction_cannot_take_the_guard_away_or_change_a_table(guarded: Database, change: str) -> None:
    with pytest.raises(DatabaseError, match="not authorized"), guarded.transaction() as connection:
        connection.execute(change)

    assert guarded_tables(guarded.connection) == {"saying"}


def test_a_table_without_a_guard_may_change(guarded: Database) -> None:
    with guarded.transaction() as connection:
        connection.table("model").insert({"id": 1, "words": "one"})
        connection.table("model").upsert({"id": 1, "words": "two"}, pk="id")
        connection.table("model").update(1, {"words": "three"})
        connection.table("model").insert({"id": 2, "words": "gone"})
        connection.execute("delete from model where id = 2")

    assert guarded.connection.execute("select * from model").fetchall() == [(1, "three")]


def test_a_guarded_table_takes_new_rows(guarded: Database) -> None:
    with guarded.transaction() as connection:
        connection.table("saying").insert({"id": 2, "words": "more"})

    assert words(guarded) == [(1, "kept"), (2, "more")]


def test_only_plain_names_are_guarded(guarded: Database) -> None:
    with pytest.raises(ValueError, match="plain"):
        append_only(guarded.connection, "saying; drop table saying")


def test_a_table_with_half_its_guard_does_not_count_as_guarded(guarded: Database, key: bytes) -> None:
    other = connect(guarded.path, key, wait=1, reading=False)
    other.execute("drop trigger saying_refuses_delete")
    assert guarded_tables(other) == set()
    other.execute("create trigger saying_refuses_delete before delete on saying begin select 1; end")
    assert guarded_tables(other) == set()
    append_only(other, "saying")

    assert guarded_tables(other) == {"saying"}
    other.close()


def test_transforming_a_table_loses_the_guard_unless_it_is_asked_for_again(guarded: Database) -> None:
    careless, careful = first_set(), first_set()

    @careless()
    def without_a_thought(connection: Connection) -> None:
        connection.table("saying").transform(rename={"words": "text"})

    guarded.migrate(careless)
    assert guarded_tables(guarded.connection) == set()

    @careful(name="with_care")
    def with_care(connection: Connection) -> None:
        connection.table("saying").transform(rename={"text": "words"})
        append_only(connection, "saying")

    guarded.migrate(careful)
    assert guarded_tables(guarded.connection) == {"saying"}
    assert words(guarded) == [(1, "kept")]


def test_a_new_guard_holds_in_the_next_transaction(guarded: Database) -> None:
    with guarded.transaction() as connection:
        connection.table("model").insert({"id": 1, "words": "kept"})
    more = first_set()

    @more()
    def guard_the_model(connection: Connection) -> None:
        append_only(connection, "model")

    guarded.migrate(more)

    with pytest.raises(DatabaseError, match="not authorized"), guarded.transaction() as connection:
        connection.execute("delete from model where id = 99")


def test_migrations_that_fail_leave_none_of_themselves_behind(guarded: Database) -> None:
    good, bad = Migrations("good"), Migrations("bad")

    @good()
    def one_more_table(connection: Connection) -> None:
        connection.table("more").create({"id": int}, pk="id")

    @bad()
    def broken(connection: Connection) -> None:
        connection.table("broken").create({"id": int}, pk="id")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        guarded.migrate(good, bad)

    assert {"more", "broken"}.isdisjoint(guarded.connection.table_names())
    assert good.pending(guarded.connection)
    with pytest.raises(DatabaseError, match="not authorized"), guarded.transaction() as connection:
        connection.execute("drop table saying")


def test_migrating_again_changes_nothing(guarded: Database) -> None:
    before = guarded.connection.execute("PRAGMA data_version").fetchone()
    guarded.migrate(first_set())

    assert guarded.connection.execute("PRAGMA data_version").fetchone() == before
    assert words(guarded) == [(1, "kept")]


def test_every_append_only_table_of_the_service_still_has_its_guard(database: Database) -> None:
    assert {"audit"} <= guarded_tables(database.connection)
