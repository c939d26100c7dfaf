"""The administrator's pages about accounts: the list, one account, and a link to pass on."""

from collections.abc import Mapping
from dataclasses import dataclass

from msp_dialogue.accounts import Role
from msp_dialogue.web.pages.forms import Choices, Errors
from msp_dialogue.web.pages.own_account import SessionLine
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class AccountPage:
    """One account, with what can be done about it; `own` is the administrator's own, for which others are asked."""

    id: str
    name: str
    sign_in_name: str
    team: str
    invited: bool
    factor: bool
    disabled: bool
    own: bool
    advocate: bool
    sessions: tuple[SessionLine, ...]
    roles: Choices
    chosen: frozenset[str]
    form: Mapping[str, str]
    errors: Errors = ()


@dataclass(frozen=True)
class AccountLinkPage:
    """A link to pass on, shown this once; `invited` when it is for the first password."""

    name: str
    address: str
    invited: bool


OFFERED = (Role.WORKER, Role.MANAGER, Role.ANALYST, Role.BOARD, Role.MSP_LEAD, Role.ADMINISTRATOR)
"""The roles that an administrator gives; advocates are invited from an enquiry instead."""


def roles_offered() -> Choices:
    """The roles that an administrator gives, with what each may do."""
    return tuple((str(role), may_do(role)) for role in OFFERED)


def may_do(role: Role) -> str:
    """A role and what it may do, in words."""
    return {
        Role.WORKER: _(
            "Worker: holds conversations and works with their own and their team’s enquiries."
            " Opens another team’s enquiry only in an emergency, with a reason that is noted."
        ),
        Role.MANAGER: _(
            "Manager: reads and downloads what their team works with, sees who looked at it, seals an enquiry,"
            " and signs the team’s colleagues out."
        ),
        Role.ANALYST: _("Analyst: sees released figures, and nothing about any person."),
        Role.BOARD: _("Board member: sees released figures, and nothing about any person."),
        Role.MSP_LEAD: _(
            "MSP lead: sees the council’s true figures, draws the national return, releases figures and chooses quotes,"
            " and sees no enquiry."
        ),
        Role.ADMINISTRATOR: _(
            "Administrator: looks after accounts and settings, and sees nothing of what people said."
        ),
        Role.ADVOCATE: _(
            "Advocate from outside: answers in the conversations they are invited to, and sees no others."
        ),
    }[role]
