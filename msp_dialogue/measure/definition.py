"""What a measure is: its words, which values it counts, and how several enquiries of one person become one value."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from msp_dialogue.measure.selection import DateRule

NO_ENQUIRIES = "No enquiries in this period."


class Counted(StrEnum):
    """What is counted: the guide counts people, the national return concluded enquiries; always printed [R1]."""

    PEOPLE = "people"
    ENQUIRIES = "enquiries"


class Stand(NamedTuple):
    """How one enquiry, or one person, stands: its value, and in whose voice; None where nobody spoke."""

    value: str
    voice: str | None


@dataclass(frozen=True)
class Definition:
    """One measure, written down so that anyone can count it again by hand."""

    id: str
    name: str
    source: str
    numerator: str
    denominator: str
    left_out: str
    """What the figures leave out, and why."""
    person: str
    """How a person with several enquiries in the period is counted once [R1]."""
    voice_is: str
    """Whose voice the figures are split by [L1, E1]."""
    nothing: str
    """What is said in place of a percentage of nobody."""
    values: tuple[str, ...]
    """Every value there is, in the order in which they are listed."""
    counts: frozenset[str]
    """The values of the numerator."""
    out_of: frozenset[str]
    """The values of the denominator."""
    voice_of_all: bool
    """Whether everyone in the denominator has a voice; if not, each voice is a share of the whole."""
    dates: DateRule | None
    """The date that always selects, or None where either may be chosen [R0]."""
    value_column: str
    """SQL over `enquiry e` and its `standing s`: the value."""
    voice_column: str
    """SQL likewise: how far the voice is from the adult's own (`Voice.strength`)."""
    as_one: Callable[[Sequence[Stand]], Stand]
    """A person's enquiries as one."""
