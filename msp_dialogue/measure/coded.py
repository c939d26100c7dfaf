"""Columns of few different values, kept as a number for each row: counted together without looking at each row."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from msp_dialogue.measure.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Numbers: TypeAlias = "NDArray[np.integer[Any]]"
Mask: TypeAlias = "NDArray[np.bool_]"
Row = tuple[Any, ...]

_FEW = 1 << 16
"""Different rows that there may be, up to which each is looked for, and the rows that there are need not be sorted."""


@dataclass(frozen=True, eq=False)
class Coded(Sequence[Any]):
    """One value for each row: `codes` are the places of the rows' values among `values`."""

    codes: Numbers
    values: Sequence[Any]

    @classmethod
    def of(cls, column: Sequence[Any]) -> Coded:
        """A column of any values."""
        values = tuple(dict.fromkeys(column))
        places = dict(zip(values, range(len(values)), strict=True))
        return cls(np.fromiter(map(places.__getitem__, column), np.int64, len(column)), values)

    @classmethod
    def first_that_holds(cls, cases: Sequence[tuple[Mask, Any]], otherwise: Any) -> Coded:
        """For each row the value of the first case that holds for it."""
        numbers = list(range(len(cases)))
        codes = np.select([mask for mask, _ in cases], numbers, default=len(cases))
        return cls(codes.astype(np.int64), (*(value for _, value in cases), otherwise))

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[Any]:
        return map(self.values.__getitem__, self.codes.tolist())

    def __getitem__(self, place: Any) -> Any:
        return self.values[self.codes[place]]

    def at(self, places: Mask | Numbers) -> Coded:
        """The rows at these places, or where this holds."""
        return Coded(self.codes[places], self.values)

    def is_(self, value: Any) -> Mask:
        """Which rows have this value."""
        return np.isin(self.codes, [place for place, each in enumerate(self.values) if each == value])


def counts(columns: Sequence[Coded]) -> Iterator[tuple[Row, int]]:
    """Each different row of these columns, and how many there are of it."""
    widths = [max(1, len(column.values)) for column in columns]
    combined = np.ravel_multi_index([column.codes for column in columns], widths)
    if math.prod(widths) <= _FEW:
        numbers = np.bincount(combined)
        found = np.flatnonzero(numbers)
        numbers = numbers[found]
    else:
        found, numbers = np.unique(combined, return_counts=True)
    parts = zip(columns, np.unravel_index(found, widths), strict=True)
    rows = zip(*(map(column.values.__getitem__, part.tolist()) for column, part in parts), strict=True)
    yield from zip(rows, numbers.tolist(), strict=True)
