"""An export as one JSON object, written as a stream: what it says of itself, then its tables as lists of rows by name.

The schema that describes it is in `schema.py`.
"""

import json
from collections.abc import Iterator

from msp_dialogue.database import Connection
from msp_dialogue.export.about import facts
from msp_dialogue.export.cells import batches
from msp_dialogue.export.column import Table
from msp_dialogue.export.tables import tables_of
from msp_dialogue.measure import Drawn

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def chunks(connection: Connection, drawn: Drawn) -> Iterator[bytes]:
    """The object, piece by piece."""
    about = {fact.name: fact.value for fact in facts(drawn)}
    yield f'{{"about": {_ENCODE(about)},\n"tables": {{'.encode()
    for number, table in enumerate(tables_of(drawn)):
        yield f"{',' if number else ''}\n{_ENCODE(table.name)}: [".encode()
        yield from _rows(table, connection, drawn)
        yield b"\n]"
    yield b"\n}}\n"


def _rows(table: Table, connection: Connection, drawn: Drawn) -> Iterator[bytes]:
    names, separator = table.names, "\n"
    for rows in batches(table, connection, drawn, list):
        written = ",\n".join([_ENCODE(dict(zip(names, row, strict=True))) for row in rows])
        yield (separator + written).encode()
        separator = ",\n"
