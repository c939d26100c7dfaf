"""The tables: that each query gives the documented columns, and what the rows of a record become."""

from typing import Any

import pytest

from msp_dialogue import measure
from msp_dialogue.export import TABLES, Kind, Table
from msp_dialogue.export.tables import vocabulary
from msp_dialogue.flow.model import Stage
from msp_dialogue.flow.voice import NonAnswer, Voice
from msp_dialogue.measure import rows
from msp_dialogue.measure.rows import Listing
from msp_dialogue.record.agreements import View
from msp_dialogue.record.enquiries import EnquiryKind
from msp_dialogue.record.standing import Achieved, Asked
from tests.export.reading import json_object
from tests.measure.council import Council, selection

LISTINGS: dict[str, tuple[Listing, ...]] = {
    "enquiries": (rows.ENQUIRIES,),
    "outcomes": (rows.OUTCOMES,),
    "wordings": (rows.WORDINGS,),
    "ratings": (rows.RATINGS,),
    "experience": (rows.EXPERIENCE,),
    "non_answers": (rows.NOT_ANSWERED, rows.NOT_HELD, rows.NEVER_ASKED),
}

COLUMNS = [pytest.param(column, id=f"{table.name}.{column.name}") for table in TABLES for column in table.columns]


def table(council: Council, name: str, **chosen: Any) -> list[dict[str, Any]]:
    """The rows of a table as JSON has them."""
    found: list[dict[str, Any]] = json_object(council.database, selection(**chosen))["tables"][name]
    return found


@pytest.mark.parametrize("table", [table for table in TABLES if table.name != "measure"], ids=lambda table: table.name)
def test_each_query_gives_the_documented_columns_in_their_order(table: Table) -> None:
    for listing in LISTINGS[table.name]:
        assert listing.names == table.names


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_is_documented(column: Any) -> None:
    assert column.meaning.endswith(".")
    assert column.source
    assert bool(column.values) == (column.kind is Kind.CHOICE)
    assert all(meaning.endswith((".", "]")) for meaning in column.values.values())


@pytest.mark.parametrize(
    ("values", "used"),
    [
        (vocabulary.VOICE, Voice),
        (vocabulary.CONFIRMED, View),
        (vocabulary.STAGE, Stage),
        (vocabulary.ENQUIRY_KIND, EnquiryKind),
        (vocabulary.NON_ANSWER, NonAnswer),
        (vocabulary.ACHIEVED, Achieved),
        (vocabulary.ASKED, (*Asked, measure.NOT_YET)),
        (vocabulary.COUNTED, measure.Counted),
        (vocabulary.DATES, measure.DateRule),
    ],
)
def test_the_words_that_are_explained_are_those_that_are_used(values: vocabulary.Values, used: Any) -> None:
    assert set(values) == {str(value) for value in used}


def test_rows_come_by_day_and_reference_and_number(council: Council) -> None:
    for reference, opened in (("E3", "2025-06-02"), ("E2", "2025-06-01"), ("E1", "2025-06-02")):
        enquiry = council.enquiry(reference, opened=opened)
        council.outcome(enquiry)
        council.outcome(enquiry)

    assert [row["enquiry_reference"] for row in table(council, "enquiries")] == ["E2", "E1", "E3"]
    assert [(row["enquiry_reference"], row["outcome_number"]) for row in table(council, "outcomes")] == [
        (reference, number) for reference in ("E2", "E1", "E3") for number in (1, 2)
    ]


def test_no_table_has_rows_of_enquiries_outside_the_selection(council: Council) -> None:
    for team, opened in (("North", "2025-03-31"), ("South", "2025-06-01"), ("North", "2025-06-02")):
        stands = {"asked": "not_asked", "not_asked_reason": "died"}
        enquiry = council.enquiry(f"{team}-{opened}", opened=opened, team=team, **stands)
        dialogue = council.dialogue(enquiry)
        outcome = council.outcome(enquiry)
        council.wording(enquiry, outcome, dialogue, "words")
        council.rating(enquiry, outcome, dialogue)
        council.experience(enquiry, dialogue)
        council.answer(dialogue, "worry", non_answer="skipped")
        council.dialogue(enquiry, "middle", state="not_held")

    for name in LISTINGS:
        assert {row["enquiry_reference"] for row in table(council, name, team="North")} == {"North-2025-06-02"}


@pytest.mark.parametrize(
    ("born", "died", "age", "age_at"),
    [
        (None, None, None, "unknown"),
        ("1950-03-31", None, 76, "end_of_period"),
        ("1950-04-01", None, 75, "end_of_period"),
        ("1960-02-29", None, 66, "end_of_period"),
        ("1950-06-15", "2025-06-14", 74, "death"),
        ("1950-06-15", "2025-06-15", 75, "death"),
        ("1950-06-15", "2026-03-31", 75, "death"),
        ("1950-06-15", "2026-04-01", 75, "end_of_period"),
        ("2027-01-01", None, None, "unknown"),
        (None, "2025-06-15", None, "unknown"),
    ],
)
def test_the_age_is_taken_on_the_last_day_of_the_period_or_at_death(
    council: Council, born: str | None, died: str | None, age: int | None, age_at: str
) -> None:
    council.enquiry(born=born, died=died)
    (row,) = table(council, "enquiries")

    assert (row["age"], row["age_at"]) == (age, age_at)


def test_workers_are_named_by_what_they_sign_in_with_and_without_an_account_by_their_id(
    council: Council,
) -> None:
    account = {"id": "id-lead", "name": "Robin Ash", "sign_in_name": "r.ash", "folded_sign_in_name": "r.ash"}
    account |= {"password": "x", "roles": "[]", "team": "North", "created": "2025-01-01"}
    enquiry = council.enquiry()
    dialogue = council.dialogue(enquiry)
    council.experience(enquiry, dialogue, recorded_by="id-lead")
    council.experience(enquiry, dialogue, "safer", recorded_by="gone")
    with council.database.transaction() as connection:
        connection.table("account").insert({**account, "disabled": 0})
        connection.execute("update enquiry set lead = 'id-lead'")

    assert table(council, "enquiries")[0]["lead"] == "r.ash"
    assert [row["recorded_by"] for row in table(council, "experience")] == ["r.ash", "gone"]


def test_which_kind_of_representative_spoke_is_said_where_one_spoke(council: Council) -> None:
    enquiry = council.enquiry()
    dialogue = council.dialogue(enquiry, representative_kind="imca")
    council.experience(enquiry, dialogue, "listened", voice="representative")
    council.experience(enquiry, dialogue, "safer", voice="worker")

    assert [row["representative_kind"] for row in table(council, "experience")] == ["imca", None]


def test_every_wording_of_an_outcome_is_there_with_its_reason(council: Council) -> None:
    enquiry = council.enquiry()
    first, middle = council.dialogue(enquiry, "beginning"), council.dialogue(enquiry, "middle")
    outcome = council.outcome(enquiry, "to see my sister")
    council.wording(enquiry, outcome, first, "to go home")
    council.wording(enquiry, outcome, middle, "to see my sister", number=2, reason="changed", why="she rang")

    rows = table(council, "wordings")
    assert [(row["wording_number"], row["words"], row["reason"], row["why"], row["stage"]) for row in rows] == [
        (1, "to go home", "first", None, "beginning"),
        (2, "to see my sister", "changed", "she rang", "middle"),
    ]


@pytest.mark.parametrize(
    ("views", "confirmed"),
    [
        ((), None),
        ((("agrees", "adult"),), "agrees"),
        ((("agrees", "adult"), ("disagrees", "adult_with_support")), "disagrees"),
        ((("partly", "adult"), ("agrees", "worker")), "partly"),
        ((("agrees", "worker"),), None),
        ((("agrees", "adult"), ("could_not_be_asked", "worker")), "agrees"),
        ((("could_not_be_asked", "worker"),), "could_not_be_asked"),
    ],
)
def test_an_outcome_is_confirmed_by_the_person_alone_and_by_what_they_said_last(
    council: Council, views: tuple[tuple[str, str], ...], confirmed: str | None
) -> None:
    enquiry = council.enquiry()
    outcome = council.outcome(enquiry, voice="representative")
    for number, (view, voice) in enumerate(views, start=1):
        council.view(enquiry, outcome, number, view, voice)

    (row,) = table(council, "outcomes")
    assert row["confirmed"] == confirmed
