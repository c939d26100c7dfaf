"""Readers are lent: to whoever reads next, to one at a time, and never again after something was wrong."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from msp_dialogue.database import Connection, DamagedDatabase, Database, DatabaseError, store


@pytest.fixture
def database(tmp_path: Path, key: bytes) -> Iterator[Database]:
    """A small database."""
    path = tmp_path / "data" / "dialogue.db"
    made = Database.create(path, key)
    yield made
    made.close()


def lent(database: Database) -> Connection:
    with database.reading() as connection:
        return connection


def test_a_reader_is_lent_again_to_whichever_thread_reads_next(database: Database) -> None:
    first = lent(database)

    for _ in range(20):
        with ThreadPoolExecutor(1) as another:
            assert another.submit(lent, database).result() is first


def test_two_that_read_at_once_have_a_reader_each(database: Database) -> None:
    both_read = threading.Barrier(2)

    def read(_: int) -> Connection:
        with database.reading() as connection:
            both_read.wait(timeout=10)
            return connection

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(read, range(2))

    assert one is not other


def test_a_reading_inside_another_has_the_same_reader(database: Database) -> None:
    with database.reading() as outer, database.reading() as inner:
        assert inner is outer
        assert database.connection is outer


def test_readers_that_only_a_rush_needed_are_closed_after_it(database: Database) -> None:
    all_read = threading.Barrier(12)

    def read(_: int) -> Connection:
        with database.reading() as connection:
            all_read.wait(timeout=10)
            return connection

    with ThreadPoolExecutor(12) as pool:
        readers = list(pool.map(read, range(12)))

    assert sum(is_open(each) for each in readers) == store._LENT_AGAIN


def test_a_reader_that_met_damage_is_not_lent_again(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(_: Connection) -> None:
        raise DamagedDatabase("invented")

    first = lent(database)
    with monkeypatch.context() as patched:
        patched.setattr(store, "refuse_damage", damaged)
        with pytest.raises(DamagedDatabase):
            lent(database)

    assert not is_open(first)
    assert lent(database) is not first


@pytest.mark.parametrize("query", ["select nothing from nowhere", "create table no (words text)"])
def test_a_readers_own_mistake_costs_no_connection(database: Database, query: str) -> None:
    def mistaken() -> None:
        with database.reading() as connection:
            connection.execute(query)

    first = lent(database)
    with pytest.raises(DatabaseError):
        mistaken()

    assert lent(database) is first


def is_open(connection: Connection) -> bool:
    try:
        connection.execute("select 1")
    except DatabaseError:
        return False
    return True
