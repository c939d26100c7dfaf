"""The JSON export: one object, valid by the schema in the package, with every word as it was typed."""

import copy
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msp_dialogue.export import SCHEMA_FILE, TABLES, Format, schema
from tests.export.reading import json_object, made
from tests.measure.council import Council

VALIDATOR = jsonschema.Draft202012Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


def problems(exported: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(exported)]


def full(council: Council) -> None:
    """One row of everything."""
    enquiry = council.enquiry(
        "E1", "A1", born="1950-05-05", first_asked="2025-05-02T10:00:00.123456Z", capacity="lacked"
    )
    dialogue = council.dialogue(enquiry, voice="representative", representative_kind="imca", asker="lead")
    outcome = council.outcome(enquiry, themes='["safer"]', permission="yes", council_answer="cannot", plan="A", rank=1)
    council.wording(enquiry, outcome, dialogue, "to feel safe")
    council.rating(enquiry, outcome, dialogue, voice="representative", asker="independent")
    council.experience(enquiry, dialogue)
    council.answer(dialogue, "worry", non_answer="rather_not_say")


def test_an_export_with_everything_in_it_is_valid(council: Council) -> None:
    full(council)
    exported = json_object(council.database)

    assert problems(exported) == []
    assert all(exported["tables"][table.name] for table in TABLES)
    assert exported["tables"]["outcomes"][0]["themes"] == ["safer"]
    assert exported["about"]["people"] == 1


def test_an_empty_export_is_valid_and_says_so(council: Council) -> None:
    exported = json_object(council.database)

    assert problems(exported) == []
    assert exported["about"]["contents"] == "There is nothing in this period."
    assert {name for name, rows in exported["tables"].items() if rows} == {"measure"}


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("enquiries", "age", "fifty"),
        ("enquiries", "asked", "maybe"),
        ("ratings", "recorded_at", "2025-06-01"),
        ("ratings", "x", 1),
    ],
)
def test_the_schema_refuses_what_the_columns_do_not_allow(
    council: Council, table: str, column: str, value: object
) -> None:
    full(council)
    wrong = copy.deepcopy(json_object(council.database))
    wrong["tables"][table][0][column] = value

    assert problems(wrong)


def test_the_schema_file_is_made_from_the_columns() -> None:
    made = json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"

    assert SCHEMA_FILE.read_text(encoding="utf-8") == made, f"{SCHEMA_FILE.name} must be:\n{made}"
    jsonschema.Draft202012Validator.check_schema(schema())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_any_words_come_back_exactly(council: Council, text: str) -> None:
    with council.database.transaction() as connection:
        for table in ("outcome", "standing", "enquiry", "adult"):
            connection.execute(f"delete from {table}")  # noqa: S608 - names above
    council.outcome(council.enquiry(), text)

    assert json_object(council.database)["tables"]["outcomes"][0]["words"] == text


def test_it_is_utf_8_that_people_can_read(council: Council) -> None:
    council.outcome(council.enquiry(), "to see Zoë")

    assert "to see Zoë".encode() in made(council.database, Format.JSON)
