"""What is read for a measure alone gives what is counted of everything [R1]."""

from datetime import date

import pytest

from msp_dialogue.measure import DEFINITIONS, DateRule, Definition
from msp_dialogue.measure.splits import Counting
from tests.measure.council import Council, selection

ON = date(2026, 4, 2)


@pytest.fixture
def council(council: Council) -> Council:
    """Enquiries that differ, one person with two of them."""
    council.rated(council.enquiry("E1", "A1", born="1950-01-01"), "adult")
    council.rated(council.enquiry("E2", "A1", achieved="not", team="South"), "representative")
    council.enquiry("E3", asked="not_asked", voice=None, achieved="none_expressed", capacity="lacked")
    return council


@pytest.mark.parametrize("definition", list(DEFINITIONS.values()), ids=list(DEFINITIONS))
def test_a_measure_alone_is_counted_as_among_all(council: Council, definition: Definition) -> None:
    with council.database.reading() as connection:
        of = (connection, selection(DateRule.CONCLUDED), ON)
        alone = Counting(*of, definitions=(definition,))
        among = Counting(*of, definitions=DEFINITIONS.values())
        for counted in definition.counted:
            assert alone.splits(definition, counted, teams=True) == among.splits(definition, counted, teams=True)


def test_a_measure_of_enquiries_reads_no_outcomes_and_one_of_outcomes_does(council: Council) -> None:
    with council.database.reading() as connection:
        queries: list[str] = []
        connection.conn.set_trace_callback(queries.append)
        for measure in ("outcomes_expressed", "theme_be_safer"):
            definition = DEFINITIONS[measure]
            counting = Counting(connection, selection(DateRule.CONCLUDED), ON, definitions=(definition,))
            counting.headline(definition, definition.counted[0])
        connection.conn.set_trace_callback(None)
    first, second = queries

    assert "e.outcomes" not in first
    assert "e.experience" not in first
    assert "e.outcomes" in second
