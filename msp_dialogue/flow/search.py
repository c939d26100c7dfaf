"""Every state that answers can lead to, searched once: where routes overlap, are missing, or read what was never asked.

A state is a question together with the facts that conditions still to come can read: which of the options they name
were chosen, how many items a list holds (as far as anybody counts), whose voice it is. Options that no condition tells
apart are one fact, and so are answers that nothing reads.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from msp_dialogue.flow.condition import SOMETHING, Answered, AtLeast, Chosen, Condition, Given, NotYetGiven, Spoken
from msp_dialogue.flow.model import DESIRED_OUTCOME, ENDINGS, NEXT_ITEM, OUTCOMES, READABLE, Flow, Kind, Part, Question
from msp_dialogue.flow.voice import NonAnswer, Voice
from msp_dialogue.flow.yaml_reader import Problem

MOST_TRIED = 200_000
"""Answers that are tried before the search is given up: our longest flow needs 5,000."""


@dataclass(frozen=True)
class State:
    """A question, and the facts that matter from there on."""

    question: str
    answers: frozenset[tuple[str, frozenset[str]]]
    counts: frozenset[tuple[str, int]]
    given: frozenset[str]
    voice: Voice

    def signs(self, question: str) -> frozenset[str]:
        """The signs of an answer given on the way."""
        for asked, signs in self.answers:
            if asked == question:
                return signs
        raise NotYetGiven(question)

    def count(self, items: str) -> int:
        """How many items, as far as counted."""
        return dict(self.counts).get(items, 0)

    def is_given(self, fact: str) -> bool:
        """Whether the dialogue is imagined to have started with this fact."""
        return fact in self.given


@dataclass(frozen=True)
class Found:
    """What the search found; `longest` is the questions on the longest way, with one item in each repeated part."""

    problems: tuple[Problem, ...]
    visited: frozenset[State]
    longest: int


def search(flow: Flow) -> Found:
    """Search a flow whose shape is sound."""
    return _Search(flow).run()


class _TooMany(Exception):
    """More answers to try than anybody would wait for."""


class _Search:
    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.order = {question: number for number, question in enumerate(flow.questions)}
        conditions = [(question.id, simple) for question in flow.questions.values() for simple in _reads(question)]
        self.readers = [(self.order[at], simple) for at, simple in conditions]
        numbers = [simple.number for _, simple in conditions if isinstance(simple, AtLeast)]
        self.most = max([2, *numbers, *map(_fewest, flow.questions.values())])
        self.problems: dict[tuple[str, str], Problem] = {}
        self.way: dict[State, int] = {}
        self.waiting: dict[int, list[State]] = {}
        self.in_doubt: list[str] = []
        self.tried = 0

    def run(self) -> Found:
        """Visit states in the order of their questions, so that every way to a state is known before it is left."""
        try:
            self.start()
            while self.waiting:
                for state in self.waiting.pop(min(self.waiting)):
                    self.visit(state)
            self.unreached()
        except _TooMany:
            what = f"More than {MOST_TRIED:,} combinations of answers would have to be searched."
            fix = "Let conditions name fewer options, facts or items."
            self.note(next(iter(self.flow.questions.values())), what, fix)
        return Found(tuple(self.problems.values()), frozenset(self.way), max(self.way.values(), default=0))

    def start(self) -> None:
        first = next(iter(self.flow.questions.values()))
        facts = sorted({fact.fact for _, fact in self.readers if isinstance(fact, Given)})
        for size in range(len(facts) + 1):
            for given in combinations(facts, size):
                for carried in range(self.most + 1):
                    self.count_try()
                    counts = frozenset({(OUTCOMES, carried)})
                    begun = State("", frozenset(), counts, frozenset(given), Voice.ADULT)
                    arrived = self.arrive(begun, first.id, None)
                    if arrived:
                        self.enter(arrived[0], 1)
                    else:
                        what = "A conversation can end before anything was asked."
                        self.note(first, what, "Begin with a part that is not repeated.")

    def enter(self, state: State, way: int) -> None:
        if state not in self.way:
            self.waiting.setdefault(self.order[state.question], []).append(state)
        self.way[state] = max(way, self.way.get(state, 0))

    def visit(self, state: State) -> None:
        question = self.flow.questions[state.question]
        if question.choices_from and state.count(question.choices_from) < _fewest(question):
            what = f"`{question.id}` can be reached with fewer than {_fewest(question)} to choose from."
            self.note(question, what, f"Lead there only when {{items: outcome, at_least: {_fewest(question)}}}.")
        for signs in self.signs(question):
            for answered in self.answered(question, state, signs):
                self.count_try()
                for to in self.ways_on(question, answered, signs):
                    for arrived in self.arrive(answered, to, question):
                        again = self.order[arrived.question] <= self.order[question.id]
                        self.enter(arrived, 1 if again else self.way[state] + 1)

    def count_try(self) -> None:
        self.tried += 1
        if self.tried > MOST_TRIED:
            raise _TooMany

    def signs(self, question: Question) -> Iterator[frozenset[str]]:
        """The signs of every answer that can make a difference."""
        if question.kind is not Kind.INFORMATION:
            if self.flow.section_of[question.id].part is Part.PERSON:
                yield from (frozenset({str(reason)}) for reason in NonAnswer)
            elif not question.required:
                yield from (frozenset({str(reason)}) for reason in (NonAnswer.SKIPPED, NonAnswer.DONT_KNOW))
        if question.kind is Kind.SOME_OF:
            yield from self.subsets(question)
        elif question.kind in READABLE and question.offers:
            yield from (frozenset({option}) for option in question.offers)
        else:
            yield frozenset({SOMETHING})

    def subsets(self, question: Question) -> Iterator[frozenset[str]]:
        """What can be chosen together; of options that conditions and voices do not tell apart, one stands for all."""
        reads = [read for _, read in self.readers if isinstance(read, Chosen) and read.question == question.id]
        unlike: dict[tuple[frozenset[int], Voice | None], str] = {}
        for option in question.options:
            if option.alone:
                yield frozenset({SOMETHING, option.id})
            else:
                readers = frozenset(number for number, read in enumerate(reads) if option.id in read.values)
                unlike.setdefault((readers, option.voice), option.id)
        others = unlike.pop((frozenset(), None), None) is not None or question.choices_from is not None
        for size in range(0 if others else 1, len(unlike) + 1):
            for chosen in combinations(unlike.values(), size):
                yield frozenset({SOMETHING, *chosen})

    def answered(self, question: Question, state: State, signs: frozenset[str]) -> Iterator[State]:
        """The states after an answer: one for each number of desired outcomes that it may leave."""
        chosen = [option for option in question.options if option.id in signs]
        voices = [option.voice for option in chosen if option.voice]
        refused = not signs.isdisjoint(NonAnswer)
        counts = dict(state.counts)
        if question.kind is Kind.SOME_OF:
            counts[question.id] = 0 if refused or any(option.alone for option in chosen) else _fewest(question)
        for outcomes in self.outcomes(question, state.count(OUTCOMES), refused):
            yield replace(
                state,
                answers=state.answers | {(question.id, signs)},
                counts=frozenset({**counts, OUTCOMES: outcomes}.items()),
                voice=max([state.voice, *voices], key=lambda voice: voice.strength),
            )

    def outcomes(self, question: Question, now: int, refused: bool) -> range:
        """How many desired outcomes there can be after this answer; a chosen example is one, worded or not.

        A list of wishes may be left empty.
        """
        if question.records != DESIRED_OUTCOME or (refused and self.flow.example_of(question) is None):
            return range(now, now + 1)
        if question.kind is Kind.OUTCOMES:
            return range(now, self.most + 1)
        return range(min(now + 1, self.most), min(now + 1, self.most) + 1)

    def ways_on(self, question: Question, facts: State, signs: frozenset[str]) -> tuple[str, ...]:
        """The one target these facts open; notes a missing, overlapping or unreadable route."""
        routes = tuple(self.flow.routes(question))
        try:
            opened = [route.to for route in routes if route.when is not None and route.when.holds(facts)]
        except NotYetGiven as error:
            what = f"A condition at `{question.id}` reads `{error}`, whose answer need not be given by then."
            self.note(question, what, "Begin an `all` with a condition that makes sure of it.")
            self.in_doubt += [route.to for route in routes]
            return ()
        opened = opened or [route.to for route in routes if route.when is None]
        if len(opened) != 1:
            ways = " and ".join(f"`{to}`" for to in opened) or "nowhere"
            stuck = not opened and NonAnswer.SKIPPED in signs and self.flow.section_of[question.id].part is Part.PERSON
            skip = " So the part cannot be finished using only Skip." if stuck else ""
            fix = "Make the conditions exclude each other." if opened else "End `next` with a `to` without `when`."
            self.note(question, f"At `{question.id}` {_told(question, signs, facts)} leads to {ways}.{skip}", fix)
            self.in_doubt += [] if opened else [route.to for route in routes]
        return tuple(opened)

    def arrive(self, state: State, to: str, leaving: Question | None) -> tuple[State, ...]:
        """The states a target means, none for an ending; a repeated part is entered only if it has items."""
        if to == NEXT_ITEM and leaving is not None:
            section = self.flow.section_of[leaving.id]
            inside = {question.id for question in section.questions}
            state = replace(state, answers=frozenset(pair for pair in state.answers if pair[0] not in inside))
            after = self.arrive(state, self.flow.after_section(section), None)
            return (self.at(state, section.questions[0].id), *after)
        if to in ENDINGS:
            return ()
        section = self.flow.section_of[to]
        if section.for_each and section.questions[0].id == to and not state.count(section.for_each):
            return self.arrive(state, self.flow.after_section(section), None)
        return (self.at(state, to),)

    def at(self, state: State, question: str) -> State:
        """The state on arriving at a question, without the facts that nothing reads from there on."""
        here = self.order[question]
        section = self.flow.section_of[question]
        start = self.order[section.questions[0].id] if section.for_each else here
        coming = [read for place, read in self.readers if place >= start]
        wanted = {read.question for read in coming if isinstance(read, Chosen | Answered)}
        lists = {OUTCOMES} | {each.for_each for each in self.flow.sections if each.for_each}
        lists |= {each.choices_from for each in self.flow.questions.values() if each.choices_from}
        return replace(
            state,
            question=question,
            answers=frozenset(pair for pair in state.answers if pair[0] in wanted),
            counts=frozenset(pair for pair in state.counts if pair[0] in lists),
            given=state.given if any(isinstance(read, Given) for read in coming) else frozenset(),
            voice=state.voice if any(isinstance(read, Spoken) for read in coming) else Voice.ADULT,
        )

    def unreached(self) -> None:
        """Note the questions that nothing leads to, except where a fault already noted may be the reason."""
        known = {state.question for state in self.way} | {*ENDINGS, NEXT_ITEM}
        while self.in_doubt:
            to = self.in_doubt.pop()
            if to not in known:
                known.add(to)
                section = self.flow.section_of[to]
                self.in_doubt += [route.to for route in self.flow.routes(self.flow.questions[to])]
                self.in_doubt += [self.flow.after_section(section)] if section.for_each else []
        for question in self.flow.questions.values():
            if question.id not in known:
                fix = "Give it a route that can be taken, or take it out."
                self.note(question, f"No answers lead to `{question.id}`.", fix)

    def note(self, question: Question, what: str, fix: str) -> None:
        place = question.place
        file, line = (place.file, place.line) if place else (self.flow.id, 1)
        self.problems.setdefault((question.id, fix), Problem(file, line, what, fix))


def _fewest(question: Question) -> int:
    """How many must be chosen, of what can be chosen from."""
    return (question.least or 1) if question.kind is Kind.SOME_OF else 1


def _told(question: Question, signs: frozenset[str], facts: State) -> str:
    """An answer, and what else the routes depend on, in words."""
    named = ", ".join(sorted(signs - {SOMETHING}))
    told = f"the answer `{named}`" if named else "any other answer" if question.offers else "an answer"
    reads = tuple(_reads(question))
    if any(isinstance(read, AtLeast) for read in reads):
        told += f" with outcomes: {facts.count(OUTCOMES)}"
    if any(isinstance(read, Spoken) for read in reads):
        told += f" in the voice `{facts.voice}`"
    given = sorted({read.fact for read in reads if isinstance(read, Given)} & facts.given)
    return told + "".join(f", given `{fact}`," for fact in given)


def _reads(question: Question) -> Iterator[Condition]:
    for route in question.routes:
        if route.when is not None:
            yield from route.when.reads()
