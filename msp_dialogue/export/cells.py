"""A table's rows as plain cells, in batches: the same for every format, but for what a list looks like."""

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from msp_dialogue.database import Connection
from msp_dialogue.export.column import Kind, Table
from msp_dialogue.measure import Drawn

BATCH = 100
"""Rows held in memory at a time: few, since the words of each may be long."""

Row = list[Any]


def batches(
    table: Table, connection: Connection, drawn: Drawn, listed: Callable[[list[str]], Any]
) -> Iterator[Sequence[Row]]:
    """The rows, a hundred at a time; `listed` makes a cell of a list."""
    rows = table.rows(connection, drawn)
    lists = [place for place, column in enumerate(table.columns) if column.kind is Kind.LIST]
    while batch := [list(row) for row in islice(rows, BATCH)]:
        for row in batch if lists else ():
            for place in lists:
                row[place] = None if row[place] is None else listed(json.loads(row[place]))
        yield batch


def joined(words: list[str]) -> str:
    """A list as one text."""
    return "; ".join(words)
