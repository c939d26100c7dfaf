"""docs/measure.md under test: every definition word for word, and its worked example counted again."""

from collections.abc import Iterator

import pytest

from msp_dialogue.measure import DEFINITIONS, OUTCOMES_EXPRESSED, OUTCOMES_MET, DateRule, Definition
from msp_dialogue.settings import ROOT
from tests.measure.council import Council, drawn, selection

TEXT = (ROOT / "docs" / "measure.md").read_text(encoding="utf-8")
FLAT = " ".join(TEXT.split())
NOBODY = "–"


def rows_under(heading: str) -> Iterator[list[str]]:
    """The cells of the table under a heading, below its header; empty cells hold a dash."""
    lines = TEXT.split(f"\n{heading}\n", 1)[1].split("\n#", 1)[0].splitlines()
    table = [line for line in lines if line.startswith("|")]
    for line in table[2:]:
        yield [cell.strip(" `") for cell in line.strip("|").split("|")]


@pytest.mark.parametrize("definition", list(DEFINITIONS.values()), ids=lambda each: each.id)
def test_every_definition_is_in_the_document_word_for_word(definition: Definition) -> None:
    for words in (
        definition.name,
        definition.source,
        definition.numerator,
        definition.denominator,
        definition.left_out,
        definition.person,
        definition.voice_is,
        definition.nothing,
    ):
        assert words in FLAT


@pytest.mark.parametrize("by", list(DateRule))
def test_the_worked_example_counts_to_what_the_document_says(council: Council, by: DateRule) -> None:
    for person, reference, opened, concluded, asked, voice, achieved, rated_by in rows_under("### The record"):
        enquiry = council.enquiry(
            reference,
            person,
            opened=opened,
            concluded=None if concluded == "open" else concluded,
            asked=asked,
            voice=None if voice == NOBODY else voice,
            achieved=achieved,
        )
        if rated_by != NOBODY:
            council.rated(enquiry, rated_by)
    figures: dict[tuple[str, str, str, str], tuple[str, str, str]] = {
        (each.measure, each.line, each.voice, each.counted): (
            str(each.number),
            NOBODY if each.out_of is None else str(each.out_of),
            NOBODY if each.percent is None else str(each.percent),
        )
        for each in drawn(council.database, selection(by)).figures
        if each.measure in {OUTCOMES_EXPRESSED.id, OUTCOMES_MET.id} and (each.asker, each.by) == ("all", "all")
    }
    told = list(rows_under(f"### Counted by the date {by}"))

    assert told
    for measure, line, voice, counted, number, out_of, percent in told:
        assert figures.pop((measure, line, voice, counted)) == (number, out_of, percent)
    assert {number for number, _, _ in figures.values()} <= {"0"}, "a figure that is not nothing is not in the document"
