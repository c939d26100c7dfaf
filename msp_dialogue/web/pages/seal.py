"""The page that says who works with a sealed enquiry: who can be named, and who is."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from msp_dialogue.accounts import Account, Role
from msp_dialogue.web.pages.forms import Choices, Errors
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class SealPage:
    """Sealing an enquiry, changing who is named, or lifting the seal; `known` is of the names as they were shown."""

    enquiry: str
    reference: str
    sealed: bool
    opens: bool
    team: str
    own: Choices
    others: Choices
    chosen: frozenset[str]
    known: str
    token: str
    form: Mapping[str, str]
    errors: Errors = ()

    @property
    def others_chosen(self) -> bool:
        """Whether anybody of another team is named, so that their list stands open."""
        return any(account in self.chosen for account, _name in self.others)


def can_be_named(everyone: Iterable[Account], team: str) -> tuple[Account, ...]:
    """Who can work with an enquiry of a team once they are named: any worker, and the team's managers."""
    return tuple(
        each
        for each in everyone
        if not each.disabled and (Role.WORKER in each.roles or (Role.MANAGER in each.roles and each.team == team))
    )


def choices_of(named: Iterable[Account], team: str) -> tuple[Choices, Choices]:
    """Those of the team and those of other teams, as they are shown."""
    accounts = tuple(named)
    own = tuple((each.id, _shown(each)) for each in accounts if each.team == team)
    return own, tuple((each.id, f"{_shown(each)} ({each.team})") for each in accounts if each.team != team)


def mark(named: Collection[str]) -> str:
    """Changes whenever the names do: the form carries it, so that an older page is noticed."""
    return hashlib.sha256(" ".join(sorted(named)).encode()).hexdigest()[:16]


def _shown(each: Account) -> str:
    return each.name if Role.WORKER in each.roles else _("%(name)s, manager", name=each.name)
