"""Lists of people and of wishes: empty rows are no rows, and every word is kept as typed."""

from collections.abc import Callable

import pytest

from msp_dialogue.answer import LONGEST, MOST_ROWS, Answer, fields
from msp_dialogue.answer.listed import LONGEST_NAME, Entry, Outcomes, People
from msp_dialogue.flow.ask import Asked

Ask = Callable[..., Asked]
Read = Callable[..., Answer]
Refused = Callable[..., list[tuple[str, str]]]

THEMES = "options: [{id: safer, says: S}, {id: justice, says: J}]"


def test_people_are_kept_as_typed_and_empty_rows_are_left_out(ask: Ask, read: Read) -> None:
    answer = read(
        ask("people"),
        name_1=" Åsa ",
        relation_1="sister",
        name_2="",
        relation_2="  ",
        name_3="",
        relation_3="the carer",
        name_4="🙂",
        relation_4="",
    )

    assert answer == People(((" Åsa ", "sister"), ("", "the carer"), ("🙂", "")))
    assert answer.words(ask("people")) == (" Åsa  – sister", "the carer", "🙂")


@pytest.mark.parametrize("given", [{}, {"name_1": "", "relation_1": ""}, {"name_1": " ", "relation_1": "\t"}])
def test_nobody_is_refused(ask: Ask, refused: Refused, given: dict[str, str]) -> None:
    assert refused(ask("people"), **given) == [("name-1", "people")]


def test_names_that_are_too_long_are_all_told(ask: Ask, read: Read, refused: Refused) -> None:
    long = "x" * (LONGEST_NAME + 1)

    assert refused(ask("people"), name_1=long, relation_1="a", name_2="b", relation_2=long) == [
        ("name-1", "too_long"),
        ("relation-2", "too_long"),
    ]
    assert read(ask("people"), name_1=long[1:], relation_1="") == People(((long[1:], ""),))


def test_wishes_are_kept_as_typed_each_under_its_own_key(ask: Ask, read: Read) -> None:
    answer = read(
        ask("outcomes", THEMES), words_1="  home\r\n", words_2=" ", words_7="שקט", theme_7=["justice", "safer"]
    )

    assert answer == Outcomes((Entry("1", "  home\r\n"), Entry("7", "שקט", ("justice", "safer"))))


@pytest.mark.parametrize("given", [{"words_1": ""}, {"words_1": " ", "words_2": "\n"}])
def test_empty_boxes_say_that_there_is_nothing_more(ask: Ask, read: Read, given: dict[str, str]) -> None:
    answer = read(ask("outcomes", THEMES), **given)

    assert answer == Outcomes(())
    assert answer.words(ask("outcomes")) == ("No",)
    assert answer.items("d.q") == ()
    assert Outcomes.load(answer.store()) == answer


@pytest.mark.parametrize("given", [{}, {"words_0": "x"}, {"words_x": "x"}])
def test_a_form_without_a_box_is_refused(ask: Ask, refused: Refused, given: dict[str, str]) -> None:
    assert refused(ask("outcomes", THEMES), **given) == [("words-1", "nothing_written")]


def test_every_fault_in_a_list_of_wishes_is_told(ask: Ask, refused: Refused) -> None:
    assert refused(ask("outcomes", THEMES), words_1="x" * (LONGEST + 1), words_2="y", words_3="z", theme_3="peace") == [
        ("words-1", "too_long"),
        ("words-3", "not_offered"),
    ]


def test_a_theme_without_words_is_no_wish(ask: Ask, refused: Refused) -> None:
    assert refused(ask("outcomes", THEMES), words_1="", theme_1="safer") == [("words-1", "nothing_written")]


def test_a_list_holds_as_many_rows_as_a_page_can_add(ask: Ask, read: Read) -> None:
    rows = {f"words_{number}": f"wish {number}" for number in range(1, MOST_ROWS + 1)}
    people = {f"name_{number}": f"P{number}" for number in range(1, MOST_ROWS + 1)}

    assert len(read(ask("outcomes"), **rows).items("d.q")) == MOST_ROWS
    assert len(read(ask("people"), **people).store()) == MOST_ROWS


def test_a_row_just_added_stands_empty_behind_those_that_were_typed(ask: Ask, form: Callable[..., object]) -> None:
    typed = form(words_1="home", theme_1="safer", words_2="")

    assert fields(ask("outcomes", THEMES), typed, None) == {  # type: ignore[arg-type]
        "rows": [{"key": "1", "words": "home", "themes": ["safer"]}, {"key": "2", "words": "", "themes": []}]
    }
    assert fields(ask("people"), form(name_1="Sam", relation_1="", name_2=""), None) == {  # type: ignore[arg-type]
        "rows": [{"name": "Sam", "relation": ""}, {"name": "", "relation": ""}]
    }


def test_an_empty_list_shows_one_empty_row(ask: Ask) -> None:
    assert fields(ask("outcomes"), None, None) == {"rows": [{"key": "1", "words": "", "themes": []}]}
    assert fields(ask("people"), None, None) == {"rows": [{"name": "", "relation": ""}]}
