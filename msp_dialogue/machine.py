"""The flow as a state machine: the only code that yields the next question, and the only importer of `transitions`.

A state is a question, an ending, or the gate of a repeated part (`each:` and the section's id), which hands out the
next item. One machine serves a flow; a light traveller walks it and carries what conditions may read. It knows no
storage and no pages.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from transitions import EventData, Machine

from msp_dialogue.flow.condition import Condition, NotYetGiven
from msp_dialogue.flow.model import ENDINGS, NEXT_ITEM, OUTCOMES, Flow, Section
from msp_dialogue.flow.step import Reply, Step
from msp_dialogue.flow.voice import Voice


class NoWayOn(LookupError):
    """No route is open: the flow was never proved, or is not the one that was."""


@dataclass
class Traveller:
    """One walk through a flow: where it is, and the facts gathered on this path."""

    state: str
    given: frozenset[str]
    lists: dict[str, tuple[str, ...]]
    voice: Voice = Voice.ADULT
    section: Section | None = None
    waiting: tuple[str, ...] = ()
    item: str | None = None
    seen: dict[Step, Reply] = field(default_factory=dict)

    def signs(self, question: str) -> frozenset[str]:
        """The signs of the answer on this path; inside a repeated part, of this item's."""
        reply = self.seen.get(Step(question, self.item)) or self.seen.get(Step(question))
        if reply is None:
            raise NotYetGiven(question)
        return reply.signs

    def count(self, items: str) -> int:
        """How many items the list holds."""
        return len(self.lists.get(items, ()))

    def is_given(self, fact: str) -> bool:
        """Whether the dialogue started with this fact."""
        return fact in self.given

    def again(self) -> "Traveller":
        """Another at the same place, with the same facts."""
        return replace(self, lists=dict(self.lists), seen=dict(self.seen))

    def see(self, step: Step, reply: Reply) -> None:
        """Take an answer along."""
        self.seen[step] = reply
        if reply.voice and reply.voice.strength > self.voice.strength:
            self.voice = reply.voice
        if reply.outcomes:
            self.lists[OUTCOMES] = (*self.lists.get(OUTCOMES, ()), *reply.outcomes)
        if reply.chosen:
            self.lists[step.question] = reply.chosen


@dataclass(frozen=True)
class Path:
    """The questions answered on the way, in order, and where the way stops: at a question or an ending."""

    steps: tuple[Step, ...]
    current: Step | None
    ending: str | None
    voice: Voice
    lists: Mapping[str, tuple[str, ...]]
    traveller: Traveller = field(repr=False, compare=False)
    """Whoever walked it, as far as it goes; nobody may take them further."""


class FlowMachine:
    """One flow's machine; safe to share between threads, since every walk has a traveller of its own."""

    def __init__(self, flow: Flow) -> None:
        """Build states and transitions once."""
        self.flow = flow
        self._repeated = {section.questions[0].id: section for section in flow.sections if section.for_each}
        gates = [_gate(section) for section in self._repeated.values()]
        self._machine = Machine(
            model=None,
            states=[*flow.questions, *gates, *ENDINGS],
            initial=None,
            auto_transitions=False,
            send_event=True,
        )
        for section in self._repeated.values():
            self._open_gate(section)
        for question in flow.questions.values():
            for route in flow.routes(question):
                self._add(question.id, self._target(question.id, route.to), route.when)

    def path(
        self,
        reply_to: Callable[[Step, Traveller], Reply | None],
        *,
        outcomes: tuple[str, ...] = (),
        given: frozenset[str] = frozenset(),
        after: Path | None = None,
    ) -> Path:
        """Walk as far as the answers go; `reply_to` gives the answer to a step, or None where there is none that fits.

        `outcomes` are the desired outcomes carried in, `given` the facts handed in. `after` is the way as far as it
        was walked before, where nothing on it was answered anew. Raises NoWayOn.
        """
        traveller, steps = self._beginning(outcomes, given), list[Step]()
        if after is not None:
            traveller, steps = after.traveller.again(), list(after.steps)
        current = None
        while traveller.state not in ENDINGS:
            if traveller.state in self.flow.questions:
                step = Step(traveller.state, traveller.item)
                reply = reply_to(step, traveller)
                if reply is None:
                    current = step
                    break
                traveller.see(step, reply)
                steps.append(step)
            if not self._machine.events["next"].trigger(traveller):
                raise NoWayOn(traveller.state)
        ending = None if current else traveller.state
        return Path(tuple(steps), current, ending, traveller.voice, traveller.lists, traveller)

    def _beginning(self, outcomes: tuple[str, ...], given: frozenset[str]) -> Traveller:
        return Traveller(self._entry(next(iter(self.flow.questions))), given, {OUTCOMES: outcomes})

    def _open_gate(self, section: Section) -> None:
        """From the gate: to the first question for the next item, or past the section when none is left."""
        gate, first = _gate(section), section.questions[0].id
        after = self.flow.after_section(section)
        self._machine.add_transition("next", gate, first, conditions=_has_item(section), before=_take_item(section))
        self._machine.add_transition("next", gate, self._entry(after), before=_leave)

    def _target(self, source: str, to: str) -> str:
        return _gate(self.flow.section_of[source]) if to == NEXT_ITEM else self._entry(to)

    def _entry(self, to: str) -> str:
        """Where one arrives when sent to a question: a repeated part is entered by its gate."""
        return _gate(self._repeated[to]) if to in self._repeated else to

    def _add(self, source: str, to: str, when: Condition | None) -> None:
        self._machine.add_transition("next", source, to, conditions=_holds(when) if when else None)


def _gate(section: Section) -> str:
    return f"each:{section.id}"


def _traveller(event: EventData) -> Traveller:
    return cast(Traveller, event.model)


def _holds(condition: Condition) -> Callable[[EventData], bool]:
    return lambda event: condition.holds(_traveller(event))


def _has_item(section: Section) -> Callable[[EventData], bool]:
    """Whether an item is left; on arriving at the gate from outside, all are."""

    def check(event: EventData) -> bool:
        traveller = _traveller(event)
        if traveller.section is not section:
            traveller.section, traveller.waiting = section, traveller.lists.get(section.for_each or "", ())
        return bool(traveller.waiting)

    return check


def _take_item(section: Section) -> Callable[[EventData], None]:
    def take(event: EventData) -> None:
        traveller = _traveller(event)
        traveller.item, *waiting = traveller.waiting
        traveller.waiting = tuple(waiting)

    return take


def _leave(event: EventData) -> None:
    traveller = _traveller(event)
    traveller.section, traveller.item = None, None
