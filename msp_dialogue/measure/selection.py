"""Which enquiries a figure or a list is about: a period, the date that selects, a team; it must not know any figure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DateRule(StrEnum):
    """Which date of an enquiry must lie in the period [R0]."""

    OPENED = "opened"
    CONCLUDED = "concluded"


class PeriodProblem(ValueError):
    """A period that ends before it begins; the text says what to change."""


@dataclass(frozen=True)
class Period:
    """The days from the first to the last, both included. Raises PeriodProblem."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise PeriodProblem(f"The period ends {self.last}, before it begins {self.first}. Change one of the days.")


@dataclass(frozen=True)
class Selection:
    """The enquiries of a period by one of their dates [R0], of every team or of one."""

    period: Period
    by: DateRule
    team: str | None = None

    @property
    def day(self) -> str:
        """The column, of `enquiry e`, whose date selects."""
        return f"e.{self.by}"

    @property
    def condition(self) -> str:
        """The condition on `enquiry e`, filled by `values`."""
        return f"{self.day} between :first and :last" + (" and e.team = :team" if self.team is not None else "")

    @property
    def values(self) -> dict[str, str | None]:
        """What fills the condition."""
        return {"first": self.period.first.isoformat(), "last": self.period.last.isoformat(), "team": self.team}
