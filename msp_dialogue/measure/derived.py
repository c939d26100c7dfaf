"""Columns that are worked out from what is recorded, some of them by the period or the day of drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeAlias

from msp_dialogue.measure.coded import Coded
from msp_dialogue.measure.later import np
from msp_dialogue.measure.selection import Selection
from msp_dialogue.measure.span import quarter_of
from msp_dialogue.record.gaps import FOLLOW_UP_WITHIN, OLDEST
from msp_dialogue.record.standing import Asked

if TYPE_CHECKING:
    from numpy.typing import NDArray

Days: TypeAlias = "NDArray[np.datetime64]"
"""Days; not a time where there is none."""


class Columns(Protocol):
    """The facts, as far as a column is worked out from them."""

    @property
    def selection(self) -> Selection:
        """What was selected."""

    @property
    def on(self) -> date:
        """The day on which they are drawn."""

    @property
    def days(self) -> Mapping[str, Days]:
        """The days of each enquiry."""

    def column(self, name: str) -> Coded:
        """One value for each enquiry."""


UNKNOWN = "unknown"
AGE_BANDS = ("18-64", "65-74", "75-84", "85-94", "95+", UNKNOWN)
"""The age bands of the return [S1]; unknown where there is no date of birth that can be right, or it makes a child."""
_FROM = (18, 65, 75, 85, 95)

NOT_YET = "not_yet"
"""The enquiry is still open and nothing was asked so far: "not recorded" is said of concluded enquiries only [R3]."""

WITHIN = {7: "within_7_days", 14: "within_14_days", 28: "within_28_days"}
LATER, NEVER, WHEN_NOT_RECORDED = "later", "never", "when_not_recorded"


def age_bands(born: Days, died: Days, last: date) -> Coded:
    """The band of an age on a last day, or at death before it [S3]."""
    end = np.datetime64(last)
    day = np.minimum(np.where(np.isnat(died), end, died), end)
    born_year, born_day = _year_and_day(born)
    year, in_year = _year_and_day(day)
    age = year - born_year - (in_year < born_day)
    known = ~np.isnat(born) & (born <= day) & (age >= _FROM[0]) & (age <= OLDEST)
    bands = np.searchsorted(_FROM, age, side="right") - 1
    return Coded(np.where(known, bands, AGE_BANDS.index(UNKNOWN)), AGE_BANDS)


def _year_and_day(days: Days) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The number of the year, and one that orders the days within a year, as months and days do."""
    years, months = days.astype("datetime64[Y]"), days.astype("datetime64[M]")
    month = (months - years.astype("datetime64[M]")).astype(np.int64)
    return years.astype(np.int64), month * 32 + (days - months.astype("datetime64[D]")).astype(np.int64)


def _age_bands(facts: Columns) -> Coded:
    return age_bands(facts.days["born"], facts.days["died"], facts.selection.period.last)


def _quarters(facts: Columns) -> Coded:
    """The quarter of the date that selects; an enquiry without that date has none."""
    months, codes = np.unique(facts.days[facts.selection.by].astype("datetime64[M]"), return_inverse=True)
    first_days = months.astype("datetime64[D]").tolist()
    return Coded(codes.astype(np.int64), tuple(day and quarter_of(day).id for day in first_days))


def _alone(facts: Columns) -> Coded:
    """Whether it is the only selected enquiry of its adult, as most are."""
    adults = facts.column("adult").codes
    return Coded((np.bincount(adults)[adults] == 1).astype(np.int64), (False, True))


def _asked_so_far(facts: Columns) -> Coded:
    asked = facts.column("asked")
    not_yet = asked.is_(Asked.NOT_RECORDED) & np.isnat(facts.days["concluded"])
    return Coded(np.where(not_yet, len(asked.values), asked.codes), (*asked.values, NOT_YET))


def _asked_within(facts: Columns) -> Coded:
    """How long after opening they were first asked, in the steps of `WITHIN`."""
    first, concluded = facts.days["first_asked"], facts.days["concluded"]
    never = facts.column("asked").is_(Asked.NOT_ASKED)
    days = (first - facts.days["opened"]).astype(np.int64)
    cases = [
        (np.isnat(first) & np.isnat(concluded), NOT_YET),
        (np.isnat(first) & never, NEVER),
        (np.isnat(first), WHEN_NOT_RECORDED),
        *((days <= most, name) for most, name in WITHIN.items()),
    ]
    return Coded.first_that_holds(cases, LATER)


def _follow_ups(facts: Columns) -> Coded:
    """Whether somebody independent asked within 8 weeks of conclusion, or the lead at closure [F1]."""
    concluded, independent, lead = (facts.days[name] for name in ("concluded", "followed_up", "closed_by_lead"))
    until = concluded + np.timedelta64(FOLLOW_UP_WITHIN)
    cases = [
        (np.isnat(concluded), None),
        (independent <= until, "independent_in_time"),
        (~np.isnat(independent), "independent_late"),
        (~np.isnat(lead), "lead_at_closure"),
        (np.datetime64(facts.on) <= until, NOT_YET),
    ]
    return Coded.first_that_holds(cases, "nobody")


DERIVED: Mapping[str, Callable[[Columns], Coded]] = {
    "alone": _alone,
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
