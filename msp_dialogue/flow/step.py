"""Where a dialogue can stand, and what the machine needs to know of an answer to go on from there."""

from dataclasses import dataclass
from typing import NamedTuple

from msp_dialogue.flow.voice import Voice


class Step(NamedTuple):
    """A question, and in a repeated part the item it is asked of."""

    question: str
    item: str | None = None


@dataclass(frozen=True)
class Reply:
    """What the machine needs of an answer: its signs, the voice it sets, and the items it adds to lists."""

    signs: frozenset[str]
    voice: Voice | None = None
    outcomes: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
