"""A question flow as frozen objects: structure on one side, wording by language and voice on the other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Generic, TypeVar

from msp_dialogue.flow.condition import Condition
from msp_dialogue.flow.voice import Voice

T = TypeVar("T")

OUTCOMES = "outcome"
"""The list of desired outcomes, which any flow may repeat a part over."""

DESIRED_OUTCOME, CHANGED_WORDING = "desired_outcome", "changed_wording"
"""The two meanings of `records` that bear on that list: they give a desired outcome its words."""

COMMUNICATION = "communication"
"""The meaning of `records` that tells how somebody likes to communicate: the screen meets it at once [L10]."""

PRACTICE = "practice"
"""The meaning of `records` of what is only tried out: it is never told again, and counts nowhere [E5]."""

NEXT_ITEM, END, NOT_HELD = "next_item", "end", "not_held"
ENDINGS = (END, NOT_HELD)


class Stage(StrEnum):
    """When the conversation is held [G2]."""

    BEGINNING = "beginning"
    MIDDLE = "middle"
    CLOSURE = "closure"


class Part(StrEnum):
    """Whose part of the sitting a section is."""

    WORKER = "worker"
    PERSON = "person"


class Kind(StrEnum):
    """The kinds of question; `answer` has one class for each."""

    INFORMATION = "information"
    WORDS = "words"
    ONE_OF = "one_of"
    SOME_OF = "some_of"
    RANK = "rank"
    SCALE = "scale"
    YES_OR_NO = "yes_or_no"
    DATE = "date"
    NUMBER = "number"
    PEOPLE = "people"
    OUTCOMES = "outcomes"
    READ_BACK = "read_back"


OWN_CHOICES = {Kind.YES_OR_NO: ("yes", "no"), Kind.READ_BACK: ("right",)}
"""What is offered by kinds that bring their own choices."""
READABLE = {Kind.ONE_OF, Kind.SOME_OF, Kind.SCALE, *OWN_CHOICES}
"""Kinds of which a condition can read what was chosen; of others only whether there was an answer."""
MAY_SIGNAL = READABLE - {Kind.READ_BACK}
"""Kinds of which a choice can mean danger."""


@dataclass(frozen=True)
class Place:
    """Where something stands in a flow file; never part of a comparison."""

    file: str
    line: int


@dataclass(frozen=True)
class Route:
    """Where to go next, and when; without `when` it is the otherwise."""

    to: str
    when: Condition | None = None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Option:
    """Something that can be chosen; choosing it may say whose voice the answers are.

    A picture goes with the words: like them it can change without changing what was asked.
    """

    id: str
    voice: Voice | None = None
    alone: bool = False
    apart: bool = False
    picture: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Question:
    """One question's structure; its words are in the wording."""

    id: str
    kind: Kind
    required: bool = False
    options: tuple[Option, ...] = ()
    choices_from: str | None = None
    records: str | None = None
    theme: str | None = None
    long: bool = False
    least: int | None = None
    most: int | None = None
    signals: tuple[str, ...] = ()
    picture: str | None = field(default=None, compare=False)
    routes: tuple[Route, ...] = ()
    place: Place | None = field(default=None, compare=False)

    @property
    def offers(self) -> tuple[str, ...]:
        """The ids of what can be chosen; none where the choices are the items of a list."""
        return OWN_CHOICES.get(self.kind) or tuple(option.id for option in self.options)

    def option(self, option_id: str) -> Option | None:
        """The option with this id, if there is one."""
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True)
class Section:
    """A run of questions that belong to one part; `for_each` asks them again of each item of a list."""

    id: str
    part: Part
    questions: tuple[Question, ...]
    for_each: str | None = None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Voiced(Generic[T]):
    """Words for the adult (also with support) and for a representative."""

    adult: T | None
    representative: T | None

    def to(self, voice: Voice) -> T:
        """The words for whoever answers; the proof makes sure that they are there."""
        words = self.representative if voice is Voice.REPRESENTATIVE else self.adult
        if words is None:
            raise LookupError(f"no wording for {voice}")
        return words


@dataclass(frozen=True)
class OptionWording:
    """An option's words; `good` and `worry` are its good sides and worries [G7]."""

    says: Voiced[str]
    easy: Voiced[str] | None = None
    good: Voiced[str] | None = None
    worry: Voiced[str] | None = None


@dataclass(frozen=True)
class QuestionWording:
    """A question's words, and the language they are in."""

    ask: Voiced[str]
    easy: Voiced[str] | None = None
    text: Voiced[tuple[str, ...]] | None = None
    easy_text: Voiced[tuple[str, ...]] | None = None
    why: Voiced[str] | None = None
    help: Voiced[str] | None = None
    options: Mapping[str, OptionWording] = field(default_factory=lambda: MappingProxyType({}))
    language: str = "en"


@dataclass(frozen=True)
class Check:
    """What some translated words were made from, as a fingerprint, and who checked them on which day, if anybody."""

    of: str | None = None
    by: str | None = None
    on: str | None = None


@dataclass(frozen=True)
class Translation:
    """What a language file says: titles by section, words by question, and a check of each under its name in the file.

    Only the person's part is translated, so it never holds a whole flow.
    """

    language: str
    sections: Mapping[str, str]
    questions: Mapping[str, QuestionWording]
    checks: Mapping[str, Check]
    place: Place


@dataclass(frozen=True)
class FlowWording:
    """Every word of a flow as it is said in one language: what is not translated stands in the flow's own."""

    language: str
    title: str
    sections: Mapping[str, str]
    questions: Mapping[str, QuestionWording]
    translated: frozenset[str] = frozenset()
    """The sections whose titles are in this language and not in the flow's own."""


@dataclass(frozen=True)
class Flow:
    """A whole flow: what is asked, in which order, and in which words."""

    id: str
    stage: Stage
    sections: tuple[Section, ...]
    wording: Mapping[str, FlowWording] = field(compare=False)
    given: tuple[str, ...] = ()
    translations: Mapping[str, Translation] = field(default_factory=lambda: MappingProxyType({}), compare=False)
    source: str = field(default="", compare=False, repr=False)
    place: Place | None = field(default=None, compare=False)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """The questions by id, in the order of the file."""
        return {question.id: question for section in self.sections for question in section.questions}

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        """The section each question stands in."""
        return {question.id: section for section in self.sections for question in section.questions}

    @cached_property
    def asks(self) -> Mapping[Part, frozenset[str]]:
        """The questions of each part that ask something: not those that only show it, nor what is only tried out."""
        return {part: frozenset(self._asking(part)) for part in Part}

    def _asking(self, part: Part) -> Iterator[str]:
        for question in self.questions.values():
            asks = question.kind is not Kind.INFORMATION and question.records != PRACTICE
            if asks and self.section_of[question.id].part is part:
                yield question.id

    def example_of(self, question: Question) -> Question | None:
        """The question whose chosen options, one by one, this one is asked about; None elsewhere."""
        source = self.questions.get(self.section_of[question.id].for_each or "")
        return source if source is not None and source.options else None

    @property
    def language(self) -> str:
        """The language that the flow is written in."""
        return next(iter(self.wording))

    def words(self, language: str) -> FlowWording:
        """The wording in a language; in the flow's own where a newer version has lost that language."""
        return self.wording.get(language) or next(iter(self.wording.values()))

    def routes(self, question: Question) -> Iterator[Route]:
        """The question's routes; without any, the way to the following question of the file."""
        if question.routes:
            yield from question.routes
        else:
            yield Route(self.following(question))

    def following(self, question: Question) -> str:
        """What comes after a question in the file: a question, the next item of a repeated part, or the end."""
        section = self.section_of[question.id]
        if section.for_each and section.questions[-1] == question:
            return NEXT_ITEM
        return self._next[question.id]

    def after_section(self, section: Section) -> str:
        """What comes after the last question of a section: a question or the end."""
        return self._next[section.questions[-1].id]

    @cached_property
    def _next(self) -> Mapping[str, str]:
        ids = list(self.questions)
        return dict(zip(ids, [*ids[1:], END], strict=True))
