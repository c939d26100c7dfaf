"""Old databases are brought up to date with what is in them: nothing is lost, and every guard is there afterwards."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from msp_dialogue import audit
from msp_dialogue.database import Connection, Database, Migrations, guarded_tables
from msp_dialogue.record import MIGRATIONS

GUARDED = {"event", "flow_version"}


class Until:
    """The record's migrations as a version of the service had them, which knew no step from `name` on."""

    def __init__(self, name: str | None) -> None:
        self.name = name

    def pending(self, connection: Connection) -> list[Any]:
        return MIGRATIONS.pending(connection)

    def apply(self, connection: Connection) -> None:
        MIGRATIONS.apply(connection, stop_before=self.name)


@pytest.fixture
def empty(tmp_path: Path, key: bytes) -> Iterator[Database]:
    database = Database.create(tmp_path / "dialogue.db", key)
    database.migrate(audit.MIGRATIONS)
    yield database
    database.close()


def steps(database: Database) -> list[str]:
    with database.reading() as connection:
        return [migration.name for migration in MIGRATIONS.pending(connection)]


def fill(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """A row in every table that can have one, and everything that is then there."""
    with database.transaction() as connection:
        for table in ("adult", "enquiry", "dialogue", *connection.table_names()):
            if connection.table(table).exists() and table not in {"audit", "_sqlite_migrations"}:
                row = {
                    column.name: 1 if column.type == "INTEGER" else "x" for column in connection.table(table).columns
                }
                connection.table(table).insert(row, ignore=True)
    return contents(database)


def contents(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    with database.reading() as connection:
        names = [name for name in connection.table_names() if name != "_sqlite_migrations"]
        return {name: connection.execute(f"select * from {name}").fetchall() for name in names}  # noqa: S608


def names() -> list[str]:
    """The steps there are; a step once released stands here for ever."""
    return ["events", "flow_versions", "read_models", "said", "outcomes", "drafts", "openings"]


def test_the_steps_that_were_released_are_still_there_and_in_their_order(empty: Database) -> None:
    assert steps(empty)[: len(names())] == names()


@pytest.mark.parametrize("step", names())
def test_a_database_from_before_any_step_keeps_its_rows(empty: Database, step: str) -> None:
    empty.migrate(cast("Migrations", Until(step)))
    before = fill(empty)
    empty.migrate(MIGRATIONS)
    after = contents(empty)
    with empty.reading() as connection:
        guarded = guarded_tables(connection)
        broken = connection.execute("pragma foreign_key_check").fetchall()

    assert {table: after[table] for table in before} == before
    assert guarded >= GUARDED
    assert broken == []


def test_what_was_done_about_signals_is_read_from_the_events_of_before(empty: Database) -> None:
    empty.migrate(cast("Migrations", Until("what_was_done_about_signals")))
    dealt = {"signals": [3, 5], "how": "talked_alone", "words": "Seen “alone”."}
    row = {"stream": "e1", "kind": "signals_dealt_with", "recorded_by": "wendy", "at": "now", "token": "t", "part": 0}
    with empty.transaction() as connection:
        connection.table("event").insert(row | {"seq": 7, "value": json.dumps(dealt, ensure_ascii=False)})
        connection.table("event").insert(row | {"seq": 8, "kind": "opened", "token": "u"})
    empty.migrate(MIGRATIONS)

    assert contents(empty)["signal_done"] == [
        ("e1", number, 7, "talked_alone", "Seen “alone”.", 0, "now", "wendy") for number in (3, 5)
    ]


def test_what_was_noted_of_contact_from_each_enquiry_is_read_from_the_events_of_before(empty: Database) -> None:
    empty.migrate(cast("Migrations", Until("safe_contact_of_each_enquiry")))
    said: dict[str, Any] = {"ways": {"call": "Zoë’s phone"}, "never_ways": ["letter"], "heard": ["d1"]}
    said |= {"times": "", "words": "Hello", "never": "The house", "review": None}
    row = {"stream": "a1", "kind": "safe_contact_noted", "recorded_by": "wendy", "at": "now", "part": 0}
    with empty.transaction() as connection:
        for number, (enquiry, words) in enumerate([("e1", "Older"), ("e2", "Hello"), ("e1", "Newer")], start=1):
            value = json.dumps(said | {"enquiry": enquiry, "words": words}, ensure_ascii=False)
            connection.table("event").insert(row | {"seq": number, "token": f"t{number}", "value": value})
    empty.migrate(MIGRATIONS)

    lists = ('{"call": "Zoë’s phone"}', '["letter"]', '["d1"]')
    with empty.reading() as connection:
        query = "select enquiry, number, words, ways, never_ways, heard, review from safe_contact order by enquiry"
        found = connection.execute(query).fetchall()
    assert found == [("e1", 3, "Newer", *lists, None), ("e2", 2, "Hello", *lists, None)]


def test_nothing_is_left_to_do_after_all_steps(empty: Database) -> None:
    empty.migrate(MIGRATIONS)
    first = contents(empty)
    empty.migrate(MIGRATIONS)

    assert steps(empty) == []
    assert contents(empty) == first


def test_every_table_has_a_key_and_what_hangs_on_an_enquiry_is_found_by_it(empty: Database) -> None:
    empty.migrate(MIGRATIONS)
    with empty.reading() as connection:
        tables = [
            connection.table(name) for name in connection.table_names() if name not in {"audit", "_sqlite_migrations"}
        ]
        without_key = [table.name for table in tables if table.use_rowid]
        slow = [
            table.name
            for table in tables
            if "enquiry" in table.columns_dict
            and table.pks[0] != "enquiry"
            and not any(index.columns[0] == "enquiry" for index in table.indexes)
        ]

    assert without_key == []
    assert slow == []
