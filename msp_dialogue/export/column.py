"""What an export is made of: tables of documented columns; it must not know any file format."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from msp_dialogue.database import Connection
from msp_dialogue.measure import Drawn


class Kind(StrEnum):
    """What the cells of a column hold; every kind may also be empty."""

    TEXT = "text"
    WORDS = "words"
    CHOICE = "choice"
    LIST = "list"
    DATE = "date"
    INSTANT = "instant"
    NUMBER = "number"
    PERCENT = "percent"

    @property
    def meaning(self) -> str:
        """The kind in a sentence."""
        return KINDS[self]


KINDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.TEXT: "A short text such as a reference.",
        Kind.WORDS: "Somebody's own words, exactly as typed; may have several lines.",
        Kind.CHOICE: "One word of a list.",
        Kind.LIST: "Several words: separated by a semicolon, in JSON a list.",
        Kind.DATE: "A day: 2026-03-31.",
        Kind.INSTANT: "A day and time in UTC, in summer an hour behind the clock on the wall: 2026-03-31T09:30:00Z.",
        Kind.NUMBER: "A whole number.",
        Kind.PERCENT: "A percentage with one decimal, from the true numbers.",
    }
)


class Release(StrEnum):
    """What to mind before the column is passed on."""

    REFERENCE = "Leads the council to a person or an enquiry: stays inside."
    WORDS = "May name people and places: stays inside unless permission is yes and somebody has read it."
    COLLEAGUE = "Names a colleague: stays inside."
    SINGLE = "About one person: only counts may leave, after disclosure control [S5]."
    FIGURE = "A true figure: before it is published it needs disclosure control [S5]."
    FREE = "May leave."


NO_VALUES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Column:
    """One documented column. `values` are the words that a choice may be, with the meaning of each."""

    name: str
    meaning: str
    kind: Kind
    source: str
    release: Release
    values: Mapping[str, str] = field(default_factory=lambda: NO_VALUES)


@dataclass(frozen=True)
class Table:
    """One documented table; `rows` gives its rows in the order of the columns, read as they are asked for."""

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    rows: Callable[[Connection, Drawn], Iterator[Sequence[Any]]]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(column.name for column in self.columns)
