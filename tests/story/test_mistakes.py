"""A story is also a check: what cannot happen is refused where the story says it, and nothing is made up."""

from collections.abc import Callable

import pytest

from msp_dialogue.story import Mistake, Played
from tests.story.conftest import first_conversation

Play = Callable[[str], Played]
TWO = "want: One.\nmore: [Two.]\n"


def mistake(played: Play, chapters: str) -> str:
    with pytest.raises(Mistake) as refused:
        played(chapters)
    return str(refused.value)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("examples: be_safer\n", "`examples` is not reached in this sitting, so nothing can be said at it."),
        ("colour: red\n", "`colour` is not reached in this sitting"),
        ("turn_screen: read\n", "not how an answer of the kind `information` is written, which `turn_screen` is"),
        ("interpreter: cousin\n", "`interpreter` does not take this answer (not_offered; offered are: none, "),
        ("talk: [as_now, breaks]\n", "`talk` does not take this answer (alone;"),
        ("want: [a, b]\n", "not how an answer of the kind `words` is written"),
        ("want: {words: a}\n", "not how an answer of the kind `words` is written"),
        ("read_back: wrong\n", "not how an answer of the kind `read_back` is written"),
        ("capacity_decision: yes\ncapacity_when: 2026-02-30\n", "the kind `date`"),
        (TWO + "rank: [One., Two., Three.]\n", "the kind `rank`"),
        (TWO + "rank: [Three.]\n", "`rank` does not take this answer (not_offered; offered are: "),
        (TWO + "council_answer: cannot\n", "`council_answer` is asked of each of several things"),
        (TWO + "council_answer: {Three.: cannot}\n", "`council_answer` is not asked of `Three.`."),
        (TWO + "council_answer: {One.: never}\n", "`council_answer` does not take this answer (not_offered;"),
        ("safe_to_talk: dont_know\n", "`safe_to_talk` does not take this answer"),
    ],
)
def test_an_answer_that_cannot_be_given_is_a_mistake(played: Play, answers: str, said: str) -> None:
    chapters = first_conversation(answers)
    if answers.startswith("safe_to_talk"):
        chapters = chapters.replace("    safe_to_talk: yes\n", "", 1)

    assert said in mistake(played, chapters)


def test_a_required_question_without_an_answer_is_a_mistake(played: Play) -> None:
    chapters = first_conversation("").replace("    alone: alone\n", "")

    assert "`alone` must be answered here, and the story says nothing at it." in mistake(played, chapters)


def test_a_mistake_names_the_file_and_the_line(played: Play) -> None:
    chapters = first_conversation("interpreter: cousin\n")
    line = 6 + 1 + chapters[: chapters.index("interpreter")].count("\n")

    assert mistake(played, chapters).startswith(f"tiny.yaml:{line}: ")


@pytest.mark.parametrize(
    ("corrections", "said"),
    [
        ("{seen_at: examples, question: want, said: x}", "This is never changed: `examples` is not asked"),
        ("{seen_at: read_back, question: examples, said: x}", "`examples` was not answered before `read_back`"),
        ("{seen_at: read_back, question: want, item: x, said: x}", "`want` was not answered before `read_back`"),
        ("{seen_at: read_back, question: talk, said: x}", "`talk` does not take this answer (not_offered;"),
        ("{seen_at: read_back, question: present, said: skipped}", "This cannot happen now (NotOnPath"),
    ],
)
def test_a_correction_that_cannot_be_made_is_a_mistake(played: Play, corrections: str, said: str) -> None:
    assert said in mistake(played, first_conversation("want: One.\n", f"corrections: [{corrections}]\n"))


def test_stopping_after_a_question_that_is_not_asked_is_a_mistake(played: Play) -> None:
    said = mistake(played, first_conversation("", "stop_after: examples\n"))

    assert "It cannot stop after `examples`, which is not asked in this sitting." in said


def test_pressing_at_a_question_that_is_not_asked_is_a_mistake(played: Play) -> None:
    said = mistake(played, first_conversation("", "presses_at: examples\n"))

    assert "Nothing can be pressed at `examples`, which is not asked in this sitting." in said


def test_saying_more_than_is_asked_before_stopping_is_a_mistake(played: Play) -> None:
    said = mistake(played, first_conversation("want: One.\nnot_want: Two.\n", "stop_after: want\n"))

    assert "`not_want` is not reached in this sitting" in said


@pytest.mark.parametrize(
    ("chapter", "said"),
    [
        ("- {resume: other, present: x, at: 2026-01-09 10:00, by: lead}", "There was no conversation `other` yet."),
        ("- {resume: beginning, present: x, at: 2026-01-09 10:00, by: lead}", "cannot happen now (NotInProgress"),
        ("- {set_aside: other, why: x, at: 2026-01-09 10:00, by: lead}", "There was no conversation `other` yet."),
        ("- {concluded: 2025-12-31, at: 2026-01-09 10:00, by: lead}", "cannot happen now (NotConcludable"),
        ("- {dealt_with: police, words: x, at: 2026-01-09 10:00, by: lead}", "Nothing signals danger by then."),
        (
            "- {concluded: 2026-01-09, asked: no, at: 2026-01-09 10:00, by: lead}",
            "cannot happen now (NotConcludable",
        ),
    ],
)
def test_a_chapter_that_cannot_happen_is_a_mistake(played: Play, chapter: str, said: str) -> None:
    assert said in mistake(played, first_conversation("want: One.\n") + chapter)


def test_two_conversations_of_one_name_are_a_mistake(played: Play) -> None:
    said = mistake(played, first_conversation("") + first_conversation(""))

    assert "There is a conversation `beginning` already: give this one a `name`." in said


def test_an_unnamed_question_is_skipped_and_never_made_up(played: Play) -> None:
    conversation = played(first_conversation("want: One.\n")).conversations["beginning"]

    assert conversation == "conversation-beginning"
