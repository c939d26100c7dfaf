"""Conversations for tests: held with answers that a form could give, or walked with answers made up on the way."""

from collections.abc import Callable, Mapping
from pathlib import Path as FilePath
from textwrap import dedent, indent
from typing import Any

import pytest
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from msp_dialogue import answer as answers
from msp_dialogue.answer import Answer, NotAnswered
from msp_dialogue.answer.chosen import OneOf, Rank, Scale, SomeOf, YesOrNo
from msp_dialogue.answer.kind import Information, ReadBack
from msp_dialogue.answer.listed import Entry, Outcomes, People
from msp_dialogue.answer.written import Date, Number, Words
from msp_dialogue.dialogue import Answered, Dialogue, Event, Said, Started, begin
from msp_dialogue.flow.ask import Asked, Item
from msp_dialogue.flow.check import proved
from msp_dialogue.flow.condition import Facts, NotYetGiven
from msp_dialogue.flow.load import parse_flow
from msp_dialogue.flow.model import OUTCOMES, Flow, Kind, Question
from msp_dialogue.flow.step import Reply, Step
from msp_dialogue.flow.version import structure_id
from msp_dialogue.flow.voice import NonAnswer, Voice
from msp_dialogue.machine import FlowMachine, Path, Traveller

HEAD = "flow: tiny\nstage: middle\ntitle: Tiny\ngiven: [plan_b]\nsections:\n"


class Talk:
    """A conversation through a tiny flow, with everything that happened in it."""

    def __init__(self, text: str, *, carried: Mapping[str, str] | None = None, given: tuple[str, ...] = ()) -> None:
        self.flow = tiny(text)
        items = tuple(Item(key, words) for key, words in (carried or {}).items())
        self.events: list[Event] = list(begin(self.flow, carried=items, given=given))
        self.dialogue = Dialogue.replay("d", self.flow, FlowMachine(self.flow), self.events)

    @property
    def now(self) -> str | None:
        """The question on the screen, with its item."""
        step = self.dialogue.current
        return None if step is None else step.question if step.item is None else f"{step.question} {step.item}"

    @property
    def path(self) -> list[str]:
        """The questions on the path, with their items."""
        return [
            step.question if step.item is None else f"{step.question} {step.item}" for step in self.dialogue.path.steps
        ]

    @property
    def wishes(self) -> list[str]:
        """The words of the desired outcomes known now."""
        return [item.words for item in self.dialogue.outcomes.values()]

    def asked(self, step: Step | None = None) -> Asked:
        """The question as it is put."""
        step = step or self.dialogue.current
        assert step is not None
        return self.dialogue.asked(step, self.dialogue.speaker({"person": "Sam", "worker": "Ann"}))

    def happens(self, *events: Event) -> "Talk":
        """Take events as they come."""
        self.events += events
        self.dialogue = self.dialogue.after(events)
        return self

    def say(self, *values: str, **fields: str) -> "Talk":
        """Answer the question on the screen: words, or the options chosen, or the fields of the form."""
        asked = self.asked()
        form = MultiDict(list(fields.items()) + [(name, value) for name in ("words", "choice") for value in values])
        return self.answer(answers.read(asked, form))

    def skip(self, reason: NonAnswer = NonAnswer.SKIPPED) -> "Talk":
        """Meet the question on the screen with a non-answer."""
        return self.answer(NotAnswered(reason))

    def answer(self, answer: Answer) -> "Talk":
        """Answer the question on the screen."""
        assert self.dialogue.current is not None
        return self.happens(*self.dialogue.answer(self.dialogue.current, answer, seen=self.dialogue.seq))

    def turn_to(self, question: str, item: str | None = None) -> "Talk":
        """Turn back to an earlier question."""
        return self.happens(*self.dialogue.turn_to(Step(question, item), seen=self.dialogue.seq))

    def change(self, question: str, *values: str, item: str | None = None, **fields: str) -> "Talk":
        """Turn back to an earlier question and answer it otherwise."""
        return self.turn_to(question, item).say(*values, **fields)


def tiny(text: str) -> Flow:
    """A proved flow from its sections, or from the questions of one section of the person's."""
    text = dedent(text)
    if "questions:" not in text:
        text = "- id: first\n  part: person\n  title: First\n  questions:\n" + indent(text, "  ")
    return proved(parse_flow(HEAD + text, file="tiny.yaml", folder=FilePath()))


@pytest.fixture
def hold() -> type[Talk]:
    """Begins a conversation through the flow that a text says."""
    return Talk


Arrival = tuple[str, tuple[object, ...]]


class Watched(FlowMachine):
    """A machine that notes what could be read on arriving at each question."""

    def path(self, reply_to: Callable[[Step, Traveller], Reply | None], **start: Any) -> Path:
        self.arrivals: list[Arrival] = []

        def noted(step: Step, traveller: Traveller) -> Reply | None:
            self.traveller = traveller
            self.arrivals.append(readable(self.flow, step.question, traveller))
            return reply_to(step, traveller)

        return super().path(noted, **start)


def readable(flow: Flow, question: str, facts: Facts) -> Arrival:
    """Everything that may still be asked of the facts from a question on, and what comes of it."""
    order = list(flow.questions)
    section = flow.section_of[question]
    start = section.questions[0].id if section.for_each else question
    coming = order[order.index(start) :]
    truths: list[object] = []
    for read in [
        each for name in coming for route in flow.questions[name].routes if route.when for each in route.when.reads()
    ]:
        try:
            truths.append(read.holds(facts))
        except NotYetGiven:
            truths.append("not yet given")
    lists = {flow.questions[name].choices_from for name in coming} | {flow.section_of[name].for_each for name in coming}
    return question, (
        *truths,
        *(bool(facts.count(items)) for items in sorted(filter(None, lists)) if items == OUTCOMES),
    )


def answers_to(
    question: Question, dialogue: Dialogue, step: Step, offered: tuple[str, ...]
) -> st.SearchStrategy[Answer]:
    """Any answer that a form could give."""
    alone = {option.id for option in question.options if option.alone}
    together = [key for key in offered if key not in alone]
    fewest = question.least or 1
    some = st.sets(st.sampled_from(together), min_size=fewest) if len(together) >= fewest else st.nothing()
    some_alone = st.sampled_from(sorted(alone)).map(lambda key: {key}) if alone else st.nothing()
    one = st.sampled_from(offered) if offered else st.nothing()
    kinds: Mapping[Kind, st.SearchStrategy[Any]] = {
        Kind.INFORMATION: st.just(Information()),
        Kind.READ_BACK: st.just(ReadBack()),
        Kind.WORDS: st.just(Words("words")),
        Kind.ONE_OF: one.map(OneOf),
        Kind.SCALE: one.map(Scale),
        Kind.YES_OR_NO: one.map(YesOrNo),
        Kind.SOME_OF: (some | some_alone).map(lambda keys: SomeOf(tuple(key for key in offered if key in keys))),
        Kind.RANK: one.map(lambda key: Rank((key,), len(offered))),
        Kind.DATE: st.dates().map(Date),
        Kind.NUMBER: st.integers(0, 20).map(Number),
        Kind.PEOPLE: st.just(People((("Sam", "friend"),))),
        Kind.OUTCOMES: st.integers(1, 4).map(lambda many: Outcomes(tuple(Entry(str(n), "wish") for n in range(many)))),
    }
    refusals: list[Answer] = [NotAnswered(reason) for reason in dialogue.non_answers(step)]
    return st.one_of(kinds[question.kind], st.sampled_from(refusals)) if refusals else kinds[question.kind]


class Drawn(dict[Step, Said]):
    """Answers that are made up when they are asked for."""

    def __init__(self, data: st.DataObject, machine: Watched) -> None:
        super().__init__()
        self.data, self.machine = data, machine
        self.dialogue: Dialogue

    def get(self, step: Step, default: object = None) -> Said:
        if step not in self:
            question = self.machine.flow.questions[step.question]
            lists = self.machine.traveller.lists
            offered = lists.get(question.choices_from, ()) if question.choices_from else question.offers
            answer = self.data.draw(answers_to(question, self.dialogue, step, offered), label=str(step))
            event = Answered(step, answer.store(), None, Voice.ADULT, "en:0")
            self[step] = Said(answer, event, 0)
        return self[step]


def walk(flow: Flow, data: st.DataObject) -> tuple[Dialogue, Watched]:
    """A whole conversation with answers made up on the way."""
    machine = Watched(flow)
    facts = data.draw(st.sets(st.sampled_from(flow.given))) if flow.given else ()
    carried = tuple(Item(f"carried.{number}", "wish") for number in range(data.draw(st.integers(0, 3))))
    said = Drawn(data, machine)
    started = Started(flow.id, structure_id(flow), "en", carried, tuple(sorted(facts)))
    said.dialogue = Dialogue("d", flow, machine, started, said)
    return said.dialogue, machine


Walk = Callable[[Flow, st.DataObject], tuple[Dialogue, Watched]]


@pytest.fixture(scope="session")
def walked() -> Walk:
    """Gives a whole conversation whose answers are drawn, and the machine that watched it."""
    return walk


@pytest.fixture(scope="session")
def arrivals() -> Callable[..., Arrival]:
    """Gives what can be read on arriving at a question, of a walk or of a state of the search."""
    return readable


@pytest.fixture(scope="session")
def possible() -> Callable[[Dialogue], st.SearchStrategy[Answer]]:
    """Gives any answer that the question on the screen can take."""

    def of(dialogue: Dialogue) -> st.SearchStrategy[Answer]:
        step = dialogue.current
        assert step is not None
        asked = dialogue.asked(step, dialogue.speaker({}))
        return answers_to(asked.question, dialogue, step, tuple(choice.key for choice in asked.choices))

    return of
