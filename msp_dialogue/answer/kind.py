"""What every kind of answer can do, and the kinds that are no answer: left open, or only shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, Self

from msp_dialogue.answer.form import Form
from msp_dialogue.flow.ask import Asked, Item
from msp_dialogue.flow.condition import SOMETHING
from msp_dialogue.flow.voice import NonAnswer

READ, RIGHT = "read", "right"

Stored = Any
"""What an answer is in the record: text, a number, or lists and mappings of them, as JSON allows."""


class Answer(Protocol):
    """An answer of some kind."""

    def store(self) -> Stored:
        """What goes into the record."""

    def signs(self) -> frozenset[str]:
        """What conditions may read of it: option ids, or that there is something."""

    def fits(self, offered: Sequence[str]) -> bool:
        """Whether it could be given when these keys are offered."""

    def words(self, asked: Asked) -> tuple[str, ...]:
        """The answer as people read it, a line each."""

    def items(self, base: str) -> tuple[Item, ...]:
        """The things it adds to a list, with ids that start with `base`; most kinds add none."""


@dataclass(frozen=True)
class Plain:
    """What most kinds have in common: something was answered, it fits anywhere, and adds nothing to lists."""

    def signs(self) -> frozenset[str]:
        return frozenset({SOMETHING})

    def fits(self, offered: Sequence[str]) -> bool:
        del offered
        return True

    def items(self, base: str) -> tuple[Item, ...]:
        del base
        return ()


@dataclass(frozen=True)
class NotAnswered(Plain):
    """A recorded non-answer, whatever the question's kind."""

    reason: NonAnswer

    def store(self) -> Stored:
        return None

    def signs(self) -> frozenset[str]:
        return frozenset({str(self.reason)})

    def words(self, asked: Asked) -> tuple[str, ...]:
        del asked
        return ()


@dataclass(frozen=True)
class _Shown(Plain):
    """Something that was shown and gone past with Continue."""

    WORD: ClassVar[str]

    @classmethod
    def read(cls, asked: Asked, form: Form) -> Self:
        del asked, form
        return cls()

    @classmethod
    def load(cls, stored: Stored) -> Self:
        del stored
        return cls()

    @staticmethod
    def fields(asked: Asked, form: Form | None, answer: Answer | None) -> Mapping[str, Any]:
        del asked, form, answer
        return {}

    def store(self) -> Stored:
        return self.WORD

    def words(self, asked: Asked) -> tuple[str, ...]:
        del asked
        return ()


@dataclass(frozen=True)
class Information(_Shown):
    """A page that was read."""

    WORD = READ


@dataclass(frozen=True)
class ReadBack(_Shown):
    """What was said was read back, and was right."""

    WORD = RIGHT

    def signs(self) -> frozenset[str]:
        return frozenset({RIGHT})
