"""Answers that are chosen: one option, several, or things put in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from msp_dialogue.answer.form import Fault, Form, NotAccepted
from msp_dialogue.answer.kind import Answer, Plain, Stored
from msp_dialogue.flow.ask import Asked
from msp_dialogue.flow.condition import SOMETHING


@dataclass(frozen=True)
class OneOf(Plain):
    """One option."""

    option: str

    @classmethod
    def read(cls, asked: Asked, form: Form) -> Self:
        return cls(_offered(asked, form.getlist("choice"))[0])

    @classmethod
    def load(cls, stored: Stored) -> Self:
        return cls(str(stored))

    @staticmethod
    def fields(asked: Asked, form: Form | None, answer: Answer | None) -> Mapping[str, Any]:
        del asked
        given = [answer.option] if isinstance(answer, OneOf) else []
        return {"chosen": given if form is None else form.getlist("choice")}

    def store(self) -> Stored:
        return self.option

    def signs(self) -> frozenset[str]:
        return frozenset({self.option})

    def fits(self, offered: Sequence[str]) -> bool:
        return self.option in offered

    def words(self, asked: Asked) -> tuple[str, ...]:
        return (asked.says(self.option),)


@dataclass(frozen=True)
class Scale(OneOf):
    """One of three places, or an option apart [E5]."""


@dataclass(frozen=True)
class YesOrNo(OneOf):
    """Yes or no, for plain facts; feelings are asked with a scale [E5]."""


@dataclass(frozen=True)
class SomeOf(Plain):
    """One or more options, in the order they are offered."""

    options: tuple[str, ...]

    @classmethod
    def read(cls, asked: Asked, form: Form) -> Self:
        chosen = _offered(asked, form.getlist("choice"))
        alone = any(choice.alone for choice in asked.choices if choice.key in chosen)
        if len(chosen) > 1 and alone:
            raise NotAccepted(Fault("choice", "alone"))
        if not alone and len(set(chosen)) < (asked.question.least or 1):
            raise NotAccepted(Fault("choice", "too_few", asked.question.least))
        return cls(tuple(choice.key for choice in asked.choices if choice.key in chosen))

    @classmethod
    def load(cls, stored: Stored) -> Self:
        return cls(tuple(stored))

    @staticmethod
    def fields(asked: Asked, form: Form | None, answer: Answer | None) -> Mapping[str, Any]:
        del asked
        given = list(answer.options) if isinstance(answer, SomeOf) else []
        return {"chosen": given if form is None else form.getlist("choice")}

    def store(self) -> Stored:
        return list(self.options)

    def signs(self) -> frozenset[str]:
        return frozenset({SOMETHING, *self.options})

    def fits(self, offered: Sequence[str]) -> bool:
        return set(self.options) <= set(offered)

    def words(self, asked: Asked) -> tuple[str, ...]:
        return tuple(asked.says(option) for option in self.options)


@dataclass(frozen=True)
class Rank(Plain):
    """Things in order, what matters most first; later places may be left open."""

    order: tuple[str, ...]
    offered: int = 0

    @staticmethod
    def places(asked: Asked) -> int:
        """How many places are asked for: the last thing's place follows from the others."""
        return max(1, min(len(asked.choices) - 1, asked.question.most or 3))

    @classmethod
    def read(cls, asked: Asked, form: Form) -> Self:
        order = [form.get(f"place-{place}", "") for place in range(1, cls.places(asked) + 1)]
        last = max((place for place, key in enumerate(order, start=1) if key), default=1)
        for place, key in enumerate(order[:last], start=1):
            if not key:
                raise NotAccepted(Fault(f"place-{place}", "choose"))
            if asked.choice(key) is None:
                raise NotAccepted(Fault(f"place-{place}", "not_offered"))
            if key in order[: place - 1]:
                raise NotAccepted(Fault(f"place-{place}", "twice"))
        given = order[:last]
        left = [choice.key for choice in asked.choices if choice.key not in given]
        if len(left) == 1:
            given += left
        return cls(tuple(given), len(asked.choices))

    @classmethod
    def load(cls, stored: Stored) -> Self:
        return cls(tuple(stored["order"]), int(stored["offered"]))

    @staticmethod
    def fields(asked: Asked, form: Form | None, answer: Answer | None) -> Mapping[str, Any]:
        given = answer.order if isinstance(answer, Rank) else ()
        names = [f"place-{place}" for place in range(1, Rank.places(asked) + 1)]
        before = dict(zip(names, given, strict=False))
        chosen = before if form is None else {name: form.get(name, "") for name in names}
        places = enumerate(names, start=1)
        return {"places": [{"name": name, "place": at, "chosen": chosen.get(name, "")} for at, name in places]}

    def store(self) -> Stored:
        return {"order": list(self.order), "offered": self.offered}

    def fits(self, offered: Sequence[str]) -> bool:
        """An order of other things is no order of these: it is asked again when there are more or fewer."""
        return self.offered == len(offered) and set(self.order) <= set(offered)

    def words(self, asked: Asked) -> tuple[str, ...]:
        return tuple(f"{place}. {asked.says(key)}" for place, key in enumerate(self.order, start=1))


def _offered(asked: Asked, chosen: list[str]) -> list[str]:
    if not chosen:
        raise NotAccepted(Fault("choice", "choose"))
    if any(asked.choice(key) is None for key in chosen):
        raise NotAccepted(Fault("choice", "not_offered"))
    return chosen
