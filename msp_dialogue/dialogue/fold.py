"""A dialogue is the fold over its events: where it stands, what was said, and what a new answer would add.

It decides and returns events; it never writes, reads no clock, and knows neither storage nor pages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from msp_dialogue import answer as answers
from msp_dialogue.answer import Answer, NotAnswered
from msp_dialogue.dialogue.events import (
    Adopted,
    Answered,
    Ended,
    Event,
    LookChosen,
    Paused,
    Resumed,
    Started,
    Waited,
    WentBack,
)
from msp_dialogue.dialogue.look import USUAL, Fitted, Look
from msp_dialogue.dialogue.problems import NotAllowed, NotInProgress, NotOnPath, Stale
from msp_dialogue.flow.ask import Asked, Item, Speaker
from msp_dialogue.flow.model import (
    CHANGED_WORDING,
    COMMUNICATION,
    DESIRED_OUTCOME,
    END,
    Flow,
    Kind,
    Part,
    Question,
)
from msp_dialogue.flow.step import Reply, Step
from msp_dialogue.flow.version import structure_id, wording_id
from msp_dialogue.flow.voice import NonAnswer, Voice
from msp_dialogue.machine import FlowMachine, Path, Traveller

_WORD_OUTCOMES = frozenset({CHANGED_WORDING, DESIRED_OUTCOME})


class State(StrEnum):
    """Whether a dialogue goes on."""

    IN_PROGRESS = "in_progress"
    PAUSED = "paused"
    FINISHED = "finished"
    NOT_HELD = "not_held"


@dataclass(frozen=True)
class Said:
    """The newest answer to a step, and the number of the event that gave it."""

    answer: Answer
    event: Answered
    seq: int


@dataclass(frozen=True)
class Dialogue:
    """One conversation as it stands after its events."""

    id: str
    flow: Flow
    machine: FlowMachine
    started: Started
    said: Mapping[Step, Said] = field(default_factory=dict)
    shown: Step | None = None
    state: State = State.IN_PROGRESS
    seq: int = 0
    sitting: int = 0
    fitted: Fitted = field(default_factory=Fitted)
    wordings: Mapping[str, Flow] = field(default_factory=dict)
    _decided: list[tuple[Event, "Dialogue"]] = field(default_factory=list, init=False, repr=False, compare=False)
    """The event that was decided last, if any, and the dialogue after it."""
    walked: Path | None = field(default=None, repr=False, compare=False)
    """The way before the newest answer, where that answered what was asked: only what is new need be walked."""

    @classmethod
    def replay(
        cls,
        dialogue_id: str,
        flow: Flow,
        machine: FlowMachine,
        events: Sequence[Event],
        wordings: Mapping[str, Flow] | None = None,
    ) -> "Dialogue":
        """The dialogue that these events, numbered from 1, led to; the first must be Started.

        `wordings` gives the flow by each wording that an answer names and that is not the flow's own: what was chosen
        stays in the words it was chosen in.
        """
        started, *rest = events
        if not isinstance(started, Started):
            raise TypeError("a dialogue's first event is Started")
        begun = cls(
            dialogue_id,
            flow,
            machine,
            started,
            seq=1,
            sitting=1,
            fitted=Fitted(started.look, started.look),
            wordings=wordings or {},
        )
        return begun.after(rest)

    def after(self, events: Sequence[Event]) -> "Dialogue":
        """The dialogue after more events."""
        for decided, then in self._decided:
            if len(events) == 1 and events[0] is decided:
                return then
        return self._folded(events)

    def _folded(self, events: Sequence[Event]) -> "Dialogue":
        said, shown, state, seq, sitting = dict(self.said), self.shown, self.state, self.seq, self.sitting
        for event in events:
            seq += 1
            match event:
                case Answered():
                    question = self.flow.questions.get(event.step.question)
                    if question is not None:  # a question that a compatible version can no longer reach
                        said[event.step] = Said(answers.load(question, event.value, event.non_answer), event, seq)
                    shown = None
                case WentBack():
                    shown = event.step
                case Paused():
                    state = State.PAUSED
                case Resumed():
                    state, sitting, shown = State.IN_PROGRESS, seq, None
                case Ended():
                    state = State.FINISHED if event.ending == END else State.NOT_HELD
                case Started() | Adopted() | Waited() | LookChosen():
                    pass
        fitted = self._fitted_after(events)
        walked = self.path if "path" in self.__dict__ and self._goes_on(events) else None
        return replace(
            self, said=said, shown=shown, state=state, seq=seq, sitting=sitting, fitted=fitted, walked=walked
        )

    def _goes_on(self, events: Sequence[Event]) -> bool:
        """Whether nothing that was answered before is answered anew."""
        before = self.path.steps
        return not any(isinstance(event, Answered) and event.step in before for event in events)

    def _fitted_after(self, events: Sequence[Event]) -> Fitted:
        """How the screen looks then: as was chosen, and as what was told of needs asks for [L10]."""
        fitted, needs = self.fitted, dict[Step, frozenset[str]]()
        for event in events:
            if isinstance(event, LookChosen):
                fitted = fitted.choosing(event.look, for_now=event.for_now)
            elif isinstance(event, Answered):
                question = self.flow.questions.get(event.step.question)
                if question is not None and question.records == COMMUNICATION:
                    told = answers.load(question, event.value, event.non_answer).signs()
                    said = self.said.get(event.step)
                    before = said.answer.signs() if said else frozenset()
                    fitted = fitted.telling(told, needs.get(event.step, before))
                    needs[event.step] = told
        return fitted

    @property
    def look(self) -> Look:
        """How the screen looks to whoever answers."""
        return self.fitted.now

    # Where it stands

    @cached_property
    def path(self) -> Path:
        """The steps that count, in order, and where the way stops; answers off it rest in the record."""
        outcomes = tuple(item.key for item in self.started.carried)
        given = frozenset(self.started.given)
        return self.machine.path(self._reply, outcomes=outcomes, given=given, after=self.walked)

    @property
    def current(self) -> Step | None:
        """The question on the screen: one turned back to, else the first unanswered; None at the end."""
        return self.shown if self.shown in self.path.steps else self.path.current

    @property
    def wording(self) -> str:
        """The language and the wording that questions are put in now, as answers name them."""
        return f"{self.language}:{wording_id(self.flow)}"

    @property
    def language(self) -> str:
        """The language that questions are put in now."""
        return self.look.language or self.started.language

    @property
    def voice(self) -> Voice:
        """Whose voice the person's part is in, as far as is known."""
        return self.path.voice

    @property
    def outcomes(self) -> Mapping[str, Item]:
        """Every desired outcome known on this path, in the words it has here."""
        return self._known_at[None]

    @cached_property
    def _known_at(self) -> Mapping[Step | None, Mapping[str, Item]]:
        """The desired outcomes as each step found them, and under None as they are now.

        A changed wording shows from the next step on.
        """
        known: Mapping[str, Item] = {item.key: item for item in self.started.carried}
        at: dict[Step | None, Mapping[str, Item]] = {}
        for step in self.path.steps:
            at[step] = known
            if self.flow.questions[step.question].records in _WORD_OUTCOMES:
                known = self._with(known, step)
        at[None] = known
        return at

    @cached_property
    def recorded(self) -> Mapping[str | None, Sequence[Step]]:
        """The steps on the path, in order, by what their answers record."""
        found: dict[str | None, list[Step]] = {}
        for step in self.path.steps:
            found.setdefault(self.flow.questions[step.question].records, []).append(step)
        return found

    def _with(self, known: Mapping[str, Item], step: Step) -> Mapping[str, Item]:
        answer = self.said[step].answer
        if self.flow.questions[step.question].records == CHANGED_WORDING and step.item and step.item in known:
            changed = answer.items(step.item)
            return {**known, **{item.key: replace(known[item.key], words=item.words) for item in changed}}
        worded = self.wishes(step, answer, self.voice)
        return {**known, **{item.key: item for item in worded}} if worded else known

    def part(self, step: Step) -> Part:
        """Whose part a step belongs to."""
        return self.flow.section_of[step.question].part

    def speaker(self, names: Mapping[str, str], *, yes: str = "Yes", no: str = "No") -> Speaker:
        """Says this dialogue's questions in its language and voice."""
        return Speaker(self.flow, self.language, self.voice, names, yes, no)

    def asked(self, step: Step, speaker: Speaker) -> Asked:
        """The step's question as it is put now; raises NotOnPath, since elsewhere nobody knows what it is about."""
        if not self.is_on_path(step):
            raise NotOnPath(step)
        question = speaker.flow.questions[step.question]
        known = self.known_at(step)
        offered = self._offered(question.choices_from, known) if question.choices_from else ()
        return speaker.ask(question, self._item(step, known, speaker), offered)

    def _offered(self, choices_from: str, known: Mapping[str, Item]) -> tuple[Item, ...]:
        """The items that a question's choices are: all desired outcomes, or those that were chosen before."""
        chosen = self.said.get(Step(choices_from))
        keys = chosen.answer.signs() if chosen else known
        return tuple(item for key, item in known.items() if key in keys)

    def about(self, step: Step) -> Item | None:
        """The desired outcome that a step of a repeated part is about, as it was known there."""
        return self.known_at(step).get(step.item) if step.item else None

    def known_at(self, step: Step) -> Mapping[str, Item]:
        """The desired outcomes as a step found them; off the path, as they are now."""
        return self._known_at.get(step, self.outcomes)

    def _item(self, step: Step, known: Mapping[str, Item], speaker: Speaker) -> Item | None:
        """What a step of a repeated part is about: a desired outcome, or an example chosen before."""
        if step.item is None:
            return None
        example = self.flow.example_of(self.flow.questions[step.question])
        if example is None:
            return known[step.item]
        return Item(step.item, speaker.option(example, step.item), themes=(step.item,))

    def non_answers(self, step: Step) -> tuple[NonAnswer, ...]:
        """The ways of not answering that a step offers: all of them to the person, always."""
        question = self.flow.questions[step.question]
        if question.kind is Kind.INFORMATION or question.required:
            return ()
        if self.part(step) is Part.PERSON:
            return (NonAnswer.SKIPPED, NonAnswer.DONT_KNOW, NonAnswer.RATHER_NOT_SAY)
        return (NonAnswer.SKIPPED, NonAnswer.DONT_KNOW)

    def turns(self, *, this_sitting: bool = True) -> tuple[Step, ...]:
        """The answered steps that may stand above the question: of the same part, and (as a rule) of this sitting."""
        asks = self.flow.asks[self.part(self.current) if self.current else Part.PERSON]
        return tuple(
            step
            for step in self.path.steps
            if step.question in asks
            and self.flow.questions[step.question].kind is not Kind.READ_BACK
            and (not this_sitting or self.said[step].seq > self.sitting)
        )

    def is_of_this_sitting(self, step: Step) -> bool:
        """Whether the step was answered since the conversation began or was last taken up again."""
        return step in self.said and self.said[step].seq > self.sitting

    @property
    def before(self) -> Step | None:
        """The step that Go back leads to; never out of the part that is on the screen."""
        if self.current is None:
            return None
        steps = self.path.steps
        place = steps.index(self.current) if self.current in steps else len(steps)
        earlier = steps[place - 1] if place else None
        return earlier if earlier and self.part(earlier) is self.part(self.current) else None

    def is_on_path(self, step: Step) -> bool:
        """Whether the step was answered on this path, or is the question there now."""
        return step in self.path.steps or step == self.current

    # What may happen next: each gives the new events, and leaves the dialogue as it is

    def answer(self, step: Step, answer: Answer, *, seen: int) -> tuple[Event, ...]:
        """The events of answering; `seen` is the `seq` the form was shown at. Raises DialogueProblem."""
        self._must_take(step, seen)
        if isinstance(answer, NotAnswered) and answer.reason not in self.non_answers(step):
            raise NotAllowed(answer.reason)
        before = self.said.get(step)
        event = Answered(
            step=step,
            value=answer.store(),
            non_answer=answer.reason if isinstance(answer, NotAnswered) else None,
            voice=Voice.WORKER if self.part(step) is Part.WORKER else self.voice,
            wording=self.wording,
            corrects=before.seq if before else None,
        )
        return self._to_the_end(event)

    def turn_to(self, step: Step | None, *, seen: int) -> tuple[Event, ...]:
        """The events of turning to an earlier question of the same part."""
        if (
            step is None
            or self.current is None
            or step not in self.path.steps
            or self.part(step) is not self.part(self.current)
        ):
            raise NotOnPath(step)
        self._must_take(step, seen)
        return (WentBack(step),)

    def pause(self) -> tuple[Event, ...]:
        """The events of stopping for now; none when it is stopped already."""
        return (Paused(),) if self.state is State.IN_PROGRESS else ()

    def resume(self, present: str) -> tuple[Event, ...]:
        """The events of taking it up again; `present` says who is there [L7]. Raises NotInProgress when it is over."""
        if self.state not in {State.PAUSED, State.IN_PROGRESS}:
            raise NotInProgress(self.state)
        return (Resumed(present),)

    def wait(self, present: str) -> tuple[Event, ...]:
        """The events of not taking it up, since it was not safe to talk [L7]. Raises NotInProgress when it is over."""
        if self.state not in {State.PAUSED, State.IN_PROGRESS}:
            raise NotInProgress(self.state)
        return (Waited(present),)

    def choose_look(self, look: Look, *, for_now: bool = False) -> tuple[Event, ...]:
        """The events of making the screen look another way; none where it looks so. Raises NotInProgress.

        With `for_now` it says nothing of the person: somebody else has the screen.
        """
        if self.state is not State.IN_PROGRESS:
            raise NotInProgress(self.state)
        return (LookChosen(look, for_now),) if look != self.look else ()

    def adopt(self, flow: Flow, machine: FlowMachine) -> tuple["Dialogue", tuple[Event, ...]]:
        """This dialogue on a compatible version of its flow, and the events that say so."""
        wordings = {**self.wordings, self.wording: self.flow}
        moved = replace(self, flow=flow, machine=machine, wordings=wordings, walked=None)
        events = moved._to_the_end(Adopted(structure_id(flow)))
        return moved.after(events), events

    def _to_the_end(self, event: Event) -> tuple[Event, ...]:
        """The event, and the ending if it leaves nothing to ask."""
        after = self.after((event,))
        self._decided[:] = [(event, after)]  # whoever stores it will want it next
        ending = after.path.ending if after.state is State.IN_PROGRESS else None
        return (event, Ended(ending)) if ending else (event,)

    def _must_take(self, step: Step, seen: int) -> None:
        if self.state is not State.IN_PROGRESS:
            raise NotInProgress(self.state)
        if seen != self.seq:
            raise Stale(seen)
        if step != self.current and step not in self.path.steps:
            raise NotOnPath(step)

    def _reply(self, step: Step, traveller: Traveller) -> Reply | None:
        """The answer to a step, if there is one and it still fits what would be offered."""
        said = self.said.get(step)
        if said is None:
            return None
        question = self.flow.questions[step.question]
        if not self._fits(step, question, said.answer, traveller):
            return None
        return answers.reply(question, said.answer, self.wishes(step, said.answer, traveller.voice))

    def _fits(self, step: Step, question: Question, answer: Answer, traveller: Traveller) -> bool:
        if isinstance(answer, NotAnswered):
            return answer.reason in self.non_answers(step)
        return answer.fits(traveller.lists.get(question.choices_from, ()) if question.choices_from else question.offers)

    def worded(self, event: Answered) -> Flow:
        """The flow in the words that an answer was given to."""
        return self.wordings.get(event.wording, self.flow)

    def wishes(self, step: Step, answer: Answer, voice: Voice, given: Answered | None = None) -> tuple[Item, ...]:
        """The desired outcomes an answer words.

        In a part repeated over chosen examples [G4] each carries its theme, and an example that is not put into own
        words stands in the words it was chosen in: it was chosen, so it is a wish. `given` is the answer's event, if
        not the newest.
        """
        question = self.flow.questions[step.question]
        if question.records != DESIRED_OUTCOME:
            return ()
        base = ".".join(filter(None, (self.id, step.question, step.item)))
        items = answer.items(base)
        example = self.flow.example_of(question)
        if example is None or step.item is None:
            return items
        event = given or self.said[step].event
        flow, language = self.worded(event), event.wording.partition(":")[0]
        in_flow_words = Speaker(flow, language, voice, {}).option(example, step.item)
        return tuple(replace(item, themes=(step.item,)) for item in items or (Item(base, in_flow_words),))


def begin(
    flow: Flow,
    *,
    language: str = "en",
    carried: tuple[Item, ...] = (),
    given: Iterable[str] = (),
    look: Look | None = None,
) -> tuple[Event, ...]:
    """The first event of a new dialogue."""
    told = tuple(sorted(set(given) & set(flow.given)))
    return (Started(flow.id, structure_id(flow), language, carried, told, look or USUAL),)
