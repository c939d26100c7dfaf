"""What can be seen to be wrong with a flow's structure without walking it."""

from collections import Counter
from collections.abc import Collection, Iterator

from msp_dialogue.flow.condition import NON_ANSWERS, SOMETHING, Answered, AtLeast, Chosen, Condition, Given, Spoken
from msp_dialogue.flow.model import (
    CHANGED_WORDING,
    DESIRED_OUTCOME,
    END,
    ENDINGS,
    MAY_SIGNAL,
    NEXT_ITEM,
    NOT_HELD,
    OUTCOMES,
    READABLE,
    Flow,
    Kind,
    Part,
    Place,
    Question,
    Route,
    Section,
)
from msp_dialogue.flow.voice import Voice
from msp_dialogue.flow.yaml_reader import Problem

WITH_CHOICES = {Kind.ONE_OF, Kind.SOME_OF, Kind.RANK, Kind.SCALE}
MAY_HAVE_OPTIONS = WITH_CHOICES | {Kind.OUTCOMES}
MAY_CHOOSE_FROM_ITEMS = {Kind.ONE_OF, Kind.SOME_OF, Kind.RANK}
MAY_SET_VOICE = {Kind.ONE_OF, Kind.SOME_OF, Kind.SCALE}
MAY_WORD_OUTCOMES = {DESIRED_OUTCOME: {Kind.WORDS, Kind.OUTCOMES}, CHANGED_WORDING: {Kind.WORDS}}
SCALE_PLACES = 3
"""More than three places do not work for everyone [E5]."""
TAKEN_IDS = {NEXT_ITEM, *ENDINGS, OUTCOMES}
"""Words that a route or a list already has a meaning for, so that no question may be called so."""
TAKEN_OPTION_IDS = NON_ANSWERS | {SOMETHING}
"""Words that stand for an answer of another kind: an option called `skipped` would read like a non-answer."""

Fault = tuple[Place | None, str, str]


def shape_problems(flow: Flow) -> tuple[Problem, ...]:
    """Every fault of structure: names, targets, conditions, choices, repeated parts."""
    faults = _Shape(flow).faults()
    return tuple(
        Problem(place.file if place else flow.id, place.line if place else 1, what, fix) for place, what, fix in faults
    )


class _Shape:
    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.order = {question: number for number, question in enumerate(flow.questions)}
        self.inside = {question: section for question, section in flow.section_of.items() if section.for_each}

    def faults(self) -> Iterator[Fault]:
        for section in self.flow.sections:
            yield from self.section(section)
            for question in section.questions:
                for what, fix in (
                    *self.names(question),
                    *self.choices(question),
                    *self.details(question),
                    *self.signals(question),
                ):
                    yield question.place, what, fix
                yield from self.routes(question)

    def section(self, section: Section) -> Iterator[Fault]:
        source = section.for_each
        if source is None or source == OUTCOMES:
            return
        question = self.flow.questions.get(source)
        if question is None or question.kind is not Kind.SOME_OF:
            yield (
                section.place,
                f"The part `{section.id}` is repeated over `{source}`.",
                "Use `outcome` or a some_of question.",
            )
        elif source in self.inside:
            yield (
                section.place,
                f"`{source}` is itself asked of every item, so it has no single list to repeat over.",
                "Repeat over a question outside repeated parts.",
            )
        elif self.order[source] > self.order[section.questions[0].id]:
            yield (
                section.place,
                f"`{source}` is asked after the part repeated over it.",
                "Move the part behind it.",
            )

    def names(self, question: Question) -> Iterator[tuple[str, str]]:
        if question.id in TAKEN_IDS:
            yield (
                f"No question can be called `{question.id}`: the word has a meaning of its own.",
                "Give it another id.",
            )
        for option in question.options:
            if option.id in TAKEN_OPTION_IDS:
                yield (
                    f"No option can be called `{option.id}`: the word has a meaning of its own.",
                    "Give it another id.",
                )
        if question.kind not in MAY_WORD_OUTCOMES.get(question.records or "", {question.kind}):
            yield f"`{question.id}` is {question.kind} and cannot give a desired outcome its words.", "Use words."
        if question.required and self.flow.section_of[question.id].part is Part.PERSON:
            yield (
                f"`{question.id}` cannot be required: the person's part must be finishable using only Skip.",
                "Take `required` out.",
            )

    def choices(self, question: Question) -> Iterator[tuple[str, str]]:
        name, kind, source = question.id, question.kind, question.choices_from
        places = [option for option in question.options if not option.apart]
        if kind in WITH_CHOICES and not question.options and not source:
            yield f"`{name}` offers nothing to choose.", "Give it `options`, or `from: outcome`."
        if question.options and kind not in MAY_HAVE_OPTIONS:
            yield f"`{name}` is {kind} and cannot have options.", "Take them out or change its kind."
        if kind is Kind.SCALE and len(places) != SCALE_PLACES:
            yield f"The scale `{name}` has {len(places)} places.", f"Give it {SCALE_PLACES}; others go under `apart`."
        if kind is not Kind.SCALE and len(places) != len(question.options):
            yield f"`{name}` has options apart but is no scale.", "Put them among its options."
        if source and (kind not in MAY_CHOOSE_FROM_ITEMS or not self.holds_outcomes(source, before=question)):
            fix = "`from: outcome`, or from an earlier some_of over outcomes, is for one_of, some_of and rank."
            yield f"`{name}` cannot choose from `{source}`.", fix
        if source and question.options:
            yield f"`{name}` has both options and `from`.", "Keep one of them."

    def holds_outcomes(self, source: str, *, before: Question) -> bool:
        """Whether a list holds desired outcomes: all of them, or those chosen at an earlier question."""
        asked = self.flow.questions.get(source)
        chosen = asked is not None and asked.kind is Kind.SOME_OF and asked.choices_from is not None
        return source == OUTCOMES or (
            chosen and source not in self.inside and self.order[source] < self.order[before.id]
        )

    def details(self, question: Question) -> Iterator[tuple[str, str]]:
        """Keys that would have no effect, or one that nobody can want."""
        name, kind = question.id, question.kind
        voices = {option.voice for option in question.options} - {None}
        if voices and kind not in MAY_SET_VOICE:
            yield f"`{name}` is {kind}, so choosing from it cannot set the voice.", "Take `voice` out of its options."
        if Voice.WORKER in voices:
            yield (
                f"`{name}` sets the voice worker.",
                "The person's part is adult, adult_with_support or representative.",
            )
        if kind is not Kind.SOME_OF and any(option.alone for option in question.options):
            yield f"`{name}` is {kind}, so no option excludes others by `alone`.", "Take `alone` out."
        if question.long and kind is not Kind.WORDS:
            yield f"`{name}` is {kind}, so `long` changes nothing.", "Take `long` out."
        if question.least is not None and kind not in {Kind.NUMBER, Kind.SOME_OF}:
            yield f"`{name}` is {kind}, so `least` changes nothing.", "Take `least` out."
        if question.most is not None and kind not in {Kind.NUMBER, Kind.RANK}:
            yield f"`{name}` is {kind}, so `most` changes nothing.", "Take `most` out."
        if kind is Kind.SOME_OF and question.options and (question.least or 1) > len(question.options):
            yield f"`{name}` can take no answer: `least` is more than its options.", "Correct one of the two."
        lowest = 1 if kind is Kind.RANK else question.least
        if question.most is not None and lowest is not None and question.most < lowest:
            yield f"`{name}` can take no answer: `most` is less than {lowest}.", "Correct one of the two."

    def signals(self, question: Question) -> Iterator[tuple[str, str]]:
        """Choices that are to tell somebody of danger, and never can, or always would."""
        name, offered = question.id, question.offers if question.kind in MAY_SIGNAL else ()
        if question.signals and not offered:
            yield f"`{name}` has no options of its own, so none of its answers signals.", "Take `signals` out."
            return
        for value in question.signals:
            if value not in offered:
                yield f"`{name}` signals `{value}`, which is no option.", _one_of(offered)
        if question.signals and set(offered) <= set(question.signals):
            fix = "Name only what can mean danger."
            yield f"Every answer to `{name}` signals, so that none of them tells anything.", fix

    def routes(self, question: Question) -> Iterator[Fault]:
        routes = question.routes
        otherwise = [route for route in routes if route.when is None]
        if not routes and self.flow.following(question) == END:
            yield (
                question.place,
                f"`{question.id}` is a dead end: it is the last question and names no way on.",
                "Add `next: [{to: end}]`.",
            )
        if len(otherwise) > 1 or (otherwise and routes[-1].when is not None):
            yield (
                question.place,
                f"`{question.id}` has a route without `when` that is not its last.",
                "Keep one, as the last line.",
            )
        for route in routes:
            yield from self.target(question, route)
            for condition in route.when.reads() if route.when else ():
                for what, fix in self.reads(question, condition):
                    yield route.place, what, fix
        if max(Counter(routes).values(), default=0) > 1:
            yield question.place, f"`{question.id}` has the same route twice.", "Keep one of them."

    def target(self, question: Question, route: Route) -> Iterator[Fault]:
        to, section = route.to, self.inside.get(question.id)
        if section is not None:
            allowed = [other.id for other in section.questions if self.order[other.id] > self.order[question.id]]
            if to not in (*allowed, NEXT_ITEM):
                yield (
                    route.place,
                    f"`{to}` lies outside the repeated part, or behind.",
                    _one_of((*allowed, NEXT_ITEM)),
                )
        elif to in ENDINGS:
            return
        elif to not in self.order:
            yield route.place, f"There is no question `{to}`.", _one_of((*self.order, END, NOT_HELD))
        elif self.order[to] <= self.order[question.id]:
            yield (
                route.place,
                f"The route back to `{to}` is a loop without an end.",
                "Lead only to later questions; use `for_each` to repeat.",
            )
        elif to in self.inside and self.inside[to].questions[0].id != to:
            yield (
                route.place,
                f"`{to}` is in the middle of a repeated part.",
                f"Lead to its first question, `{self.inside[to].questions[0].id}`.",
            )

    def reads(self, question: Question, condition: Condition) -> Iterator[tuple[str, str]]:
        match condition:
            case Given(fact) if fact not in self.flow.given:
                yield f"`{fact}` is not handed in.", "Name it under `given` at the top of the flow."
            case AtLeast(items, number) if items != OUTCOMES or number < 1:
                fix = "Correct the list or the number."
                yield "Only `{items: outcome, at_least: 1}` or more can be asked.", fix
            case Spoken(Voice.WORKER):
                fix = "Use adult, adult_with_support or representative."
                yield "The voice is never the worker's, since it is asked for the person's part.", fix
            case Chosen() | Answered():
                yield from self.reads_answer(question, condition)

    def reads_answer(self, question: Question, condition: Chosen | Answered) -> Iterator[tuple[str, str]]:
        read = self.flow.questions.get(condition.question)
        if read is None or self.order[read.id] > self.order[question.id]:
            yield (
                f"The condition reads `{condition.question}`, whose answer is not yet given.",
                "Read an earlier question.",
            )
        elif read.id in self.inside and self.inside[read.id] is not self.inside.get(question.id):
            yield (
                f"`{read.id}` is asked of every item, so no single answer can be read here.",
                "Read it inside its part.",
            )
        elif isinstance(condition, Chosen):
            if condition.several is not (read.kind is Kind.SOME_OF):
                yield f"`{read.id}` is {read.kind}.", "Read some_of with `includes`, every other kind with `is`."
            offered = sorted(read.offers) if read.kind in READABLE else []
            for value in condition.values:
                if value not in offered and value not in NON_ANSWERS:
                    yield f"`{read.id}` has no option `{value}`.", _one_of((*offered, *sorted(NON_ANSWERS)))


def _one_of(values: Collection[str]) -> str:
    return "Use one of: " + ", ".join(values) + "."
