"""Every role, action and way to stand to an enquiry, written out [Z-01]: what is not marked here is refused.

The mutation run of `python3 scripts/test.py --long` found that seals, leads and invitations were held by no test alone.
"""

from itertools import product

import pytest

from msp_dialogue.accounts import Account, Role
from msp_dialogue.accounts.permission import Action, Person, Thing, allowed

NAMED = frozenset({"sam"})
STANDS = {
    "none": None,  # it was not said to what
    "lead": Thing("South", "sam"),
    "team": Thing("North", "alex"),
    "other": Thing("South", "alex"),
    "opened": Thing("South", "alex", opened_for=NAMED),
    "invited": Thing("South", "alex", invited=NAMED),
    "sealed": Thing("North", "alex", sealed=True),
    "sealed_lead": Thing("North", "sam", sealed=True),
    "sealed_named": Thing("South", "alex", sealed=True, named=NAMED),
    "sealed_named_lead": Thing("South", "sam", sealed=True, named=NAMED),
    "sealed_named_team": Thing("North", "alex", sealed=True, named=NAMED),
    "sealed_opened": Thing("South", "alex", sealed=True, opened_for=NAMED),
    "teamless": Thing("", None),
}
"""How Sam, of North, stands to each of these enquiries."""

EVERY = " ".join(STANDS)
MINE = "lead team sealed_named sealed_named_lead sealed_named_team"
TEAMS = "team sealed_named_team"
LEAD = "lead sealed_named_lead"
NORTH = "team sealed sealed_lead sealed_named_team"
MAY = {
    (Role.WORKER, Action.SEE_ENQUIRIES): EVERY,
    (Role.WORKER, Action.OPEN_ENQUIRY): f"none {NORTH}",
    (Role.WORKER, Action.SEE_ENQUIRY): f"{MINE} opened",
    (Role.WORKER, Action.CHANGE_ENQUIRY): MINE,
    (Role.WORKER, Action.HOLD_CONVERSATION): f"{MINE} opened",
    (Role.WORKER, Action.PRINT_COPY): MINE,
    (Role.WORKER, Action.INVITE_ADVOCATE): MINE,
    (Role.WORKER, Action.DEAL_WITH_SIGNAL): f"{MINE} opened",
    (Role.WORKER, Action.SEE_WHO_LOOKED): LEAD,
    (Role.WORKER, Action.SEAL): LEAD,
    (Role.WORKER, Action.BREAK_GLASS): "none lead team other opened invited teamless",
    (Role.WORKER, Action.EXPORT): f"none {NORTH}",
    (Role.MANAGER, Action.SEE_ENQUIRIES): EVERY,
    (Role.MANAGER, Action.SEE_ENQUIRY): TEAMS,
    (Role.MANAGER, Action.DEAL_WITH_SIGNAL): TEAMS,
    (Role.MANAGER, Action.SEE_WHO_LOOKED): NORTH,
    (Role.MANAGER, Action.SEAL): NORTH,
    (Role.MANAGER, Action.EXPORT): f"none {NORTH}",
    (Role.MANAGER, Action.SEE_TEAM): f"none {NORTH}",
    (Role.MANAGER, Action.END_SESSIONS): f"none {NORTH}",
    (Role.ADMINISTRATOR, Action.END_SESSIONS): EVERY,
    (Role.ADMINISTRATOR, Action.MANAGE_ACCOUNTS): EVERY,
    (Role.ADMINISTRATOR, Action.SET_UP_SERVICE): EVERY,
    (Role.ANALYST, Action.SEE_FIGURES): EVERY,
    (Role.BOARD, Action.SEE_FIGURES): EVERY,
    (Role.MSP_LEAD, Action.SEE_FIGURES): EVERY,
    (Role.MSP_LEAD, Action.SEE_DASHBOARD): EVERY,
    (Role.MSP_LEAD, Action.SEE_WORKLIST): EVERY,
    (Role.MSP_LEAD, Action.DRAW_RETURN): EVERY,
    (Role.MSP_LEAD, Action.RELEASE_FIGURES): EVERY,
    (Role.MSP_LEAD, Action.CHOOSE_QUOTES): EVERY,
    (Role.WORKER, Action.SEE_DASHBOARD): f"none {NORTH}",
    (Role.WORKER, Action.SEE_WORKLIST): f"none {NORTH}",
    (Role.MANAGER, Action.SEE_DASHBOARD): f"none {NORTH}",
    (Role.MANAGER, Action.SEE_WORKLIST): f"none {NORTH}",
    **{(role, Action.SEE_WORDING): EVERY for role in (Role.WORKER, Role.MANAGER, Role.ADMINISTRATOR)},
    **{(role, Action.OWN_ACCOUNT): EVERY for role in Role},
    (Role.ADVOCATE, Action.ANSWER_QUESTIONS): "invited",
    (Role.ADVOCATE, Action.SEE_INVITATIONS): EVERY,
}


def sam(*roles: Role, team: str = "North") -> Account:
    return Account("sam", "Sam", "sam", frozenset(roles), team)


@pytest.mark.parametrize(("role", "action"), list(product(Role, Action)), ids=lambda each: str(each))
def test_a_role_may_do_what_is_written_here_and_nothing_else(role: Role, action: Action) -> None:
    marked = EVERY if action is Action.SIGN_IN else MAY.get((role, action), "")
    may = {name for name, thing in STANDS.items() if allowed(sam(role), action, thing)}

    assert may == set(marked.split())


@pytest.mark.parametrize("action", [action for action in Action if action is not Action.SIGN_IN])
def test_an_account_without_a_team_is_in_no_team_not_even_with_what_has_none(action: Action) -> None:
    with_team = allowed(sam(*Role, team="North"), action, STANDS["other"])

    assert allowed(sam(*Role, team=""), action, STANDS["teamless"]).allowed == with_team.allowed


@pytest.mark.parametrize(
    ("person", "action", "thing", "decision"),
    [
        (Person("d1"), Action.ANSWER_QUESTIONS, Thing("", None, dialogue="d1"), True),
        (Person("d1"), Action.ANSWER_QUESTIONS, Thing("", None, dialogue="d2"), False),
        (Person("d1"), Action.ANSWER_QUESTIONS, None, False),
        (Person(""), Action.ANSWER_QUESTIONS, Thing("", None), False),
        (Person("d1"), Action.SEE_ENQUIRY, Thing("", None, dialogue="d1"), False),
    ],
)
def test_a_handed_over_screen_is_told_why_in_words(
    person: Person, action: Action, thing: Thing | None, decision: bool
) -> None:
    words = {
        (True, True): "The screen was handed over for this conversation.",
        (False, True): "The screen was handed over for another conversation.",
        (False, False): "A screen that was handed over only answers questions.",
    }
    told = allowed(person, action, thing)

    assert (told.allowed, told.why) == (decision, words[decision, action is Action.ANSWER_QUESTIONS])
