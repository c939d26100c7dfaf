"""One class per answer kind, with a projection per use: stored, shown in words, put back into a form, read as signs.

An answer knows how it is read from a form and whether it still fits what is offered; it knows no pages and no storage.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from msp_dialogue.answer.chosen import OneOf, Rank, Scale, SomeOf, YesOrNo
from msp_dialogue.answer.form import LONGEST, Fault, Form, NotAccepted
from msp_dialogue.answer.kind import Answer, Information, NotAnswered, ReadBack, Stored
from msp_dialogue.answer.listed import MOST_ROWS, Outcomes, People
from msp_dialogue.answer.written import Date, Number, Words
from msp_dialogue.flow.ask import Asked, Item
from msp_dialogue.flow.model import Kind, Question
from msp_dialogue.flow.step import Reply
from msp_dialogue.flow.voice import NonAnswer

__all__ = [
    "KINDS",
    "LONGEST",
    "MOST_ROWS",
    "Answer",
    "Fault",
    "Form",
    "NotAccepted",
    "NotAnswered",
    "Stored",
    "fields",
    "load",
    "read",
    "reply",
]

KINDS: Mapping[Kind, Any] = {
    Kind.INFORMATION: Information,
    Kind.WORDS: Words,
    Kind.ONE_OF: OneOf,
    Kind.SOME_OF: SomeOf,
    Kind.RANK: Rank,
    Kind.SCALE: Scale,
    Kind.YES_OR_NO: YesOrNo,
    Kind.DATE: Date,
    Kind.NUMBER: Number,
    Kind.PEOPLE: People,
    Kind.OUTCOMES: Outcomes,
    Kind.READ_BACK: ReadBack,
}


def read(asked: Asked, form: Form) -> Answer:
    """The answer a form holds; raises NotAccepted when it holds none that can be taken."""
    answer: Answer = KINDS[asked.question.kind].read(asked, form)
    return answer


def load(question: Question, value: Stored, non_answer: NonAnswer | None) -> Answer:
    """The answer that was stored."""
    answer: Answer = NotAnswered(non_answer) if non_answer else KINDS[question.kind].load(value)
    return answer


def fields(asked: Asked, form: Form | None, answer: Answer | None) -> Mapping[str, Any]:
    """What the form shows: what was just typed, or the answer given before, or nothing."""
    shown: Mapping[str, Any] = KINDS[asked.question.kind].fields(asked, form, answer)
    return shown


def reply(question: Question, answer: Answer, items: Sequence[Item]) -> Reply:
    """What the machine needs of an answer; `items` are the desired outcomes it words.

    An option that stands alone ("None of these") is nothing a part could be repeated over.
    """
    signs = answer.signs()
    voices = [option.voice for option in question.options if option.voice and option.id in signs]
    alone = {option.id for option in question.options if option.alone}
    return Reply(
        signs=signs,
        voice=max(voices, key=lambda voice: voice.strength, default=None),
        outcomes=tuple(item.key for item in items),
        chosen=tuple(key for key in answer.options if key not in alone) if isinstance(answer, SomeOf) else (),
    )
