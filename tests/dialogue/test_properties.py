"""Rules that hold whatever is said, changed, taken back, stopped and taken up again [Z-06]."""

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msp_dialogue.answer import Answer
from msp_dialogue.dialogue import Dialogue, Event, State, begin, of_row
from msp_dialogue.flow.ask import Item
from msp_dialogue.flow.check import proved
from msp_dialogue.flow.load import load_flow, parse_flow
from msp_dialogue.flow.model import ENDINGS, Flow
from msp_dialogue.machine import FlowMachine
from msp_dialogue.record.library import FLOW_FILES, OWN_FLOWS
from msp_dialogue.record.streams import COLUMNS

Possible = Callable[[Dialogue], st.SearchStrategy[Answer]]

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

RICH = """\
flow: rich
stage: middle
title: Rich
sections:
- id: who
  part: worker
  title: Who
  questions:
  - id: who
    kind: one_of
    required: true
    ask: W
    options: [{id: a, says: A}, {id: r, says: R, voice: representative}]
- id: wants
  part: person
  title: Wants
  questions:
  - id: want
    kind: words
    ask: W
    easy: W
    records: desired_outcome
    next: [{when: {question: want, is: dont_know}, to: examples}, {to: more}]
  - id: examples
    kind: some_of
    ask: E
    easy: E
    options: [{id: x, says: X}, {id: y, says: Y}, {id: n, says: N, alone: true}]
- id: own
  part: person
  title: Own
  for_each: examples
  questions: [{id: own, kind: words, ask: O, easy: O, records: desired_outcome}]
- id: rest
  part: person
  title: Rest
  questions:
  - {id: more, kind: outcomes, ask: M, easy: M, records: desired_outcome, next: [
      {when: {items: outcome, at_least: 1}, to: rank}, {to: how}]}
  - {id: rank, kind: rank, ask: R, easy: R, from: outcome}
  - id: pick
    kind: some_of
    ask: P
    easy: P
    from: outcome
    next: [{when: {question: pick, answered: yes}, to: best}, {to: after_pick}]
  - {id: best, kind: one_of, ask: B, easy: B, from: pick}
  - {id: after_pick, kind: information, ask: A, easy: A}
- id: picked
  part: person
  title: Picked
  for_each: pick
  questions: [{id: different, kind: words, ask: D, easy: D}]
- id: again
  part: person
  title: Again
  for_each: outcome
  questions:
  - id: still
    kind: yes_or_no
    ask: S
    easy: S
    next: [{when: {question: still, is: no}, to: changed}, {to: next_item}]
  - {id: changed, kind: words, ask: C, easy: C, records: changed_wording}
- id: after
  part: worker
  title: After
  questions:
  - id: how
    kind: scale
    ask: H
    options: [{id: a, says: A}, {id: b, says: B}, {id: c, says: C}]
    next: [{to: end}]
"""


@cache
def rich() -> tuple[Flow, FlowMachine]:
    flow = proved(parse_flow(RICH, file="rich.yaml", folder=Path()))
    return flow, FlowMachine(flow)


@cache
def own(name: str) -> tuple[Flow, FlowMachine]:
    flow = load_flow(OWN_FLOWS / name)
    return flow, FlowMachine(flow)


def started(flow: Flow, machine: FlowMachine, data: st.DataObject) -> tuple[Dialogue, list[Event]]:
    carried = tuple(Item(f"o.{number}", f"wish {number}") for number in range(data.draw(st.integers(0, 2))))
    events = list(begin(flow, carried=carried))
    return Dialogue.replay("d", flow, machine, events), events


def something_happens(dialogue: Dialogue, data: st.DataObject, possible: Possible) -> tuple[Event, ...]:
    """The events of one thing that the people in the room may do now."""
    if dialogue.state is State.PAUSED:
        return dialogue.resume("Sam")
    if dialogue.current is None or dialogue.state is not State.IN_PROGRESS:
        return ()
    what = data.draw(st.sampled_from(["answer"] * 6 + ["back", "change", "pause"]))
    turns = [step for step in dialogue.path.steps if dialogue.part(step) is dialogue.part(dialogue.current)]
    if what == "pause":
        return dialogue.pause()
    if what == "back" and dialogue.before:
        return dialogue.turn_to(dialogue.before, seen=dialogue.seq)
    if what == "change" and turns:
        return dialogue.turn_to(data.draw(st.sampled_from(turns)), seen=dialogue.seq)
    return dialogue.answer(dialogue.current, data.draw(possible(dialogue)), seen=dialogue.seq)


def through_the_record(events: Sequence[Event]) -> list[Event]:
    """The events as the record gives them back."""
    rows = [{"kind": event.KIND} | {name: event.columns().get(name) for name in COLUMNS} for event in events]
    return [of_row(row) for row in json.loads(json.dumps(rows))]


def same_answers(dialogue: Dialogue, other: Dialogue) -> bool:
    return [dialogue.said[step].answer for step in dialogue.path.steps] == [
        other.said[step].answer for step in other.path.steps
    ]


@settings(unhurried, max_examples=60)
@given(data=st.data())
def test_replaying_the_events_gives_the_live_state(data: st.DataObject, possible: Possible) -> None:
    flow, machine = rich()
    live, events = started(flow, machine, data)
    for _ in range(data.draw(st.integers(1, 25))):
        happened = something_happens(live, data, possible)
        events += happened
        live = live.after(happened)

    replayed = Dialogue.replay("d", flow, machine, through_the_record(events))

    assert replayed == live
    assert (replayed.path, replayed.current, replayed.before) == (live.path, live.current, live.before)
    assert (replayed.outcomes, replayed.turns(), replayed.voice) == (live.outcomes, live.turns(), live.voice)
    assert live.seq == len(events)


@settings(unhurried, max_examples=60)
@given(data=st.data())
def test_whatever_happens_the_conversation_is_at_a_question_it_can_put_or_at_its_end(
    data: st.DataObject, possible: Possible
) -> None:
    live, _ = started(*rich(), data)
    for _ in range(data.draw(st.integers(1, 25))):
        live = live.after(something_happens(live, data, possible))

        if live.state in {State.IN_PROGRESS, State.PAUSED}:
            assert live.current is not None
            assert live.asked(live.current, live.speaker({})).heading
            assert live.path.ending is None or live.shown is not None
        else:
            assert live.path.ending in ENDINGS
        assert set(live.path.steps) <= set(live.said)
        assert len(set(live.path.steps)) == len(live.path.steps)


@settings(unhurried, max_examples=60)
@given(data=st.data())
def test_going_back_and_giving_the_same_answer_changes_nothing_on_the_path(
    data: st.DataObject, possible: Possible
) -> None:
    live, _ = started(*rich(), data)
    for _ in range(data.draw(st.integers(2, 20))):
        live = live.after(something_happens(live, data, possible))
    if live.state is not State.IN_PROGRESS or live.current is None or live.before is None:
        return
    before = live
    live = live.after(live.turn_to(live.before, seen=live.seq))
    assert live.current is not None

    live = live.after(live.answer(live.current, live.said[live.current].answer, seen=live.seq))

    assert live.path == before.path
    assert live.outcomes == before.outcomes
    assert same_answers(live, before)


@settings(unhurried, max_examples=60)
@given(data=st.data())
def test_changing_an_answer_and_changing_it_back_restores_everything(data: st.DataObject, possible: Possible) -> None:
    live, _ = started(*rich(), data)
    for _ in range(data.draw(st.integers(2, 20))):
        live = live.after(something_happens(live, data, possible))
    if live.state is not State.IN_PROGRESS or live.before is None:
        return
    before, step = live, live.before
    first = live.said[step].answer
    live = live.after(live.turn_to(step, seen=live.seq))
    live = live.after(live.answer(step, data.draw(possible(live)), seen=live.seq))
    if live.state is not State.IN_PROGRESS:
        return

    live = live.after(live.answer(step, first, seen=live.seq))

    assert live.path == before.path
    assert live.outcomes == before.outcomes
    assert same_answers(live, before)


@pytest.mark.parametrize("name", FLOW_FILES)
@settings(unhurried, max_examples=6)
@given(data=st.data())
def test_replaying_gives_the_live_state_in_our_own_flows(name: str, data: st.DataObject, possible: Possible) -> None:
    flow, machine = own(name)
    live, events = started(flow, machine, data)
    for _ in range(data.draw(st.integers(20, 40))):
        happened = something_happens(live, data, possible)
        events += happened
        live = live.after(happened)

    assert Dialogue.replay("d", flow, machine, through_the_record(events)) == live
