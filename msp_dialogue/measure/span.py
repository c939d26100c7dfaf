"""Financial years and their quarters, by the names they go by: 2025-26, and 2025-26-Q1 from April to June [S4]."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from msp_dialogue.measure.selection import Period, PeriodProblem

_NAMED = re.compile(r"(\d{4})-(\d{2})(?:-Q([1-4]))?")
_FIRST_MONTHS = {1: (4, "April to June"), 2: (7, "July to September"), 3: (10, "October to December")}
_LAST_QUARTER = 4, (1, "January to March")
_EARLIEST, _LATEST = 2000, 2099


@dataclass(frozen=True)
class Span:
    """A financial year, 1 April to 31 March, by the year it begins in; or with `quarter`, 1 to 4, a quarter of it."""

    year: int
    quarter: int | None = None

    @property
    def id(self) -> str:
        """What it goes by: 2025-26, or 2025-26-Q1."""
        return f"{self.year}-{(self.year + 1) % 100:02}" + (f"-Q{self.quarter}" if self.quarter else "")

    @property
    def name(self) -> str:
        """What people call it."""
        if self.quarter is None:
            return f"April {self.year} to March {self.year + 1}"
        return f"{self._months[1]} {self.period.first.year}"

    @property
    def period(self) -> Period:
        """Its days."""
        first = self._first
        after = Span(self.year + 1)._first if self.quarter is None else self.back(-1)._first
        return Period(first, after - timedelta(days=1))

    def back(self, number: int) -> "Span":
        """The quarter, or the year, so many before it; after it where the number is negative."""
        if self.quarter is None:
            return Span(self.year - number)
        years, quarter = divmod(self.quarter - 1 - number, 4)
        return Span(self.year + years, quarter + 1)

    def year_before(self) -> "Span":
        """The same quarter of the year before, or the year before."""
        return Span(self.year - 1, self.quarter)

    def quarters(self) -> tuple["Span", ...]:
        """The quarters of a year; a quarter alone is its own."""
        return (self,) if self.quarter else tuple(Span(self.year, each) for each in range(1, 5))

    @property
    def _months(self) -> tuple[int, str]:
        return _FIRST_MONTHS.get(self.quarter or 1, _LAST_QUARTER[1])

    @property
    def _first(self) -> date:
        month = self._months[0]
        return date(self.year + (1 if month == 1 else 0), month, 1)


def span_of(name: str) -> Span:
    """The span that goes by this name. Raises PeriodProblem, whose text says how names are written."""
    found = _NAMED.fullmatch(name)
    if found:
        year, quarter = int(found[1]), int(found[3]) if found[3] else None
        if _EARLIEST <= year <= _LATEST and (year + 1) % 100 == int(found[2]):
            return Span(year, quarter)
    raise PeriodProblem("Write a financial year as 2025-26, or a quarter of one as 2025-26-Q1 (April to June).")


def quarter_of(day: date) -> Span:
    """The quarter that a day lies in."""
    year = day.year if day.month >= _FIRST_MONTHS[1][0] else day.year - 1
    return Span(year, (day.month - 4) % 12 // 3 + 1)


def year_of(day: date) -> Span:
    """The financial year that a day lies in."""
    return Span(quarter_of(day).year)
