"""The hidden numbers still to be looked at, and when one is safe."""

from collections.abc import Callable, Iterable
from math import ceil, floor

from msp_dialogue.release.programme import EXACT, WIDTH, Programme
from msp_dialogue.release.rounding import FREE
from msp_dialogue.release.sums import Sum


class Waiting:
    """Each answer of the solver is one way things may be, for all that is known: a number that such answers show to be
    wide already needs no question of its own. Hiding more only ever widens, so that what was wide stays so.
    """

    def __init__(self, programme: Programme, sums: Iterable[Sum]) -> None:
        self._seen = dict.fromkeys(sums, (FREE, -FREE))
        programme.survey(list(self._seen), self.note)

    def next(self) -> Sum | None:
        """Any that is left."""
        return next(iter(self._seen), None)

    def add(self, each: Sum) -> None:
        """One more."""
        self._seen[each] = (FREE, -FREE)

    def done(self, each: Sum) -> None:
        """This one has been looked at."""
        self._seen.pop(each, None)

    def note(self, values: Callable[[Iterable[Sum]], list[float]]) -> None:
        """Take out what an answer shows to be wide enough."""
        for each, value in zip(list(self._seen), values(self._seen), strict=True):
            low, high = self._seen[each]
            low, high = min(low, value), max(high, value)
            if floor(high + EXACT) - ceil(low - EXACT) >= WIDTH:
                del self._seen[each]
            else:
                self._seen[each] = low, high
