"""How the screen looks: what is asked for is met at once, and what was chosen stays [L10]."""

from typing import Any

import pytest

from msp_dialogue.dialogue import LookChosen, NotInProgress
from msp_dialogue.dialogue.events import Started, of_row
from msp_dialogue.dialogue.look import CHOICES, MEETS, USUAL, Look, Pace, Pictures, Text, Words

FLOW = """\
- id: talk
  kind: some_of
  ask: Talk
  easy: Talk
  options: [{id: large_print, says: L}, {id: pictures, says: P}, {id: plain_words, says: W}, {id: breaks, says: B}]
  records: communication
- {id: want, kind: words, ask: Want, easy: Want}
- {id: last, kind: words, ask: Last, easy: Last, next: [{to: end}]}
"""


def test_what_is_asked_for_is_met_from_the_next_question_on(hold: Any) -> None:
    talk = hold(FLOW).say("large_print", "breaks")

    assert talk.dialogue.look == Look(text=Text.LARGE, pace=Pace.SLOW)


def test_what_is_asked_for_no_longer_is_let_go(hold: Any) -> None:
    talk = hold(FLOW).say("large_print", "pictures").change("talk", "pictures", "plain_words")

    assert talk.dialogue.look == Look(words=Words.EASY, pictures=Pictures.WITH)


def test_what_was_chosen_by_hand_is_not_made_smaller_by_an_answer(hold: Any) -> None:
    talk = hold(FLOW)
    talk.happens(*talk.dialogue.choose_look(Look(text=Text.LARGEST))).say("large_print").change("talk", "pictures")

    assert talk.dialogue.look == Look(text=Text.LARGEST, pictures=Pictures.WITH)


def test_what_was_switched_off_by_hand_stays_off_when_something_else_is_asked_for(hold: Any) -> None:
    talk = hold(FLOW).say("plain_words")
    talk.happens(*talk.dialogue.choose_look(USUAL)).change("talk", "plain_words", "breaks")

    assert talk.dialogue.look == Look(pace=Pace.SLOW)


def test_what_was_chosen_by_hand_before_it_was_asked_for_stays_when_it_is_asked_for_no_longer(hold: Any) -> None:
    talk = hold(FLOW)
    talk.happens(*talk.dialogue.choose_look(Look(text=Text.LARGE))).say("large_print").change("talk", "pictures")

    assert talk.dialogue.look.text is Text.LARGE


def test_what_somebody_else_chose_is_for_now_and_their_language_is_the_persons(hold: Any) -> None:
    talk = hold(FLOW).say("large_print")
    theirs = talk.dialogue.look.having("colours", "dark").having("language", "cy")
    talk.happens(*talk.dialogue.choose_look(theirs, for_now=True))

    assert talk.dialogue.look == theirs
    assert talk.dialogue.fitted.kept == Look(text=Text.LARGE, language="cy")


def test_no_answer_asks_for_nothing(hold: Any) -> None:
    assert hold(FLOW).skip().dialogue.look == USUAL


def test_the_last_look_chosen_counts_and_choosing_it_again_is_no_event(hold: Any) -> None:
    talk = hold(FLOW)
    talk.happens(*talk.dialogue.choose_look(USUAL.having("colours", "dark")))
    talk.happens(*talk.dialogue.choose_look(talk.dialogue.look.having("speed", "slow")))

    assert talk.dialogue.look.store() == {"colours": "dark", "speed": "slow"}
    assert talk.dialogue.choose_look(talk.dialogue.look) == ()


def test_a_question_that_is_turned_back_to_stays_there(hold: Any) -> None:
    talk = hold(FLOW).say("breaks").say("a").turn_to("want")
    talk.happens(*talk.dialogue.choose_look(Look(text=Text.LARGE)))

    assert talk.now == "want"


def test_a_conversation_that_is_paused_keeps_its_look(hold: Any) -> None:
    talk = hold(FLOW).happens(*hold(FLOW).dialogue.pause())

    with pytest.raises(NotInProgress):
        talk.dialogue.choose_look(Look(text=Text.LARGE))


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, kind in CHOICES.items() for value in kind])
def test_every_look_comes_back_from_its_row(name: str, value: str) -> None:
    event = LookChosen(USUAL.having(name, value))

    assert of_row({"kind": event.KIND, **event.columns()}) == event


def test_a_language_comes_back_from_its_row_and_a_look_that_is_known_no_longer_is_the_usual_one() -> None:
    assert Look.of({"language": "cy", "text": "gigantic"}) == Look(language="cy")


def test_a_conversation_from_before_there_was_a_look_has_the_usual_one() -> None:
    row = {"value": {"flow": "f", "structure": "s", "language": "en", "carried": [], "given": []}}

    assert Started.of(row).look == USUAL


def test_every_need_that_the_screen_meets_changes_it() -> None:
    assert all(USUAL.meeting(frozenset({need})) != USUAL for need in MEETS)
