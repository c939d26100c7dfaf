"""One database file for one process: a few reading connections that are lent out, and one writer at a time.

It must not know what is written; it knows what a commit that fails means.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from weakref import WeakSet

from msp_dialogue.database.driver import (
    Connection,
    IntegrityError,
    Migrations,
    connect,
    driver,
    is_suspect,
    problem_of,
    refuse_affected,
    refuse_damage,
)
from msp_dialogue.database.files import make_empty, refuse_unfit
from msp_dialogue.database.guards import enforce
from msp_dialogue.database.holding import hold, release
from msp_dialogue.database.problems import Busy, DamagedDatabase, Full, NotConfirmed, StorageFailed

LONGEST_WAIT = 5.0  # seconds: a person waits no longer for an answer to be saved or refused [D-07]
_LENT_AGAIN = 4  # readers kept for whoever comes next: more hardly ever read at a time
_PATIENT = 0.05  # seconds waited for the lock before what is left of the whole wait is worked out


@dataclass
class _Own:
    """What belongs to one thread: a reader for small reads alone, and what its block has."""

    reader: Connection | None = None
    writer: Connection | None = None
    reading: Connection | None = None


class _Owns(threading.local):
    def __init__(self) -> None:
        self.own = _Own()  # once in every thread


class Database:
    """The database of a process; its connections are closed together.

    Reading and writing use different connections, so that a page that only reads cannot write by mistake. The writer's
    statements and pages stay warm whichever thread writes, and so do a reader's: whoever reads next has it next. A
    server has many threads, of which few read at a time, and one connection costs more than a page.
    """

    def __init__(self, path: Path, key: bytes, longest_wait: float) -> None:
        """Use `create` or `open`, which make sure of the file first."""
        self.path = path
        self._held = hold(path, alone=False, wait=longest_wait)
        self._key = key
        self._longest_wait = longest_wait
        self._writing = threading.Lock()
        self._writer: Connection | None = None
        self._readers: WeakSet[Connection] = WeakSet()  # weak: a thread that ends takes its own with it
        self._idle: list[Connection] = []
        self._owns = _Owns()
        self._closed = False
        self._asked_first: Callable[[Connection], None] = lambda _connection: None

    @classmethod
    def create(cls, path: Path, key: bytes, *, longest_wait: float = LONGEST_WAIT) -> Self:
        """Make a new, empty, encrypted database, and open it; a file in the way is left as it is [K-03].

        `key` is 32 bytes. Raises ExistingDatabase, AffectedSqlite, UnsafeConnection.
        """
        refuse_affected(driver.sqlite_version_info)
        make_empty(path, key, wait=longest_wait)
        return cls.open(path, key, longest_wait=longest_wait)

    @classmethod
    def open(cls, path: Path, key: bytes, *, longest_wait: float = LONGEST_WAIT) -> Self:
        """Open a database that is there; never makes or mends one [K-03].

        `longest_wait` is the time in seconds that a write may wait for others in all. Raises MissingDatabase,
        WrongKey, DamagedDatabase, StorageFailed, AffectedSqlite, UnsafeConnection, or Busy.
        """
        refuse_affected(driver.sqlite_version_info)
        refuse_unfit(path)
        database = cls(path, key, longest_wait)
        try:
            with database.reading() as connection:
                connection.execute("select count(*) from sqlite_master").fetchone()
        except BaseException:
            database.close()
            raise
        return database

    @property
    def connection(self) -> Connection:
        """This thread's connection, for one small read: it refuses to write.

        Inside `transaction`, or `reading`, it is the connection of that block. People's words are better read
        in such a block, which tells when a page was damaged.
        """
        own = self._owns.own
        if own.writer is not None:
            return own.writer
        if own.reading is not None:
            return own.reading
        if self._closed or own.reader is None:
            own.reader = self._connected(reading=True)
        return own.reader

    def ask_first(self, question: Callable[[Connection], None]) -> None:
        """Have this asked at the beginning of every transaction, inside it; what it raises refuses the whole [Z-10]."""
        self._asked_first = question

    @contextmanager
    def transaction(self, *, wait: float | None = None) -> Iterator[Connection]:
        """Save everything done in the block durably, or nothing of it [D-01].

        Waits a bounded time for other writers, or no longer than `wait` seconds. What a write depends on must be read
        inside. Raises Busy, Full, StorageFailed or DamagedDatabase when nothing was saved, NotConfirmed when that is
        not known.
        Nested use is a programming error (RuntimeError).
        """
        if self._owns.own.writer is not None:
            raise RuntimeError("A transaction is open in this thread already.")
        if self._owns.own.reading:
            raise RuntimeError("Read inside the transaction what the write depends on, not in reading().")
        with self._one_writer(wait) as give_up:
            if self._writer is None:
                self._writer = self._connected(reading=False)
                enforce(self._writer)
            with self._begun(self._writer, give_up) as connection:
                self._asked_first(connection)
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give one snapshot for several reads: what others commit meanwhile is not seen.

        Inside `transaction`, or another `reading`, it is that one. Raises DamagedDatabase, StorageFailed.
        """
        own = self._owns.own  # kept here: what streams may be ended by another thread
        if own.writer is not None or own.reading is not None:
            yield self.connection
            return
        with self._lent() as connection:
            connection.conn.execute("BEGIN")
            own.reading = connection
            try:
                yield connection
                refuse_damage(connection)
            finally:
                own.reading = None
                if connection.conn.in_transaction:
                    connection.conn.execute("ROLLBACK")

    @contextmanager
    def _lent(self) -> Iterator[Connection]:
        """A reader that nobody else has meanwhile; it is not lent again when something was wrong with it."""
        connection, suspect = self._taken(), True
        try:
            yield connection
            suspect = False
        except driver.Error as error:
            suspect = is_suspect(error)
            if problem := problem_of(error, writing=False):
                raise problem from error
            raise
        except DamagedDatabase:
            raise
        except BaseException:
            suspect = False
            raise
        finally:
            if suspect or self._closed or len(self._idle) >= _LENT_AGAIN:
                self._discard(connection)
            else:
                self._idle.append(connection)

    def _taken(self) -> Connection:
        if not self._closed:
            with suppress(IndexError):  # another thread may be quicker
                return self._idle.pop()
        return self._connected(reading=True)

    def migrate(self, *sets: Migrations) -> None:
        """Apply every migration that is still to be applied: all of them, or on any failure none."""
        if not any(migrations.pending(self.connection) for migrations in sets):
            return
        with self._one_writer() as give_up:
            connection = self._connected(reading=False)
            try:
                with self._begun(connection, give_up):
                    for migrations in sets:
                        migrations.apply(connection)
            finally:
                self._discard(connection)
                self._discard(self._writer)  # the next one learns the new guards

    def close(self) -> None:
        """Close every thread's connections, once a write that is under way has ended."""
        self._closed = True
        with self._one_writer():
            self._discard(self._writer)
            for reader in list(self._readers):
                self._discard(reader)
            release(self._held)
            self._held = None

    def _connected(self, *, reading: bool) -> Connection:
        if self._closed:
            raise RuntimeError("The database was closed.")
        try:
            connection = connect(self.path, self._key, wait=self._longest_wait, reading=reading)
        except driver.Error as error:
            problem = problem_of(error, writing=True)
            raise problem or StorageFailed(f"The database {self.path} cannot be opened: {error}.") from error
        if reading:
            self._readers.add(connection)
        return connection

    @contextmanager
    def _one_writer(self, wait: float | None = None) -> Iterator[float]:
        """Hold the process's one place to write; gives the instant (monotonic) to give up at."""
        longest = self._longest_wait if wait is None else wait
        give_up = time.monotonic() + longest
        if not self._writing.acquire(timeout=longest):
            raise Busy("Other answers are still being saved. Nothing was saved; send it again.")
        try:
            yield give_up
        finally:
            self._writing.release()

    @contextmanager
    def _begun(self, connection: Connection, give_up: float) -> Iterator[Connection]:
        own = self._owns.own
        try:
            self._begin(connection, give_up)
            own.writer = connection
            yield connection
        except driver.Error as error:
            self._undo(connection, suspect=is_suspect(error))
            if problem := problem_of(error, writing=True):
                raise problem from error
            raise
        except BaseException:
            self._undo(connection, suspect=False)
            raise
        finally:
            own.writer = None
        self._commit(connection)

    def _begin(self, connection: Connection, give_up: float) -> None:
        left = max(give_up - time.monotonic(), 0.0)
        if self._longest_wait - left < _PATIENT:
            connection.conn.execute("BEGIN IMMEDIATE")
            return
        # The lock took its part of the wait: another process may only take the rest of it [D-07].
        timeouts: Any = connection.conn
        timeouts.set_busy_timeout(left)
        try:
            connection.conn.execute("BEGIN IMMEDIATE")
        finally:
            timeouts.set_busy_timeout(self._longest_wait)

    def _commit(self, connection: Connection) -> None:
        if not connection.conn.in_transaction:
            # The engine undoes all by itself on some errors; one who caught such must not hear "saved".
            raise StorageFailed("The transaction had ended already. Nothing was saved; send it again.")
        try:
            refuse_damage(connection)
            connection.conn.execute("COMMIT")
        except DamagedDatabase:
            self._discard(connection)
            raise
        except IntegrityError:  # a constraint left to the end of the transaction: surely not saved
            self._undo(connection, suspect=False)
            raise
        except driver.Error as error:
            self._discard(connection)
            if isinstance(problem := problem_of(error, writing=True), Full):
                raise problem from error
            raise NotConfirmed("We could not confirm that this was saved. Send it again.") from error

    def _undo(self, connection: Connection, *, suspect: bool) -> None:
        try:
            if not suspect and connection.conn.in_transaction:
                connection.conn.execute("ROLLBACK")
        except driver.Error:
            suspect = True
        if suspect:
            self._discard(connection)

    def _discard(self, connection: Connection | None) -> None:
        """Close a connection and forget a writer, so that the next use opens a fresh one [D-06]."""
        if connection is None:
            return
        if connection is self._writer:
            self._writer = None
        with suppress(driver.Error):
            connection.close()
