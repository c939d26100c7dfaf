"""A dialogue is the fold over its events: where it stands, what may be asked of it, and what it refuses."""

from typing import Any

import pytest

from msp_dialogue.answer import NotAnswered
from msp_dialogue.answer.written import Words
from msp_dialogue.dialogue import (
    Answered,
    Dialogue,
    Ended,
    NotAllowed,
    NotInProgress,
    NotOnPath,
    Paused,
    Resumed,
    Stale,
    State,
    WentBack,
    begin,
)
from msp_dialogue.flow.step import Step
from msp_dialogue.flow.version import wording_id
from msp_dialogue.flow.voice import NonAnswer, Voice

THREE = """\
- {id: one, kind: words, ask: What, easy: What}
- {id: two, kind: words, ask: What, easy: What}
- {id: three, kind: words, ask: What, easy: What, next: [{to: end}]}
"""
PARTS = """\
- id: before
  part: worker
  title: Before
  questions:
  - id: who
    kind: one_of
    required: true
    ask: Who
    options:
      - {id: adult, says: A}
      - {id: helped, says: H, voice: adult_with_support}
      - {id: rep, says: R, voice: representative}
  - {id: note, kind: words, ask: Note}
- id: talk
  part: person
  title: Talk
  questions:
  - {id: hello, kind: information, ask: Hello, easy: Hello}
  - {id: want, kind: words, ask: {adult: "What do you want?", representative: "What does {person} want?"}, easy: What}
  - {id: back, kind: read_back, ask: Right, easy: Right}
- id: after
  part: worker
  title: After
  questions:
  - {id: next, kind: words, ask: Next, next: [{to: end}]}
"""


def test_a_conversation_begins_at_its_first_question(hold: Any) -> None:
    talk = hold(THREE)

    assert (talk.now, talk.path, talk.dialogue.state, talk.dialogue.seq) == ("one", [], State.IN_PROGRESS, 1)
    assert talk.dialogue.before is None


def test_each_answer_leads_on_and_the_last_one_ends_it(hold: Any) -> None:
    talk = hold(THREE).say("a").say("b").say("c")

    assert (talk.now, talk.path) == (None, ["one", "two", "three"])
    assert talk.events[-1] == Ended("end")
    assert talk.dialogue.state is State.FINISHED


def test_an_answer_knows_its_voice_and_the_wording_it_was_given_to(hold: Any) -> None:
    talk = hold(THREE).say("a")

    assert talk.events[-1] == Answered(Step("one"), "a", None, Voice.ADULT, f"en:{wording_id(talk.flow)}")


def test_the_workers_answers_are_the_workers_whoever_answers_for_the_person(hold: Any) -> None:
    talk = hold(PARTS).say("rep").say("note").say().say("home").say().say("ring")

    voices = {event.step.question: str(event.voice) for event in talk.events if isinstance(event, Answered)}
    assert voices == {
        "who": "worker", "note": "worker", "next": "worker",
        "hello": "representative", "want": "representative", "back": "representative",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("who", "heading"),
    [("adult", "What do you want?"), ("helped", "What do you want?"), ("rep", "What does Sam want?")],
)
def test_questions_are_put_in_the_voice_of_whoever_answers(hold: Any, who: str, heading: str) -> None:
    talk = hold(PARTS).say(who).say("note").say()

    assert talk.asked().heading == heading


# Not answering


@pytest.mark.parametrize("reason", list(NonAnswer))
def test_every_question_of_the_persons_part_can_be_met_with_each_non_answer(hold: Any, reason: NonAnswer) -> None:
    talk = hold(THREE).skip(reason)

    assert talk.now == "two"
    assert talk.events[-1].non_answer is reason
    assert talk.events[-1].value is None


def test_the_persons_part_can_be_finished_using_only_skip(hold: Any) -> None:
    talk = hold(PARTS).say("adult").skip().say().skip().skip().skip()

    assert talk.dialogue.state is State.FINISHED


def test_what_is_only_shown_and_what_is_required_offer_no_way_round(hold: Any) -> None:
    talk = hold(PARTS)
    offered = {name: talk.dialogue.non_answers(Step(name)) for name in talk.flow.questions}

    assert offered == {
        "who": (),
        "note": (NonAnswer.SKIPPED, NonAnswer.DONT_KNOW),
        "hello": (),
        "want": (NonAnswer.SKIPPED, NonAnswer.DONT_KNOW, NonAnswer.RATHER_NOT_SAY),
        "back": (NonAnswer.SKIPPED, NonAnswer.DONT_KNOW, NonAnswer.RATHER_NOT_SAY),
        "next": (NonAnswer.SKIPPED, NonAnswer.DONT_KNOW),
    }


@pytest.mark.parametrize(
    ("before", "reason"), [(0, NonAnswer.SKIPPED), (1, NonAnswer.RATHER_NOT_SAY), (2, NonAnswer.SKIPPED)]
)
def test_a_non_answer_that_is_not_offered_is_refused(hold: Any, before: int, reason: NonAnswer) -> None:
    talk = hold(PARTS)
    for answer in ("adult", "note")[:before]:
        talk.say(answer)

    with pytest.raises(NotAllowed):
        talk.skip(reason)


# Refusing


def test_a_form_shown_before_something_happened_is_stale_and_changes_nothing(hold: Any) -> None:
    talk = hold(THREE)
    shown = talk.dialogue.seq
    talk.say("first tab")

    with pytest.raises(Stale):
        talk.dialogue.answer(Step("one"), Words("second tab"), seen=shown)
    with pytest.raises(Stale):
        talk.dialogue.turn_to(Step("one"), seen=shown)
    assert talk.dialogue.said[Step("one")].answer == Words("first tab")


@pytest.mark.parametrize("step", [Step("three"), Step("none"), Step("one", "item")])
def test_a_question_that_is_not_on_the_path_takes_no_answer(hold: Any, step: Step) -> None:
    talk = hold(THREE).say("a")

    with pytest.raises(NotOnPath):
        talk.dialogue.answer(step, Words("x"), seen=talk.dialogue.seq)
    with pytest.raises(NotOnPath):
        talk.dialogue.turn_to(step, seen=talk.dialogue.seq)
    with pytest.raises(NotOnPath):
        talk.asked(step)


def test_going_back_from_the_first_question_leads_nowhere(hold: Any) -> None:
    talk = hold(THREE)

    with pytest.raises(NotOnPath):
        talk.dialogue.turn_to(talk.dialogue.before, seen=talk.dialogue.seq)


def test_a_conversation_that_is_paused_or_over_takes_no_answers(hold: Any) -> None:
    paused = hold(THREE).happens(Paused())
    over = hold(THREE).say("a").say("b").say("c")

    for talk in (paused, over):
        with pytest.raises(NotInProgress):
            talk.dialogue.answer(Step("one"), Words("x"), seen=talk.dialogue.seq)
    with pytest.raises(NotInProgress):
        over.dialogue.resume("Sam")
    assert over.dialogue.pause() == ()
    assert paused.dialogue.pause() == ()


def test_the_first_event_is_the_beginning(hold: Any) -> None:
    talk = hold(THREE)

    with pytest.raises(TypeError, match="first event is Started"):
        Dialogue.replay("d", talk.flow, talk.dialogue.machine, [Paused()])


def test_only_facts_that_the_flow_reads_are_handed_in(hold: Any) -> None:
    [started] = begin(hold(THREE).flow, given=("plan_b", "secret"))

    assert started.given == ("plan_b",)  # type: ignore[union-attr]


# Going back and stopping


def test_going_back_shows_the_question_before_with_its_answer(hold: Any) -> None:
    talk = hold(THREE).say("a").say("b")
    talk.happens(*talk.dialogue.turn_to(talk.dialogue.before, seen=talk.dialogue.seq))

    assert talk.events[-1] == WentBack(Step("two"))
    assert talk.now == "two"
    assert talk.dialogue.before == Step("one")


def test_going_back_never_leads_out_of_the_part_on_the_screen(hold: Any) -> None:
    talk = hold(PARTS).say("adult").say("private note")

    assert (talk.now, talk.dialogue.before) == ("hello", None)
    with pytest.raises(NotOnPath):
        talk.turn_to("note")
    talk.say().say("home").say()
    assert (talk.now, talk.dialogue.before) == ("next", None)
    with pytest.raises(NotOnPath):
        talk.turn_to("want")


def test_a_conversation_stopped_is_taken_up_at_the_same_question(hold: Any) -> None:
    talk = hold(THREE).say("a")
    talk.happens(*talk.dialogue.pause())

    assert (talk.dialogue.state, talk.now) == (State.PAUSED, "two")
    talk.happens(*talk.dialogue.resume("Sam, alone"))
    assert talk.events[-1] == Resumed("Sam, alone")
    assert (talk.dialogue.state, talk.now) == (State.IN_PROGRESS, "two")


def test_what_was_said_in_an_earlier_sitting_is_not_shown_again_by_itself(hold: Any) -> None:
    talk = hold(THREE).say("a").happens(Paused(), Resumed("Sam")).say("b")

    assert talk.dialogue.turns() == (Step("two"),)
    assert talk.dialogue.turns(this_sitting=False) == (Step("one"), Step("two"))


def test_the_persons_screen_never_shows_what_the_worker_wrote(hold: Any) -> None:
    talk = hold(PARTS).say("adult").say("private note").say().say("home")

    assert talk.dialogue.turns(this_sitting=False) == (Step("want"),)
    talk.say()
    assert talk.dialogue.turns(this_sitting=False) == (Step("who"), Step("note"))


def test_two_non_answers_are_two_different_things(hold: Any) -> None:
    talk = hold(THREE).skip(NonAnswer.SKIPPED).skip(NonAnswer.DONT_KNOW)

    assert [talk.dialogue.said[step].answer for step in talk.dialogue.path.steps] == [
        NotAnswered(NonAnswer.SKIPPED),
        NotAnswered(NonAnswer.DONT_KNOW),
    ]
