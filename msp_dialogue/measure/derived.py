"""Columns that are worked out from what is recorded, some of them by the period or the day of drawing."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Protocol

from msp_dialogue.measure.selection import Selection
from msp_dialogue.measure.span import quarter_of
from msp_dialogue.record.gaps import FOLLOW_UP_WITHIN, OLDEST
from msp_dialogue.record.standing import Asked

Column = Sequence[Any]


class Columns(Protocol):
    """The facts, as far as a column is worked out from them."""

    @property
    def selection(self) -> Selection:
        """What was selected."""

    @property
    def on(self) -> date:
        """The day on which they are drawn."""

    @property
    def kept(self) -> dict[str, Any]:
        """What was worked out before."""

    def column(self, name: str) -> Column:
        """One value for each enquiry."""


UNKNOWN = "unknown"
AGE_BANDS = ("18-64", "65-74", "75-84", "85-94", "95+", UNKNOWN)
"""The age bands of the return [S1]; unknown where there is no date of birth that can be right, or it makes a child."""
_FROM = {18: "18-64", 65: "65-74", 75: "75-84", 85: "85-94", 95: "95+"}

NOT_YET = "not_yet"
"""The enquiry is still open and nothing was asked so far: "not recorded" is said of concluded enquiries only [R3]."""

WITHIN = {7: "within_7_days", 14: "within_14_days", 28: "within_28_days"}
LATER, NEVER, WHEN_NOT_RECORDED = "later", "never", "when_not_recorded"


def age_band(born: str | None, died: str | None, last: str) -> str:
    """The band of an age on a last day, or at death before it [S3]; days are ISO text."""
    day = min(died or last, last)
    if not born or born > day:
        return UNKNOWN
    age = int(day[:4]) - int(born[:4]) - (day[5:] < born[5:])
    return next((band for start, band in reversed(_FROM.items()) if start <= age <= OLDEST), UNKNOWN)


def _age_bands(facts: Columns) -> Column:
    last = facts.selection.period.last.isoformat()
    known = cache(age_band)
    return [known(born, died, last) for born, died in zip(facts.column("born"), facts.column("died"), strict=True)]


def _quarters(facts: Columns) -> Column:
    """The quarter of the date that selects; an enquiry without that date has none."""
    by_month: dict[str, str] = {}
    days = facts.column(facts.selection.by)
    for month in {day[:7] for day in days if day}:
        by_month[month] = quarter_of(date.fromisoformat(f"{month}-01")).id
    return [by_month[day[:7]] if day else None for day in days]


def _alone(facts: Columns) -> Sequence[bool]:
    """Whether it is the only selected enquiry of its adult, as most are."""
    times = Counter(facts.column("adult"))
    return [times[adult] == 1 for adult in facts.column("adult")]


def _asked_so_far(facts: Columns) -> Column:
    return [
        NOT_YET if asked == Asked.NOT_RECORDED and concluded is None else asked
        for asked, concluded in zip(facts.column("asked"), facts.column("concluded"), strict=True)
    ]


def _asked_within(facts: Columns) -> Column:
    """How long after opening they were first asked, in the steps of `WITHIN`."""

    def within(opened: str, first: str | None, concluded: str | None, asked: str) -> str:
        if first is None and concluded is None:
            return NOT_YET
        if first is None:
            return NEVER if asked == Asked.NOT_ASKED else WHEN_NOT_RECORDED
        days = (date.fromisoformat(first) - date.fromisoformat(opened)).days
        return next((name for most, name in WITHIN.items() if days <= most), LATER)

    known = cache(within)
    columns = (facts.column(name) for name in ("opened", "first_asked", "concluded", "asked"))
    return [known(*row) for row in zip(*columns, strict=True)]


def _follow_ups(facts: Columns) -> Column:
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

    known = cache(stands)
    columns = (facts.column(name) for name in ("concluded", "followed_up", "closed_by_lead"))
    return [known(*row) for row in zip(*columns, strict=True)]


EXPERIENCED = ("listened", "understood", "took_part", "satisfied", "safer")
"""The themes of experience [F1]."""
Told = tuple[str | None, str | None, str | None]


def _experienced(facts: Columns) -> dict[str, list[Told | None]]:
    """For each theme, what counts of each enquiry: the answer, whose, who asked; None where it was not asked."""
    if "experienced" not in facts.kept:
        known = cache(json.loads)
        rows = [known(text or "{}") for text in facts.column("experience")]
        facts.kept["experienced"] = {
            theme: [tuple(row[theme]) if theme in row else None for row in rows] for theme in EXPERIENCED
        }
    found: dict[str, list[Told | None]] = facts.kept["experienced"]
    return found


def _of_theme(theme: str) -> Callable[[Columns], Sequence[Any]]:
    return lambda facts: _experienced(facts)[theme]


DERIVED: Mapping[str, Callable[[Columns], Sequence[Any]]] = {
    "alone": _alone,
    "age_band": _age_bands,
    "quarter": _quarters,
    "asked_so_far": _asked_so_far,
    "asked_within": _asked_within,
    "follow_up": _follow_ups,
    **{f"experience_{theme}": _of_theme(theme) for theme in EXPERIENCED},
}
"""The columns that are worked out from those, some of them by the period or the day of drawing."""

GROUPS: Mapping[str, Sequence[str] | None] = {
    "team": None,
    "kind": ("section_42", "other"),
    "age_band": AGE_BANDS,
    "quarter": None,
}
"""The columns that figures may be split by, with their values in order where they are known beforehand."""
