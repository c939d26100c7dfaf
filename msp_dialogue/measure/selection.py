"""Which enquiries a figure or a list is about: a period, the date that selects, whose; it must not know any figure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from msp_dialogue.record import seals


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
    """The enquiries of a period by one of their dates [R0]: of every team or of one, of a lead, of a kind.

    Of those that are sealed only the ones that name `reader`, an account's id: without one, none; `with_sealed`, all.
    """

    period: Period
    by: DateRule
    team: str | None = None
    reader: str | None = None
    with_sealed: bool = False
    lead: str | None = None
    kind: str | None = None

    @property
    def day(self) -> str:
        """The column, of `enquiry e` or `counted e`, whose date selects."""
        return f"e.{self.by}"

    @property
    def condition(self) -> str:
        """The condition on `enquiry e`, filled by `values`."""
        return self._condition("e.id")

    @property
    def condition_of_counted(self) -> str:
        """The same condition on `counted e`."""
        return self._condition("e.enquiry")

    def _condition(self, id: str) -> str:
        parts = [f"{self.day} between :first and :last"]
        parts += [f"e.{name} = :{name}" for name in ("team", "lead", "kind") if getattr(self, name) is not None]
        parts += [] if self.with_sealed else [seals.visible(id, ":reader")]
        return " and ".join(parts)

    @property
    def values(self) -> dict[str, str | None]:
        """What fills the condition."""
        days = {"first": self.period.first.isoformat(), "last": self.period.last.isoformat()}
        return days | {"team": self.team, "lead": self.lead, "kind": self.kind, "reader": self.reader}
