"""What a story says at a question becomes the form a page would send, so that the same checks run on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from msp_dialogue import answer as answers
from msp_dialogue.answer import Answer, NotAccepted, NotAnswered
from msp_dialogue.flow.ask import Asked
from msp_dialogue.flow.model import Kind, Place
from msp_dialogue.flow.voice import NonAnswer
from msp_dialogue.story.model import Told
from msp_dialogue.story.problems import Mistake

RIGHT = "right"
"""What is said at a read-back that was right."""


@dataclass(frozen=True)
class Typed:
    """A submitted form, made of what a story says."""

    fields: Mapping[str, list[str]] = field(default_factory=dict)

    def get(self, key: str, default: str = "") -> str:
        """The first value of a field."""
        return next(iter(self.getlist(key)), default)

    def getlist(self, key: str) -> list[str]:
        """Every value of a field."""
        return self.fields.get(key, [])

    def __contains__(self, key: object, /) -> bool:
        """Whether a field was submitted."""
        return key in self.fields


def answered(asked: Asked, said: Told, place: Place, shift: timedelta) -> Answer:
    """The answer that a page would take when this is said; raises Mistake when it would take none.

    A choice may be named by its id or in its words; days move in time with the story.
    """
    if isinstance(said, str) and said in list(NonAnswer) and asked.choice(said) is None:
        return NotAnswered(NonAnswer(said))
    question = asked.question
    try:
        form = _FORMS[question.kind](asked, said, shift)
        answer = answers.read(asked, Typed(form))
    except NotAccepted as error:
        offered = ", ".join(choice.key for choice in asked.choices)
        why = f"{error}; offered are: {offered}" if offered else str(error)
        raise Mistake(place, f"`{question.id}` does not take this answer ({why}).") from error
    except (AttributeError, TypeError, ValueError) as error:
        what = f"This is not how an answer of the kind `{question.kind}` is written, which `{question.id}` is."
        raise Mistake(place, what) from error
    return answer


Fields = dict[str, list[str]]


def _nothing(asked: Asked, said: Told, shift: timedelta) -> Fields:
    raise TypeError(f"nothing is said at {asked.question.id}: {said}, {shift}")


def _words(asked: Asked, said: Told, shift: timedelta) -> Fields:
    del asked, shift
    return {"words": [_text(said)]}


def _choice(asked: Asked, said: Told, shift: timedelta) -> Fields:
    del shift
    return {"choice": [_key(asked, said)]}


def _choices(asked: Asked, said: Told, shift: timedelta) -> Fields:
    del shift
    return {"choice": [_key(asked, each) for each in _several(said)]}


def _places(asked: Asked, said: Told, shift: timedelta) -> Fields:
    del shift
    order = [_key(asked, each) for each in _several(said)]
    if len(order) > len(asked.choices):
        raise ValueError("more places than there are things")
    return {f"place-{place}": [key] for place, key in enumerate(order, start=1)}


def _day(asked: Asked, said: Told, shift: timedelta) -> Fields:
    del asked
    day = date.fromisoformat(_text(said)) + shift
    return {"day": [str(day.day)], "month": [str(day.month)], "year": [str(day.year)]}


def _number(asked: Asked, said: Told, shift: timedelta) -> Fields:
    del asked, shift
    return {"number": [_text(said)]}


def _people(asked: Asked, said: Told, shift: timedelta) -> Fields:
    del asked, shift
    form: Fields = {}
    for place, person in enumerate(_several(said), start=1):
        named = _mapping(person, {"name", "relation"})
        form |= {f"{key}-{place}": [_text(named.get(key, ""))] for key in ("name", "relation")}
    return form


def _outcomes(asked: Asked, said: Told, shift: timedelta) -> Fields:
    del asked, shift
    form: Fields = {}
    for place, wish in enumerate(_several(said), start=1):
        told = _mapping(wish, {"words", "themes"}) if isinstance(wish, dict) else {"words": wish}
        form[f"words-{place}"] = [_text(told["words"])]
        form[f"theme-{place}"] = [_text(theme) for theme in _several(told.get("themes", []))]
    return form


def _right(asked: Asked, said: Told, shift: timedelta) -> Fields:
    del asked, shift
    if said != RIGHT:
        raise ValueError("a read-back is right, or it is not answered")
    return {}


_FORMS: Mapping[Kind, Callable[[Asked, Told, timedelta], Fields]] = {
    Kind.INFORMATION: _nothing,
    Kind.WORDS: _words,
    Kind.ONE_OF: _choice,
    Kind.SOME_OF: _choices,
    Kind.RANK: _places,
    Kind.SCALE: _choice,
    Kind.YES_OR_NO: _choice,
    Kind.DATE: _day,
    Kind.NUMBER: _number,
    Kind.PEOPLE: _people,
    Kind.OUTCOMES: _outcomes,
    Kind.READ_BACK: _right,
}


def _key(asked: Asked, said: Told) -> str:
    """The key of a choice that is named by it, or by its words; what is not offered stays as it is, to be refused."""
    return next((choice.key for choice in asked.choices if said in (choice.key, choice.says)), _text(said))


def _text(said: Told) -> str:
    if not isinstance(said, str):
        raise TypeError(f"words were expected, not {said}")
    return said


def _several(said: Told) -> list[Told]:
    return said if isinstance(said, list) else [said]


def _mapping(said: Told, known: set[str]) -> dict[str, Told]:
    if not isinstance(said, dict) or not said.keys() <= known:
        raise TypeError(f"a mapping of {known} was expected, not {said}")
    return said
