"""What the search of a flow claims holds for every real walk: of our own flows, and of any flow it lets through."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from msp_dialogue.flow.check import check
from msp_dialogue.flow.load import load_flow, parse_flow
from msp_dialogue.flow.model import ENDINGS, OUTCOMES, Flow, Question
from msp_dialogue.flow.search import search
from msp_dialogue.machine import FlowMachine
from msp_dialogue.record.library import FLOW_FILES, OWN_FLOWS

Walked = Callable[[Flow, st.DataObject], tuple[Any, Any]]
Arrivals = Callable[..., tuple[object, ...]]

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@cache
def own(name: str) -> Flow:
    return load_flow(OWN_FLOWS / name)


@cache
def searched(flow: Flow, arrivals: Arrivals) -> frozenset[tuple[object, ...]]:
    return frozenset(arrivals(flow, state.question, state) for state in search(flow).visited)


def turned_round(flow: Flow) -> Flow:
    """The flow with the conditional routes of each question tried last to first."""

    def turned(question: Question) -> Question:
        when = [route for route in question.routes if route.when]
        return replace(question, routes=(*reversed(when), *(route for route in question.routes if not route.when)))

    sections = [
        replace(each, questions=tuple(turned(question) for question in each.questions)) for each in flow.sections
    ]
    return replace(flow, sections=tuple(sections))


@pytest.mark.parametrize("name", FLOW_FILES)
@settings(unhurried, max_examples=40)
@given(data=st.data())
def test_every_walk_through_our_flows_ends_and_only_visits_what_the_search_visited(
    name: str, data: st.DataObject, walked: Walked, arrivals: Arrivals
) -> None:
    flow = own(name)
    dialogue, machine = walked(flow, data)

    assert dialogue.path.ending in ENDINGS
    assert set(machine.arrivals) <= searched(flow, arrivals)
    assert tuple(dialogue.outcomes) == dialogue.path.lists[OUTCOMES]


@pytest.mark.parametrize("name", FLOW_FILES)
@settings(unhurried, max_examples=20)
@given(data=st.data())
def test_it_never_matters_in_which_order_the_routes_of_a_question_are_tried(
    name: str, data: st.DataObject, walked: Walked
) -> None:
    flow = own(name)
    dialogue, _ = walked(flow, data)
    path = dialogue.path

    assert replace(dialogue, machine=FlowMachine(turned_round(flow))).path == path


READS = {
    "one_of": ["is: a", "is: [b, skipped]", "answered: yes", "answered: no"],
    "some_of": ["includes: a", "includes: [b, none]", "includes: [c, dont_know]", "answered: yes"],
    "yes_or_no": ["is: yes", "is: [no, skipped]", "answered: no"],
    "words": ["answered: yes", "is: [skipped, dont_know]"],
    "outcomes": ["answered: no"],
}
OPTIONS = {
    "one_of": "options: [{id: a, says: A}, {id: b, says: B, voice: representative}]",
    "some_of": "options: [{id: a, says: A, voice: representative}, {id: b, says: B}, {id: c, says: C},"
    " {id: none, says: N, alone: true}]",
    "yes_or_no": "why: So",
    "words": "records: desired_outcome",
    "outcomes": "records: desired_outcome",
}
OTHERS = ["items: outcome, at_least: 1", "items: outcome, at_least: 3", "voice: representative", "given: plan_b"]


@st.composite
def flow_texts(draw: st.DrawFn) -> str:
    """A flow of a few sections, some of them repeated, with conditions on whatever may have come before."""
    lines = ["flow: any", "stage: middle", "title: Any", "given: [plan_b]", "sections:"]
    sizes = draw(st.lists(st.integers(1, 3), min_size=2, max_size=4))
    names = [f"q{number}" for number in range(sum(sizes))]
    lists, before, seen = ["outcome"], dict[str, str](), 0
    for number, size in enumerate(sizes):
        over = draw(st.none() | st.sampled_from(lists)) if number else None
        lines += [f"- id: s{number}", f"  part: {draw(st.sampled_from(['worker', 'person']))}", "  title: Section"]
        lines += [*([f"  for_each: {over}"] if over else []), "  questions:"]
        inside, reads = names[seen : seen + size], dict(before)
        for place, name in enumerate(inside):
            kind = reads[name] = draw(st.sampled_from(list(OPTIONS)))
            lines += [f"  - id: {name}", f"    kind: {kind}", "    ask: What", "    easy: What", f"    {OPTIONS[kind]}"]
            rest = inside[place + 1 :] if over else names[seen + place + 1 :]
            targets = [*rest, "next_item" if over else "end"]
            lines += [
                "    next:",
                *(f"    - {route}" for route in draw(routes(reads, targets))),
                f"    - to: {targets[0]}",
            ]
            lists += [name] if kind == "some_of" and not over else []
        before |= {} if over else reads
        seen += size
    return "\n".join(lines)


@st.composite
def routes(draw: st.DrawFn, reads: dict[str, str], targets: list[str]) -> list[str]:
    """None or one conditional route, or two that exclude each other."""
    if not draw(st.booleans()):
        return []
    read = draw(st.sampled_from(list(reads)))
    simple = draw(st.sampled_from([f"question: {read}, {each}" for each in READS[reads[read]]] + OTHERS))
    first, second = draw(st.sampled_from(targets)), draw(st.sampled_from(targets))
    return [f"{{when: {{{simple}}}, to: {first}}}", f"{{when: {{not: {{{simple}}}}}, to: {second}}}"][
        : draw(st.integers(1, 2))
    ]


@settings(unhurried, max_examples=60)
@given(text=flow_texts(), data=st.data())
def test_what_is_proved_of_any_flow_holds_for_its_walks(
    text: str, data: st.DataObject, walked: Walked, arrivals: Arrivals
) -> None:
    flow = parse_flow(text, file="any.yaml", folder=Path())
    faults = [problem.what for problem in check(flow).problems]
    assume(all(fault.startswith("No answers lead to") for fault in faults))
    dialogue, machine = walked(flow, data)

    assert dialogue.path.ending in ENDINGS
    assert set(machine.arrivals) <= searched(flow, arrivals)
    assert replace(dialogue, machine=FlowMachine(turned_round(flow))).path == dialogue.path
