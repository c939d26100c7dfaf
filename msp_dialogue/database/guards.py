"""Append-only tables: triggers in the file, and an authorizer on the writing connection [G-03].

It must not know which tables there are: their owners ask for the guard in a migration.
"""

from collections.abc import Callable

from msp_dialogue.database.driver import Connection, driver

_REFUSED = ("update", "delete")
_GUARD = (
    "create trigger {table}_refuses_{refused} before {refused} on {table} begin select raise(abort, 'append only'); end"
)
_UNCHANGING = {
    driver.SQLITE_READ,
    driver.SQLITE_SELECT,
    driver.SQLITE_INSERT,
    driver.SQLITE_FUNCTION,
    driver.SQLITE_TRANSACTION,
    driver.SQLITE_SAVEPOINT,
    driver.SQLITE_RECURSIVE,
}
_CHANGING = {driver.SQLITE_UPDATE, driver.SQLITE_DELETE}
_DESCRIBING = {"table_info", "table_xinfo", "index_list", "index_info", "index_xinfo", "foreign_key_list"}

Authorizer = Callable[[int, str | None, str | None, str | None, str | None], int]


def append_only(connection: Connection, table: str) -> None:
    """Make the table refuse UPDATE and DELETE from every connection, for ever [G-03].

    `table` is a plain name. Call it in the migration that creates the table, and again after a
    `transform()`, which drops triggers without a word.
    """
    if not table.isidentifier():
        raise ValueError(f"{table!r} is not a plain table name.")
    for refused in _REFUSED:
        connection.execute(f"drop trigger if exists {table}_refuses_{refused}")
        connection.execute(_GUARD.format(table=table, refused=refused))


def guarded_tables(connection: Connection) -> frozenset[str]:
    """Give the tables that have both guards, word for word as `append_only` writes them."""
    found = {
        (table, str(sql).lower())
        for table, sql in connection.execute("select tbl_name, sql from sqlite_master where type = 'trigger'")
    }
    return frozenset(
        table
        for table, _ in found
        if all((table, _GUARD.format(table=table, refused=refused).lower()) in found for refused in _REFUSED)
    )


def enforce(connection: Connection) -> None:
    """Let the connection read, insert, and change unguarded rows; refuse all else until it is closed.

    The triggers could be dropped by the code they bind; this refuses that too, with every other change of
    the schema, every setting, and ATTACH, which could copy words out unencrypted [G-03].
    """
    connection.conn.set_authorizer(_authorizer(guarded_tables(connection)))


def _authorizer(guarded: frozenset[str]) -> Authorizer:
    def decide(action: int, first: str | None, second: str | None, _schema: str | None, _trigger: str | None) -> int:
        if action in _UNCHANGING:
            return driver.SQLITE_OK
        if action in _CHANGING:
            return driver.SQLITE_DENY if first in guarded else driver.SQLITE_OK
        if action == driver.SQLITE_PRAGMA and (second is None or first in _DESCRIBING):
            return driver.SQLITE_OK
        return driver.SQLITE_DENY

    return decide
