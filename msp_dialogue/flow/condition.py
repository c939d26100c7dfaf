"""The closed language in which a flow says when a route is taken; it reads facts and can do nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from msp_dialogue.flow.voice import NonAnswer, Voice

NON_ANSWERS = frozenset(str(reason) for reason in NonAnswer)
SOMETHING = "something"
"""The sign of an answer whose content no condition can read."""


class NotYetGiven(LookupError):
    """A condition read the answer to a question that has not been asked on this path."""


class Facts(Protocol):
    """What a condition may read: the answers on the path so far, as signs, and what the dialogue started with."""

    @property
    def voice(self) -> Voice:
        """Whose voice the answers are in so far."""

    def signs(self, question: str) -> frozenset[str]:
        """The option ids chosen, or the one non-answer; raises NotYetGiven when not asked on this path."""

    def count(self, items: str) -> int:
        """How many items the list holds now."""

    def is_given(self, fact: str) -> bool:
        """Whether the fact was handed in when the dialogue started."""


class Condition(Protocol):
    """One condition, simple or built from others."""

    def holds(self, facts: Facts) -> bool:
        """Whether it is true of these facts."""

    def reads(self) -> Iterator["Condition"]:
        """The simple conditions it is made of, itself if it is one."""


@dataclass(frozen=True)
class Simple:
    """A condition that reads one fact."""

    def reads(self) -> Iterator[Condition]:
        """Itself alone."""
        yield self

    def holds(self, facts: Facts) -> bool:
        """Whether it is true of these facts."""
        raise NotImplementedError


@dataclass(frozen=True)
class Chosen(Simple):
    """True when the answer is, or includes, any of these option ids or non-answers."""

    question: str
    values: tuple[str, ...]
    several: bool = False

    def holds(self, facts: Facts) -> bool:
        """Whether one of the values was chosen."""
        return not facts.signs(self.question).isdisjoint(self.values)


@dataclass(frozen=True)
class Answered(Simple):
    """True when the question was answered (or, with `yes` false, was met with a non-answer)."""

    question: str
    yes: bool

    def holds(self, facts: Facts) -> bool:
        """Whether a real answer was given, compared with what was wished for."""
        return facts.signs(self.question).isdisjoint(NON_ANSWERS) is self.yes


@dataclass(frozen=True)
class AtLeast(Simple):
    """True when the list holds at least so many items."""

    items: str
    number: int

    def holds(self, facts: Facts) -> bool:
        """Whether there are enough items."""
        return facts.count(self.items) >= self.number


@dataclass(frozen=True)
class Spoken(Simple):
    """True when the answers are in this voice."""

    voice: Voice

    def holds(self, facts: Facts) -> bool:
        """Whether the voice so far is this one."""
        return facts.voice is self.voice


@dataclass(frozen=True)
class Given(Simple):
    """True when the dialogue started with this fact."""

    fact: str

    def holds(self, facts: Facts) -> bool:
        """Whether the fact was handed in."""
        return facts.is_given(self.fact)


@dataclass(frozen=True)
class All:
    """True when every part is true; read left to right, stopping at the first that is not."""

    parts: tuple[Condition, ...]

    def holds(self, facts: Facts) -> bool:
        """Whether every part holds."""
        return all(part.holds(facts) for part in self.parts)

    def reads(self) -> Iterator[Condition]:
        """The simple conditions inside."""
        for part in self.parts:
            yield from part.reads()


@dataclass(frozen=True)
class AnyOf:
    """True when some part is true; read left to right, stopping at the first that is."""

    parts: tuple[Condition, ...]

    def holds(self, facts: Facts) -> bool:
        """Whether some part holds."""
        return any(part.holds(facts) for part in self.parts)

    def reads(self) -> Iterator[Condition]:
        """The simple conditions inside."""
        for part in self.parts:
            yield from part.reads()


@dataclass(frozen=True)
class Not:
    """True when its part is not."""

    part: Condition

    def holds(self, facts: Facts) -> bool:
        """Whether the part does not hold."""
        return not self.part.holds(facts)

    def reads(self) -> Iterator[Condition]:
        """The simple conditions inside."""
        yield from self.part.reads()
