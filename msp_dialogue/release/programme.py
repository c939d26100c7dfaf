"""How far a number can be pinned down from all that is known: linear programmes, solved by HiGHS.

The solver is imported when it is first needed, so that a service that releases nothing does not carry it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from msp_dialogue.release.known import Known
from msp_dialogue.release.rounding import Bound
from msp_dialogue.release.sums import Cell, Sum

Note = Callable[[Callable[[Iterable[Sum]], list[float]]], None]
MOST = 1e6
LITTLE = 0.01
"""What it costs to miss what is assumed to be missed, beside what is not."""
"""More than any council has of anything; it stands for no bound."""
EXACT = 1e-6
WIDTH = 5
"""So far apart must be what a hidden number may be at least and at most."""
PRIMAL, DUAL = 4, 1
"""The simplex method that goes on from the last answer when only the goal changes, and the one that is surest."""


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
        self._columns = {cell: place for place, cell in enumerate(dict.fromkeys(c for each in known for c in each.of))}
        bounds = [each.bound for each in known]
        if any(each.loose or each.least for each in known):
            bounds = self._settled(known)
        self._solver = self._stated(known, bounds)
        self._asked: list[int] = []
        _solve(self._solver)

    def reach(self, cells: Sum, note: Note | None = None) -> Reach:
        """Between which whole numbers the sum must lie; each of the two answers found is shown to `note`."""
        low, below = self._least(dict.fromkeys(cells, 1.0), note)
        less, above = self._least(dict.fromkeys(cells, -1.0), note)
        return Reach(ceil(low - EXACT), floor(EXACT - less), below | above)

    def survey(self, sums: Sequence[Sum], note: Note) -> None:
        """Show to `note` some ways things may be in which these sums are as large and as small as can be together."""
        for bit in range(len(sums).bit_length() + 1):
            for sign in (1.0, -1.0):
                goal: dict[Cell, float] = {}
                for place, cells in enumerate(sums):
                    for cell in cells:
                        goal[cell] = goal.get(cell, 0.0) + (sign if place >> bit & 1 else -sign)
                self._least(goal, note)

    def change(self, place: int, bound: Bound) -> None:
        """Let what is known at a place be within another bound from now on."""
        self._solver.changeRowBounds(place, *_given(bound))

    def _values(self, sums: Iterable[Sum]) -> list[float]:
        """What each of these sums is in the answer found last: one way things may be."""
        found = self._solver.getSolution().col_value
        return [sum(found[self._columns[cell]] for cell in cells) for cells in sums]

    def _stated(self, known: Sequence[Known], bounds: Sequence[Bound]) -> Any:
        """A solver that has been told what is known, each within its bound."""
        solver = _solver()
        for _ in self._columns:
            solver.addVar(0.0, MOST)
        for each, bound in zip(known, bounds, strict=True):
            places = [self._columns[cell] for cell in each.of]
            solver.addRow(*_given(bound), len(places), places, [float(times) for times in each.of.values()])
        return solver

    def _settled(self, known: Sequence[Known]) -> list[Bound]:
        """The bounds, wider for what is only assumed and cannot be: by as little as it takes all together, and by as
        much as makes no difference then. Whoever sees that an assumption fails cannot hold to it nearly.
        """
        solver = self._stated(known, [each.bound for each in known])
        slack: dict[int, int] = {}
        for place, each in enumerate(known):
            if each.loose or each.least:
                slack[place] = solver.getNumCol()
                for sign in (1.0, -1.0):
                    solver.addCol(LITTLE if each.least else 1.0, 0.0, MOST, 1, [place], [sign])
        _solve(solver)
        found = solver.getSolution().col_value
        bounds = [each.bound for each in known]
        for place, column in slack.items():
            below, above = found[column : column + 2]
            if below > EXACT or above > EXACT:
                more = 0 if known[place].least else WIDTH
                bounds[place] = Bound(bounds[place].low - below - more, bounds[place].high + above + more)
        return bounds

    def _least(self, goal: Mapping[Cell, float], note: Note | None) -> tuple[float, frozenset[int]]:
        """The least that a goal can be, and the places of what is known that hold it there."""
        for column in self._asked:
            self._solver.changeColCost(column, 0.0)
        self._asked = [self._columns[cell] for cell in goal]
        for column, cost in zip(self._asked, goal.values(), strict=True):
            self._solver.changeColCost(column, cost)
        _solve(self._solver)
        if note:
            note(self._values)
        duals = self._solver.getSolution().row_dual
        held = frozenset(place for place, dual in enumerate(duals) if abs(dual) > EXACT)
        return self._solver.getInfo().objective_function_value, held


def _solver() -> Any:
    import highspy

    solver = highspy._Highs()  # type: ignore[attr-defined]  # Highs prints its version when it is made
    for option, value in (("output_flag", False), ("threads", 1), ("simplex_strategy", PRIMAL)):
        solver.setOptionValue(option, value)
    solver.changeObjectiveSense(highspy.ObjSense.kMinimize)
    return solver


def _solve(solver: Any) -> None:
    """Find the best answer; where going on from the last one comes to nothing, from the beginning. Raises NotSolved."""
    import highspy

    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        solver.clearSolver()
        solver.setOptionValue("simplex_strategy", DUAL)
        solver.run()
        solver.setOptionValue("simplex_strategy", PRIMAL)
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise NotSolved(f"The figures do not fit together: {solver.getModelStatus().name}.")


def _given(bound: Bound) -> tuple[float, float]:
    return (-MOST if bound.low < -MOST else bound.low, MOST if bound.high > MOST else bound.high)
