"""What a workbook is made of, whichever program it is for: sheets with one table each, as people who listen need them.

This is the practice of the Government Analysis Function for accessible spreadsheets: a cover, a list of contents and
notes; the title in a sheet's first cell; one marked-up table from column A, without merged cells or blank rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from msp_dialogue.export.column import Kind

LONGEST_NAME = 31
"""Characters that Excel takes on a sheet's tab."""
LONGEST_TEXT = 32_767
"""UTF-16 units that Excel takes in a cell; a file with more is refused as damaged."""
MOST_ROWS = 1_000_000
"""Rows of a list that a sheet holds, a little under Excel's own limit, below which XlsxWriter drops rows in silence."""

CUT = " [cut here: a cell holds no more; the whole is in the CSV and JSON files]"
ONE_TABLE = "This sheet has one table, which begins in the next row."
MORE_ROWS = "This list goes on: a sheet holds no more. Take the CSV or JSON export, or choose a shorter period."
SHORTHAND = {
    "[c]": "Confidential: under 5, zero included, and not shown.",
    "[x]": "Not available.",
    "(empty)": "There is nothing to show: the notes say what it means.",
}
"""What may stand in a cell instead of a value [S5]."""

_WIDTHS = {Kind.TEXT: 22, Kind.WORDS: 60, Kind.CHOICE: 20, Kind.LIST: 26, Kind.DATE: 12, Kind.INSTANT: 20}
WRAPPED = frozenset({Kind.WORDS, Kind.LIST})
"""The kinds whose texts go over several lines."""
NUMBERS = frozenset({Kind.NUMBER, Kind.PERCENT})
"""The kinds that stand on the right, as their headers do."""
_NARROW = 11
_FILTER_BUTTON = 4
_FIRST_DAY = "1900-01-01"


@dataclass(frozen=True)
class Sheet:
    """One sheet: the name on its tab, its title, lines of text below the title, and its table.

    `columns` gives the kind of each header. `rows` are read once, as they are written; a cell is a text, a number or
    None. `table` is the name by which programs find the table, made of the sheet's when it is left out.
    Raises ValueError for a name or headers that Excel refuses.
    """

    name: str
    title: str
    above: tuple[str, ...]
    columns: Mapping[str, Kind]
    rows: Iterable[Sequence[Any]]
    table: str = ""

    def __post_init__(self) -> None:
        if not 0 < len(self.name) <= LONGEST_NAME or set(self.name) & set("[]:*?/\\'"):
            raise ValueError(f"A sheet cannot be called {self.name!r}.")
        if len({header.casefold() for header in self.columns}) < len(self.columns):
            raise ValueError(f"Two columns of {self.name} have the same header.")
        object.__setattr__(self, "table", self.table or self.name.lower().replace(" ", "_"))

    @property
    def top(self) -> int:
        """The row of the headers, counted from 0: below the title, the lines, and the line that announces the table."""
        return len(self.above) + 2


def bound(title: str, about: Sequence[tuple[str, Any]], sheets: Sequence[Sheet], notes: Sheet) -> tuple[Sheet, ...]:
    """The sheets of a whole workbook: a cover with what it says of itself, contents, the sheets and the notes.

    The contents say of each sheet its title; where that is its name, the first line below.
    """
    cover = Sheet("Cover", title, (), {"about": Kind.WORDS, "told": Kind.WORDS}, about)
    inside = [(sheet.name, _in_contents(sheet)) for sheet in (*sheets, notes)]
    contents = Sheet("Contents", "Contents", (), {"sheet": Kind.TEXT, "holds": Kind.WORDS}, inside)
    return (cover, contents, *sheets, notes)


def _in_contents(sheet: Sheet) -> str:
    return sheet.above[0] if sheet.title == sheet.name and sheet.above else sheet.title


def shorthand(*marks: str) -> tuple[tuple[str, str], ...]:
    """Rows for a cover that explain these marks, and that cells may be empty."""
    return tuple((mark, SHORTHAND[mark]) for mark in (*marks, "(empty)"))


def width(header: str, kind: Kind) -> int:
    """How many characters wide a column is, with room for the header's filter button."""
    return max(_WIDTHS.get(kind, _NARROW), len(header) + _FILTER_BUTTON)


def is_day(kind: Kind, value: Any) -> bool:
    """Whether the cell is a day or an instant that spreadsheets know as one; an earlier one stays text."""
    return kind in (Kind.DATE, Kind.INSTANT) and isinstance(value, str) and value >= _FIRST_DAY


def fitting(text: str) -> str:
    """The text as far as a cell holds it; cut where it is longer, and saying so."""
    if len(text) * 2 <= LONGEST_TEXT or len(text.encode("utf-16-le")) <= LONGEST_TEXT * 2:
        return text
    room = (LONGEST_TEXT - len(CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT
