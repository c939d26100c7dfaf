"""Rows written by plain statements, where a person waits: sqlite-utils first asks what the table looks like, each time.

Names of tables and columns are the program's own, never anybody's words.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from msp_dialogue.database.driver import Connection

Row = Mapping[str, Any]


def insert(connection: Connection, table: str, rows: Sequence[Row], *, replace: bool = False) -> None:
    """Insert rows of the same columns, over those of the same key if `replace`; inside a transaction."""
    if not rows:
        return
    names = tuple(rows[0])
    marks = ", ".join("?" for _ in names)
    verb = "insert or replace" if replace else "insert"
    query = f"{verb} into {table} ({', '.join(names)}) values ({marks})"
    for row in rows:
        connection.conn.execute(query, tuple(row[name] for name in names))


def update(connection: Connection, table: str, id: str, row: Row) -> None:
    """Change these columns of the row with this id; inside a transaction."""
    columns = ", ".join(f"{name} = ?" for name in row)
    connection.conn.execute(f"update {table} set {columns} where id = ?", (*row.values(), id))  # noqa: S608 - likewise
