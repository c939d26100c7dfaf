"""docs/national-return.md under test: its worked example, computed by hand there, recomputed here."""

from collections.abc import Iterator

import pytest

from msp_dialogue.measure.national import Return, national_return
from msp_dialogue.measure.national_lines import LINES, TABLES, Concluded, Line
from msp_dialogue.measure.official import shown, shown_total
from msp_dialogue.settings import ROOT

TEXT = (ROOT / "docs" / "national-return.md").read_text(encoding="utf-8")
NOT_SAID = "–"


def rows_under(heading: str) -> Iterator[list[str]]:
    """The cells of the table under a heading, below its header."""
    lines = TEXT.split(f"\n### {heading}\n", 1)[1].split("\n#", 1)[0].splitlines()
    for line in [line for line in lines if line.startswith("|")][2:]:
        yield [cell.strip() for cell in line.strip("|").split("|")]


def recorded() -> Iterator[Concluded]:
    """The enquiries of the document's record."""
    for number, age, asked, achieved, capacity, supported, risk in rows_under("The record"):
        for each in range(int(number)):
            yield Concluded(
                f"{age}-{asked}-{achieved}-{each}",
                age,
                asked,
                achieved,
                None if capacity == NOT_SAID else capacity,
                supported == "yes",
                None if risk == NOT_SAID else risk,
            )


@pytest.fixture(scope="module")
def made() -> Return:
    return national_return(list(recorded()))


def test_the_example_is_the_one_that_the_guide_to_the_return_begins_with(made: Return) -> None:
    assert made.concluded == 680
    assert [made.total(line) for line in LINES[:8]] == [431, 62, 118, 21, 48, 281, 121, 29]
    assert [shown(made.total(line)) for line in LINES[:8]] == [430, 60, 120, 20, 50, 280, 120, 30]
    assert [share.shown for share in made.shares] == [72.5, 63.4, 87.4, 93.3]
    assert all(check.holds for check in made.checks)


@pytest.mark.parametrize("table", list(TABLES))
def test_every_line_of_every_table_is_what_the_document_computed_by_hand(made: Return, table: str) -> None:
    lines = [line for line in LINES if line.table == table]

    assert list(rows_under(f"{table}, true")) == [
        [line.words, *(str(cell.value) for cell in made.of(line)), str(made.total(line))] for line in lines
    ]
    assert list(rows_under(f"{table}, as published")) == [
        [line.words, *(str(cell.shown) for cell in made.of(line)), str(total_of(made, line))] for line in lines
    ]


def total_of(made: Return, line: Line) -> object:
    return shown_total(cell.value for cell in made.of(line))


def test_the_percentages_are_those_of_the_document(made: Return) -> None:
    told = [
        (words, number.split(" = ")[-1], out_of, percent)
        for words, number, out_of, percent in rows_under("Percentages")
    ]

    assert told == [(share.words, str(share.number), str(share.out_of), str(share.shown)) for share in made.shares]


def test_every_check_is_named_in_the_document(made: Return) -> None:
    told = TEXT.split("\n## The checks\n", 1)[1].split("\n## ", 1)[0]

    assert [line[2:] for line in told.splitlines() if line.startswith("- ")] == [check.words for check in made.checks]
