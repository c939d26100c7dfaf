"""What happens in a sitting, in the past tense: one class per kind of event, and its row in the record.

started         the flow, its structure and language, the look of the screen and the desired outcomes carried in
answered        a question was answered, or met with a non-answer; may correct an earlier answer
went_back       an earlier question was turned to again
paused          stopped for now
resumed         taken up again, after asking whether it is safe to talk
adopted         a newer, compatible version of the flow was taken
look_chosen     the screen was made to look, read or sound another way
ended           the last question was behind, or the conversation could not be held
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from msp_dialogue.dialogue.look import USUAL, Look
from msp_dialogue.flow.ask import Item
from msp_dialogue.flow.step import Step
from msp_dialogue.flow.voice import NonAnswer, Voice

Columns = Mapping[str, Any]


@dataclass(frozen=True)
class Started:
    """A dialogue began on one version of a flow."""

    KIND: ClassVar[str] = "started"
    flow: str
    structure: str
    language: str
    carried: tuple[Item, ...] = ()
    given: tuple[str, ...] = ()
    look: Look = USUAL

    def columns(self) -> Columns:
        """What the row holds."""
        carried = [{"key": item.key, "words": item.words, "themes": list(item.themes)} for item in self.carried]
        return {
            "value": {
                "flow": self.flow,
                "structure": self.structure,
                "language": self.language,
                "carried": carried,
                "given": list(self.given),
                "look": self.look.store(),
            }
        }

    @classmethod
    def of(cls, row: Columns) -> Self:
        """The event in a row."""
        value = row["value"]
        carried = tuple(Item(item["key"], item["words"], tuple(item["themes"])) for item in value["carried"])
        look = Look.of(value.get("look", {}))  # conversations from before there was a look have none
        return cls(value["flow"], value["structure"], value["language"], carried, tuple(value["given"]), look)


@dataclass(frozen=True)
class Answered:
    """A question was answered, or met with a non-answer, in somebody's voice and to a certain wording."""

    KIND: ClassVar[str] = "answered"
    step: Step
    value: Any
    non_answer: NonAnswer | None
    voice: Voice
    wording: str
    corrects: int | None = None

    def columns(self) -> Columns:
        """What the row holds."""
        return {
            "question": self.step.question,
            "item": self.step.item,
            "value": self.value,
            "non_answer": self.non_answer,
            "voice": self.voice,
            "wording": self.wording,
            "corrects": self.corrects,
        }

    @classmethod
    def of(cls, row: Columns) -> Self:
        """The event in a row."""
        reason = row["non_answer"]
        return cls(
            step=Step(row["question"], row["item"]),
            value=row["value"],
            non_answer=NonAnswer(reason) if reason else None,
            voice=Voice(row["voice"]),
            wording=row["wording"],
            corrects=row["corrects"],
        )


@dataclass(frozen=True)
class WentBack:
    """An earlier question was turned to again."""

    KIND: ClassVar[str] = "went_back"
    step: Step

    def columns(self) -> Columns:
        """What the row holds."""
        return {"question": self.step.question, "item": self.step.item}

    @classmethod
    def of(cls, row: Columns) -> Self:
        """The event in a row."""
        return cls(Step(row["question"], row["item"]))


@dataclass(frozen=True)
class Paused:
    """The sitting was stopped for now."""

    KIND: ClassVar[str] = "paused"

    def columns(self) -> Columns:
        """What the row holds."""
        return {}

    @classmethod
    def of(cls, row: Columns) -> Self:
        """The event in a row."""
        del row
        return cls()


@dataclass(frozen=True)
class Resumed:
    """The conversation was taken up again; safety to talk is asked before each sitting [L7]."""

    KIND: ClassVar[str] = "resumed"
    present: str

    def columns(self) -> Columns:
        """What the row holds."""
        return {"value": {"present": self.present}}

    @classmethod
    def of(cls, row: Columns) -> Self:
        """The event in a row."""
        return cls(row["value"]["present"])


@dataclass(frozen=True)
class Waited:
    """It was not safe to talk, so the conversation was not taken up [L7]; `present` says who was there."""

    KIND: ClassVar[str] = "waited"
    present: str

    def columns(self) -> Columns:
        """What the row holds."""
        return {"value": {"present": self.present}}

    @classmethod
    def of(cls, row: Columns) -> Self:
        """The event in a row."""
        return cls(row["value"]["present"])


@dataclass(frozen=True)
class Adopted:
    """A newer, compatible version of the flow was taken."""

    KIND: ClassVar[str] = "adopted"
    structure: str

    def columns(self) -> Columns:
        """What the row holds."""
        return {"value": {"structure": self.structure}}

    @classmethod
    def of(cls, row: Columns) -> Self:
        """The event in a row."""
        return cls(row["value"]["structure"])


@dataclass(frozen=True)
class LookChosen:
    """The screen was made to look, read or sound another way, from now on [L10]."""

    KIND: ClassVar[str] = "look_chosen"
    look: Look
    for_now: bool = False
    """Whether it says nothing of the person, since somebody else had the screen."""

    def columns(self) -> Columns:
        """What the row holds."""
        return {"value": {**self.look.store(), **({"for_now": True} if self.for_now else {})}}

    @classmethod
    def of(cls, row: Columns) -> Self:
        """The event in a row."""
        return cls(Look.of(row["value"]), row["value"].get("for_now", False))


@dataclass(frozen=True)
class Ended:
    """The dialogue came to an ending of its flow."""

    KIND: ClassVar[str] = "ended"
    ending: str

    def columns(self) -> Columns:
        """What the row holds."""
        return {"value": {"ending": self.ending}}

    @classmethod
    def of(cls, row: Columns) -> Self:
        """The event in a row."""
        return cls(row["value"]["ending"])


Event = Started | Answered | WentBack | Paused | Resumed | Waited | Adopted | LookChosen | Ended
KINDS: Mapping[str, type[Event]] = {
    kind.KIND: kind for kind in (Started, Answered, WentBack, Paused, Resumed, Waited, Adopted, LookChosen, Ended)
}


def of_row(row: Columns) -> Event:
    """The event in a row of the record, whose value is already decoded."""
    return KINDS[row["kind"]].of(row)
