"""Who may do what to which thing: one table of rules, deny by default, a reason for every answer [Z-01].

It must not know pages, storage, or what is in an enquiry.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from msp_dialogue.accounts.account import Account, Role


class Action(StrEnum):
    """Everything that is decided about."""

    SIGN_IN = "sign_in"
    SEE_ENQUIRIES = "see_enquiries"
    OPEN_ENQUIRY = "open_enquiry"
    SEE_ENQUIRY = "see_enquiry"
    CHANGE_ENQUIRY = "change_enquiry"
    HOLD_CONVERSATION = "hold_conversation"
    PRINT_COPY = "print_copy"
    EXPORT = "export"
    MANAGE_ACCOUNTS = "manage_accounts"


@dataclass(frozen=True)
class Thing:
    """What an action is done to: an enquiry's team, and the account id of its lead worker."""

    team: str
    lead: str | None = None


@dataclass(frozen=True)
class Decision:
    """Whether, and why; it is true when it is allowed, so that `if allowed(...)` cannot go wrong."""

    allowed: bool
    why: str

    def __bool__(self) -> bool:
        return self.allowed


class Rule(NamedTuple):
    """An action that a role may do, to which things, and why."""

    action: Action
    role: Role
    concerns: Callable[[Account, Thing | None], bool]
    why: str


def _anything(_actor: Account, _thing: Thing | None) -> bool:
    return True


def _theirs(actor: Account, thing: Thing | None) -> bool:
    return thing is not None and (thing.lead == actor.id or _their_team(actor, thing))


def _their_team(actor: Account, thing: Thing) -> bool:
    return thing.team == actor.team and thing.team != ""


def _their_team_or_unsaid(actor: Account, thing: Thing | None) -> bool:
    return thing is None or _their_team(actor, thing)


_OWN = "A worker works with their own and their team's enquiries."

RULES = (
    Rule(
        Action.SEE_ENQUIRIES,
        Role.WORKER,
        _anything,
        "A worker sees the list of their own and their team's enquiries.",
    ),
    Rule(Action.OPEN_ENQUIRY, Role.WORKER, _their_team_or_unsaid, "A worker opens enquiries for their team."),
    Rule(Action.SEE_ENQUIRY, Role.WORKER, _theirs, _OWN),
    Rule(Action.CHANGE_ENQUIRY, Role.WORKER, _theirs, _OWN),
    Rule(Action.HOLD_CONVERSATION, Role.WORKER, _theirs, _OWN),
    Rule(Action.PRINT_COPY, Role.WORKER, _theirs, _OWN),
    Rule(
        Action.EXPORT,
        Role.WORKER,
        _their_team_or_unsaid,
        "A worker downloads figures until there are managers and analysts.",
    ),
    Rule(
        Action.MANAGE_ACCOUNTS,
        Role.ADMINISTRATOR,
        _anything,
        "An administrator looks after accounts, and sees no record content.",
    ),
)


def allowed(actor: Account | None, action: Action, thing: Thing | None = None) -> Decision:
    """Decide whether the actor may do the action to the thing; what no rule allows is refused [Z-01]."""
    if action is Action.SIGN_IN:
        return Decision(True, "Anyone may try to sign in.")
    if actor is None:
        return Decision(False, "Nobody is signed in.")
    if actor.disabled:
        return Decision(False, "The account is disabled.")
    rules = [rule for rule in RULES if rule.action is action and rule.role in actor.roles]
    for rule in rules:
        if rule.concerns(actor, thing):
            return Decision(True, rule.why)
    if rules:
        return Decision(False, "It is not theirs, or it was not said what it is done to.")
    return Decision(False, "None of the account's roles may do this.")
