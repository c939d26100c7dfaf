"""The pages that hold a form: what stands in it, what is wrong with it, and what there is to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Errors = tuple[tuple[str, str], ...]
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FirstAccountPage:
    """Creating the first account; `token` is of the one-time link, `live` says whether it still works."""

    token: str
    live: bool
    form: Mapping[str, str] = field(default_factory=dict)
    errors: Errors = ()


@dataclass(frozen=True)
class NewEnquiryPage:
    """Opening an enquiry."""

    token: str
    team: str
    leads: Choices
    kinds: Choices
    form: Mapping[str, str]
    errors: Errors = ()


@dataclass(frozen=True)
class ChangePage:
    """Changing what is known of an enquiry and its adult."""

    enquiry: str
    reference: str
    adult_reference: str
    adult_is_theirs: bool
    known: str
    token: str
    teams: Choices
    leads: Choices
    kinds: Choices
    form: Mapping[str, str]
    errors: Errors = ()


@dataclass(frozen=True)
class ConcludePage:
    """Concluding an enquiry, or taking that back; `asks` where no conversation says whether they were asked [R3]."""

    enquiry: str
    reference: str
    opened: str
    concluded: str | None
    asks: bool
    warnings: tuple[str, ...]
    reasons: Choices
    token: str
    form: Mapping[str, str]
    errors: Errors = ()


@dataclass(frozen=True)
class SetAsidePage:
    """Setting a conversation aside, with what that does."""

    enquiry: str
    dialogue: str
    reference: str
    name: str
    who: str
    when: str
    outcomes: tuple[str, ...]
    token: str
    form: Mapping[str, str]
    errors: Errors = ()


@dataclass(frozen=True)
class ExportPage:
    """Choosing what to download: a team's enquiries and figures, or without a team the council's figures alone."""

    form: Mapping[str, str]
    periods: Choices
    rules: Choices
    formats: Choices
    team: str
    errors: Errors = ()


@dataclass(frozen=True)
class AccountLine:
    """One account in the list; `bound` when it is opened by signing in at the council's provider."""

    id: str
    name: str
    sign_in_name: str
    team: str
    roles: str
    disabled: bool
    own: bool
    bound: bool


@dataclass(frozen=True)
class AccountsPage:
    """The accounts, a page at a time, and the form to add one."""

    lines: tuple[AccountLine, ...]
    number: int
    pages: int
    roles: Choices
    teams: tuple[str, ...]
    form: Mapping[str, str]
    chosen: frozenset[str]
    errors: Errors = ()
