"""Words, days and numbers: kept as typed, and refused with a reason when they cannot be kept [I-01]."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msp_dialogue.answer import LONGEST, Answer
from msp_dialogue.answer.written import Date, Number, Words
from msp_dialogue.flow.ask import Asked

Ask = Callable[..., Asked]
Read = Callable[..., Answer]
Refused = Callable[..., list[tuple[str, str]]]

typed = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=200)


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "  spaces at both ends  ",
        "two\r\nlines\n\n",
        "\ttab",
        "🙂" * 100,
        "👩🏽‍🦽 and e\u0301",
        "שלום, אני רוצה הביתה",
        "\u202eright to left override",
        "<script>alert(1)</script> & {person} %s",
        "=1+1",
        "0",
        "x" * LONGEST,
        "🙂" * LONGEST,
    ],
)
def test_words_are_kept_exactly_as_typed(ask: Ask, read: Read, text: str) -> None:
    assert read(ask("words"), words=text) == Words(text)


@settings(deadline=None)
@given(text=typed)
def test_any_words_survive_the_record(text: str) -> None:
    answer = Words(text)

    assert Words.load(answer.store()) == answer


@pytest.mark.parametrize("text", ["", " ", "\r\n\t ", "\u00a0\u2003"])
def test_nothing_but_space_is_nothing_written(ask: Ask, refused: Refused, text: str) -> None:
    assert refused(ask("words"), words=text) == [("words", "nothing_written")]


def test_a_form_without_the_field_is_nothing_written(ask: Ask, refused: Refused) -> None:
    assert refused(ask("words"), other="x") == [("words", "nothing_written")]


@pytest.mark.parametrize("letter", ["x", "🙂", "ש"])
def test_one_letter_more_than_the_limit_is_refused(ask: Ask, refused: Refused, letter: str) -> None:
    assert refused(ask("words"), words=letter * (LONGEST + 1)) == [("words", "too_long")]


def test_the_limit_is_told(ask: Ask) -> None:
    from werkzeug.datastructures import MultiDict

    from msp_dialogue.answer import NotAccepted, read

    with pytest.raises(NotAccepted, match="too_long") as problem:
        read(ask("words"), MultiDict({"words": "x" * 20_001}))
    assert problem.value.faults[0].limit == 20_000


@pytest.mark.parametrize("long", [True, False])
def test_the_form_knows_how_large_a_box_to_show(ask: Ask, long: bool) -> None:
    from msp_dialogue.answer import fields

    assert fields(ask("words", "long: true" if long else ""), None, Words("a")) == {"words": "a", "long": long}


@pytest.mark.parametrize(
    ("day", "month", "year", "is_"),
    [
        ("1", "2", "2026", date(2026, 2, 1)),
        ("01", "02", "2026", date(2026, 2, 1)),
        (" 29 ", "2", "2024 ", date(2024, 2, 29)),
        ("31", "12", "9999", date(9999, 12, 31)),
        ("1", "1", "1000", date(1000, 1, 1)),
    ],
)
def test_a_day_that_exists_is_taken(ask: Ask, read: Read, day: str, month: str, year: str, is_: date) -> None:
    assert read(ask("date"), day=day, month=month, year=year) == Date(is_)


@pytest.mark.parametrize(
    ("day", "month", "year", "code"),
    [
        ("", "", "", "date_empty"),
        (" ", "\t", " ", "date_empty"),
        ("1", "2", "", "date_numbers"),
        ("", "2", "2026", "date_numbers"),
        ("1", "March", "2026", "date_numbers"),
        ("-1", "2", "2026", "date_numbers"),
        ("1.5", "2", "2026", "date_numbers"),
        ("١", "٢", "٢٠٢٦", "date_numbers"),
        ("²", "2", "2026", "date_numbers"),
        ("29", "2", "2026", "date_unreal"),
        ("31", "4", "2026", "date_unreal"),
        ("0", "1", "2026", "date_unreal"),
        ("1", "13", "2026", "date_unreal"),
        ("1", "1", "0", "date_unreal"),
        ("1", "1", "26", "date_unreal"),
        ("1", "1", "999", "date_unreal"),
        ("1", "1", "10000", "date_unreal"),
        ("1", "1", "9" * 5000, "date_unreal"),
    ],
)
def test_a_day_that_does_not_exist_is_refused(
    ask: Ask, refused: Refused, day: str, month: str, year: str, code: str
) -> None:
    assert refused(ask("date"), day=day, month=month, year=year) == [("day", code)]


@settings(deadline=None)
@given(day=st.dates(min_value=date(1000, 1, 1)))
def test_every_day_survives_the_record(day: date) -> None:
    answer = Date(day)

    assert Date.load(answer.store()) == answer


@pytest.mark.parametrize(("text", "number"), [("0", 0), (" 7 ", 7), ("-3", -3), ("007", 7), ("9" * 15, 10**15 - 1)])
def test_a_whole_number_is_taken(ask: Ask, read: Read, text: str, number: int) -> None:
    assert read(ask("number"), number=text) == Number(number)


@pytest.mark.parametrize(
    "text", ["", " ", "seven", "1.5", "1,000", "1 000", "--1", "-", "+1", "٧", "²", "0x10", "9" * 16]
)
def test_what_is_no_whole_number_is_refused(ask: Ask, refused: Refused, text: str) -> None:
    assert refused(ask("number"), number=text) == [("number", "number")]


@pytest.mark.parametrize(
    ("text", "code"), [("-1", "number_least"), ("0", None), ("20", None), ("21", "number_most"), ("5", None)]
)
def test_a_number_keeps_within_its_bounds(ask: Ask, read: Read, refused: Refused, text: str, code: str | None) -> None:
    asked = ask("number", "least: 0, most: 20")

    if code is None:
        assert read(asked, number=text) == Number(int(text))
    else:
        assert refused(asked, number=text) == [("number", code)]
