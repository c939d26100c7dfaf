"""The submitted form as answers see it, and why one may not be accepted; the words for a fault belong to the pages."""

from dataclasses import dataclass
from typing import Protocol

LONGEST = 20_000
"""Characters that one answer in words may have."""


class Form(Protocol):
    """A submitted form."""

    def get(self, key: str, default: str, /) -> str:
        """The first value of a field."""

    def __contains__(self, key: object, /) -> bool:
        """Whether a field was submitted."""

    def getlist(self, key: str, /) -> list[str]:
        """Every value of a field."""


@dataclass(frozen=True)
class Fault:
    """Why an answer was not accepted: the field, and a code that the pages have words for."""

    field: str
    code: str
    limit: int | None = None


class NotAccepted(ValueError):
    """The form does not hold an answer to this question; carries the faults, in the order of the page."""

    def __init__(self, *faults: Fault) -> None:
        """Keep the faults."""
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults
