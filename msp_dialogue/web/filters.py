"""What figures are filtered by, read from an address: choices of ours and days, never anything about a person [H-11].

What is wrong in an address is told and left out, and nothing of it is shown again: the nearest good page is shown.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from werkzeug.datastructures import MultiDict

from msp_dialogue.measure import (
    AGE_BANDS,
    ASKERS,
    VOICES,
    Counted,
    DateRule,
    Period,
    PeriodProblem,
    Span,
    quarter_of,
    span_of,
    year_of,
)
from msp_dialogue.record.enquiries import EnquiryKind
from msp_dialogue.web import dates
from msp_dialogue.web.pages.forms import Errors
from msp_dialogue.web.words import _

ENDS = ("from", "to")
DAYS = tuple(f"{end}-{part}" for end in ENDS for part in dates.PARTS)
CHOICES: Mapping[str, tuple[str, ...]] = {
    "counted": (str(Counted.PEOPLE), str(Counted.ENQUIRIES)),
    "by": tuple(map(str, DateRule)),
    "kind": tuple(map(str, EnquiryKind)),
    "age": AGE_BANDS,
    "voice": VOICES,
    "asker": ASKERS,
}
RELEASED = ("measure", "table", "format")
"""What the pages of released figures are chosen by besides: a measure, a way to split it, and a file."""
IN_ADDRESSES = frozenset({"whose", "period", *CHOICES, *DAYS, *RELEASED})
"""All that may stand behind the question mark of an address."""

TWELVE_MONTHS, OWN_DATES = "12-months", "own"
QUARTERS, YEARS = 8, 4
"""How many quarters and financial years are offered, the one of today first."""
_FIGURES = re.compile(r"\d{1,4}")


@dataclass(frozen=True)
class Filters:
    """What was chosen; `form` is what stands in the form again, `errors` what was wrong and left out."""

    chosen: str
    """The period's word in an address: twelve months, own dates, or a financial year or quarter by its id."""
    period: Period
    by: DateRule
    counted: str | None = None
    kind: str | None = None
    age: str | None = None
    voice: str | None = None
    asker: str | None = None
    errors: Errors = ()
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def query(self) -> dict[str, str]:
        """What an address says to show the same again, without what was wrong; nothing for what is usual."""
        said = {name: self.form[name] for name in CHOICES} | {"period": self.chosen}
        said |= {name: self.form[name] for name in DAYS} if self.chosen == OWN_DATES else {}
        return {name: value for name, value in said.items() if value and value != _USUAL.get(name)}

    @property
    def is_own(self) -> bool:
        """Whether the days were chosen one by one."""
        return self.form["period"] == OWN_DATES


_USUAL = {"period": TWELVE_MONTHS, "by": str(DateRule.CONCLUDED)}


def read(asked: MultiDict[str, str], today: date) -> Filters:
    """Read what an address asks for on a day; what it does not say is as usual."""
    errors: list[tuple[str, str]] = []
    chosen, period = _period(asked, today, errors)
    picked = {name: _one_of(asked, name, offered, errors) for name, offered in CHOICES.items()}
    by = DateRule(picked.pop("by") or DateRule.CONCLUDED)
    form = {name: value or "" for name, value in picked.items()} | {"by": str(by), "period": chosen}
    form |= dates.boxes("from", period.first) | dates.boxes("to", period.last)
    if any(name in DAYS for name, _said in errors):
        form |= {"period": OWN_DATES} | {name: _figures(asked.get(name, "")) for name in DAYS}
    return Filters(chosen, period, by, **picked, errors=tuple(errors), form=form)


def period(asked: MultiDict[str, str], today: date) -> tuple[str, Period, Errors]:
    """The period that a form asks for, as the dashboard offers it: its word, its days, and what was wrong."""
    errors: list[tuple[str, str]] = []
    chosen, days = _period(asked, today, errors)
    return chosen, days, tuple(errors)


def offered_periods(today: date) -> tuple[tuple[str, str], ...]:
    """The periods to choose from: each word of an address, and its name."""
    quarter, year = quarter_of(today), year_of(today)
    spans = [*(year.back(n) for n in range(YEARS)), *(quarter.back(n) for n in range(QUARTERS))]
    return (
        (TWELVE_MONTHS, _("Last 12 months")),
        *((each.id, each.name) for each in spans),
        (OWN_DATES, _("Own dates, as below")),
    )


def twelve_months(today: date) -> Period:
    """The year that ends today."""
    before = today.replace(year=today.year - 1, day=28 if (today.month, today.day) == (2, 29) else today.day)
    return Period(before + timedelta(days=1), today)


def span_in(said: str) -> Span | None:
    """The financial year or quarter of an id; None when there is none."""
    try:
        return span_of(said)
    except PeriodProblem:
        return None


def _period(asked: MultiDict[str, str], today: date, errors: list[tuple[str, str]]) -> tuple[str, Period]:
    chosen = asked.get("period") or TWELVE_MONTHS
    if chosen == OWN_DATES:
        own = _own_dates(asked, today, errors)
        return (OWN_DATES, own) if own else (TWELVE_MONTHS, twelve_months(today))
    if span := span_in(chosen):
        return span.id, span.period
    if chosen != TWELVE_MONTHS:
        errors.append(("period", _("There is no such period. Choose one from the list; the last 12 months are shown.")))
    return TWELVE_MONTHS, twelve_months(today)


def _own_dates(asked: MultiDict[str, str], today: date, errors: list[tuple[str, str]]) -> Period | None:
    latest, days = dates.financial_year(today)[1], []
    for end, missing in (("from", _("Enter the first day.")), ("to", _("Enter the last day."))):
        try:
            day = dates.typed_day(asked, end, latest=latest)
        except dates.NotADay as wrong:
            errors.append((wrong.field, wrong.said))
            continue
        if day is None:
            errors.append((f"{end}-day", missing))
        days += [day] if day else []
    if len(days) < len(ENDS):
        return None
    if days[1] < days[0]:
        errors.append(("to-day", _("This is before the first day. Change one of them.")))
        return None
    return Period(*days)


def _figures(typed: str) -> str:
    """What was typed, if it is figures: nothing else of an address is shown again."""
    return typed if _FIGURES.fullmatch(typed) else ""


def _one_of(asked: MultiDict[str, str], name: str, offered: Iterable[str], errors: list[tuple[str, str]]) -> str | None:
    said = asked.get(name) or None
    if said is None or said in offered:
        return said
    errors.append((name, _("There is no such choice. Choose one from the list.")))
    return None
