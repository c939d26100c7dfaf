"""Answers that are written: words, a day, a number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from msp_dialogue.answer.form import LONGEST, Fault, Form, NotAccepted
from msp_dialogue.answer.kind import Answer, Plain, Stored
from msp_dialogue.flow.ask import Asked, Item

EARLIEST_YEAR = 1000
"""A year with fewer figures was cut short: 26 is not the year 26."""


@dataclass(frozen=True)
class Words(Plain):
    """Own words, kept as typed."""

    text: str

    @classmethod
    def read(cls, asked: Asked, form: Form) -> Self:
        del asked
        return cls(_typed(form, "words"))

    @classmethod
    def load(cls, stored: Stored) -> Self:
        return cls(str(stored))

    @staticmethod
    def fields(asked: Asked, form: Form | None, answer: Answer | None) -> Mapping[str, Any]:
        given = answer.text if isinstance(answer, Words) else ""
        return {"words": given if form is None else form.get("words", given), "long": asked.question.long}

    def store(self) -> Stored:
        return self.text

    def words(self, asked: Asked) -> tuple[str, ...]:
        del asked
        return (self.text,)

    def items(self, base: str) -> tuple[Item, ...]:
        return (Item(base, self.text),)


@dataclass(frozen=True)
class Date(Plain):
    """A day."""

    day: date

    @classmethod
    def read(cls, asked: Asked, form: Form) -> Self:
        del asked
        parts = [form.get(part, "").strip() for part in ("day", "month", "year")]
        if not any(parts):
            raise NotAccepted(Fault("day", "date_empty"))
        if not all(part.isascii() and part.isdigit() for part in parts):
            raise NotAccepted(Fault("day", "date_numbers"))
        try:
            day = date(int(parts[2]), int(parts[1]), int(parts[0]))
        except (ValueError, OverflowError):
            raise NotAccepted(Fault("day", "date_unreal")) from None
        if day.year < EARLIEST_YEAR:
            raise NotAccepted(Fault("day", "date_unreal"))
        return cls(day)

    @classmethod
    def load(cls, stored: Stored) -> Self:
        return cls(date.fromisoformat(stored))

    @staticmethod
    def fields(asked: Asked, form: Form | None, answer: Answer | None) -> Mapping[str, Any]:
        del asked
        given = answer.day if isinstance(answer, Date) else None
        shown = {"day": given.day, "month": given.month, "year": given.year} if given else {}
        parts = ("day", "month", "year")
        return {part: str(shown.get(part, "")) if form is None else form.get(part, "") for part in parts}

    def store(self) -> Stored:
        return self.day.isoformat()

    def words(self, asked: Asked) -> tuple[str, ...]:
        del asked
        return (f"{self.day.day} {self.day:%B %Y}",)


@dataclass(frozen=True)
class Number(Plain):
    """A whole number within bounds."""

    number: int

    @classmethod
    def read(cls, asked: Asked, form: Form) -> Self:
        typed = form.get("number", "").strip()
        if not (typed.removeprefix("-").isascii() and typed.removeprefix("-").isdigit() and len(typed) < 16):
            raise NotAccepted(Fault("number", "number"))
        number, question = int(typed), asked.question
        if question.least is not None and number < question.least:
            raise NotAccepted(Fault("number", "number_least", question.least))
        if question.most is not None and number > question.most:
            raise NotAccepted(Fault("number", "number_most", question.most))
        return cls(number)

    @classmethod
    def load(cls, stored: Stored) -> Self:
        return cls(int(stored))

    @staticmethod
    def fields(asked: Asked, form: Form | None, answer: Answer | None) -> Mapping[str, Any]:
        del asked
        given = str(answer.number) if isinstance(answer, Number) else ""
        return {"number": given if form is None else form.get("number", given)}

    def store(self) -> Stored:
        return self.number

    def words(self, asked: Asked) -> tuple[str, ...]:
        del asked
        return (str(self.number),)


def _typed(form: Form, field: str) -> str:
    text = form.get(field, "")
    if not text.strip():
        raise NotAccepted(Fault(field, "nothing_written"))
    if len(text) > LONGEST:
        raise NotAccepted(Fault(field, "too_long", LONGEST))
    return text
