"""Words and rules that several definitions have in common."""

from collections.abc import Callable, Iterable, Sequence

from msp_dialogue.flow.voice import Voice
from msp_dialogue.measure.definition import Stand
from msp_dialogue.record.standing import Achieved

RATED = frozenset(map(str, (Achieved.FULLY, Achieved.PARTIALLY, Achieved.NOT)))
NOT_RECORDED = "not_recorded"
NOT_ANSWERED = "not_answered"

_strength = tuple(map(str, Voice)).index

NO_VOICE = ""
NOT_PEOPLE = ""


def one_value(column: str | None) -> Iterable[Stand]:
    """A column whose value is the value; empty is not recorded."""
    return (Stand(column or NOT_RECORDED),)


def nearest(stands: Sequence[Stand]) -> str | None:
    """Of the voices heard the one nearest to the adult's own."""
    return min(_heard(stands), key=_strength, default=None)


def furthest(stands: Sequence[Stand]) -> str | None:
    """Of the voices heard the furthest from the adult's own: a proxy's answer is never counted as the adult's [L1]."""
    return max(_heard(stands), key=_strength, default=None)


def asker_of(stands: Sequence[Stand]) -> str | None:
    """The lead if the lead asked in any: an answer to the lead is never counted as one to somebody independent [E2]."""
    askers = {stand.asker for stand in stands}
    return "lead" if "lead" in askers else "independent" if "independent" in askers else None


def first_of(order: Sequence[str]) -> Callable[[Sequence[Stand]], Stand]:
    """A person stands as the first value in this order that any of their enquiries has."""

    def as_one(stands: Sequence[Stand]) -> Stand:
        value = min((stand.value for stand in stands), key=order.index)
        alike = [stand for stand in stands if stand.value == value]
        return Stand(value, furthest(alike), asker_of(alike))

    return as_one


def _heard(stands: Sequence[Stand]) -> list[str]:
    return [stand.voice for stand in stands if stand.voice]
