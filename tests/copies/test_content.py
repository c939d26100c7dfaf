"""What stands on the copy: addressed to the person, in their words, and nothing that is not theirs."""

from dataclasses import replace

import pytest

from msp_dialogue.copies import Copy, Tongue, person_copy
from msp_dialogue.copies.model import (
    Heading,
    Listing,
    Paragraph,
    Quote,
    Speaker,
    bare,
    direction_of,
    is_of_a_word,
    printable,
    set_apart,
)
from msp_dialogue.flow.voice import Voice
from msp_dialogue.record.meaning import Meaning
from msp_dialogue.record.read import Whole
from msp_dialogue.story import read_stories
from tests.copies.conftest import ENGLISH, GIVEN, STORY, Stories, day, hard

STORIES = [story.id for story in read_stories()]


def lines(copy: Copy) -> list[str]:
    """Every line of a copy."""
    return [line for block in copy.blocks for line in block.lines()]


def test_every_wish_stands_on_it_word_for_word_with_whose_words_they_are(copy: Copy, stories: Stories) -> None:
    own = [block.words for block in copy.blocks if isinstance(block, Quote) and block.by is Speaker.PERSON]

    assert {each.words for each in stories(STORY).outcomes} <= set(own)


WHOSE = {
    Voice.REPRESENTATIVE: "Someone who speaks for you said:",
    Voice.WORKER: "A worker said this for you:",
}


@pytest.mark.parametrize("easy", [False, True])
@pytest.mark.parametrize("voice", WHOSE)
def test_words_that_are_not_the_persons_own_never_stand_without_whose_they_are(
    stories: Stories, voice: Voice, easy: bool
) -> None:
    whole = _told_by(stories(STORY), voice)
    blocks = person_copy(whole, GIVEN, ENGLISH, easy=easy).blocks
    at = [place for place, block in enumerate(blocks) if isinstance(block, Quote) and block.by is not Speaker.COUNCIL]

    assert {block.by for block in blocks if isinstance(block, Quote)} <= {Speaker.REPRESENTATIVE, Speaker.COUNCIL}
    assert len(at) > len(whole.outcomes)
    for place in at:
        before = blocks[place - 1]
        assert isinstance(before, Paragraph)
        assert before.sentences == (WHOSE[voice],)
        assert before.kept
    assert not any(line.startswith(("You said", "You wanted")) for block in blocks for line in block.lines())


def _told_by(whole: Whole, voice: Voice) -> Whole:
    """The enquiry as if this voice had said every word in it: wishes of every status, ratings, what is not wanted."""
    rated, happening, *others = (
        replace(
            each,
            voice=voice,
            ratings=tuple(replace(rating, voice=voice, words="As it was seen") for rating in each.ratings),
        )
        for each in whole.outcomes
    )
    happening = replace(happening, status="happening", achieved=None, ratings=(), council_answer=None)
    withdrawn = tuple(replace(each, status="withdrawn") for each in others)
    words = next(each for each in whole.answers if each.words)
    not_wanted = replace(words, records=Meaning.NOT_WANTED, voice=voice, words="Nobody at the door")
    return replace(whole, outcomes=(rated, happening, *withdrawn), answers=(*whole.answers, not_wanted))


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("easy", [False, True])
def test_no_reference_and_no_word_of_the_trade_is_on_it(stories: Stories, story: str, easy: bool) -> None:
    whole = stories(story)
    copy = person_copy(whole, GIVEN, ENGLISH, easy=easy)
    fixed = [line for block in copy.blocks if not isinstance(block, Quote) for line in block.lines()]

    assert all(
        whole.enquiry.reference not in line and whole.enquiry.adult.reference not in line for line in lines(copy)
    )
    for word in ("safeguarding", "enquiry", "outcome", "Section 42"):
        assert not any(word in line for line in fixed)


@pytest.mark.parametrize("story", STORIES)
def test_usual_and_easy_words_have_the_same_quotes(stories: Stories, story: str) -> None:
    usual, easy = (person_copy(stories(story), GIVEN, ENGLISH, easy=easy) for easy in (False, True))

    assert [block.words for block in usual.blocks if isinstance(block, Quote)] == [
        block.words for block in easy.blocks if isinstance(block, Quote)
    ]


@pytest.mark.parametrize("story", STORIES)
def test_easy_words_have_one_short_idea_a_line(stories: Stories, story: str) -> None:
    copy = person_copy(stories(story), GIVEN, ENGLISH, easy=True)
    ours = [line for block in copy.blocks if isinstance(block, Paragraph) for line in block.lines()]

    for line in ours:
        assert len(line.split()) <= 12, line
        assert line.rstrip(".?:").count(". ") == 0, line


def test_every_fixed_sentence_is_given_by_the_language_of_the_copy(stories: Stories) -> None:
    def shout(message: str, **values: object) -> str:
        return f"⟦{message % values if values else message}⟧"

    for easy in (False, True):
        copy = person_copy(stories(STORY), GIVEN, Tongue("en", "ltr", shout, day), easy=easy)
        ours = [line for block in copy.blocks if isinstance(block, Heading | Paragraph) for line in block.lines()]

        for line in (copy.title, copy.other_letters, *ours):
            assert line.startswith("⟦")


def test_what_belongs_together_is_kept_together(copy: Copy) -> None:
    first = next(i for i, block in enumerate(copy.blocks) if isinstance(block, Quote))
    wish = copy.blocks[first - 1 : first + 3]

    assert [isinstance(block, Paragraph | Quote) and block.kept for block in wish] == [True, True, True, True]


@pytest.mark.parametrize(
    ("words", "direction"), [("Home", "ltr"), ("123 أريد", "rtl"), ("שלום", "rtl"), ("1 2 3", "ltr"), ("", "ltr")]
)
def test_words_run_as_their_first_letter_does(words: str, direction: str) -> None:
    assert direction_of(words) == direction


def test_a_name_that_runs_the_other_way_is_set_apart() -> None:
    assert set_apart("Rose", "ltr") == "Rose"
    assert set_apart("أمل", "ltr") == "\u2068أمل\u2069"


def test_a_name_with_signs_that_turn_words_turns_nothing_beside_it() -> None:
    assert set_apart("\u202eRose", "ltr") == "\u2068Rose\u2069"
    assert set_apart("\u2069Rose", "ltr") == "\u2068Rose\u2069"
    assert bare("For \u2068Rose\u2069 and \u202eAmal") == "For Rose and Amal"


def test_signs_that_no_form_can_show_are_left_out_and_all_else_stays() -> None:
    assert printable("a\x07b\tc 😀 “é”\ue000") == "ab c 😀 “é”"
    assert printable("a\uffffb\ufdd0c\U0001fffed") == "abcd"
    for block in (
        Heading("a\uffffb"),
        Paragraph(("a\uffffb",)),
        Quote("a\uffffb", Speaker.PERSON),
        Listing(("a\uffffb",)),
    ):
        assert block.lines() == ("ab",)


def test_a_picture_letter_newer_than_what_is_known_here_stays() -> None:
    assert printable("Happy \U0001faef") == "Happy \U0001faef"


def test_a_letter_and_a_mark_on_it_are_of_a_word_and_a_picture_is_not() -> None:
    assert all(map(is_of_a_word, "aé中র\u09cb\u0301"))
    assert not any(map(is_of_a_word, "👍1.\ufe0f\u20e3\u200d\U0001fbff"))


def test_no_words_are_said_to_be_in_the_language_of_the_copy_that_may_be_in_another() -> None:
    english, urdu = hard(), replace(hard(direction="rtl"), language="ur")

    assert [urdu.language_of(block) for block in urdu.blocks] == ["ur", "ur", "", "", "en", "en"]
    assert [english.language_of(block) for block in english.blocks] == ["en", "en", "en", "", "en", "en"]
