"""The notes of an export: every column of every table with its meaning, as rows, for the files and for the workbook."""

from collections.abc import Iterable, Iterator

from msp_dialogue.export.column import Column, Table
from msp_dialogue.export.tables import TABLES

NOTES = ("table", "column", "kind", "meaning", "values", "source", "before_passing_on")


def note_rows(tables: Iterable[Table] = TABLES) -> Iterator[tuple[str, ...]]:
    """One row for each column."""
    for table in tables:
        for column in table.columns:
            yield (
                table.name,
                column.name,
                f"{column.kind}: {column.kind.meaning}",
                column.meaning,
                values_of(column),
                sources_of(column),
                column.release,
            )


def values_of(column: Column) -> str:
    """The words a choice may be, a line each."""
    return "\n".join(f"{value}: {meaning}" for value, meaning in column.values.items())


def sources_of(column: Column) -> str:
    """Where the column comes from, as [G3]; `design` where only this project's own design asks for it."""
    tags = column.source.split(", ")
    return " ".join(tag if tag == "design" else f"[{tag}]" for tag in tags)
