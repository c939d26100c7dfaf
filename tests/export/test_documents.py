"""docs/export.md under test: every table and every column, in the words that the export itself has."""

import pytest

from msp_dialogue.export import FILES, TABLES, Column, Table
from msp_dialogue.export.notes import sources_of, values_of
from msp_dialogue.settings import ROOT

TEXT = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")


def row_of(column: Column) -> str:
    """The column's row in the document."""
    values = "<br>".join(f"`{line.replace(': ', '` ', 1)}" for line in values_of(column).splitlines())
    meaning = f"{column.meaning}<br>{values}" if values else column.meaning
    return f"| `{column.name}` | {column.kind} | {meaning} | {sources_of(column)} | {column.release} |"


def section_of(table: Table) -> str:
    """The table's section in the document."""
    head = f"### `{table.name}`: {table.title}\n\n{table.meaning}\n\n"
    header = "| Column | Kind | Meaning | Source | Before it is passed on |\n| --- | --- | --- | --- | --- |\n"
    return head + header + "\n".join(row_of(column) for column in table.columns) + "\n"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_and_column_is_in_the_document(table: Table) -> None:
    assert section_of(table) in TEXT, f"docs/export.md must have this section:\n\n{section_of(table)}"


def test_no_table_is_in_the_document_that_is_not_in_the_export() -> None:
    assert TEXT.count("\n### `") == len(TABLES)


def test_every_file_is_in_the_document() -> None:
    for file in FILES.values():
        assert f"`{file.name}`" in TEXT
        assert f"`{file.media_type}`" in TEXT
