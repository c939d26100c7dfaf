"""A chart: a table that has a bar in each row, or a line over its rows. It knows no page, and no source of figures.

The table is the chart's own text, so nothing is told by length, place or colour alone; a page, a sheet and a document
show the same one.
"""

from dataclasses import dataclass
from typing import NamedTuple

Cell = int | float | str
"""A number, or the words that stand where there is none."""

WIDTH, HEIGHT = 640, 270
LEFT, RIGHT, TOP, BOTTOM = 80, 30, 40, 76
"""The line's picture and the room round its plot, in units of its own; a page makes it as wide as it has room."""


@dataclass(frozen=True)
class Column:
    """A heading, and what stands behind each number under it, such as %."""

    name: str
    unit: str = ""

    def shown(self, cell: Cell) -> str:
        """The cell as people read it: thousands apart, the unit behind, words as they are."""
        return cell if isinstance(cell, str) else f"{cell:,}{self.unit}"


@dataclass(frozen=True)
class Row:
    """A row of the table: a cell for each column, its name first; `bar` is from 0 to 1, or None where none is drawn.

    In a line over time `short` stands under the row's point, and `under` below that where a new year begins.
    """

    cells: tuple[Cell, ...]
    bar: float | None = None
    short: str = ""
    under: str = ""


@dataclass(frozen=True)
class Chart:
    """A table whose last column has the bars. `id` is its own on a page; `told` says in words what a line shows."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    told: str = ""
    notes: tuple[str, ...] = ()
    top: str = "100%"
    """What the full height of a line stands for."""


class Dot(NamedTuple):
    """A point of a line: where it is, and what stands beside and below it; `y` is None where there is no figure."""

    x: float
    y: float | None
    says: str
    short: str
    under: str


@dataclass(frozen=True)
class Line:
    """The picture of a chart whose rows follow each other in time: pieces of line, broken where there is no figure."""

    dots: tuple[Dot, ...]
    pieces: tuple[str, ...]

    bottom = HEIGHT - BOTTOM
    middle = (HEIGHT - BOTTOM + TOP) / 2
    size = f"0 0 {WIDTH} {HEIGHT}"
    left, right, top, width, height = LEFT, WIDTH - RIGHT, TOP, WIDTH, HEIGHT


def line(chart: Chart) -> Line:
    """The line over the rows of a chart, always from nothing to the whole, so that a small change looks small."""
    apart = (WIDTH - LEFT - RIGHT) / max(len(chart.rows) - 1, 1)
    dots = tuple(
        Dot(round(LEFT + place * apart, 1), _height(row.bar), _says(row), row.short, row.under)
        for place, row in enumerate(chart.rows)
    )
    pieces: list[list[str]] = [[]]
    for dot in dots:
        if dot.y is None:
            pieces.append([])
        else:
            pieces[-1].append(f"{dot.x},{dot.y}")
    return Line(dots, tuple(" ".join(piece) for piece in pieces if len(piece) > 1))


def _height(bar: float | None) -> float | None:
    return None if bar is None else round(HEIGHT - BOTTOM - bar * (HEIGHT - BOTTOM - TOP), 1)


def _says(row: Row) -> str:
    last = row.cells[-1]
    return "" if row.bar is None or isinstance(last, str) else f"{last:g}"
