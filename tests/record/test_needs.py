"""How somebody likes to communicate: asked, told, met on the screen and reviewed, each as it stands [L10]."""

from msp_dialogue.dialogue.look import USUAL, Look, Pictures, Text
from msp_dialogue.flow.model import Stage
from msp_dialogue.record import enquiries, needs
from msp_dialogue.record.needs import Needs
from tests.record.talking import Talk


def of(talk: Talk, enquiry: str = "e1") -> Needs:
    with talk.database.reading() as connection:
        return needs.of_enquiry(connection, talk.library, enquiry)


def test_nothing_is_known_before_anybody_asked(talk: Talk) -> None:
    talk.enquiry()

    assert of(talk) == Needs(None, USUAL, None)


def test_what_helps_them_stands_in_words_and_is_met_on_the_screen(talk: Talk) -> None:
    talk.hold(talk.enquiry(), Stage.BEGINNING, talk=["large_print", "pictures", "something_else"], talk_words="A lamp")
    found = of(talk)

    assert found.wanted is not None
    assert set(found.wanted.words) == {"Large print", "Pictures with the words", "Something else", "A lamp"}
    assert found.look == Look(text=Text.LARGE, pictures=Pictures.WITH)
    assert found.right is None


def test_the_review_says_whether_it_was_right_and_what_would_be_better_comes_first(talk: Talk) -> None:
    enquiry = talk.enquiry()
    talk.hold(enquiry, Stage.BEGINNING, talk=["breaks"], want="To be safe")
    talk.hold(enquiry, Stage.MIDDLE, communication_right="partly", talk_better="Speak slower")
    found = of(talk)

    assert found.right is not None
    assert found.right.words == ("Some of it works",)
    assert found.wanted is not None
    assert found.wanted.words[0] == "Speak slower"
    assert "Taking breaks" in found.wanted.words


def test_a_non_answer_takes_nothing_away(talk: Talk) -> None:
    enquiry = talk.enquiry()
    talk.hold(enquiry, Stage.BEGINNING, talk=["breaks"])
    talk.hold(enquiry, Stage.BEGINNING, name="again")
    found = of(talk)

    assert found.wanted is not None
    assert found.wanted.words == ("Taking breaks",)


def test_a_conversation_that_was_set_aside_tells_nothing(talk: Talk) -> None:
    held = talk.hold(talk.enquiry(), Stage.BEGINNING, talk=["large_print"])
    enquiries.set_aside(talk.database, "e1", held.dialogue.id, "Somebody else answered.", talk.by())

    assert of(talk) == Needs(None, USUAL, None)
