"""Who may do what: a row per rule, and what holds for everyone [Z-01]."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from msp_dialogue.accounts import Account, Role
from msp_dialogue.accounts.permission import Action, Person, Thing, allowed, who_may

SAM = Account("sam", "Sam", "sam", frozenset({Role.WORKER}), "North")
ADA = Account("ada", "Ada", "ada", frozenset({Role.ADMINISTRATOR}), "North")
FIRST = Account("first", "First", "first", frozenset({Role.WORKER, Role.ADMINISTRATOR}), "North")
GONE = Account("gone", "Gone", "gone", frozenset(Role), "North", disabled=True)

OWN_RULE = "A worker works with their own and their team's enquiries, and with a sealed one only if named."
OWN = Thing(team="South", lead="sam")
TEAM = Thing(team="North", lead="alex")
OTHER = Thing(team="South", lead="alex")
NOBODYS = Thing(team="", lead=None)

ENQUIRY_ACTIONS = (Action.SEE_ENQUIRY, Action.CHANGE_ENQUIRY, Action.HOLD_CONVERSATION, Action.PRINT_COPY)
CONTENT = (*ENQUIRY_ACTIONS, Action.SEE_ENQUIRIES, Action.OPEN_ENQUIRY, Action.EXPORT)

people = some.builds(
    Account,
    id=some.sampled_from(["sam", "alex"]),
    name=some.just("Sam"),
    sign_in_name=some.just("sam"),
    roles=some.frozensets(some.sampled_from(Role)),
    team=some.sampled_from(["North", "South", ""]),
    disabled=some.booleans(),
)
things = some.builds(
    Thing, team=some.sampled_from(["North", "South", ""]), lead=some.sampled_from(["sam", "alex", "", None])
)


@pytest.mark.parametrize("action", ENQUIRY_ACTIONS)
@pytest.mark.parametrize(
    ("thing", "expected"), [(OWN, True), (TEAM, True), (OTHER, False), (NOBODYS, False), (None, False)]
)
def test_a_worker_works_with_their_own_and_their_teams_enquiries(
    action: Action, thing: Thing | None, expected: bool
) -> None:
    assert allowed(SAM, action, thing).allowed is expected


@pytest.mark.parametrize("action", [Action.OPEN_ENQUIRY, Action.EXPORT])
@pytest.mark.parametrize(
    ("thing", "expected"), [(None, True), (TEAM, True), (OWN, False), (OTHER, False), (NOBODYS, False)]
)
def test_a_worker_opens_enquiries_and_exports_for_their_team(
    action: Action, thing: Thing | None, expected: bool
) -> None:
    assert allowed(SAM, action, thing).allowed is expected


def test_a_worker_sees_their_list_and_manages_no_accounts() -> None:
    assert allowed(SAM, Action.SEE_ENQUIRIES)
    assert not allowed(SAM, Action.MANAGE_ACCOUNTS)


@pytest.mark.parametrize("action", CONTENT)
@pytest.mark.parametrize("thing", [None, OWN, TEAM, Thing(team="North", lead="ada")])
def test_an_administrator_alone_sees_no_record_content(action: Action, thing: Thing | None) -> None:
    assert not allowed(ADA, action, thing)


def test_an_administrator_manages_accounts() -> None:
    assert allowed(ADA, Action.MANAGE_ACCOUNTS)


@pytest.mark.parametrize("action", Action)
def test_one_with_both_roles_may_do_what_either_may(action: Action) -> None:
    assert allowed(FIRST, action, TEAM).allowed is (
        allowed(SAM, action, TEAM).allowed or allowed(ADA, action, TEAM).allowed
    )


@pytest.mark.parametrize("action", [action for action in Action if action is not Action.SIGN_IN])
@pytest.mark.parametrize("actor", [None, GONE])
@pytest.mark.parametrize("thing", [None, TEAM])
def test_nobody_and_the_disabled_may_only_try_to_sign_in(
    action: Action, actor: Account | None, thing: Thing | None
) -> None:
    assert not allowed(actor, action, thing)
    assert allowed(actor, Action.SIGN_IN)


@pytest.mark.parametrize(
    ("actor", "action", "thing", "why"),
    [
        (None, Action.EXPORT, None, "Nobody is signed in."),
        (GONE, Action.EXPORT, None, "The account is disabled."),
        (SAM, Action.SEE_ENQUIRY, OTHER, "It is not theirs, or it was not said what it is done to."),
        (SAM, Action.MANAGE_ACCOUNTS, None, "None of the account's roles may do this."),
        (
            SAM,
            Action.SEE_ENQUIRY,
            TEAM,
            "A worker sees their own and their team's enquiries, and one opened in an emergency for an hour.",
        ),
    ],
)
def test_every_answer_has_its_reason(actor: Account | None, action: Action, thing: Thing | None, why: str) -> None:
    assert allowed(actor, action, thing).why == why


@given(people, some.sampled_from(ENQUIRY_ACTIONS), things)
def test_an_enquiry_is_reached_only_by_a_worker_who_leads_it_or_shares_its_team_or_by_the_teams_manager(
    actor: Account, action: Action, thing: Thing
) -> None:
    teams = thing.team == actor.team and thing.team != ""
    worker = Role.WORKER in actor.roles and (thing.lead == actor.id or teams)
    manager = Role.MANAGER in actor.roles and teams and action is Action.SEE_ENQUIRY

    assert allowed(actor, action, thing).allowed is (not actor.disabled and (worker or manager))


@given(some.none() | people, some.sampled_from(Action), some.none() | things)
def test_a_decision_is_as_true_as_it_says_and_never_without_a_reason(
    actor: Account | None, action: Action, thing: Thing | None
) -> None:
    decision = allowed(actor, action, thing)

    assert bool(decision) is decision.allowed
    assert decision.why.endswith(".")


@pytest.mark.parametrize("action", [action for action in Action if action is not Action.SIGN_IN])
def test_whoever_is_refused_can_be_told_who_may(action: Action) -> None:
    assert who_may(action) or action is Action.OWN_ACCOUNT


def test_who_may_is_told_by_the_rules_of_the_action_and_by_no_other() -> None:
    assert who_may(Action.MANAGE_ACCOUNTS) == ("An administrator looks after accounts, and sees no record content.",)


SEALED = Thing(team="North", lead="sam", sealed=True, named=frozenset({"alex"}))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", ENQUIRY_ACTIONS)
def test_a_sealed_enquiry_is_for_those_who_are_named_whatever_else_they_are(action: Action, role: Role) -> None:
    sam = Account("sam", "Sam", "sam", frozenset({role}), "North")
    alex = Account("alex", "Alex", "alex", frozenset({Role.WORKER}), "South")

    assert not allowed(sam, action, SEALED)
    assert allowed(alex, action, SEALED)


@pytest.mark.parametrize("action", Action)
def test_a_screen_that_was_handed_over_answers_its_own_questions_and_nothing_else(action: Action) -> None:
    own, other = Thing(team="North", dialogue="d1"), Thing(team="North", dialogue="d2")

    assert allowed(Person("d1"), action, own).allowed is (action in {Action.ANSWER_QUESTIONS, Action.SIGN_IN})
    for thing in (other, Thing(team="North"), None):
        assert allowed(Person("d1"), action, thing).allowed is (action is Action.SIGN_IN)
    assert not allowed(Person(""), Action.ANSWER_QUESTIONS, Thing(team="North"))
