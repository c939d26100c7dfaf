"""docs/data.md under test: it has one row for each column of the database, and none for a column that is not there."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import pytest

from msp_dialogue.database import Database
from msp_dialogue.export.formats import Format, chunks
from msp_dialogue.measure import DateRule, Period, Selection, draw
from msp_dialogue.settings import ROOT

TEXT = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
HEADER = ("Field", "What it is for", "Kept", "Seen by", "Release")
READ_A_COLUMN = 20
"""What SQLite calls reading a column when it asks whether a statement may."""

DECIDE = {
    "dialogue.set_aside",
    "dialogue.started",
    "agreement.about",
    "agreement.voice",
    "sealed_for.account",
    "translation.original",
}
"""What pages alone show and an export reads all the same: it decides which rows are in it, and in which order."""

TABLE = re.compile(r"`([a-z_]+)`")


class Field(NamedTuple):
    """A row about one column of the database."""

    table: str
    column: str
    purpose: str
    kept: str
    seen_by: str
    release: str

    @property
    def name(self) -> str:
        return f"{self.table}.{self.column}"

    @property
    def readers(self) -> Sequence[str]:
        return self.seen_by.split(", ")


def sections(text: str) -> Iterator[tuple[str, Sequence[Sequence[str]]]]:
    """Each heading with the rows of the tables below it, headers too, cell by cell."""
    for section in re.split(r"^#+ ", text, flags=re.MULTILINE)[1:]:
        heading, *lines = section.splitlines()
        rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines if line.startswith("|")]
        yield heading, [row for row in rows if set("".join(row)) != {"-"}]


def fields(text: str) -> Sequence[Field]:
    """Every row about a column."""
    found = []
    for heading, rows in sections(text):
        if named := TABLE.fullmatch(heading):
            assert tuple(rows[0]) == HEADER, heading
            found += [Field(named[1], row[0].strip("`"), *row[1:]) for row in rows[1:]]
    return found


def classes(text: str, heading: str) -> Mapping[str, str]:
    """The words that a table of definitions defines."""
    (rows,) = (rows for found, rows in sections(text) if found == heading)
    return {row[0]: row[1] for row in rows[1:]}


FIELDS = fields(TEXT)


@pytest.fixture
def columns(database: Database) -> Sequence[str]:
    """Every column of the migrated database; of SQLite's own tables none, of the steps that made them all."""
    query = (
        "select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c"
        " where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\'"
    )
    with database.reading() as connection:
        return [f"{table}.{column}" for table, column in connection.execute(query)]


def test_every_column_of_the_database_has_exactly_one_row(columns: Sequence[str]) -> None:
    rows = Counter(field.name for field in FIELDS)

    assert "_sqlite_migrations.name" in columns
    assert {name: rows[name] for name in columns if rows[name] != 1} == {}


def test_every_row_is_of_a_column_that_is_there(columns: Sequence[str]) -> None:
    assert sorted({field.name for field in FIELDS} - set(columns)) == []


def test_no_cell_is_empty() -> None:
    assert [field.name for field in FIELDS if not all(field)] == []


def test_every_table_says_what_a_row_is() -> None:
    told = {heading: body.lstrip() for heading, body in re.findall(r"^### `([a-z_]+)`\n(.*\n.*)", TEXT, re.MULTILINE)}

    assert set(told) == {field.table for field in FIELDS}
    assert [table for table, sentence in told.items() if not sentence.startswith("A row ")] == []


@pytest.mark.parametrize("heading", ["Kept", "Seen by", "Release"])
def test_every_word_that_classifies_is_defined_and_used(heading: str) -> None:
    used = {
        "Kept": {field.kept for field in FIELDS},
        "Seen by": {reader for field in FIELDS for reader in field.readers},
        "Release": {field.release for field in FIELDS},
    }[heading]
    defined = classes(TEXT, heading)

    assert used == set(defined)
    assert all(defined.values())


def test_what_nobody_sees_never_leaves_and_what_never_leaves_nobody_sees() -> None:
    contradictory = [field.name for field in FIELDS if (field.readers == ["nobody"]) != (field.release == "never")]

    assert contradictory == []


@pytest.fixture
def exported(database: Database, now: datetime) -> set[str]:
    """Every column that is read while the tables of an export are drawn, by either date rule."""
    read = set()

    def note(action: int, table: str | None, column: str | None, *_where: str | None) -> int:
        if action == READ_A_COLUMN:
            read.add(f"{table}.{column}")
        return 0

    with database.reading() as connection:
        connection.conn.set_authorizer(note)
        for rule in DateRule:
            selection = Selection(Period(now.date(), now.date()), rule, "North", reader="ada")
            list(chunks(connection, Format.JSON, draw(connection, selection, now)))
        connection.conn.set_authorizer(None)
    return read


def test_an_export_reads_what_the_dictionary_lets_leave_and_nothing_that_pages_alone_show(exported: set[str]) -> None:
    released = {field.name for field in FIELDS if field.release in {"export", "counted"}}
    kept_in = {field.name for field in FIELDS if field.release in {"pages", "through"}}

    assert sorted(released - exported) == []
    assert kept_in & exported == DECIDE


def test_a_table_with_a_row_too_many_or_too_few_is_noticed() -> None:
    row = next(line for line in TEXT.splitlines() if line.startswith("| `call_name` |"))

    assert Counter(field.name for field in fields(TEXT.replace(row + "\n", "")))["adult.call_name"] == 0
    assert Counter(field.name for field in fields(TEXT.replace(row, f"{row}\n{row}")))["adult.call_name"] == 2
