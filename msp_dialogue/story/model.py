"""A story as frozen objects: one whole, invented history of an enquiry, and what must come of it.

It knows neither the file it was written in nor how it is played.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeAlias

from msp_dialogue.flow.model import Place, Stage
from msp_dialogue.record.enquiries import AdultDetails, EnquiryDetails
from msp_dialogue.record.signals import How

Told: TypeAlias = str | list["Told"] | dict[str, "Told"]
"""What was written in a story: words, lists and mappings of them, as an author types them."""


@dataclass(frozen=True)
class Given:
    """What is said at a question; in a repeated part, what is said of each item, by its words or its option."""

    question: str
    said: Told
    place: Place = field(compare=False)


@dataclass(frozen=True)
class Correction:
    """Turning back, while the question `seen_at` is on the screen, to change the answer to another."""

    seen_at: str
    question: str
    said: Told
    item: str | None
    place: Place = field(compare=False)


@dataclass(frozen=True)
class Script:
    """What is said at one sitting; `stop_after` names a question after which it is left for another day.

    `presses_at` names one at which the button is pressed that tells the workers, and nobody else, to see them alone.
    """

    answers: tuple[Given, ...]
    corrections: tuple[Correction, ...]
    stop_after: str | None
    presses_at: str | None = None


@dataclass(frozen=True)
class Chapter:
    """Something that happens at one time, done by one worker, who is named by a key such as `lead`."""

    at: datetime
    by: str
    place: Place = field(compare=False)


@dataclass(frozen=True)
class Begun(Chapter):
    """A conversation begins; its name is its stage where it has no other."""

    name: str
    stage: Stage
    script: Script


@dataclass(frozen=True)
class TakenUp(Chapter):
    """A conversation that was left is taken up again; `present` says who is there now [L7]."""

    name: str
    present: str
    script: Script


@dataclass(frozen=True)
class AdultChanged(Chapter):
    """Something else is known of the adult from now on: that they died, what they are called."""

    call_name: str | None
    died: date | None


@dataclass(frozen=True)
class PutAside(Chapter):
    """A conversation is set aside: the one who spoke may not speak for the person [L2]."""

    name: str
    why: str


@dataclass(frozen=True)
class Closed(Chapter):
    """The enquiry is concluded; `asked` and `reason` where no conversation says so [R3]."""

    on: date
    asked: str | None
    reason: str | None


@dataclass(frozen=True)
class Opened(Chapter):
    """The enquiry, once concluded, goes on after all."""


@dataclass(frozen=True)
class DealtWith(Chapter):
    """Everything that signals danger by then is dealt with."""

    how: How
    words: str


@dataclass(frozen=True)
class Must:
    """What must have come of the story: complete, so that what is not named must not be there."""

    conversations: Mapping[str, Mapping[str, Told]]
    outcomes: tuple[Mapping[str, Told], ...]
    experience: Mapping[str, Mapping[str, Told]]
    answers: Mapping[str, Mapping[str, Told]]
    signals: Mapping[str, Mapping[str, Told]]
    counted: Mapping[str, Told]


@dataclass(frozen=True)
class Story:
    """One story; everyone in it is invented."""

    id: str
    title: str
    shows: str
    adult: AdultDetails
    enquiry: EnquiryDetails
    chapters: tuple[Chapter, ...]
    must: Must
    demonstration: int
    place: Place = field(compare=False)

    def ends(self) -> datetime:
        """When the last chapter that a demonstration has seen begins; the opening where it has seen none."""
        opened = datetime.fromisoformat(f"{self.enquiry.opened}T09:00:00+00:00")
        return max((chapter.at for chapter in self.chapters[: self.demonstration]), default=opened)

    def conversations(self) -> Iterator[str]:
        """The names of its conversations, in the order they begin."""
        return (chapter.name for chapter in self.chapters if isinstance(chapter, Begun))


def shifted(day: str | None, shift: timedelta) -> str | None:
    """A day, as ISO text, moved in time with the story."""
    return None if day is None else (date.fromisoformat(day) + shift).isoformat()
