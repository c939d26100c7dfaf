"""One copy for the person: blocks of words in their order, with who said them; it knows nothing of what it becomes."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Protocol

RIGHT_TO_LEFT = frozenset({"R", "AL"})
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""The signs that turn the words after them, until one of them ends it."""
_WITHOUT_TURNING = str.maketrans("", "", _TURNING)
WRITTEN = "en"
"""The language in which the council's workers write."""
VARIATIONS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
"""Signs that only say how the one before them looks."""


class Say(Protocol):
    """Gives a message in the language of the copy, with its values filled in."""

    def __call__(self, message: str, **values: object) -> str: ...


@dataclass(frozen=True)
class Tongue:
    """The language a copy is written in: how it gives a message and a day, and which way it runs."""

    language: str
    direction: str
    say: Say
    day: Callable[[date], str]


class Speaker(StrEnum):
    """Whose words they are, where they are not the service's own."""

    PERSON = "person"
    REPRESENTATIVE = "representative"
    AGREED = "agreed"
    COUNCIL = "council"


@dataclass(frozen=True)
class Heading:
    """What the blocks after it are about."""

    part: ClassVar[str] = "heading"
    words: str
    picture: str | None = None

    def lines(self) -> tuple[str, ...]:
        """Its words, one idea a line."""
        return (printable(self.words),)


@dataclass(frozen=True)
class Paragraph:
    """Sentences of the service's own; `kept` when the next block belongs to it."""

    part: ClassVar[str] = "paragraph"
    sentences: tuple[str, ...]
    strong: bool = False
    picture: str | None = None
    kept: bool = False

    def lines(self) -> tuple[str, ...]:
        """Its sentences, one idea a line."""
        return tuple(map(printable, self.sentences))


@dataclass(frozen=True)
class Quote:
    """Somebody's words exactly as they were recorded, whatever their language."""

    part: ClassVar[str] = "quote"
    words: str
    by: Speaker
    picture: str | None = None
    kept: bool = False
    told: str = ""
    """What says whose words these are, in a form that cannot show it."""

    @property
    def direction(self) -> str:
        """Which way the words run."""
        return direction_of(self.words)

    def lines(self) -> tuple[str, ...]:
        """Its lines as they were typed."""
        return tuple(line for line in map(printable, self.words.splitlines()) if line.strip())


@dataclass(frozen=True)
class Listing:
    """Several things the council's worker wrote, in their order."""

    part: ClassVar[str] = "listing"
    items: tuple[str, ...]
    picture: str | None = None

    def lines(self) -> tuple[str, ...]:
        """One line for each thing, but for the lines within it."""
        return tuple(" ".join(printable(item).split()) for item in self.items)


Block = Heading | Paragraph | Quote | Listing


@dataclass(frozen=True)
class Copy:
    """Everything on a copy; `easy` when it is in easy words, `pictured` when pictures stand beside them.

    `other_letters` stands where a form has no signs for the letters of somebody's words.
    """

    title: str
    language: str
    direction: str
    easy: bool
    pictured: bool
    other_letters: str
    blocks: tuple[Block, ...]

    def language_of(self, block: Block) -> str:
        """What language a block is in, empty where nobody knows: whoever answers may do so in any."""
        if isinstance(block, Listing) or (isinstance(block, Quote) and block.by is Speaker.COUNCIL):
            return WRITTEN
        if isinstance(block, Quote) and (self.language != WRITTEN or block.direction != self.direction):
            return ""
        return self.language

    @property
    def work(self) -> int:
        """How much it is to lay out, in letters: a line costs as much as 20, and a word as the square of its length."""
        lines = [line for block in self.blocks for line in block.lines()]
        longest = max((len(word) for line in lines for word in line.split()), default=0)
        return sum(20 + len(line) for line in lines) + longest**2 // 400


def direction_of(words: str) -> str:
    """Which way words run: as their first letter does that runs anywhere."""
    strong = (unicodedata.bidirectional(letter) for letter in words)
    first = next((each for each in strong if each == "L" or each in RIGHT_TO_LEFT), "L")
    return "rtl" if first in RIGHT_TO_LEFT else "ltr"


def set_apart(words: str, direction: str) -> str:
    """A name in a sentence that runs this way, kept from turning what stands beside it."""
    turning = any(sign in words for sign in _TURNING)
    return words if direction_of(words) == direction and not turning else f"\u2068{bare(words)}\u2069"


def printable(words: str) -> str:
    """Words without signs that no form can show, such as a bell; what separates words stays a blank."""
    return "".join(" " if letter in "\t\n" else letter for letter in words if letter in "\t\n" or _shows(letter))


def _shows(letter: str) -> bool:
    """A letter newer than what is known here may be shown; what never will be one may not."""
    number = ord(letter)
    never = 0xFDD0 <= number <= 0xFDEF or number & 0xFFFE == 0xFFFE
    return not never and unicodedata.category(letter) not in {"Cc", "Cs", "Co"}


def bare(words: str) -> str:
    """Words without the signs that only say which way they run."""
    return words.translate(_WITHOUT_TURNING)


def is_of_a_word(sign: str) -> bool:
    """Whether a word without this sign would be another: a letter, or a mark on one."""
    return unicodedata.category(sign)[0] in "LM" and unicodedata.category(sign) != "Me" and sign not in VARIATIONS


def named(sign: str) -> str:
    """What stands for a sign that a form cannot show: its name; nothing for one that only changes its neighbours."""
    if unicodedata.category(sign) in {"Cf", "Mn", "Mc", "Me"}:
        return ""
    return f"({unicodedata.name(sign, 'sign').lower()})"
