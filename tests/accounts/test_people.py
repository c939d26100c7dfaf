"""Accounts: creating, finding, and checking a password [A-05]."""

from collections.abc import Callable
from datetime import datetime

import pytest
from argon2 import PasswordHasher

from msp_dialogue import audit
from msp_dialogue.accounts import Account, Refused, Role, changes, passwords, people
from msp_dialogue.accounts.account import Problem
from msp_dialogue.database import Database

GOOD = "four plain words together"


def actions(database: Database) -> list[tuple[str, str, str]]:
    return database.connection.execute("select actor, action, thing from audit order by id").fetchall()


def test_an_account_is_found_by_its_id_and_by_its_sign_in_name(database: Database, sam: Account) -> None:
    assert people.by_id(database.connection, sam.id) == sam
    assert people.by_sign_in_name(database.connection, "sam") == sam
    assert people.by_id(database.connection, "sam") is None
    assert people.by_sign_in_name(database.connection, sam.id) is None


def test_creating_writes_its_audit_row(database: Database, sam: Account) -> None:
    assert actions(database) == [("command-line", "account_created", sam.id)]
    assert audit.verify(database.connection) == []


def test_an_id_is_random_text(create: Callable[..., Account]) -> None:
    one, other = create(), create(sign_in_name="alex")

    assert one.id != other.id
    assert len(bytes.fromhex(one.id)) == 16


@pytest.mark.parametrize("typed", ["sam", "SAM", " Sam ", "\N{FULLWIDTH LATIN SMALL LETTER S}am"])
def test_a_sign_in_name_is_the_same_however_it_is_typed(
    database: Database, create: Callable[..., Account], sam: Account, typed: str
) -> None:
    assert people.by_sign_in_name(database.connection, typed) == sam
    with pytest.raises(Refused) as refusal:
        create(sign_in_name=typed)
    assert refusal.value.problem is Problem.SIGN_IN_NAME_TAKEN


@pytest.mark.parametrize(
    ("different", "problem"),
    [
        ({"name": "  "}, Problem.NAME),
        ({"name": "two\nlines"}, Problem.NAME),
        ({"name": "x" * 101}, Problem.NAME),
        ({"name": "\ud800"}, Problem.NAME),
        ({"sign_in_name": ""}, Problem.SIGN_IN_NAME),
        ({"sign_in_name": "al"}, Problem.SIGN_IN_NAME),
        ({"sign_in_name": "sam okafor"}, Problem.SIGN_IN_NAME),
        ({"sign_in_name": "sam\u00a0okafor"}, Problem.SIGN_IN_NAME),
        ({"sign_in_name": "sam\x00"}, Problem.SIGN_IN_NAME),
        ({"sign_in_name": "x" * 101}, Problem.SIGN_IN_NAME),
        ({"team": ""}, Problem.TEAM),
        ({"roles": []}, Problem.ROLES),
    ],
)
def test_what_cannot_be_an_account_is_refused_and_leaves_nothing(
    database: Database, create: Callable[..., Account], different: dict[str, object], problem: Problem
) -> None:
    with pytest.raises(Refused) as refusal:
        create(**different)

    assert refusal.value.problem is problem
    assert people.all(database.connection) == []
    assert actions(database) == []


def test_names_in_any_script_are_kept_as_typed(database: Database, create: Callable[..., Account]) -> None:
    account = create(name="  Zoë 李 O'Brien 🙂 ", sign_in_name="Zoë.李", team="مدينة")

    assert people.by_id(database.connection, account.id) == account
    assert (account.name, account.sign_in_name, account.team) == ("Zoë 李 O'Brien 🙂", "Zoë.李", "مدينة")


def test_all_accounts_are_listed_by_name(database: Database, create: Callable[..., Account], sam: Account) -> None:
    alex = create(name="Alex", sign_in_name="zed", roles=[Role.ADMINISTRATOR, Role.WORKER])

    assert people.all(database.connection) == [alex, sam]


def test_the_right_password_is_confirmed(database: Database, sam: Account, now: datetime) -> None:
    checked = people.check_password(database.connection, "Sam", GOOD)
    assert checked is not None
    with database.transaction() as connection:
        account = people.confirm(connection, checked, at=now)

    assert account == sam
    assert checked.fresh is None
    assert len(actions(database)) == 1


@pytest.mark.parametrize(
    ("name", "password"), [("sam", "wrong words together"), ("nobody", GOOD), ("", ""), ("\ud800", "x" * 500)]
)
def test_a_wrong_password_or_an_unknown_name_gives_nothing(
    database: Database, sam: Account, name: str, password: str
) -> None:
    assert people.check_password(database.connection, name, password) is None


def test_an_unknown_name_costs_one_hash_with_the_same_parameters(
    database: Database, sam: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[PasswordHasher] = []
    hash_really = PasswordHasher.hash

    def count(hasher: PasswordHasher, password: bytes) -> str:
        hashed.append(hasher)
        return hash_really(hasher, password)

    monkeypatch.setattr(PasswordHasher, "hash", count)
    people.check_password(database.connection, "nobody", GOOD)

    assert [(used.memory_cost, used.time_cost) for used in hashed] == [(19 * 1024, 2)]


def test_a_disabled_account_does_not_sign_in(database: Database, sam: Account, now: datetime) -> None:
    with database.transaction() as connection:
        changes.disable(connection, sam.id, at=now, by="command-line")

    assert people.check_password(database.connection, "sam", GOOD) is None


@pytest.mark.parametrize("change", ["disabled", "password"])
def test_a_password_checked_before_the_account_changed_is_not_confirmed(
    database: Database, sam: Account, now: datetime, change: str
) -> None:
    checked = people.check_password(database.connection, "sam", GOOD)
    assert checked is not None
    fresh = passwords.hash_new("quite different words", sign_in_name="sam")
    with database.transaction() as connection:
        if change == "disabled":
            changes.disable(connection, sam.id, at=now, by="command-line")
        else:
            changes.set_password(connection, sam.id, fresh, at=now, by=sam.id)

    with database.transaction() as connection:
        assert people.confirm(connection, checked, at=now) is None


def test_a_password_kept_with_older_parameters_is_kept_anew_at_sign_in(
    database: Database, create: Callable[..., Account], now: datetime
) -> None:
    """[A-04]"""
    older = PasswordHasher(memory_cost=8 * 1024, time_cost=1, parallelism=1).hash(GOOD)
    sam = create(password=older)
    checked = people.check_password(database.connection, "sam", GOOD)
    assert checked is not None
    with database.transaction() as connection:
        assert people.confirm(connection, checked, at=now) == sam

    (kept,) = database.connection.execute("select password from account").fetchone()
    assert kept == checked.fresh
    assert not passwords.needs_rehash(kept)
    assert actions(database)[-1] == (sam.id, "password_rehashed", sam.id)
    again = people.check_password(database.connection, "sam", GOOD)
    assert again is not None
    assert again.fresh is None


def test_no_account_shows_its_password(database: Database, sam: Account) -> None:
    checked = people.check_password(database.connection, "sam", GOOD)

    assert "argon2" not in repr(sam)
    assert "argon2" not in repr(checked)


@pytest.mark.parametrize("typed", ["north", "NORTH", "  North ", "\N{FULLWIDTH LATIN CAPITAL LETTER N}orth"])
def test_other_capitals_or_spaces_make_no_other_team(create: Callable[..., Account], typed: str) -> None:
    create(team="North")

    assert create(sign_in_name="alex", team=typed).team == "North"


def test_a_team_of_another_name_is_another_team(
    database: Database, create: Callable[..., Account], now: datetime
) -> None:
    first, other = create(team="North  East"), create(sign_in_name="alex", team="Northeast")
    with database.transaction() as connection:
        changes.set_place(connection, other.id, other.roles, "north east", at=now, by="test")
    moved = people.by_id(database.connection, other.id)

    assert (first.team, other.team) == ("North  East", "Northeast")
    assert moved is not None
    assert moved.team == "North  East"
