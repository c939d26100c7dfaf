"""What is counted of an enquiry is the same when it was kept and read back."""

from typing import Any

import pytest

from msp_dialogue.record.counted import OF_EACH
from msp_dialogue.record.packed import DAYS, VALUES, VALUES_OF_EACH, packed
from tests.record.unpacked import unpacked

SELECTING: dict[str, Any] = {"enquiry": "e1", "adult": "a1", "team": "North", "lead": None}
NOTHING = SELECTING | dict.fromkeys((*DAYS, *VALUES)) | {"experience": {}, "outcomes": []}
THEMES = [name.removeprefix("theme_") for name in VALUES_OF_EACH if name.startswith("theme_")]


@pytest.mark.parametrize("name", [name for name in VALUES if not name.startswith("experience_")])
def test_each_value_of_a_column_is_kept_apart_from_nothing_and_from_all_others(name: str) -> None:
    for value in (*VALUES[name], None):
        assert unpacked(packed(NOTHING | {name: value})) == NOTHING_READ | {name: value}


@pytest.mark.parametrize("name", DAYS)
@pytest.mark.parametrize("day", ["1899-12-31", "1970-01-01", "2026-02-28", None])
def test_a_day_is_kept_as_the_same_day_and_none_as_none(name: str, day: str | None) -> None:
    assert unpacked(packed(NOTHING | {name: day})) == NOTHING_READ | {name: day}


def test_of_a_moment_its_day_is_kept() -> None:
    assert unpacked(packed(NOTHING | {"first_asked": "2026-01-05T23:59:00.000000Z"}))["first_asked"] == "2026-01-05"


def test_being_asked_and_not_answering_is_kept_apart_from_not_being_asked() -> None:
    told = unpacked(
        packed(NOTHING | {"experience": {"safer": [None, None, None], "listened": ["no", "adult", "lead"]}})
    )

    assert (told["experience_safer"], told["experience_satisfied"]) == ("not_answered", None)
    assert (told["experience_listened"], told["experience_listened_voice"]) == ("no", "adult")
    assert told["experience_listened_asker"] == "lead"


def test_each_outcome_is_kept_with_its_themes_and_what_is_counted_of_it() -> None:
    first = [["be_safer", "justice", "our_own"], "fully", "adult", "representative", "lead", "same", "cannot"]
    second = [["our_own"], None, "worker", None, None, "withdrawn", None]
    one, two = unpacked(packed(NOTHING | {"outcomes": [first, second]}))["outcomes"]

    assert [theme for theme in THEMES if one[f"theme_{theme}"]] == ["be_safer", "justice"]
    assert [theme for theme in THEMES if two[f"theme_{theme}"]] == ["other_themes"]
    for told, kept in ((first, one), (second, two)):
        names = (f"{name}_each" if f"{name}_each" in kept else name for name in OF_EACH[1:])
        assert [kept[name] for name in names] == told[1:]


def test_a_value_that_no_measure_knows_counts_as_nothing() -> None:
    assert unpacked(packed(NOTHING | {"capacity": "perhaps"})) == NOTHING_READ


NOTHING_READ = unpacked(packed(NOTHING))
