"""What was recorded of the selected enquiries, as columns; read once, counted often; it must not know any measure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import compress
from typing import Any

from msp_dialogue.database import Connection
from msp_dialogue.measure.derived import DERIVED, Column
from msp_dialogue.measure.selection import Selection
from msp_dialogue.measure.wishes import wishes, wishes_stored

RECORDED = (
    "enquiry",
    "adult",
    "team",
    "lead",
    "kind",
    "opened",
    "concluded",
    "born",
    "died",
    "asked",
    "not_asked_reason",
    "first_asked",
    "voice",
    "achieved",
    "capacity",
    "risk_result",
    "at_beginning",
    "at_middle",
    "at_closure",
    "rated_voice",
    "rated_asker",
    "achieved_independent",
    "independent_voice",
    "difficulty",
    "advocacy",
    "supported",
    "needs",
    "communication_right",
    "plan",
    "closed_by_lead",
    "followed_up",
    "experience",
    "outcomes",
)
"""The columns of `counted`."""

_STORED: Mapping[str, Callable[[Any], Any]] = {
    "first_asked": lambda at: at and at[:10],
    "outcomes": wishes_stored,
}
"""How a column is kept, where it is not as it is stored: the day alone, and outcomes read once."""
_OWN = frozenset({"enquiry", "adult"})
"""The columns in which hardly two are alike."""
_ROWS = 5000


@dataclass(frozen=True)
class Facts:
    """The selected enquiries; `on` is the day on which they are drawn."""

    selection: Selection
    on: date
    recorded: Mapping[str, Column]
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was worked out from them, so that it is worked out once."""

    def __len__(self) -> int:
        return len(self.recorded["enquiry"])

    @property
    def people(self) -> int:
        """How many people they are about [R1]."""
        return len(set(self.recorded["adult"]))

    def column(self, name: str) -> Column:
        """One value for each enquiry: a column of `RECORDED` or of `DERIVED`."""
        if name in self.recorded:
            return self.recorded[name]
        if name not in self.kept:
            self.kept[name] = DERIVED[name](self)
        found: Column = self.kept[name]
        return found

    def where(self, **wanted: str) -> "Facts":
        """Those enquiries alone whose columns have these values."""
        keep = [True] * len(self)
        for name, value in wanted.items():
            keep = [kept and each == value for kept, each in zip(keep, self.column(name), strict=True)]
        return replace(
            self, recorded={name: tuple(compress(each, keep)) for name, each in self.recorded.items()}, kept={}
        )


class _Nothing(dict[str, Column]):
    """Columns without a row, which note those that are asked for."""

    def __contains__(self, name: object) -> bool:
        return name in RECORDED

    def __missing__(self, name: str) -> Column:
        self[name] = ()
        return ()


def needed(names: Iterable[str], selection: Selection, on: date, *, of_outcomes: bool) -> frozenset[str]:
    """The recorded columns that these hang on; those that tell how many there are always do."""
    noted = _Nothing(dict.fromkeys(_OWN, ()))
    nobody = Facts(selection, on, noted)
    for name in names:
        (wishes(nobody) if of_outcomes else nobody).column(name)
    return frozenset(list(noted))


def read(connection: Connection, selection: Selection, on: date, only: Collection[str] = RECORDED) -> Facts:
    """The facts of a selection, or only these columns of them, in one pass over one table."""
    names = [name for name in RECORDED if name in only]
    columns = ", ".join(f"e.{name}" for name in names)
    query = f"select {columns} from counted e where {selection.condition_of_counted}"  # noqa: S608 - all constants
    cursor = connection.execute(query, selection.values)
    recorded: dict[str, list[Any]] = {name: [] for name in names}
    one: dict[Any, Any] = {}  # the same value is kept once, however many enquiries have it
    while rows := cursor.fetchmany(_ROWS):
        for name, values in zip(names, zip(*rows, strict=True), strict=True):
            made = tuple(map(_STORED[name], values)) if name in _STORED else values
            recorded[name].extend(made if name in _OWN else map(one.setdefault, made, made))
    return Facts(selection, on, recorded)
