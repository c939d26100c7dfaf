"""The page that says who works with a sealed enquiry: who can be named, and who is."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from msp_dialogue.accounts import Account, Role
from msp_dialogue.record.invitations import Invitation
from msp_dialogue.web import dates
from msp_dialogue.web.pages.forms import Choices, Errors
from msp_dialogue.web.pages.named import invited, name_of
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class InvitedTo:
    """An advocate who is invited to a conversation of the enquiry: by whom, until when, and whether that is kept."""

    dialogue: str
    who: str
    told: str
    kept: bool


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
    invited: tuple[InvitedTo, ...]
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


def invited_to(
    good: Mapping[str, Sequence[Invitation]], names: Mapping[str, str], kept: Collection[str]
) -> tuple[InvitedTo, ...]:
    """Everybody with a good invitation, by conversation; `kept` are those that go on whoever gave them."""
    return tuple(InvitedTo(dialogue, *_invited(each[-1], names), dialogue in kept) for dialogue, each in good.items())


def not_of(good: Mapping[str, Sequence[Invitation]], named: frozenset[str]) -> frozenset[str]:
    """The conversations whose advocate was invited by none of these."""
    return frozenset(
        dialogue for dialogue, each in good.items() if not named & {invitation.invited_by for invitation in each}
    )


def _invited(each: Invitation, names: Mapping[str, str]) -> tuple[str, str]:
    by, until = name_of(names, each.invited_by), dates.moment_in_words(each.until)
    return invited(name_of(names, each.account), each.organisation), _(
        "Invited by %(by)s, until %(until)s", by=by, until=until
    )


def mark(named: Collection[str]) -> str:
    """Changes whenever the names do: the form carries it, so that an older page is noticed."""
    return hashlib.sha256(" ".join(sorted(named)).encode()).hexdigest()[:16]


def _shown(each: Account) -> str:
    return each.name if Role.WORKER in each.roles else _("%(name)s, manager", name=each.name)
