"""A conversation already started takes a newer, compatible version of its flow, and loses nothing by it."""

from typing import Any

import pytest

from msp_dialogue.dialogue import Adopted, Answered, Dialogue, Ended, Event, State
from msp_dialogue.flow.ask import Item
from msp_dialogue.flow.step import Step
from msp_dialogue.flow.version import Change, compare, structure_id
from msp_dialogue.machine import FlowMachine

OLD = """\
- {id: one, kind: words, ask: What, easy: What}
- {id: two, kind: one_of, ask: What, easy: What, options: [{id: a, says: A}, {id: b, says: B}]}
- {id: three, kind: words, ask: What, easy: What, next: [{to: end}]}
"""
MORE = OLD.replace("- {id: two", "- {id: new, kind: words, ask: What, easy: What}\n- {id: two")


def adopt(talk: Any, hold: Any, text: str) -> tuple[Event, ...]:
    """The conversation on the version that another text says."""
    flow = hold(text).flow
    assert compare(talk.flow, flow) is Change.COMPATIBLE
    talk.dialogue, events = talk.dialogue.adopt(flow, FlowMachine(flow))
    talk.flow = flow
    talk.events += events
    return tuple(events)


def test_the_version_taken_is_told_and_the_path_is_that_of_the_new_one(hold: Any) -> None:
    talk = hold(OLD).say("a").say("b")

    events = adopt(talk, hold, MORE)

    assert events == (Adopted(structure_id(talk.flow)),)
    assert (talk.now, talk.path) == ("new", ["one"])
    talk.say("asked later")
    assert (talk.now, talk.path) == ("three", ["one", "new", "two"])


def test_replaying_on_the_new_version_gives_the_same_state(hold: Any) -> None:
    talk = hold(OLD).say("a")
    adopt(talk, hold, MORE)
    talk.say("asked later").say("b")

    replayed = Dialogue.replay("d", talk.flow, talk.dialogue.machine, talk.events, talk.dialogue.wordings)
    assert replayed == talk.dialogue


def test_a_version_that_asks_no_more_ends_the_conversation(hold: Any) -> None:
    talk = hold(OLD).say("a").say("b")
    shorter = OLD.replace(
        "{id: b, says: B}]}", "{id: b, says: B}], next: [{when: {question: two, is: b}, to: end}, {to: three}]}"
    )

    events = adopt(talk, hold, shorter)

    assert events == (Adopted(structure_id(talk.flow)), Ended("end"))
    assert talk.dialogue.state is State.FINISHED


def test_a_question_that_is_now_required_is_asked_again_where_it_was_skipped(hold: Any) -> None:
    old = """\
- id: s
  part: worker
  title: S
  questions:
  - {id: one, kind: yes_or_no, ask: What}
  - {id: two, kind: words, ask: What, next: [{to: end}]}
"""
    talk = hold(old).skip()
    assert talk.now == "two"

    adopt(talk, hold, old.replace("ask: What}", "ask: What, required: true}"))

    assert talk.now == "one"


def test_the_wording_an_answer_was_given_to_is_that_of_its_own_version(hold: Any) -> None:
    talk = hold(OLD).say("a")
    before = talk.events[-1]
    adopt(talk, hold, MORE)
    talk.say("later")

    assert isinstance(before, Answered)
    assert before.wording != talk.events[-1].wording


EXAMPLES = """\
- id: wants
  part: person
  title: Wants
  questions:
  - {id: examples, kind: some_of, ask: Which, easy: Which, options: [{id: safer, says: To be safer}]}
- id: words
  part: person
  title: Words
  for_each: examples
  questions: [{id: own, kind: words, ask: Say, easy: Say, records: desired_outcome}]
- id: rest
  part: person
  title: Rest
  questions: [{id: last, kind: words, ask: Last, easy: Last, next: [{to: end}]}]
"""


def test_an_example_stays_in_the_words_it_was_chosen_in(hold: Any) -> None:
    talk = hold(EXAMPLES).say("safer").skip()

    adopt(talk, hold, EXAMPLES.replace("To be safer}", "To feel safe}, {id: other, says: Other}"))

    assert talk.wishes == ["To be safer"]
    replayed = Dialogue.replay("d", talk.flow, talk.dialogue.machine, talk.events, talk.dialogue.wordings)
    assert replayed.outcomes == talk.dialogue.outcomes


def test_an_answer_to_a_question_of_another_version_is_left_in_peace(hold: Any) -> None:
    talk = hold(MORE).say("a").say("only there")
    older = hold(OLD)

    replayed = Dialogue.replay("d", older.flow, older.dialogue.machine, talk.events)

    assert replayed.current == Step("two")
    assert replayed.seq == len(talk.events)


def test_a_language_that_a_newer_wording_has_lost_falls_back(hold: Any) -> None:
    talk = hold(OLD)
    started = talk.events[0]
    welsh = Dialogue.replay(
        "d", talk.flow, talk.dialogue.machine, [type(started)(**{**vars(started), "language": "cy"})]
    )

    assert welsh.asked(Step("one"), welsh.speaker({})).heading == "What"


@pytest.mark.parametrize("carried", [(), (Item("o.1", "home", ("safer",)),)])
def test_adopting_keeps_what_was_carried_in(hold: Any, carried: tuple[Item, ...]) -> None:
    talk = hold(OLD, carried={item.key: item.words for item in carried})

    adopt(talk, hold, MORE)

    assert talk.wishes == [item.words for item in carried]
