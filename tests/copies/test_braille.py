"""The Braille file: pages of 40 cells and 25 lines, and translated back it says what was said."""

from dataclasses import replace

import pytest

from msp_dialogue import optional, programs
from msp_dialogue.copies import Copy, braille
from msp_dialogue.copies.model import Heading, Listing, Paragraph, Quote, Speaker
from msp_dialogue.optional import BRAILLE_ASCII, LIBLOUIS
from tests.copies.conftest import hard
from tests.needing import need

pytestmark = pytest.mark.braille

GRADES = {1: "en-ueb-g1.ctb", 2: "en-ueb-g2.ctb"}


@pytest.fixture(autouse=True)
def liblouis() -> None:
    need(optional.BRAILLE)


def pages_of(content: bytes) -> list[list[str]]:
    """The lines of each page."""
    text = content.decode("ascii")
    assert text.endswith("\f")
    return [page.removesuffix("\r\n").split("\r\n") for page in text.split("\f")[:-1]]


def back(content: bytes, grade: int) -> str:
    """What somebody reads who reads Braille: all lines but the page numbers, as liblouis turns them back."""
    lines = [line.strip() for page in pages_of(content) for line in page[:-1]]
    sent = "\n".join(lines).replace("\\", "\\\\").encode()
    given = programs.run(LIBLOUIS, ("-b", f"{BRAILLE_ASCII},{GRADES[grade]}"), sent).decode()
    return " ".join(given.split())


@pytest.mark.parametrize("grade", [1, 2])
def test_translated_back_it_says_every_line_of_the_story(copy: Copy, grade: int) -> None:
    read = back(braille.braille(copy, grade=grade), grade)

    assert read.startswith("What you told us")
    for block in copy.blocks:
        for line in block.lines():
            assert line.replace("’", "'") in read.replace("’", "'")


@pytest.mark.parametrize("grade", [1, 2])
@pytest.mark.parametrize("times", [1, 7])
def test_every_page_has_25_lines_of_at_most_40_cells_and_its_number(copy: Copy, grade: int, times: int) -> None:
    pages = pages_of(braille.braille(replace(copy, blocks=copy.blocks * times), grade=grade))

    assert len(pages) > times
    for page in pages:
        assert len(page) == 25
        assert all(len(line) <= 40 for line in page)
        assert page[-1].strip().startswith("#")
        assert page[0].strip()
    assert [page[-1].strip() for page in pages[:2]] == ["#A", "#B"]


def test_grade_2_is_shorter_than_grade_1(copy: Copy) -> None:
    assert len(braille.braille(copy, grade=2).split()) <= len(braille.braille(copy, grade=1).split())
    assert braille.braille(copy, grade=1) != braille.braille(copy, grade=2)


def test_no_heading_stands_at_the_foot_of_a_page_without_what_it_is_about(copy: Copy) -> None:
    for before in range(12, 24):
        lines = tuple(Paragraph((f"Line {number}",)) for number in range(before))
        made = replace(copy, blocks=(*lines, Heading("Heading"), Paragraph(("After it",))))
        pages = pages_of(braille.braille(made, grade=1))
        (page,) = (page for page in pages if "    ,HEADING" in page)

        assert page[page.index("    ,HEADING") + 1] == "  ,AFTER IT"


def test_a_text_longer_than_liblouis_takes_at_once_loses_no_word(copy: Copy) -> None:
    words = " ".join(f"word{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(600))
    made = braille.braille(replace(copy, blocks=(Quote(words, Speaker.PERSON),)), grade=1)

    assert words in back(made, 1)


def test_a_word_longer_than_a_line_is_broken_and_kept(copy: Copy) -> None:
    word = "lla" * 40
    made = pages_of(braille.braille(replace(copy, blocks=(Quote(word, Speaker.PERSON),)), grade=1))

    assert word.upper() in "".join(line.strip() for line in made[0])


def test_what_somebody_typed_is_never_an_order_to_liblouis() -> None:
    read = back(braille.braille(hard(), grade=1), 1)

    assert "\\x41" in read
    assert "These words are in other letters." in read
    assert "Wendy" in read


def test_somebodys_words_stand_between_the_signs_for_it_and_the_councils_do_not(copy: Copy) -> None:
    quotes = (Quote("Mine", Speaker.PERSON), Quote("Theirs", Speaker.COUNCIL))
    lines = pages_of(braille.braille(replace(copy, blocks=quotes), grade=1))[0]

    assert "    8,MINE0" in lines
    assert "    ,THEIRS" in lines


def test_a_picture_letter_is_named(copy: Copy) -> None:
    made = braille.braille(replace(copy, blocks=(Quote("Good 👍", Speaker.PERSON),)), grade=1)

    assert "thumbs up sign" in back(made, 1)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("A heart ❤️ here", "A heart (heavy black heart) here"),
        ("Good 👍🏽", "Good (thumbs up sign)(emoji modifier fitzpatrick type-4)"),
        ("Us 👨\u200d👩\u200d👧", "Us (man)(woman)(girl)"),
        ("Day 1️⃣", "Day 1"),
        ("At ١٢", "At 12"),
        ("\u202eRose\u202c is it", "Rose is it"),
        ("Żaneta and Lễ", "Zaneta and Le"),
        ("The „home‚", 'The "home'),
        ("New \U0001fbff", "New (sign)"),
        ("中文", "These words are in other letters."),
        ("রোজ", "These words are in other letters."),
    ],
)
def test_what_has_no_braille_is_named_or_told_and_never_stands_there_as_a_number(typed: str, read: str) -> None:
    for block in (Heading(typed), Paragraph((typed,)), Quote(typed, Speaker.PERSON), Listing((typed,))):
        made = braille.braille(replace(hard(), blocks=(block,)), grade=1)

        assert "'\\" not in made.decode("ascii")
        assert read in back(made, 1)


def test_a_name_in_other_letters_leaves_the_other_sentences_alone() -> None:
    made = braille.braille(replace(hard(), blocks=(Paragraph(("For রোজ.", "It is from us.")),)), grade=1)

    assert "These words are in other letters. It is from us." in back(made, 1)


def test_no_line_is_lost_where_a_copy_ends_with_what_is_kept(copy: Copy) -> None:
    for before in range(16, 26):
        lines = tuple(Paragraph((f"Line {number}",)) for number in range(before))
        headings = tuple(Heading(f"Last {each}") for each in ("one", "two", "three"))
        read = back(braille.braille(replace(copy, blocks=(*lines, *headings)), grade=1), 1)

        assert "Last one Last two Last three" in read
