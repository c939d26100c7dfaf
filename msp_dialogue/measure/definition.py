"""What a measure is: its words, which values it counts, and how several enquiries of one person become one value."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from msp_dialogue.measure.selection import DateRule

NO_ENQUIRIES = "No enquiries in this period."


class Counted(StrEnum):
    """What is counted: the guide counts people, the national return concluded enquiries; always printed [R1]."""

    PEOPLE = "people"
    ENQUIRIES = "enquiries"
    OUTCOMES = "outcomes"


class Stand(NamedTuple):
    """How one enquiry, person or outcome stands: its value, in whose voice, and who asked; None where nobody did."""

    value: str
    voice: str | None = None
    asker: str | None = None


@dataclass(frozen=True)
class Definition:
    """One measure, written down so that anyone can count it again by hand."""

    id: str
    family: str
    """Measures of one family are shown together."""
    name: str
    source: str
    numerator: str
    denominator: str
    left_out: str
    """What the figures leave out, and why."""
    person: str
    """How a person with several enquiries in the period is counted once [R1]; empty where people are not counted."""
    voice_is: str
    """Whose voice the figures are split by [L1, E1]; empty where there is none."""
    nothing: str
    """What is said in place of a percentage of nobody."""
    counted: tuple[Counted, ...]
    """What it can be counted of, the one that comes first first."""
    values: Mapping[str, str]
    """Every value there is, in the order in which they are listed, and what it means."""
    counts: frozenset[str]
    """The values of the numerator."""
    out_of: frozenset[str]
    """The values of the denominator."""
    voice_of_all: bool
    """Whether everyone in the denominator has a voice; if not, each voice is a share of the whole."""
    by_asker: bool
    """Whether it is told by who asked [E2]."""
    dates: DateRule | None
    """The date that always selects, or None where either may be chosen [R0]."""
    reads: tuple[str, ...]
    """The columns of the facts that it hangs on."""
    stands: Callable[..., Iterable[Stand]]
    """From those columns of one enquiry to how it stands: nothing where it is not counted, several for outcomes."""
    as_one: Callable[[Sequence[Stand]], Stand] | None = None
    """A person's enquiries as one; None where people are not counted."""
