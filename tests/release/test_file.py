"""A released file says what it was given to say, and is read back without the database."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from msp_dialogue.release import SCHEMA_FILE, FileProblem, Split, read, released
from msp_dialogue.release.file import written
from tests.release.examples import example


def test_what_is_written_is_read_back_the_same(tmp_path: Path) -> None:
    path = tmp_path / "2025-26-Q1.json"
    path.write_text(written(example()), encoding="utf-8")

    assert read(path) == example()


def test_the_file_keeps_to_its_schema() -> None:
    jsonschema.validate(json.loads(written(example())), json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


@pytest.mark.parametrize("number", [0, 3, 5, 12, -10, None, "10"])
def test_no_number_that_was_not_controlled_keeps_to_the_schema(number: object) -> None:
    told = json.loads(written(example()))
    told["tables"][0]["cells"]["all"]["fully"] = number

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(told, json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


def test_releases_are_found_newest_first_and_a_year_before_its_quarters(tmp_path: Path) -> None:
    for span, first, last in (
        ("2024-25-Q4", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025-26-Q1", date(2025, 4, 1), date(2025, 6, 30)),
        ("2024-25", date(2024, 4, 1), date(2025, 3, 31)),
    ):
        (tmp_path / f"{span}.json").write_text(written(example(span, first, last)), encoding="utf-8")

    assert [each.span.id for each in released(tmp_path)] == ["2025-26-Q1", "2024-25", "2024-25-Q4"]


def test_a_folder_that_is_not_there_has_no_releases(tmp_path: Path) -> None:
    assert released(tmp_path / "nowhere") == ()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"what": "another", "layout": 1}', '{"layout": 1}'])
def test_another_file_is_refused_by_its_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "another.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(FileProblem, match=r"another\.json"):
        read(path)


def test_percentages_come_from_rounded_numbers_and_hidden_ones_have_none() -> None:
    table = example().table("outcomes_met")
    by_voice = example().table("outcomes_met", by=Split.VOICE)

    assert table
    assert by_voice
    assert table.percent() == 91  # 50 of 55
    assert table.share("all", "fully") == 64  # 35 of 55
    assert table.share("all", "not") is None
    assert table.share("all", "not_rated") is None
    assert by_voice.percent("adult") == 88  # 35 of 40, halves upward
    assert by_voice.percent("representative or worker") is None
    assert example().table("outcomes_met", by=Split.AGE_BAND) is None
