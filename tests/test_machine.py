"""The machine: the only way from one question to the next, shared by every conversation of a flow."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path as FilePath
from textwrap import dedent

import pytest

from msp_dialogue.flow.load import parse_flow
from msp_dialogue.flow.model import Flow
from msp_dialogue.flow.step import Reply, Step
from msp_dialogue.flow.voice import Voice
from msp_dialogue.machine import FlowMachine, NoWayOn, Path, Traveller

HEAD = "flow: tiny\nstage: middle\ntitle: Tiny\ngiven: [plan_b]\nsections:\n"
LINE = """\
- id: s
  part: worker
  title: S
  questions:
  - id: one
    kind: yes_or_no
    ask: What
    next: [{when: {question: one, is: yes}, to: two}, {when: {question: one, is: no}, to: not_held}, {to: three}]
  - {id: two, kind: words, ask: What}
  - {id: three, kind: words, ask: What, next: [{to: end}]}
"""
REPEATED = """\
- id: s
  part: worker
  title: S
  questions:
  - {id: some, kind: some_of, ask: What, options: [{id: a, says: A}, {id: b, says: B}]}
- id: again
  part: worker
  title: Again
  for_each: some
  questions:
  - id: inner
    kind: yes_or_no
    ask: What
    next: [{when: {question: inner, is: yes}, to: more}, {to: next_item}]
  - {id: more, kind: words, ask: What}
- id: each
  part: worker
  title: Each
  for_each: outcome
  questions: [{id: rate, kind: words, ask: What}]
- id: last
  part: worker
  title: Last
  questions: [{id: last, kind: words, ask: What, next: [{to: end}]}]
"""


def machine(sections: str) -> FlowMachine:
    return FlowMachine(flow(sections))


def flow(sections: str) -> Flow:
    return parse_flow(HEAD + dedent(sections), file="tiny.yaml", folder=FilePath())


def replies(**signs: str) -> Callable[[Step, Traveller], Reply | None]:
    """Replies by question, or by question and item as in inner_a; what is not there was not answered."""

    def reply_to(step: Step, traveller: Traveller) -> Reply | None:
        told = signs.get(f"{step.question}_{step.item}" if step.item else step.question)
        if told is None:
            return None
        chosen = tuple(told.split()) if step.question == "some" else ()
        return Reply(frozenset(chosen or {told}), chosen=chosen)

    return reply_to


def names(path: Path) -> list[str]:
    return [f"{step.question} {step.item}" if step.item else step.question for step in path.steps]


def test_the_path_stops_at_the_first_question_without_an_answer() -> None:
    path = machine(LINE).path(replies(one="yes", three="something"))

    assert (names(path), path.current, path.ending) == (["one"], Step("two"), None)


@pytest.mark.parametrize(
    ("answer", "steps", "ending"),
    [("yes", ["one", "two", "three"], "end"), ("no", ["one"], "not_held"), ("skipped", ["one", "three"], "end")],
)
def test_the_answer_decides_the_way(answer: str, steps: list[str], ending: str) -> None:
    path = machine(LINE).path(replies(one=answer, two="something", three="something"))

    assert (names(path), path.current, path.ending) == (steps, None, ending)


def test_a_repeated_part_asks_the_same_of_every_item_in_its_own_way() -> None:
    answers = replies(some="a b", inner_a="yes", more_a="x", inner_b="no", rate_o1="x", rate_o2="x", last="x")

    path = machine(REPEATED).path(answers, outcomes=("o1", "o2"))

    assert names(path) == ["some", "inner a", "more a", "inner b", "rate o1", "rate o2", "last"]
    assert path.ending == "end"


def test_repeated_parts_without_items_one_behind_another_are_passed_over() -> None:
    def reply_to(step: Step, traveller: Traveller) -> Reply:
        return Reply(frozenset({"skipped"}))

    path = machine(REPEATED).path(reply_to)

    assert names(path) == ["some", "last"]


def test_the_item_is_forgotten_behind_its_part() -> None:
    seen: dict[str, str | None] = {}

    def reply_to(step: Step, traveller: Traveller) -> Reply:
        seen[step.question] = traveller.item
        return Reply(frozenset({"yes"}), chosen=("a",) if step.question == "some" else ())

    machine(REPEATED).path(reply_to)

    assert seen == {"some": None, "inner": "a", "more": "a", "last": None}


def test_outcomes_worded_on_the_way_are_asked_about_after_those_carried_in() -> None:
    def reply_to(step: Step, traveller: Traveller) -> Reply:
        return Reply(frozenset({"x"}), outcomes=("new",) if step.question == "some" else ())

    path = machine(REPEATED).path(reply_to, outcomes=("old",))

    assert names(path) == ["some", "rate old", "rate new", "last"]
    assert path.lists == {"outcome": ("old", "new")}


def test_an_outcome_worded_while_outcomes_are_asked_about_waits_for_the_next_part() -> None:
    def reply_to(step: Step, traveller: Traveller) -> Reply:
        return Reply(frozenset({"x"}), outcomes=(f"{step.item}+",) if step.question == "rate" else ())

    path = machine(REPEATED).path(reply_to, outcomes=("old",))

    assert names(path) == ["some", "rate old", "last"]
    assert path.lists["outcome"] == ("old", "old+")


def test_the_voice_is_the_furthest_from_the_adults_own_that_was_heard() -> None:
    voices = {"one": Voice.REPRESENTATIVE, "two": Voice.ADULT_WITH_SUPPORT, "three": None}

    path = machine(LINE).path(lambda step, _: Reply(frozenset({"yes"}), voice=voices[step.question]))

    assert path.voice is Voice.REPRESENTATIVE


def test_a_walk_leaves_nothing_behind_for_the_next() -> None:
    one = machine(REPEATED)
    answers = replies(some="a", inner_a="no", rate_o1="x", last="x")

    first = one.path(answers, outcomes=("o1",), given=frozenset({"plan_b"}))
    one.path(replies(some="b", inner_b="yes"))

    assert one.path(answers, outcomes=("o1",), given=frozenset({"plan_b"})) == first


def test_threads_may_walk_one_machine_at_the_same_time() -> None:
    one = machine(REPEATED)

    def walk(number: int) -> list[str]:
        key = "ab"[number % 2]
        return names(one.path(replies(**{"some": key, f"inner_{key}": "no", "last": "x"})))

    with ThreadPoolExecutor(8) as pool:
        walks = list(pool.map(walk, range(200)))

    assert walks == [["some", f"inner {'ab'[number % 2]}", "last"] for number in range(200)]


def test_with_the_machine_disabled_nothing_moves() -> None:
    """Were there a second way to the next question, the proof would prove something that does not run."""
    disabled = machine(LINE)
    disabled._machine.events["next"].transitions.clear()

    with pytest.raises(Exception, match="Can't trigger event next from state one"):
        disabled.path(replies(one="yes"))


def test_a_flow_with_no_open_route_says_so_instead_of_turning_in_circles() -> None:
    unproved = LINE.replace(", {to: three}]", "]")

    with pytest.raises(NoWayOn, match="one"):
        machine(unproved).path(replies(one="skipped"))
