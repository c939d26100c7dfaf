"""Days and moments on pages: read from three boxes with messages that help, and said as people say them here."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from flask_babel import get_locale
from werkzeug.datastructures import MultiDict

from msp_dialogue.database import moment
from msp_dialogue.web.words import _

HERE = ZoneInfo("Europe/London")
EARLIEST = 1900
PARTS = ("day", "month", "year")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class NotADay(Exception):
    """What was typed is no day that can be used; `field` is where to put it right, `said` says how."""

    def __init__(self, field: str, said: str) -> None:
        super().__init__(field)
        self.field = field
        self.said = said


def today(now: datetime) -> date:
    """The day it is here at an instant."""
    return now.astimezone(HERE).date()


def typed_day(form: MultiDict[str, str], name: str, *, latest: date | None = None) -> date | None:
    """The day typed in the boxes `name-day`, `name-month` and `name-year`; None when all are empty.

    A month may be a number or its English name. Raises NotADay, also for a day after `latest`.
    """
    typed = {part: form.get(f"{name}-{part}", "").strip() for part in PARTS}
    if not any(typed.values()):
        return None
    for part, said in (
        ("day", _("Enter the day too.")),
        ("month", _("Enter the month too.")),
        ("year", _("Enter the year too.")),
    ):
        if not typed[part]:
            raise NotADay(f"{name}-{part}", said)
    numbers = {**typed, "month": _month(typed["month"])}
    for part in PARTS:
        if not (numbers[part].isascii() and numbers[part].isdigit()):
            raise NotADay(f"{name}-{part}", _("Write the day, month and year in figures, for example 27 3 2026."))
    if len(numbers["year"]) != 4 or int(numbers["year"]) < EARLIEST:
        raise NotADay(f"{name}-year", _("Write the year with 4 figures, for example 2026."))
    try:
        day = date(int(numbers["year"]), int(numbers["month"]), int(numbers["day"]))
    except ValueError:
        raise NotADay(f"{name}-day", _("There is no such day. Check the day, month and year.")) from None
    if latest and day > latest:
        raise NotADay(f"{name}-day", _("This day is still to come. Enter today or a day before it."))
    return day


def boxes(name: str, day: date | str | None) -> dict[str, str]:
    """What stands in the three boxes for a day."""
    known = date.fromisoformat(day) if isinstance(day, str) else day
    return {f"{name}-{part}": str(getattr(known, part)) if known else "" for part in PARTS}


def in_words(day: date | str) -> str:
    """A day as it is said, such as 27 March 2026."""
    known = date.fromisoformat(day) if isinstance(day, str) else day
    return str(format_date(known, "d MMMM y", locale=get_locale()))


def moment_in_words(at: datetime | str) -> str:
    """An instant as it is said here, such as 27 March 2026 at 14:05."""
    known = moment(at) if isinstance(at, str) else at
    local = known.astimezone(HERE).replace(tzinfo=UTC)  # Babel would turn it back into UTC
    return str(format_datetime(local, _("d MMMM y 'at' HH:mm"), locale=get_locale()))


def day_of(at: datetime) -> str:
    """The day of an instant here, as it is said."""
    return in_words(today(at))


def age_on(born: str, on: date) -> int:
    """How old somebody is on a day."""
    birthday = date.fromisoformat(born)
    return on.year - birthday.year - ((on.month, on.day) < (birthday.month, birthday.day))


def financial_year(on: date) -> tuple[date, date]:
    """The year from 1 April to 31 March in which a day lies [S4]."""
    first = on.year if (on.month, on.day) >= (4, 1) else on.year - 1
    return date(first, 4, 1), date(first + 1, 3, 31)


def _month(typed: str) -> str:
    start = typed[:3].casefold()
    return str(_MONTHS.index(start) + 1) if start in _MONTHS else typed
