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
    DEAL_WITH_SIGNAL = "deal_with_signal"
    INVITE_ADVOCATE = "invite_advocate"
    SEE_INVITATIONS = "see_invitations"
    ANSWER_QUESTIONS = "answer_questions"
    SEE_WHO_LOOKED = "see_who_looked"
    SEAL = "seal"
    BREAK_GLASS = "break_glass"
    SEE_TEAM = "see_team"
    END_SESSIONS = "end_sessions"
    SEE_FIGURES = "see_figures"
    SEE_DASHBOARD = "see_dashboard"
    SEE_WORKLIST = "see_worklist"
    DRAW_RETURN = "draw_return"
    RELEASE_FIGURES = "release_figures"
    CHOOSE_QUOTES = "choose_quotes"
    MANAGE_ACCOUNTS = "manage_accounts"
    SET_UP_SERVICE = "set_up_service"
    SEE_WORDING = "see_wording"
    OWN_ACCOUNT = "own_account"


@dataclass(frozen=True)
class Person:
    """Whoever holds a screen that was handed over for one conversation: no account, and nothing else to reach."""

    dialogue: str


Actor = Account | Person


@dataclass(frozen=True)
class Thing:
    """What an action is done to: an enquiry, one conversation of it, or (with a team alone) a team.

    `named` are the only accounts that work with a sealed enquiry; `opened_for` those who opened it in an emergency a
    short while ago; `invited` the advocates whose invitation to `dialogue` is still good.
    """

    team: str
    lead: str | None = None
    sealed: bool = False
    named: frozenset[str] = frozenset()
    opened_for: frozenset[str] = frozenset()
    invited: frozenset[str] = frozenset()
    dialogue: str = ""
    enquiry: str = ""


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
    """Their own and their team's; of a sealed one only those who are named."""
    if thing is None:
        return False
    if thing.sealed:
        return actor.id in thing.named
    return thing.lead == actor.id or _same_team(actor, thing)


def _theirs_or_opened(actor: Account, thing: Thing | None) -> bool:
    return _theirs(actor, thing) or (thing is not None and not thing.sealed and actor.id in thing.opened_for)


def _their_teams(actor: Account, thing: Thing | None) -> bool:
    """The team's, for whoever answers for the team; of a sealed one only if named."""
    return thing is not None and _same_team(actor, thing) and (not thing.sealed or actor.id in thing.named)


def _their_teams_even_sealed(actor: Account, thing: Thing | None) -> bool:
    return thing is not None and _same_team(actor, thing)


def _they_lead(actor: Account, thing: Thing | None) -> bool:
    return thing is not None and thing.lead == actor.id and (not thing.sealed or actor.id in thing.named)


def _not_sealed(_actor: Account, thing: Thing | None) -> bool:
    return thing is None or not thing.sealed


def _invited(actor: Account, thing: Thing | None) -> bool:
    return thing is not None and actor.id in thing.invited


def _same_team(actor: Account, thing: Thing) -> bool:
    return thing.team == actor.team and thing.team != ""


def _team_or_unsaid(actor: Account, thing: Thing | None) -> bool:
    return thing is None or _same_team(actor, thing)


_OWN = "A worker works with their own and their team's enquiries, and with a sealed one only if named."
_OWN_OR_OPENED = "A worker sees their own and their team's enquiries, and one opened in an emergency for an hour."
_MANAGED = "A manager reads what their team works with, and a sealed enquiry only if named."
_SEALING = "The lead worker and the team's manager say who works with a sealed enquiry."
_FOR_THE_COUNCIL = "The MSP lead answers for the council's figures, and sees no enquiry."
_LOOKING = "The lead worker and the team's manager see who looked."

RULES = (
    Rule(Action.SEE_ENQUIRIES, Role.WORKER, _anything, "A worker sees their own and their team's enquiries listed."),
    Rule(Action.SEE_ENQUIRIES, Role.MANAGER, _anything, "A manager sees their team's enquiries listed."),
    Rule(Action.OPEN_ENQUIRY, Role.WORKER, _team_or_unsaid, "A worker opens enquiries for their team."),
    Rule(Action.SEE_ENQUIRY, Role.WORKER, _theirs_or_opened, _OWN_OR_OPENED),
    Rule(Action.SEE_ENQUIRY, Role.MANAGER, _their_teams, _MANAGED),
    Rule(Action.CHANGE_ENQUIRY, Role.WORKER, _theirs, _OWN),
    Rule(Action.HOLD_CONVERSATION, Role.WORKER, _theirs_or_opened, _OWN_OR_OPENED),
    Rule(Action.PRINT_COPY, Role.WORKER, _theirs, _OWN),
    Rule(Action.INVITE_ADVOCATE, Role.WORKER, _theirs, _OWN),
    Rule(Action.SEE_INVITATIONS, Role.ADVOCATE, _anything, "An advocate sees what they are invited to."),
    Rule(Action.ANSWER_QUESTIONS, Role.ADVOCATE, _invited, "An advocate answers where they are invited."),
    Rule(Action.DEAL_WITH_SIGNAL, Role.WORKER, _theirs_or_opened, _OWN_OR_OPENED),
    Rule(Action.DEAL_WITH_SIGNAL, Role.MANAGER, _their_teams, _MANAGED),
    Rule(Action.SEE_WHO_LOOKED, Role.WORKER, _they_lead, _LOOKING),
    Rule(Action.SEE_WHO_LOOKED, Role.MANAGER, _their_teams_even_sealed, _LOOKING),
    Rule(Action.SEAL, Role.WORKER, _they_lead, _SEALING),
    Rule(Action.SEAL, Role.MANAGER, _their_teams_even_sealed, _SEALING),
    Rule(
        Action.BREAK_GLASS,
        Role.WORKER,
        _not_sealed,
        "A worker opens another team's enquiry in an emergency, with a reason, unless it is sealed.",
    ),
    Rule(Action.EXPORT, Role.WORKER, _team_or_unsaid, "A worker downloads what their team works with."),
    Rule(Action.EXPORT, Role.MANAGER, _team_or_unsaid, "A manager downloads what their team works with."),
    Rule(Action.SEE_TEAM, Role.MANAGER, _team_or_unsaid, "A manager looks after their team."),
    Rule(Action.END_SESSIONS, Role.MANAGER, _team_or_unsaid, "A manager ends the sessions of their team."),
    Rule(Action.END_SESSIONS, Role.ADMINISTRATOR, _anything, "An administrator ends anybody's sessions."),
    Rule(Action.SEE_FIGURES, Role.ANALYST, _anything, "An analyst sees released figures, and nothing else."),
    Rule(Action.SEE_FIGURES, Role.BOARD, _anything, "A board member sees released figures, and nothing else."),
    *(
        Rule(action, Role.MSP_LEAD, _anything, _FOR_THE_COUNCIL)
        for action in (
            Action.SEE_FIGURES,
            Action.SEE_DASHBOARD,
            Action.SEE_WORKLIST,
            Action.DRAW_RETURN,
            Action.RELEASE_FIGURES,
            Action.CHOOSE_QUOTES,
        )
    ),
    *(
        Rule(action, role, _team_or_unsaid, "Colleagues see the figures of what their team works with.")
        for action in (Action.SEE_DASHBOARD, Action.SEE_WORKLIST)
        for role in (Role.WORKER, Role.MANAGER)
    ),
    Rule(
        Action.MANAGE_ACCOUNTS,
        Role.ADMINISTRATOR,
        _anything,
        "An administrator looks after accounts, and sees no record content.",
    ),
    Rule(Action.SET_UP_SERVICE, Role.ADMINISTRATOR, _anything, "An administrator sets the service up for the council."),
    *(
        Rule(Action.SEE_WORDING, role, _anything, "Colleagues see how the questions are worded, and nobody's answers.")
        for role in (Role.WORKER, Role.MANAGER, Role.ADMINISTRATOR)
    ),
)


def allowed(actor: Actor | None, action: Action, thing: Thing | None = None) -> Decision:
    """Decide whether the actor may do the action to the thing; what no rule allows is refused [Z-01]."""
    if action is Action.SIGN_IN:
        return Decision(True, "Anyone may try to sign in.")
    if actor is None:
        return Decision(False, "Nobody is signed in.")
    if isinstance(actor, Person):
        return _allowed_to_person(actor, action, thing)
    if actor.disabled:
        return Decision(False, "The account is disabled.")
    if action is Action.OWN_ACCOUNT:
        return Decision(True, "Everybody looks after their own account.")
    rules = [rule for rule in RULES if rule.action is action and rule.role in actor.roles]
    for rule in rules:
        if rule.concerns(actor, thing):
            return Decision(True, rule.why)
    if rules:
        return Decision(False, "It is not theirs, or it was not said what it is done to.")
    return Decision(False, "None of the account's roles may do this.")


def who_may(action: Action) -> tuple[str, ...]:
    """Say who may do the action, for whoever was refused: the rules about it, whatever there is to do it to."""
    return tuple(dict.fromkeys(rule.why for rule in RULES if rule.action is action))


def _allowed_to_person(person: Person, action: Action, thing: Thing | None) -> Decision:
    """A screen that was handed over answers the questions of its one conversation [H-02]."""
    if action is not Action.ANSWER_QUESTIONS:
        return Decision(False, "A screen that was handed over only answers questions.")
    if thing is None or not person.dialogue or thing.dialogue != person.dialogue:
        return Decision(False, "The screen was handed over for another conversation.")
    return Decision(True, "The screen was handed over for this conversation.")
