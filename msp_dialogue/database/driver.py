"""SQLCipher under sqlite-utils: a connection whose safety settings were set and read back [D-02].

Import sqlite-utils through this module only: when first imported it takes the driver that is registered.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3 as driver  # SQLCipher's module has no types; its interface is this one's

    NOT_LOADED: list[str] = []
else:
    import sqlcipher3
    from sqlcipher3 import dbapi2 as driver

    sys.modules["pysqlite3"] = sqlcipher3
    sys.modules["pysqlite3.dbapi2"] = driver
    # Where they are installed sqlite-utils loads them for nothing that is used here: half a second and 40 MB.
    NOT_LOADED = [name for name in ("numpy", "pandas") if name not in sys.modules]
    sys.modules.update(dict.fromkeys(NOT_LOADED))

import sqlite_utils  # after the registration: it picks its driver while it is imported
import sqlite_utils.utils
from sqlite_utils import Migrations
from sqlite_utils.db import Table

from msp_dialogue.database.problems import (
    AffectedSqlite,
    Busy,
    DamagedDatabase,
    DatabaseProblem,
    Full,
    StorageFailed,
    UnsafeConnection,
    WrongKey,
)

__all__ = [
    "KEY_BYTES",
    "Connection",
    "DatabaseError",
    "IntegrityError",
    "Migrations",
    "OperationalError",
    "Table",
    "connect",
    "driver",
    "is_suspect",
    "problem_of",
    "refuse_affected",
    "refuse_damage",
]

Connection = sqlite_utils.Database
DatabaseError = driver.DatabaseError
IntegrityError = driver.IntegrityError
OperationalError = driver.OperationalError

for name in NOT_LOADED:
    del sys.modules[name]  # what wants them may still load them
if sqlite_utils.utils.OperationalError is not OperationalError:
    raise ImportError("sqlite_utils was imported before msp_dialogue.database, so it would not encrypt.")

KEY_BYTES = 32  # raw 256 bit: a passphrase would cost 350 ms on every connection
OLDEST_SQLITE = (3, 51, 3)  # older ones can reset the write-ahead log under a reader and lose commits
_STATEMENTS_KEPT = 256  # sqlite-utils names every savepoint anew, which would push the others out of 100

_DAMAGE = "The database file is damaged. Stop the service and restore the last backup."
_BUSY = {driver.SQLITE_BUSY, driver.SQLITE_LOCKED}
_DAMAGED = {driver.SQLITE_CORRUPT}
_FAILED = {driver.SQLITE_IOERR, driver.SQLITE_CANTOPEN}
_SUSPECT = _DAMAGED | _FAILED | {driver.SQLITE_NOTADB}


class _Encrypted(Connection):
    @property
    def supports_on_conflict(self) -> bool:
        """sqlite-utils would create a table, at its first upsert, to find this out."""
        return True


def refuse_affected(version: tuple[int, int, int]) -> None:
    """Raise AffectedSqlite for a version older than 3.51.3, whose write-ahead log can lose commits [D-02]."""
    if version < OLDEST_SQLITE:
        found, needed = (".".join(map(str, parts)) for parts in (version, OLDEST_SQLITE))
        raise AffectedSqlite(
            f"SQLite {found} can lose saved answers. Install sqlcipher3 with SQLite {needed} or newer."
        )


def connect(path: Path, key: bytes, *, wait: float, reading: bool) -> Connection:
    """Give a connection that encrypts, is durable at every commit, and begins no transaction by itself.

    `wait` is in seconds. `reading` gives one that refuses every write. The file is never made here [K-03].
    Raises UnsafeConnection, or the driver's own errors.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("A key has 32 bytes; SQLCipher would take any other for a passphrase.")
    where = f"{path.absolute().as_uri()}?mode=rw"
    raw = driver.connect(
        where,
        uri=True,
        timeout=wait,
        isolation_level=None,  # so that only our BEGIN IMMEDIATE begins a transaction
        check_same_thread=False,  # so that close() can close every thread's
        cached_statements=_STATEMENTS_KEPT,
    )
    try:
        raw.execute("PRAGMA cipher_log_level = NONE")  # it writes to stderr what we raise in better words
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for name, value, expected in _settings(wait, reading):
            raw.execute(f"PRAGMA {name} = {value}").fetchall()
            row = raw.execute(f"PRAGMA {name}").fetchone()
            _refuse_other(name, row[0] if row else None, expected)
        _refuse_other("cipher_status", _cipher_status(raw), "1")
        return _Encrypted(raw, recursive_triggers=False, execute_plugins=False)
    except BaseException:
        raw.close()
        raise


def refuse_damage(connection: Connection) -> None:
    """Raise DamagedDatabase if any page that this connection read was not what was written.

    Where the last page of a long text is damaged, SQLCipher fills it with NULs and raises nothing: only
    its status tells. So ask before what was read is believed.
    """
    if _cipher_status(connection.conn) != "1":
        raise DamagedDatabase(_DAMAGE)


def _cipher_status(raw: driver.Connection) -> object:
    row = raw.execute("PRAGMA cipher_status").fetchone()
    return row[0] if row else None


def _settings(wait: float, reading: bool) -> tuple[tuple[str, str, object], ...]:
    """Each setting: its name, what it is set to, and what it must then read."""
    milliseconds = round(wait * 1000)
    return (
        ("journal_mode", "WAL", "wal"),
        ("synchronous", "FULL", 2),
        ("foreign_keys", "ON", 1),
        ("secure_delete", "ON", 1),
        ("trusted_schema", "OFF", 0),
        ("busy_timeout", str(milliseconds), milliseconds),
        ("temp_store", "MEMORY", 2),
        ("recursive_triggers", "ON", 1),  # else INSERT OR REPLACE deletes a row unseen by the guards
        ("query_only", "ON" if reading else "OFF", int(reading)),
    )


def _refuse_other(name: str, found: object, expected: object) -> None:
    if found != expected:
        raise UnsafeConnection(
            f"The database's setting {name} reads {found!r} instead of {expected!r}, so answers would not be "
            "safe. Keep the data on a local disk and install the pinned sqlcipher3."
        )


def _code(error: driver.Error) -> int:
    """The primary result code; an error that the driver made up itself has none (0)."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def is_suspect(error: driver.Error) -> bool:
    """Whether the connection must not be trusted after this error [D-06]."""
    return _code(error) in _SUSPECT


def problem_of(error: driver.Error, *, writing: bool) -> DatabaseProblem | None:
    """Give the broken promise that a driver's error stands for; None when it is the caller's own mistake.

    `writing`: on a connection that may write. On one that may not, "readonly" is the caller's mistake; on one
    that may, the disk was taken away.
    """
    code = _code(error)
    if code in _BUSY:
        return Busy("Another writer held the database for too long. Nothing was saved; send it again.")
    if code == driver.SQLITE_FULL:
        return Full("The disk is full. Make space on it, then send it again.")
    if code in _DAMAGED:
        return DamagedDatabase(_DAMAGE)
    if code == driver.SQLITE_NOTADB:
        return WrongKey(
            "This key does not open the database, or the beginning of the file was overwritten. "
            "Put back the key file that belongs to it, or restore the last backup."
        )
    if code in _FAILED or (writing and code == driver.SQLITE_READONLY):
        return StorageFailed("The disk refused to read or write. Nothing was saved; check the disk.")
    return None
