"""What was recorded of the selected enquiries, as columns; read once, counted often; it must not know any measure."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import compress
from typing import Any

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
LATER, NEVER, WHEN_NOT_RECORDED = "later", "never", "when_not_recorded"
FOLLOW_UP_WITHIN = timedelta(weeks=8)
"""How long after closure an independent follow-up is one in time [F1]."""


THEMES = {
    "be_safer": "Be safer and feel safer",
    "keep_relationship": "Keep a relationship that matters",
    "make_friends": "Make new friends",
    "help_to_recover": "Help to recover",
    "justice": "Justice, an apology, or knowing that action was taken",
    "not_to_others": "That it will not happen to anyone else",
    "keep_control": "Keep control of the situation",
    "be_part_of_decisions": "Be part of decisions",
    "make_choice": "Have made a choice",
    "protect_myself": "Be able to protect themselves in future",
    "know_where_help": "Know where to get help",
}
"""The themes of the guide [G4]; a council's own theme is counted among those of no listed theme."""
NO_THEME = "other_themes"


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

    def column(self, name: str) -> Sequence[Any]:
        """One value for each enquiry: a column of `RECORDED` or of `DERIVED`."""
        if name in self.recorded:
            return self.recorded[name]
        if name not in self.kept:
            self.kept[name] = DERIVED[name](self)
        found: Sequence[Any] = self.kept[name]
        return found

    def where(self, **wanted: str) -> "Facts":
        """Those enquiries alone whose columns have these values."""
        keep = [True] * len(self)
        for name, value in wanted.items():
            keep = [kept and each == value for kept, each in zip(keep, self.column(name), strict=True)]
        return replace(
            self, recorded={name: tuple(compress(each, keep)) for name, each in self.recorded.items()}, kept={}
        )


@dataclass(frozen=True)
class Wishes:
    """The outcomes of the selected enquiries, each with the columns of its own and those of its enquiry."""

    facts: Facts
    enquiries: Sequence[int]
    """The place of each one's enquiry."""
    told: Mapping[str, Sequence[Any]]
    _made: dict[str, Sequence[Any]] = field(default_factory=dict, compare=False, repr=False)

    def column(self, name: str) -> Sequence[Any]:
        """One value for each outcome: one of `OF_EACH`, `theme_` with a theme, or its enquiry's."""
        if name in self.told:
            return self.told[name]
        if name not in self._made:
            theme = name.removeprefix("theme_")
            self._made[name] = self._of_enquiries(name) if theme == name else self._of_theme(theme)
        return self._made[name]

    def _of_enquiries(self, name: str) -> Sequence[Any]:
        column = self.facts.column(name)
        return [column[place] for place in self.enquiries]

    def _of_theme(self, theme: str) -> Sequence[Any]:
        """How far it came true and what became of it, of the outcomes of a theme [G4]; None of all others."""
        how_far = zip(*(self.told[name] for name in HOW_FAR), strict=True)
        if theme == NO_THEME:
            return [
                None if any(each in THEMES for each in themes) else told
                for themes, told in zip(self.told["themes"], how_far, strict=True)
            ]
        return [told if theme in themes else None for themes, told in zip(self.told["themes"], how_far, strict=True)]


OF_EACH = ("themes", "achieved_each", "voice_each", "rated_voice_each", "rated_asker_each", "change", "council_answer")
"""The columns of an outcome; where an enquiry has one of the same name, its own is the outcome's."""


HOW_FAR = ("change", "achieved_each", "rated_voice_each", "rated_asker_each")


def wishes(facts: Facts) -> Wishes:
    """The outcomes of the facts, read once."""
    if "wishes" not in facts.kept:
        places: list[int] = []
        told: list[tuple[Any, ...]] = []
        for place, text in enumerate(facts.column("outcomes")):
            for each in json.loads(text or "[]"):
                places.append(place)
                told.append((tuple(each["themes"]), *(each[name.removesuffix("_each")] for name in OF_EACH[1:])))
        columns = zip(*told, strict=True) if told else ((),) * len(OF_EACH)
        facts.kept["wishes"] = Wishes(facts, places, dict(zip(OF_EACH, columns, strict=True)))
    found: Wishes = facts.kept["wishes"]
    return found


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


def _alone(facts: Facts) -> Sequence[bool]:
    """Whether it is the only selected enquiry of its adult, as most are."""
    times = Counter(facts.column("adult"))
    return [times[adult] == 1 for adult in facts.column("adult")]


def _asked_so_far(facts: Facts) -> Column:
    return [
        NOT_YET if asked == Asked.NOT_RECORDED and concluded is None else asked
        for asked, concluded in zip(facts.column("asked"), facts.column("concluded"), strict=True)
    ]


def _asked_within(facts: Facts) -> Column:
    """How long after opening they were first asked, in the steps of `WITHIN`."""

    def within(opened: str, first: str | None, concluded: str | None, asked: str) -> str:
        if first is None and concluded is None:
            return NOT_YET
        if first is None:
            return NEVER if asked == Asked.NOT_ASKED else WHEN_NOT_RECORDED
        days = (date.fromisoformat(first) - date.fromisoformat(opened)).days
        return next((name for most, name in WITHIN.items() if days <= most), LATER)

    known = lru_cache(maxsize=None)(within)
    columns = (facts.column(name) for name in ("opened", "first_asked", "concluded", "asked"))
    return [known(opened, first and first[:10], *rest) for opened, first, *rest in zip(*columns, strict=True)]


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


EXPERIENCED = ("listened", "understood", "took_part", "satisfied", "safer")
"""The themes of experience [F1]."""
Told = tuple[str | None, str | None, str | None]


def _experienced(facts: Facts) -> dict[str, list[Told | None]]:
    """For each theme, what counts of each enquiry: the answer, whose, who asked; None where it was not asked."""
    if "experienced" not in facts.kept:
        known = lru_cache(maxsize=None)(json.loads)
        rows = [known(text or "{}") for text in facts.column("experience")]
        facts.kept["experienced"] = {
            theme: [tuple(row[theme]) if theme in row else None for row in rows] for theme in EXPERIENCED
        }
    found: dict[str, list[Told | None]] = facts.kept["experienced"]
    return found


def _of_theme(theme: str) -> Callable[[Facts], Sequence[Any]]:
    return lambda facts: _experienced(facts)[theme]


DERIVED: Mapping[str, Callable[[Facts], Sequence[Any]]] = {
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

__all__ = ["AGE_BANDS", "DERIVED", "GROUPS", "NOT_YET", "RECORDED", "DateRule", "Facts", "age_band", "read"]
