"""How far a flow's words have come: how hard they are, and how many have a picture or another language."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from msp_dialogue.flow import plain
from msp_dialogue.flow.ask import PLACEHOLDER
from msp_dialogue.flow.model import Flow, Part, Question
from msp_dialogue.flow.texts import own_texts
from msp_dialogue.flow.wording import missing
from msp_dialogue.flow.yaml_reader import Problem

ENGLISH = "en"


@dataclass(frozen=True)
class Share:
    """How many there are of how many there should be."""

    there: int
    of: int


@dataclass(frozen=True)
class Figures:
    """A flow in numbers; words, sentences and reading age are of the English of the person's part.

    `pictures` is of the person's questions, `languages` of the person's texts in each other language, voice by voice,
    and `fixed` of the person's wordings: those that name nobody, which can be recorded once and listened to by all.
    """

    flow: str
    title: str
    questions: int
    words: int
    longest: int
    reading_age: int | None
    pictures: Share
    fixed: Share
    languages: Mapping[str, Share]


def figures(flow: Flow, pictures: Collection[str]) -> Figures:
    """The figures of a flow; `pictures` are the names of those that are there."""
    persons = _persons(flow)
    texts = tuple(text for _, text in plain.said(flow))
    words, longest = plain.measured(texts)
    fixed = sum(not PLACEHOLDER.search(text) for text in texts)
    needed = own_texts(flow)
    return Figures(
        flow=flow.id,
        title=flow.words(ENGLISH).title,
        questions=len(flow.questions),
        words=words,
        longest=longest,
        reading_age=plain.reading_age(flow),
        pictures=Share(sum(each.picture in pictures for each in persons), len(persons)),
        fixed=Share(fixed, len(texts)),
        languages={
            language: Share(len(needed) - len(missing(flow, language)), len(needed)) for language in flow.translations
        },
    )


def pictures_of(flow: Flow) -> frozenset[str]:
    """The keys of every picture that a flow names."""
    return frozenset(name for question in flow.questions.values() for name in _named(question))


def missing_pictures(flow: Flow, pictures: Collection[str]) -> tuple[Problem, ...]:
    """A warning for every picture that is named and is not there."""
    return tuple(
        Problem(
            question.place.file if question.place else flow.id,
            question.place.line if question.place else 1,
            f"`{question.id}` names the picture `{name}`, which is not there.",
            "Add the file, or name another.",
            warning=True,
        )
        for question in flow.questions.values()
        for name in _named(question)
        if name not in pictures
    )


def _named(question: Question) -> tuple[str, ...]:
    """The pictures that a question and its options name, each once."""
    named = (question.picture, *(option.picture for option in question.options))
    return tuple(dict.fromkeys(name for name in named if name is not None))


def _persons(flow: Flow) -> tuple[Question, ...]:
    return tuple(question for section in flow.sections if section.part is Part.PERSON for question in section.questions)
