"""Which releases belong together in time: those of one length before another, and the one a year before it."""

from collections.abc import Sequence
from datetime import date, timedelta

from msp_dialogue.release.released import Released, ReleasedSpan

MONTHS_OF_A_YEAR = 12
A_QUARTER = 3
LONGEST_TREND = 12
APRIL = 4


def months(span: ReleasedSpan) -> int:
    """How long a span is: 3 of a quarter, 12 of a financial year."""
    return _number(span.last) - _number(span.first) + 1


def said_of(span: ReleasedSpan) -> str:
    """What such a span is called where another one is meant."""
    return "quarter" if months(span) == A_QUARTER else "year"


def moved(span: ReleasedSpan, back: int) -> ReleasedSpan:
    """The span of the same length that lies so many months before."""
    first = _day(_number(span.first) - back)
    last = _day(_number(span.last) - back + 1) - timedelta(days=1)
    year = financial_year(first)
    if months(span) == MONTHS_OF_A_YEAR:
        return ReleasedSpan(year, f"{first:%B %Y} to {last:%B %Y}", first, last)
    quarter = f"Q{(first.month - APRIL) % MONTHS_OF_A_YEAR // A_QUARTER + 1}"
    return ReleasedSpan(f"{year}-{quarter}", f"{first:%B} to {last:%B %Y}", first, last)


def at(releases: Sequence[Released], span: ReleasedSpan) -> Released | None:
    """The release of these days, if there is one."""
    return next((each for each in releases if (each.span.first, each.span.last) == (span.first, span.last)), None)


def year_before(releases: Sequence[Released], of: Released) -> Released | None:
    """The release of the same months a year before, if there is one."""
    return at(releases, moved(of.span, MONTHS_OF_A_YEAR))


def leading_to(releases: Sequence[Released], to: Released, most: int = LONGEST_TREND) -> tuple[ReleasedSpan, ...]:
    """The spans of one length up to this one, from the first that was released, oldest first, at most so many."""
    found = [moved(to.span, place * months(to.span)) for place in range(most)]
    while found and at(releases, found[-1]) is None:
        found.pop()
    return tuple(reversed(found))


def short(span: ReleasedSpan) -> str:
    """What stands under a point of a line: Q3, or 2025-26."""
    return span.id.rpartition("-")[2] if months(span) == A_QUARTER else financial_year(span.first)


def financial_year(day: date) -> str:
    """The financial year in which a day lies, such as 2025-26."""
    first = day.year if day.month >= APRIL else day.year - 1
    return f"{first}-{(first + 1) % 100:02}"


def _number(day: date) -> int:
    """Months since the beginning of the calendar."""
    return day.year * MONTHS_OF_A_YEAR + day.month - 1


def _day(number: int) -> date:
    """The first day of such a month."""
    return date(number // MONTHS_OF_A_YEAR, number % MONTHS_OF_A_YEAR + 1, 1)
