"""What was said is put into words once, and anew as soon as anything that the words hang on is another."""

import pytest

from msp_dialogue.web.pages import turn
from tests.web.site import Site
from tests.web.talking import Talk

WORDED = turn._in_words


@pytest.fixture
def worded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions of the turns that are put into words."""
    questions: list[str] = []

    def noted(*given: object, **more: object) -> turn.Turn:
        made = WORDED(*given, **more)  # type: ignore[arg-type]
        questions.append(made.question)
        return made

    monkeypatch.setattr(turn, "_in_words", noted)
    return questions


def test_what_was_said_is_put_into_words_once(site: Site, worded: list[str]) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    said = talk.said
    assert said
    worded.clear()

    assert talk.said == said
    assert worded == []


def test_an_answer_that_was_changed_is_put_into_words_anew(site: Site, worded: list[str]) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    talk.say({"words": "My own front door"})
    assert "My own front door" in talk.page.text
    talk.browser.post("/talk", {"step": talk.step(), "do": "go_back"})
    talk.say({"words": "To see my sister"})
    worded.clear()

    assert "To see my sister" in talk.page.text
    assert "My own front door" not in talk.page.text
    assert worded == ["What do you want to happen?"]


def test_turns_are_put_into_words_anew_in_easy_words(site: Site, worded: list[str]) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    talk.say({"words": "My own front door"})
    assert "What do you want to happen?" in talk.said
    talk.browser.post("/talk/look", {"step": talk.step(), "words": "easy"})

    assert "What do you want?" in talk.said


def test_no_more_turns_are_remembered_than_may_be(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn, "MOST", 3)
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()

    assert talk.said == talk.said
    assert len(turn._remembered) <= 3
