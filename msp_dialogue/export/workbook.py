"""An export as a workbook of either kind: a cover, contents, a sheet for each table, and notes on every column."""

from collections.abc import Iterator

from msp_dialogue.database import Connection
from msp_dialogue.export.about import TITLE, facts, lines
from msp_dialogue.export.cells import batches, joined
from msp_dialogue.export.column import Kind, Table
from msp_dialogue.export.notes import NOTES, note_rows
from msp_dialogue.export.ods import ods
from msp_dialogue.export.sheets import MOST_ROWS, Sheet, bound, shorthand
from msp_dialogue.export.tables import tables_of
from msp_dialogue.export.tables.figures import MEASURE
from msp_dialogue.export.xlsx import xlsx
from msp_dialogue.measure import Drawn

MOST_ENQUIRIES = 20_000
"""Beyond this a workbook has no lists: marked-up tables need all of it in memory, and a person cannot read so many."""
_LONG_NOTES = {"meaning", "values", "before_passing_on"}


def xlsx_chunks(
    connection: Connection, drawn: Drawn, *, most: int = MOST_ENQUIRIES, most_rows: int = MOST_ROWS
) -> Iterator[bytes]:
    """The Excel workbook, in one piece; beyond `most` enquiries without its lists, and saying so."""
    yield xlsx(_sheets(connection, drawn, most), drawn.drawn_at, most_rows)


def ods_chunks(
    connection: Connection, drawn: Drawn, *, most: int = MOST_ENQUIRIES, most_rows: int = MOST_ROWS
) -> Iterator[bytes]:
    """The OpenDocument spreadsheet, by the same rules."""
    yield ods(_sheets(connection, drawn, most), drawn.drawn_at, most_rows)


def _sheets(connection: Connection, drawn: Drawn, most: int) -> tuple[Sheet, ...]:
    too_many = drawn.enquiries > most and not drawn.figures_alone
    about = [(fact.label, fact.value) for fact in facts(drawn)]
    about += [("Lists", _too_many(drawn, most))] if too_many else []
    tables = (MEASURE,) if too_many else tables_of(drawn)
    return bound(TITLE, [*about, *shorthand()], [_sheet(table, connection, drawn) for table in tables], _notes(drawn))


def _too_many(drawn: Drawn, most: int) -> str:
    return (
        f"This selection has {drawn.enquiries} enquiries, and a workbook holds the lists of at most {most}. "
        "Take the CSV or JSON export, or choose a shorter period."
    )


def _sheet(table: Table, connection: Connection, drawn: Drawn) -> Sheet:
    rows = (row for batch in batches(table, connection, drawn, joined) for row in batch)
    kinds = {column.name: column.kind for column in table.columns}
    return Sheet(table.title, table.title, (table.meaning, *lines(drawn)), kinds, rows, table.name)


def _notes(drawn: Drawn) -> Sheet:
    kinds = {name: Kind.WORDS if name in _LONG_NOTES else Kind.TEXT for name in NOTES}
    return Sheet("Notes", "Notes: what every column means", (), kinds, note_rows(tables_of(drawn)), "notes")
