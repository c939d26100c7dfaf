"""One-time links to choose a password by: invitations and resets [A-13]."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from msp_dialogue.accounts import Account, Refused, changes, factor, links, passwords, people, sessions
from msp_dialogue.accounts.account import Problem
from msp_dialogue.accounts.links import Link, Purpose
from msp_dialogue.accounts.passwords import Hashed
from msp_dialogue.database import Database

CHOSEN = "words of my own choosing"
MOMENT = timedelta(microseconds=1)


@pytest.fixture(scope="module")
def chosen() -> Hashed:
    """What Sam chooses, hashed."""
    return passwords.hash_new(CHOSEN, sign_in_name="another")


@pytest.fixture
def invited(create: Callable[..., Account]) -> Account:
    """An account that has no password yet."""
    return create(sign_in_name="ina", password=None)


def issue(database: Database, account: Account, at: datetime) -> str:
    with database.transaction() as connection:
        return links.issue(connection, account.id, at=at, by="administrator-1")


def redeem(database: Database, token: str, password: Hashed, at: datetime) -> Account:
    with database.transaction() as connection:
        return links.redeem(connection, token, password, at=at)


def test_who_is_invited_chooses_the_first_password(
    database: Database, invited: Account, chosen: Hashed, now: datetime
) -> None:
    token = issue(database, invited, now)

    assert links.good(database.connection, token, at=now) == Link(invited, Purpose.INVITATION)
    assert redeem(database, token, chosen, now) == invited
    checked = people.check_password(database.connection, "ina", CHOSEN)
    assert checked is not None
    assert checked.account == invited


def test_nobody_signs_in_to_an_account_before_its_password_is_chosen(database: Database, invited: Account) -> None:
    assert not people.has_password(database.connection, invited.id)
    assert people.check_password(database.connection, "ina", "") is None


@pytest.mark.parametrize(
    ("purpose", "later", "good"),
    [
        (Purpose.INVITATION, timedelta(days=7) - MOMENT, True),
        (Purpose.INVITATION, timedelta(days=7), False),
        (Purpose.RESET, timedelta(hours=24) - MOMENT, True),
        (Purpose.RESET, timedelta(hours=24), False),
        (Purpose.RESET, -MOMENT, False),
    ],
)
def test_an_invitation_is_good_for_a_week_and_a_reset_for_a_day(
    database: Database,
    create: Callable[..., Account],
    hashed: Hashed,
    chosen: Hashed,
    now: datetime,
    purpose: Purpose,
    later: timedelta,
    good: bool,
) -> None:
    account = create(password=None if purpose is Purpose.INVITATION else hashed)
    token = issue(database, account, now)
    found = links.good(database.connection, token, at=now + later)

    assert (found == Link(account, purpose)) is good
    if not good:
        with pytest.raises(Refused) as refusal:
            redeem(database, token, chosen, now + later)
        assert refusal.value.problem is Problem.LINK


def test_looking_at_a_link_uses_nothing_up(database: Database, sam: Account, chosen: Hashed, now: datetime) -> None:
    token = issue(database, sam, now)
    for _ in range(3):
        assert links.good(database.connection, token, at=now)

    assert redeem(database, token, chosen, now) == sam


def test_a_link_works_once(database: Database, sam: Account, chosen: Hashed, now: datetime) -> None:
    token = issue(database, sam, now)

    def use(_: int) -> bool:
        try:
            redeem(database, token, chosen, now)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        used = list(pool.map(use, range(4)))

    assert sum(used) == 1
    assert links.good(database.connection, token, at=now) is None


def test_a_newer_link_ends_the_one_before_and_no_other_accounts(
    database: Database, create: Callable[..., Account], sam: Account, now: datetime
) -> None:
    of_alex = issue(database, create(sign_in_name="alex"), now)
    old, new = issue(database, sam, now), issue(database, sam, now)

    good = [links.good(database.connection, token, at=now) is not None for token in (old, new, of_alex)]
    assert good == [False, True, True]


def test_a_reset_ends_all_sessions_and_leaves_the_second_factor_in_force(
    database: Database, sam: Account, chosen: Hashed, now: datetime
) -> None:
    token = issue(database, sam, now)
    with database.transaction() as connection:
        session = sessions.start(connection, sam, at=now)
        connection.table("factor").insert({"account": sam.id, "secret": "S", "step": 1, "since": "x"})
    redeem(database, token, chosen, now)

    assert sessions.load(database.connection, session, at=now) is None
    assert factor.is_set_up(database.connection, sam.id)


def test_the_old_password_goes_on_until_the_link_is_used(
    database: Database, sam: Account, chosen: Hashed, now: datetime
) -> None:
    token = issue(database, sam, now)
    assert people.check_password(database.connection, "sam", "four plain words together")
    redeem(database, token, chosen, now)

    assert people.check_password(database.connection, "sam", "four plain words together") is None


def test_a_link_is_dead_once_the_password_was_changed_or_the_account_disabled(
    database: Database, create: Callable[..., Account], sam: Account, chosen: Hashed, now: datetime
) -> None:
    alex = create(sign_in_name="alex")
    of_sam, of_alex = issue(database, sam, now), issue(database, alex, now)
    with database.transaction() as connection:
        changes.set_password(connection, sam.id, chosen, at=now, by=sam.id)
        changes.disable(connection, alex.id, at=now, by="administrator-1")
        changes.enable(connection, alex.id, at=now, by="administrator-1")

    assert links.good(database.connection, of_sam, at=now) is None
    assert links.good(database.connection, of_alex, at=now) is None


def test_a_disabled_account_has_no_link(database: Database, sam: Account, now: datetime) -> None:
    with database.transaction() as connection:
        changes.disable(connection, sam.id, at=now, by="administrator-1")

    assert links.good(database.connection, issue(database, sam, now), at=now) is None


@pytest.mark.parametrize("token", ["", "x", "\ud800", "é" * 5000, "\x00"])
def test_any_other_text_is_no_link(database: Database, sam: Account, now: datetime, token: str) -> None:
    issue(database, sam, now)

    assert links.good(database.connection, token, at=now) is None


def test_the_database_holds_nothing_that_could_be_used_as_a_link(
    database: Database, sam: Account, now: datetime
) -> None:
    token = issue(database, sam, now)
    kept = [str(row) for row in database.connection.query("select * from password_link")]
    kept += [str(row) for row in database.connection.query("select * from audit")]

    assert len(token) == 43  # 256 bits
    assert not [row for row in kept if token in row]


def test_who_gave_out_which_link_stands_in_the_trail(
    database: Database, sam: Account, invited: Account, now: datetime
) -> None:
    for account in (sam, invited):
        issue(database, account, now)

    rows = database.connection.execute("select actor, action, thing from audit where action like '%link%'").fetchall()
    assert rows == [
        ("administrator-1", "reset_link_issued", sam.id),
        ("administrator-1", "invitation_link_issued", invited.id),
    ]


def test_there_is_no_link_for_nobody(database: Database, now: datetime) -> None:
    with pytest.raises(LookupError), database.transaction() as connection:
        links.issue(connection, "nobody", at=now, by="administrator-1")
