"""Have a database to oneself, with nothing beside its file; it must not know why somebody wants that."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msp_dialogue.database.driver import Connection, connect, driver, problem_of, refuse_affected
from msp_dialogue.database.files import refuse_unfit
from msp_dialogue.database.holding import hold, in_use, release
from msp_dialogue.database.problems import Busy

_WAIT = 1.0  # seconds: for another command to end; a running service does not


@contextmanager
def held_alone(path: Path) -> Iterator[None]:
    """Let nobody else have this database open until the block ends. Raises Busy while anybody has."""
    handle = hold(path, alone=True, wait=_WAIT)
    try:
        yield
    finally:
        release(handle)


@contextmanager
def settled(path: Path, key: bytes) -> Iterator[Connection]:
    """Give the only connection to the database; all that was in its log is in its file, and the log is gone.

    In the block, do not open the file by other means: closing that would give up the lock. Raises Busy, and what
    `Database.open` raises.
    """
    refuse_affected(driver.sqlite_version_info)
    refuse_unfit(path)
    try:
        connection = connect(path, key, wait=_WAIT, reading=False)
        try:
            _take(connection)
            yield connection
        finally:
            connection.close()
    except driver.Error as error:
        problem = problem_of(error, writing=True)
        if isinstance(problem, Busy):
            raise in_use() from error
        if problem is not None:
            raise problem from error
        raise


def _take(connection: Connection) -> None:
    connection.execute("PRAGMA journal_mode = DELETE").fetchall()  # refused while anybody has it open
    connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")  # the lock stays
    if connection.execute("PRAGMA journal_mode").fetchone() != ("delete",):
        raise in_use()  # by somebody who came between the first line and the lock
