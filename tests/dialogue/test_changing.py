"""Changing an earlier answer: what still fits is kept, what lies off the path rests in the record and may come back."""

from typing import Any

import pytest

from msp_dialogue.answer import NotAnswered
from msp_dialogue.answer.chosen import OneOf
from msp_dialogue.answer.written import Words
from msp_dialogue.dialogue import Answered
from msp_dialogue.flow.step import Step
from msp_dialogue.flow.voice import NonAnswer

BRANCH = """\
- id: way
  kind: one_of
  ask: Way
  easy: Way
  options: [{id: left, says: L}, {id: right, says: R}]
  next: [{when: {question: way, is: left}, to: left}, {to: right}]
- {id: left, kind: words, ask: Left, easy: Left, next: [{to: last}]}
- {id: right, kind: words, ask: Right, easy: Right}
- {id: last, kind: words, ask: Last, easy: Last}
- {id: end_words, kind: words, ask: End, easy: End, next: [{to: end}]}
"""
WISHES = """\
- id: wishes
  part: person
  title: Wishes
  questions:
  - id: want
    kind: outcomes
    ask: What
    easy: What
    records: desired_outcome
    next:
      - {when: {items: outcome, at_least: 2}, to: rank}
      - {when: {all: [{items: outcome, at_least: 1}, {not: {items: outcome, at_least: 2}}]}, to: first}
      - {to: last}
  - {id: rank, kind: rank, ask: Order, easy: Order, from: outcome}
  - {id: first, kind: one_of, ask: First, easy: First, from: outcome}
  - {id: pull, kind: some_of, ask: Pull, easy: Pull, from: outcome}
- id: each
  part: person
  title: Each
  for_each: outcome
  questions: [{id: how, kind: words, ask: How, easy: How}]
- id: rest
  part: person
  title: Rest
  questions: [{id: last, kind: words, ask: Last, easy: Last, next: [{to: end}]}]
"""
ONE, TWO, THREE = "d.want.1", "d.want.2", "d.want.3"


def test_an_answer_can_be_changed_and_the_conversation_goes_on_where_it_was(hold: Any) -> None:
    talk = hold(BRANCH).say("left").say("words").change("left", "other words")

    assert talk.now == "last"
    assert talk.dialogue.said[Step("left")].answer == Words("other words")


def test_a_change_says_which_event_it_corrects_and_the_first_answer_stays_in_the_record(hold: Any) -> None:
    talk = hold(BRANCH).say("left").say("words").change("left", "other words")

    given = [(number, event) for number, event in enumerate(talk.events, start=1) if isinstance(event, Answered)]
    assert [(number, event.value, event.corrects) for number, event in given] == [
        (2, "left", None),
        (3, "words", None),
        (5, "other words", 3),
    ]


def test_answers_behind_a_change_are_kept_where_they_still_fit(hold: Any) -> None:
    talk = hold(BRANCH).say("left").say("on the left").say("at last").change("way", "right")

    assert (talk.now, talk.path) == ("right", ["way"])
    talk.say("on the right")
    assert (talk.now, talk.path) == ("end_words", ["way", "right", "last"])


def test_answers_off_the_path_rest_in_the_record_and_come_back_with_the_path(hold: Any) -> None:
    talk = hold(BRANCH).say("left").say("on the left").change("way", "right").say("on the right")

    assert Step("left") not in talk.dialogue.path.steps
    assert talk.dialogue.said[Step("left")].answer == Words("on the left")
    talk.change("way", "left")
    assert (talk.now, talk.path) == ("last", ["way", "left"])


def test_an_answer_may_be_changed_into_a_non_answer_and_back(hold: Any) -> None:
    talk = hold(BRANCH).say("left").say("words").turn_to("left").skip(NonAnswer.RATHER_NOT_SAY)

    assert talk.dialogue.said[Step("left")].answer == NotAnswered(NonAnswer.RATHER_NOT_SAY)
    assert talk.now == "last"
    assert talk.change("left", "words").now == "last"


def test_turning_back_without_an_answer_loses_nothing(hold: Any) -> None:
    talk = hold(BRANCH).say("left").say("words").turn_to("way").turn_to("left")

    assert (talk.now, talk.path) == ("left", ["way", "left"])
    assert talk.dialogue.before == Step("way")


def test_a_wish_that_is_taken_back_leaves_the_lists_and_returns_with_its_answers(hold: Any) -> None:
    talk = hold(WISHES).say(**{"words-1": "home", "words-2": "quiet"}).say(**{"place-1": TWO}).say(ONE).say(ONE)
    talk.say("home words").say("quiet words")
    assert talk.now == "last"

    talk.change("want", **{"words-1": "", "words-2": "quiet"})

    assert (talk.now, talk.path) == ("first", ["want"])  # the one that came first is gone
    talk.say(TWO)
    assert (talk.now, talk.path) == ("pull", ["want", "first"])
    talk.say(TWO)
    assert (talk.now, talk.path[-1]) == ("last", f"how {TWO}")

    talk.change("want", **{"words-1": "home", "words-2": "quiet"})
    assert talk.path == ["want", "rank", "first", "pull", f"how {ONE}", f"how {TWO}"]
    assert talk.dialogue.said[Step("how", ONE)].answer == Words("home words")


def test_an_order_is_asked_again_when_there_is_more_to_put_in_order(hold: Any) -> None:
    talk = hold(WISHES).say(**{"words-1": "home", "words-2": "quiet"}).say(**{"place-1": TWO}).say(ONE).say(ONE)

    talk.change("want", **{"words-1": "home", "words-2": "quiet", "words-3": "cat"})

    assert (talk.now, talk.path) == ("rank", ["want"])
    talk.say(**{"place-1": THREE, "place-2": ONE})
    assert (talk.now, talk.dialogue.said[Step("first")].answer) == (f"how {ONE}", OneOf(ONE))


PLAN = """\
- id: wishes
  part: person
  title: Wishes
  questions:
  - id: want
    kind: outcomes
    ask: What
    easy: What
    records: desired_outcome
    next: [{when: {items: outcome, at_least: 2}, to: pull}, {to: last}]
  - id: pull
    kind: some_of
    least: 2
    ask: Pull
    easy: Pull
    from: outcome
    next: [{when: {question: pull, answered: yes}, to: plan}, {to: last}]
  - {id: plan, kind: one_of, ask: Plan, easy: Plan, from: pull}
  - {id: last, kind: words, ask: Last, easy: Last, next: [{to: end}]}
"""


def test_only_what_was_chosen_before_is_offered_and_asked_again_when_it_is_chosen_no_more(hold: Any) -> None:
    talk = hold(PLAN).say(**{"words-1": "home", "words-2": "quiet", "words-3": "cat"}).say(ONE, THREE)

    assert [choice.says for choice in talk.asked().choices] == ["home", "cat"]
    talk.say(THREE)
    assert talk.now == "last"
    assert talk.change("pull", ONE, TWO).now == "plan"
    assert [choice.says for choice in talk.asked().choices] == ["home", "quiet"]
    assert talk.change("pull", ONE, THREE).now == "last"
    assert talk.dialogue.said[Step("plan")].answer == OneOf(THREE)


def test_other_words_for_a_wish_keep_what_was_said_about_it(hold: Any) -> None:
    talk = hold(WISHES).say(**{"words-1": "home"}).say(ONE).say(ONE).say("how")

    talk.change("want", **{"words-1": "to be home"})

    assert (talk.now, talk.wishes) == ("last", ["to be home"])
    assert talk.asked(Step("how", ONE)).item.words == "to be home"


def test_a_change_that_leaves_nothing_to_ask_ends_the_conversation(hold: Any) -> None:
    text = """\
        - id: way
          kind: one_of
          ask: Way
          easy: Way
          options: [{id: more, says: M}, {id: done, says: D}]
          next: [{when: {question: way, is: done}, to: not_held}, {to: last}]
        - {id: last, kind: words, ask: Last, easy: Last, next: [{to: end}]}
        """
    talk = hold(text).say("more").change("way", "done")

    assert (talk.now, str(talk.dialogue.state)) == (None, "not_held")


@pytest.mark.parametrize("first", ["left", "right"])
def test_going_back_and_giving_the_same_answer_changes_nothing_on_the_path(hold: Any, first: str) -> None:
    talk = hold(BRANCH).say(first).say("words").say("at last")
    before = talk.dialogue.path

    talk.change("way", first)

    assert talk.dialogue.path == before
