"""Transactions: one writer at a time, all or nothing, a bounded wait, an honest word when one fails [D-01].

Faults are the engine's own: another writer holds the file, a page limit, a limit on the size of files.
"""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from msp_dialogue.database import (
    Busy,
    Connection,
    Database,
    DatabaseError,
    Full,
    IntegrityError,
    NotConfirmed,
    OperationalError,
    StorageFailed,
)
from msp_dialogue.database.driver import connect

WAIT = 0.05


@pytest.fixture
def opened(tmp_path: Path, key: bytes) -> Iterator[Callable[..., Database]]:
    """Opens the same small database again and again, each time as another process would."""
    path = tmp_path / "data" / "dialogue.db"
    Database.create(path, key).close()
    with connect(path, key, wait=1, reading=False) as connection:
        connection.execute("create table saying (words text)")
        connection.execute("create table counter (number int)")
        connection.execute("insert into counter (number) values (0)")
        connection.execute("create table parent (id int primary key)")
        connection.execute("create table child (id int references parent(id) deferrable initially deferred)")
    databases: list[Database] = []

    def open_again(*, longest_wait: float = 5.0) -> Database:
        databases.append(Database.open(path, key, longest_wait=longest_wait))
        return databases[-1]

    yield open_again
    for database in databases:
        database.close()


@contextmanager
def held(database: Database, key: bytes) -> Iterator[None]:
    """Another process holds the place to write."""
    other = connect(database.path, key, wait=1, reading=False)
    other.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


@contextmanager
def no_file_may_grow(path: Path) -> Iterator[None]:
    """Every write past the present end of the file fails, as on a failing disk."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def say(connection: Connection, words: str) -> None:
    connection.execute("insert into saying (words) values (?)", [words])


def say_and(database: Database, go_on: Callable[[Connection], object]) -> None:
    """Say hello, then go on, in one transaction."""
    with database.transaction() as connection:
        say(connection, "hello")
        go_on(connection)


def said(database: Database) -> list[str]:
    return [row[0] for row in database.connection.execute("select words from saying order by rowid")]


def test_what_was_committed_is_seen_by_every_other_process(opened: Callable[..., Database]) -> None:
    one, other = opened(), opened()
    assert said(other) == []
    with one.transaction() as connection:
        say(connection, "hello")
        assert said(other) == []

    assert said(other) == said(one) == ["hello"]


def test_an_exception_undoes_everything_and_passes_through(opened: Callable[..., Database]) -> None:
    database = opened()

    def interrupt(connection: Connection) -> None:
        connection.table("saying").insert({"words": "again"})
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        say_and(database, interrupt)

    assert said(database) == []
    with database.transaction() as connection:
        say(connection, "later")
    assert said(database) == ["later"]


def test_sqlite_utils_inserts_are_part_of_our_transaction(opened: Callable[..., Database]) -> None:
    database = opened()
    with database.transaction() as connection:
        connection.table("saying").insert({"words": "one"})
        with suppress(ZeroDivisionError), connection.atomic():
            connection.table("saying").insert({"words": "undone"})
            raise ZeroDivisionError
        connection.table("saying").insert_all({"words": words} for words in ("two", "three"))

    assert said(database) == ["one", "two", "three"]


def test_inside_a_transaction_every_read_is_of_that_transaction(opened: Callable[..., Database]) -> None:
    database = opened()
    with database.transaction() as connection:
        say(connection, "hello")

        assert database.connection is connection
        assert said(database) == ["hello"]
        with database.reading() as reader:
            assert reader is connection


def test_a_transaction_in_a_transaction_is_a_mistake(opened: Callable[..., Database]) -> None:
    database = opened()
    with pytest.raises(RuntimeError, match="open in this thread"):
        say_and(database, lambda _: say_and(database, lambda _: None))

    assert said(database) == []


def test_a_transaction_that_relies_on_an_older_snapshot_is_a_mistake(opened: Callable[..., Database]) -> None:
    database = opened()

    with database.reading(), pytest.raises(RuntimeError, match="inside the transaction"):
        say_and(database, lambda _: None)
    assert said(database) == []


def test_reading_gives_one_snapshot_until_it_ends(opened: Callable[..., Database]) -> None:
    one, other = opened(), opened()
    with one.reading() as connection:
        assert said(one) == []
        with other.transaction() as writing:
            say(writing, "meanwhile")
        assert said(one) == []
        with one.reading() as again:
            assert again is connection
        assert said(one) == []

    assert said(one) == ["meanwhile"]


def test_a_reading_that_another_thread_ends_does_not_stop_its_own_from_writing(
    opened: Callable[..., Database],
) -> None:
    database = opened()
    reading = database.reading()
    reading.__enter__()
    ending = threading.Thread(target=reading.__exit__, args=(None, None, None))
    ending.start()
    ending.join()
    say_and(database, lambda _: None)

    assert said(database) == ["hello"]


def test_nothing_is_written_outside_a_transaction(opened: Callable[..., Database]) -> None:
    database = opened()

    for write in (say, lambda connection, words: connection.table("saying").insert({"words": words})):
        with pytest.raises(OperationalError, match="readonly"):
            write(database.connection, "hello")
        with pytest.raises(OperationalError, match="readonly"), database.reading() as connection:
            write(connection, "hello")
    assert said(database) == []


@pytest.mark.parametrize("processes", [1, 4])
def test_four_writers_that_read_then_write_all_succeed(opened: Callable[..., Database], processes: int) -> None:
    databases = [opened() for _ in range(processes)]

    def count(writer: int) -> None:
        for _ in range(50):
            with databases[writer % processes].transaction() as connection:
                (number,) = connection.execute("select number from counter").fetchone()
                connection.execute("update counter set number = ?", [number + 1])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count, range(4)))

    assert databases[0].connection.execute("select number from counter").fetchone() == (200,)


def test_each_thread_has_a_connection_of_its_own_and_all_are_closed(opened: Callable[..., Database]) -> None:
    database = opened()
    all_have_one = threading.Barrier(4)

    def use(_: int) -> Connection:
        connection = database.connection
        all_have_one.wait(timeout=10)
        assert database.connection is connection
        return connection

    with ThreadPoolExecutor(4) as pool:
        connections = list(pool.map(use, range(4)))
        database.close()

    assert len({id(connection) for connection in connections}) == 4
    for connection in connections:
        with pytest.raises(DatabaseError, match="closed"):
            connection.execute("select 1")


def test_a_closed_database_is_not_used_again(opened: Callable[..., Database]) -> None:
    database = opened()
    database.close()

    with pytest.raises(RuntimeError, match="closed"):
        said(database)
    with pytest.raises(RuntimeError, match="closed"), database.transaction():
        pass


def test_a_thread_that_ends_takes_its_connection_with_it(opened: Callable[..., Database]) -> None:
    database = opened()
    for _ in range(20):
        thread = threading.Thread(target=said, args=[database])
        thread.start()
        thread.join()

    assert len(database._readers) <= 2


def test_another_process_that_holds_the_place_to_write_is_waited_for_no_longer_than_said(
    opened: Callable[..., Database], key: bytes
) -> None:
    database = opened(longest_wait=WAIT)
    with held(database, key):
        with pytest.raises(Busy, match="Nothing was saved"), database.transaction():
            pytest.fail("it was let in")
        assert said(database) == []

    with database.transaction() as connection:
        say(connection, "afterwards")
    assert said(database) == ["afterwards"]


def test_another_thread_that_writes_is_waited_for_no_longer_than_said(
    opened: Callable[..., Database],
) -> None:
    database = opened(longest_wait=WAIT)

    def write() -> None:
        with database.transaction() as connection:
            say(connection, "never")

    with ThreadPoolExecutor(1) as pool, database.transaction() as connection:
        say(connection, "first")
        with pytest.raises(Busy):
            pool.submit(write).result(timeout=10)

    assert said(database) == ["first"]


def test_waiting_for_a_thread_and_then_for_a_process_is_still_one_wait(
    opened: Callable[..., Database], key: bytes
) -> None:
    database = opened(longest_wait=1)
    with database.transaction() as connection:
        say(connection, "before")
    in_place, over = threading.Event(), threading.Event()

    def keep_others_waiting() -> None:
        with database._one_writer():
            in_place.set()
            over.wait(0.8)

    with held(database, key), ThreadPoolExecutor(1) as pool:
        pool.submit(keep_others_waiting)
        in_place.wait()
        began = time.monotonic()
        with pytest.raises(Busy), database.transaction():
            pytest.fail("it was let in")
        waited = time.monotonic() - began

    assert waited < 1.5
    with database.transaction() as connection:
        assert connection.execute("PRAGMA busy_timeout").fetchone() == (1000,)


def test_a_full_disk_saves_nothing_and_reading_and_writing_go_on_once_there_is_space(
    opened: Callable[..., Database],
) -> None:
    database = opened()
    with database.transaction() as connection:
        connection.conn.set_authorizer(None)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Full, match="Make space"):
        say_and(database, lambda connection: say(connection, "long " * 100_000))

    assert said(database) == []
    with database.transaction() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
        say(connection, "long " * 100_000)
    assert said(database) == ["long " * 100_000]


def test_a_caller_who_hides_that_the_transaction_ended_is_not_told_that_it_was_saved(
    opened: Callable[..., Database],
) -> None:
    database = opened()
    with pytest.raises(StorageFailed, match="Nothing was saved"):
        say_and(database, lambda connection: connection.conn.execute("ROLLBACK"))

    assert said(database) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_commit_that_fails_is_not_confirmed_and_may_be_sent_again(opened: Callable[..., Database]) -> None:
    database = opened()
    with database.transaction() as connection:
        say(connection, "before")
    log = database.path.with_name("dialogue.db-wal")
    with no_file_may_grow(log), pytest.raises(NotConfirmed, match="could not confirm"):
        say_and(database, lambda failing: say(failing, "hello " * 2000))

    with database.transaction() as fresh:
        assert fresh is not connection
        say(fresh, "again")
    assert said(database) == ["before", "again"]


def test_a_constraint_left_to_the_end_is_the_callers_mistake_and_saves_nothing(
    opened: Callable[..., Database],
) -> None:
    database = opened()
    with pytest.raises(IntegrityError):
        say_and(database, lambda connection: connection.execute("insert into child (id) values (1)"))

    assert said(database) == []
    with database.transaction() as connection:
        say(connection, "later")
    assert said(database) == ["later"]
