"""Whose account an identity of the council's provider opens: by issuer and subject, and nothing else [A-11, S-05]."""

from collections.abc import Callable
from datetime import datetime

import pytest

from msp_dialogue.accounts import Account, Refused, changes, identities, sessions
from msp_dialogue.accounts.account import Problem
from msp_dialogue.accounts.identities import Identity
from msp_dialogue.database import Database

ISSUER = "https://sign-in.council.example"
FIRST, SECOND = Identity(ISSUER, "subject-1"), Identity(ISSUER, "subject-2")


def bind(database: Database, account: Account, identity: Identity, at: datetime) -> None:
    with database.transaction() as connection:
        identities.bind(connection, account.id, identity, at=at)


def behind(database: Database, identity: Identity) -> Account | None:
    with database.reading() as connection:
        return identities.account_behind(connection, identity)


@pytest.mark.parametrize(
    "other", [SECOND, Identity(f"{ISSUER}/", "subject-1"), Identity(ISSUER, "SUBJECT-1"), Identity(ISSUER, "")]
)
def test_an_identity_opens_its_account_and_one_that_differs_in_anything_does_not(
    database: Database, sam: Account, now: datetime, other: Identity
) -> None:
    bind(database, sam, FIRST, now)

    assert behind(database, FIRST) == sam
    assert behind(database, other) is None


def test_a_disabled_account_is_behind_no_identity(database: Database, sam: Account, now: datetime) -> None:
    bind(database, sam, FIRST, now)
    with database.transaction() as connection:
        changes.disable(connection, sam.id, at=now, by="test")

    assert behind(database, FIRST) is None


def test_another_identity_takes_the_place_of_the_one_before(database: Database, sam: Account, now: datetime) -> None:
    bind(database, sam, FIRST, now)
    bind(database, sam, SECOND, now)

    assert behind(database, FIRST) is None
    assert behind(database, SECOND) == sam


def test_an_identity_is_not_taken_from_another_account(
    database: Database, sam: Account, create: Callable[..., Account], now: datetime
) -> None:
    bind(database, sam, FIRST, now)
    ola = create(sign_in_name="ola")
    with pytest.raises(Refused) as refused:
        bind(database, ola, FIRST, now)

    assert refused.value.problem is Problem.IDENTITY_TAKEN
    assert behind(database, FIRST) == sam


def test_binding_and_unbinding_end_the_sessions_and_leave_a_row_each(
    database: Database, sam: Account, now: datetime
) -> None:
    ended = []
    for step in (
        lambda connection: identities.bind(connection, sam.id, FIRST, at=now),
        lambda connection: identities.unbind(connection, sam.id, at=now, by="administrator-1"),
    ):
        with database.transaction() as connection:
            token = sessions.start(connection, sam, at=now)
        with database.transaction() as connection:
            step(connection)
        with database.reading() as connection:
            ended.append(sessions.load(connection, token, at=now) is None)
    with database.reading() as connection:
        told = connection.execute("select actor, action, thing from audit where action like 'identity%'").fetchall()

    assert ended == [True, True]
    assert told == [(sam.id, "identity_bound", sam.id), ("administrator-1", "identity_unbound", sam.id)]


def test_unbinding_what_is_not_bound_does_nothing(database: Database, sam: Account, now: datetime) -> None:
    with database.transaction() as connection:
        token = sessions.start(connection, sam, at=now)
        unbound = identities.unbind(connection, sam.id, at=now, by="administrator-1")
    with database.reading() as connection:
        session = sessions.load(connection, token, at=now)

    assert not unbound
    assert session


def test_what_is_bound_is_known_by_the_account(
    database: Database, sam: Account, create: Callable[..., Account], now: datetime
) -> None:
    create(sign_in_name="ola")
    bind(database, sam, FIRST, now)
    with database.reading() as connection:
        assert identities.bound(connection) == {sam.id}


def test_an_identity_does_not_show_its_subject() -> None:
    """[G-04]"""
    assert "subject-1" not in repr(FIRST)
