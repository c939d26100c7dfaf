"""The return drawn from a record: which enquiries count, by which age, and which may be named."""

from msp_dialogue.measure import Span
from msp_dialogue.measure.national_drawn import DrawnReturn, Named, draw_return
from msp_dialogue.measure.national_lines import LINES
from tests.measure.council import DRAWN_AT, Council

YEAR = Span(2025)


def drawn(council: Council) -> DrawnReturn:
    with council.database.reading() as connection:
        return draw_return(connection, YEAR, DRAWN_AT)


def counted(council: Council) -> dict[tuple[str, str], int]:
    """The cells that are not zero."""
    return {(cell.line.words, cell.category): cell.value for cell in drawn(council).figures.cells if cell.value}


def seal(council: Council, enquiry: str) -> None:
    with council.database.transaction() as connection:
        connection.table("seal").insert({"enquiry": enquiry, "at": "2025-06-01", "by": "w1"})


def test_only_section_42_enquiries_that_concluded_in_the_year_count_of_every_team(council: Council) -> None:
    for concluded in ("2025-04-01", "2026-03-31"):
        council.enquiry(concluded=concluded, team="South", born="1950-01-01")
    for outside in ("2025-03-31", "2026-04-01", None):
        council.enquiry(opened="2025-03-01", concluded=outside)
    council.enquiry(kind="other")

    assert drawn(council).figures.concluded == 2


def test_the_age_is_that_of_the_last_day_of_the_year_or_at_death(council: Council) -> None:
    council.enquiry(born="1961-04-01")
    council.enquiry(born="1961-03-31")
    council.enquiry(born="1940-06-01", died="2025-05-31")
    council.enquiry(born="1940-06-01")
    council.enquiry(born=None)
    found = counted(council)

    expressed = LINES[0].words
    assert [found.get((expressed, band), 0) for band in ("18-64", "65-74", "75-84", "85-94", "95+", "Not Known")] == [
        1,
        1,
        1,
        1,
        0,
        1,
    ]


def test_what_is_recorded_at_the_end_is_in_its_line(council: Council) -> None:
    council.enquiry(born="1990-01-01", capacity="lacked", supported="yes", risk_result="reduced")
    council.enquiry(born="1990-01-01", capacity="lacked", supported="no", risk_result="none_identified")
    council.enquiry(born="1990-01-01", capacity="did_not_lack", achieved="partially")
    found = counted(council)

    assert found["Yes, they lacked capacity", "18-64"] == 2
    assert found["No, they did not lack capacity", "18-64"] == 1
    assert found[next(line.words for line in LINES if line.words.startswith("Of the enq")), "18-64"] == 1
    assert (found["Risk reduced", "All"], found["No risk identified", "All"], found["Risk not recorded", "All"]) == (
        1,
        1,
        1,
    )
    assert (found["Fully Achieved", "18-64"], found["Partially Achieved", "18-64"]) == (2, 1)


def test_a_sealed_enquiry_counts_and_is_never_named(council: Council) -> None:
    council.enquiry("0002", team="South", born="1990-01-01", achieved="not_rated")
    seal(council, council.enquiry("0001", born="1990-01-01", achieved="not_rated"))
    made = drawn(council)
    (check,) = [check for check in made.figures.checks if not check.holds]

    assert (check.expected, check.found) == (2, 0)
    assert [named for named, _ in made.listed(check)] == [Named("0002", "South")]
    assert made.not_listed(check) == 1
    assert made.figures.total(LINES[0]) == 2
