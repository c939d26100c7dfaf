"""The read models of one enquiry, written where they differ from what is stored, in the transaction of the event."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from msp_dialogue.database import Connection, Database, insert
from msp_dialogue.record import counted, gaps, packed, projection, standing

Row = dict[str, Any]
KEYS: Mapping[str, tuple[str, ...]] = {
    "answer": ("dialogue", "question", "item"),
    "outcome": ("id",),
    "outcome_wording": ("outcome", "number"),
    "rating": ("dialogue", "question", "outcome"),
    "experience": ("dialogue", "question"),
    "standing": ("enquiry",),
    "counted": ("enquiry",),
    "gap": ("enquiry", "kind"),
}
DERIVED = ("outcome", "outcome_wording", "rating", "experience", "standing", "counted", "gap")
FIGURES = projection.READ | standing.READ | counted.READ | gaps.READ
"""The meanings of answers that change a derived table; all others are read where they stand."""


def rows(connection: Connection, table: str, enquiry: str, *, key: str = "enquiry") -> list[Row]:
    """The stored rows of one enquiry; or with another `key` those that have this value there."""
    cursor = connection.execute(f"select * from {table} where {key} = ?", [enquiry])  # noqa: S608 - names of ours
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def derive(
    enquiry: Mapping[str, Any], adult: Mapping[str, Any], dialogues: Sequence[Row], answers: Sequence[Row]
) -> dict[str, list[Row]]:
    """What the derived tables should hold for an enquiry: by its row, its adult's, its dialogues and its answers."""
    tables = projection.project(enquiry["id"], dialogues, answers)
    tables |= {"standing": [standing.standing(enquiry, dialogues, answers, tables["outcome"])]}
    known = gaps.Known(enquiry, adult, dialogues, answers, tables["standing"][0])
    counts = [packed.packed(counted.counted(enquiry, adult, dialogues, answers, tables))]
    return tables | {"counted": counts, "gap": gaps.rows(known)}


def refresh(connection: Connection, enquiry: str) -> None:
    """Bring the derived tables of an enquiry up to date."""
    (own,) = rows(connection, "enquiry", enquiry, key="id")
    (adult,) = rows(connection, "adult", own["adult"], key="id")
    derived = derive(own, adult, rows(connection, "dialogue", enquiry), rows(connection, "answer", enquiry))
    for table, wanted in derived.items():
        write(connection, table, rows(connection, table, enquiry), wanted)


Shown = Callable[[Sequence[str]], AbstractContextManager[Iterable[str]]]
"""Goes through ids and shows how far it is."""


def complete(database: Database, shown: Shown = nullcontext) -> None:
    """Count the enquiries that were there before there was a table to count them in: all, or on failure none."""
    with database.transaction() as connection:
        query = "select (select count(*) from enquiry) - (select count(*) from counted)"
        (missing,) = connection.execute(query).fetchone()
        if missing:
            query = "select id from enquiry where id not in (select enquiry from counted)"
            with shown([enquiry for (enquiry,) in connection.execute(query)]) as enquiries:
                for enquiry in enquiries:
                    refresh(connection, enquiry)


def write(connection: Connection, table: str, stored: Iterable[Mapping[str, Any]], wanted: Sequence[Row]) -> None:
    """Change the stored rows of a table of `KEYS` into the wanted ones."""
    write_rows(connection, table, KEYS[table], stored, wanted)


def write_rows(
    connection: Connection,
    table: str,
    keys: tuple[str, ...],
    stored: Iterable[Mapping[str, Any]],
    wanted: Sequence[Row],
) -> None:
    """Change the stored rows into the wanted ones, touching only those that differ; `table` is a name of ours."""
    before = {tuple(row[key] for key in keys): row for row in stored}
    after = {tuple(row[key] for key in keys): row for row in wanted}
    condition = " and ".join(f"{key} = ?" for key in keys)
    for key in before.keys() - after.keys():
        connection.execute(f"delete from {table} where {condition}", list(key))  # noqa: S608 - names of ours
    changed = [row for key, row in after.items() if before.get(key) != row]
    insert(connection, table, changed, replace=True)
