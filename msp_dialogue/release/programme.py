"""How far a number can be pinned down from all that is known: linear programmes, solved by HiGHS.

The solver is imported when it is first needed, so that a service that releases nothing does not carry it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from msp_dialogue.release.known import Known
from msp_dialogue.release.rounding import Bound
from msp_dialogue.release.sums import Cell, Sum

if TYPE_CHECKING:
    from highspy import ObjSense

Note = Callable[[Callable[[Iterable[Sum]], list[float]]], None]
MOST = 1e6
"""More than any council has of anything; it stands for no bound."""
EXACT = 1e-6


class NotSolved(RuntimeError):
    """The solver gave no answer; without one nothing may be released."""


@dataclass(frozen=True)
class Reach:
    """The whole numbers between which a sum must lie, and the places of what is known that holds it there."""

    low: int
    high: int
    held_by: frozenset[int]

    @property
    def width(self) -> int:
        """How far the one is from the other."""
        return self.high - self.low


class Programme:
    """All that is known, as one linear programme whose goal is changed for each question."""

    def __init__(self, known: Sequence[Known]) -> None:
        import highspy

        self._highspy = highspy
        self._columns = {cell: place for place, cell in enumerate(dict.fromkeys(c for each in known for c in each.of))}
        self._solver = highspy._Highs()  # type: ignore[attr-defined]  # Highs prints its version when it is made
        for option, value in (("output_flag", False), ("threads", 1), ("solver", "simplex")):
            self._solver.setOptionValue(option, value)
        for _ in self._columns:
            self._solver.addVar(0.0, MOST)
        for each in known:
            self._add(each.of, each.bound)
        self._asked: list[int] = []
        self._settle([place for place, each in enumerate(known) if each.loose])

    def reach(self, cells: Sum, note: Note | None = None) -> Reach:
        """Between which whole numbers the sum must lie; each of the two answers found is shown to `note`."""
        low, below = self._best(cells, self._highspy.ObjSense.kMinimize)
        if note:
            note(self._values)
        high, above = self._best(cells, self._highspy.ObjSense.kMaximize)
        if note:
            note(self._values)
        return Reach(ceil(low - EXACT), floor(high + EXACT), below | above)

    def change(self, place: int, bound: Bound) -> None:
        """Let what is known at a place be within another bound from now on."""
        self._solver.changeRowBounds(place, *_given(bound))

    def _values(self, sums: Iterable[Sum]) -> list[float]:
        """What each of these sums is in the answer found last: one way things may be."""
        found = self._solver.getSolution().col_value
        return [sum(found[self._columns[cell]] for cell in cells) for cells in sums]

    def _add(self, of: Mapping[Cell, int], bound: Bound) -> None:
        places = [self._columns[cell] for cell in of]
        self._solver.addRow(*_given(bound), len(places), places, [float(times) for times in of.values()])

    def _settle(self, loose: Sequence[int]) -> None:
        """Let what is only loosely known be missed by as little as possible, all together, and by no more."""
        slack: list[int] = []
        for place in loose:
            for sign in (1.0, -1.0):
                column = self._solver.getNumCol()
                self._solver.addCol(1.0, 0.0, MOST, 1, [place], [sign])
                slack.append(column)
        self._solve()
        found = self._solver.getSolution().col_value
        for column, most in [(column, found[column]) for column in slack]:
            self._solver.changeColCost(column, 0.0)
            self._solver.changeColBounds(column, 0.0, most if most > EXACT else 0.0)

    def _best(self, cells: Sum, sense: "ObjSense") -> tuple[float, frozenset[int]]:
        for column in self._asked:
            self._solver.changeColCost(column, 0.0)
        self._asked = [self._columns[cell] for cell in cells]
        for column in self._asked:
            self._solver.changeColCost(column, 1.0)
        self._solver.changeObjectiveSense(sense)
        self._solve()
        duals = self._solver.getSolution().row_dual
        held = frozenset(place for place, dual in enumerate(duals) if abs(dual) > EXACT)
        return self._solver.getInfo().objective_function_value, held

    def _solve(self) -> None:
        self._solver.run()
        if self._solver.getModelStatus() != self._highspy.HighsModelStatus.kOptimal:
            raise NotSolved(f"The figures do not fit together: {self._solver.getModelStatus()}.")


def _given(bound: Bound) -> tuple[float, float]:
    return (-MOST if bound.low < -MOST else bound.low, MOST if bound.high > MOST else bound.high)
