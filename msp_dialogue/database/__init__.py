"""The encrypted store: open, connect, transact, migrate and guard; the one place that knows the driver.

It must not know what is stored: no questions, answers, people or accounts.
"""

from msp_dialogue.database.driver import (
    Connection,
    DatabaseError,
    IntegrityError,
    Migrations,
    OperationalError,
    Table,
)
from msp_dialogue.database.guards import append_only, guarded_tables
from msp_dialogue.database.key import create_key, read_key, read_private_file
from msp_dialogue.database.moments import moment, stamp
from msp_dialogue.database.problems import (
    AffectedSqlite,
    Busy,
    DamagedDatabase,
    DatabaseProblem,
    ExistingDatabase,
    Full,
    MissingDatabase,
    MissingKey,
    NotConfirmed,
    StorageFailed,
    UnsafeConnection,
    UnsafeKeyFile,
    WrongKey,
)
from msp_dialogue.database.rekey import change_key, settle
from msp_dialogue.database.rows import insert, update
from msp_dialogue.database.store import Database

__all__ = [
    "AffectedSqlite",
    "Busy",
    "Connection",
    "DamagedDatabase",
    "Database",
    "DatabaseError",
    "DatabaseProblem",
    "ExistingDatabase",
    "Full",
    "IntegrityError",
    "Migrations",
    "MissingDatabase",
    "MissingKey",
    "NotConfirmed",
    "OperationalError",
    "StorageFailed",
    "Table",
    "UnsafeConnection",
    "UnsafeKeyFile",
    "WrongKey",
    "append_only",
    "change_key",
    "create_key",
    "guarded_tables",
    "insert",
    "moment",
    "read_key",
    "read_private_file",
    "settle",
    "stamp",
    "update",
]
