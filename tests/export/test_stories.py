"""Every story told in one record and exported: the formats agree, and the figures are those of the rows."""

from collections import Counter
from datetime import date
from functools import partial

import pytest

from msp_dialogue.database import Database
from msp_dialogue.export import TABLES
from msp_dialogue.export.formula import bare
from msp_dialogue.measure import DateRule, Period
from msp_dialogue.record.library import FlowLibrary, read_flows
from msp_dialogue.story import play, read_stories
from tests.export.reading import csv_tables, json_object, sheet_rows, workbook
from tests.export.test_json_file import problems
from tests.measure.council import DRAWN_AT, selection

ALL_TIME = Period(date(2000, 1, 1), date(2100, 1, 1))


@pytest.fixture(scope="module")
def library() -> FlowLibrary:
    """The flows in use."""
    return FlowLibrary(read_flows())


def named(story: str, label: str) -> str:
    """An id for something in a story."""
    return f"{story}-{label.replace(' ', '-')}"


def test_every_format_has_the_same_rows_of_every_story(database: Database, library: FlowLibrary) -> None:
    with database.transaction() as connection:
        library.keep(connection, DRAWN_AT)
    stories = read_stories()
    for story in stories:
        play(story, database, library, partial(named, story.id))
    chosen = selection(DateRule.OPENED, period=ALL_TIME)
    exported, in_csv, book = json_object(database, chosen), csv_tables(database, chosen), workbook(database, chosen)

    assert problems(exported) == []
    assert len(exported["tables"]["enquiries"]) == len(stories)
    for table in TABLES:
        rows = exported["tables"][table.name]
        assert rows, f"no story has a row in {table.name}"
        assert len(rows) == len(in_csv[table.name]) == len(sheet_rows(book[table.title]))
        texts = [name for name in ("words", "enquiry_reference") if name in table.names]
        for name in texts:
            assert [row[name] or "" for row in rows] == [bare(row[name]) for row in in_csv[table.name]]
            assert [row[name] for row in rows] == [row[name] for row in sheet_rows(book[table.title])]
    asked = Counter(row["asked"] for row in exported["tables"]["enquiries"])
    counted = {
        row["line"]: row["number"]
        for row in exported["tables"]["measure"]
        if (row["measure"], row["counted"]) == ("outcomes_expressed", "enquiries") and row["line"] != "measure"
    }
    assert {value: number for value, number in counted.items() if number} == asked
