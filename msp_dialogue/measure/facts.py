"""What was recorded of the selected enquiries, as columns; read once, counted often; it must not know any measure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import compress

from msp_dialogue.database import Connection
from msp_dialogue.measure.selection import DateRule, Selection
from msp_dialogue.measure.span import quarter_of
from msp_dialogue.record.standing import Asked

Column = Sequence[str | None]

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

UNKNOWN = "unknown"
AGE_BANDS = ("18-64", "65-74", "75-84", "85-94", "95+", UNKNOWN)
"""The age bands of the return [S1]; unknown where there is no date of birth that can be right, or it makes a child."""
_FROM = {18: "18-64", 65: "65-74", 75: "75-84", 85: "85-94", 95: "95+"}
_OLDEST = 125

NOT_YET = "not_yet"
"""The enquiry is still open and nothing was asked so far: "not recorded" is said of concluded enquiries only [R3]."""

WITHIN = {7: "within_7_days", 14: "within_14_days", 28: "within_28_days"}
LATER, NEVER = "later", "never"
FOLLOW_UP_WITHIN = timedelta(weeks=8)
"""How long after closure an independent follow-up is one in time [F1]."""


@dataclass(frozen=True)
class Facts:
    """The selected enquiries; `on` is the day on which they are drawn."""

    selection: Selection
    on: date
    recorded: Mapping[str, Column]
    _made: dict[str, Column] = field(default_factory=dict, compare=False, repr=False)

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
        if name not in self._made:
            self._made[name] = DERIVED[name](self)
        return self._made[name]

    def where(self, **wanted: str) -> "Facts":
        """Those enquiries alone whose columns have these values."""
        keep = [True] * len(self)
        for name, value in wanted.items():
            keep = [kept and each == value for kept, each in zip(keep, self.column(name), strict=True)]
        return replace(
            self, recorded={name: tuple(compress(each, keep)) for name, each in self.recorded.items()}, _made={}
        )


def read(connection: Connection, selection: Selection, on: date) -> Facts:
    """The facts of a selection, in one pass over one table."""
    columns = ", ".join(f"e.{name}" for name in RECORDED)
    query = f"select {columns} from counted e where {selection.condition_of_counted}"  # noqa: S608 - all constants
    rows = connection.execute(query, selection.values).fetchall()
    columns_of = zip(*rows, strict=True) if rows else ((),) * len(RECORDED)
    return Facts(selection, on, dict(zip(RECORDED, columns_of, strict=True)))


def age_band(born: str | None, died: str | None, last: str) -> str:
    """The band of an age on a last day, or at death before it [S3]; days are ISO text."""
    day = min(died or last, last)
    if not born or born > day:
        return UNKNOWN
    age = int(day[:4]) - int(born[:4]) - (day[5:] < born[5:])
    return next((band for start, band in reversed(_FROM.items()) if start <= age <= _OLDEST), UNKNOWN)


def _age_bands(facts: Facts) -> Column:
    last = facts.selection.period.last.isoformat()
    known = lru_cache(maxsize=None)(age_band)
    return [known(born, died, last) for born, died in zip(facts.column("born"), facts.column("died"), strict=True)]


def _quarters(facts: Facts) -> Column:
    """The quarter of the date that selects; an enquiry without that date has none."""
    by_month: dict[str, str] = {}
    days = facts.column(facts.selection.by)
    for month in {day[:7] for day in days if day}:
        by_month[month] = quarter_of(date.fromisoformat(f"{month}-01")).id
    return [by_month[day[:7]] if day else None for day in days]


def _asked_so_far(facts: Facts) -> Column:
    return [
        NOT_YET if asked == Asked.NOT_RECORDED and concluded is None else asked
        for asked, concluded in zip(facts.column("asked"), facts.column("concluded"), strict=True)
    ]


def _asked_within(facts: Facts) -> Column:
    """How long after opening they were first asked, in the steps of `WITHIN`."""

    def within(opened: str, asked: str | None, concluded: str | None) -> str:
        if asked is None:
            return NEVER if concluded else NOT_YET
        days = (date.fromisoformat(asked[:10]) - date.fromisoformat(opened)).days
        return next((name for most, name in WITHIN.items() if days <= most), LATER)

    known = lru_cache(maxsize=None)(within)
    columns = (facts.column(name) for name in ("opened", "first_asked", "concluded"))
    return [
        known(opened or "", asked and asked[:10], concluded) for opened, asked, concluded in zip(*columns, strict=True)
    ]


def _follow_ups(facts: Facts) -> Column:
    """Whether somebody independent asked within 8 weeks of conclusion, or the lead at closure [F1]."""

    def stands(concluded: str | None, independent: str | None, lead: str | None) -> str | None:
        if concluded is None:
            return None
        until = date.fromisoformat(concluded) + FOLLOW_UP_WITHIN
        if independent:
            return "independent_in_time" if date.fromisoformat(independent) <= until else "independent_late"
        if lead:
            return "lead_at_closure"
        return NOT_YET if facts.on <= until else "nobody"

    known = lru_cache(maxsize=None)(stands)
    columns = (facts.column(name) for name in ("concluded", "followed_up", "closed_by_lead"))
    return [known(*row) for row in zip(*columns, strict=True)]


DERIVED: Mapping[str, Callable[[Facts], Column]] = {
    "age_band": _age_bands,
    "quarter": _quarters,
    "asked_so_far": _asked_so_far,
    "asked_within": _asked_within,
    "follow_up": _follow_ups,
}
"""The columns that are worked out from those, some of them by the period or the day of drawing."""

GROUPS: Mapping[str, Sequence[str] | None] = {
    "team": None,
    "kind": ("section_42", "other"),
    "age_band": AGE_BANDS,
    "quarter": None,
}
"""The columns that figures may be split by, with their values in order where they are known beforehand."""

__all__ = ["AGE_BANDS", "DERIVED", "GROUPS", "NOT_YET", "RECORDED", "DateRule", "Facts", "age_band", "read"]
