"""Signing in, and coming back to a screen: what is asked, how often, and what is told [A-05, A-09, H-04]."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pyotp
import pytest

from msp_dialogue.accounts import Account, changes, factor, passwords, people, sign_in
from msp_dialogue.accounts.sign_in import WAIT, WRONG, Verdict
from msp_dialogue.database import Connection, Database
from tests.accounts.conftest import PASSWORD

MINUTE = timedelta(minutes=1)
HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


def nothing(connection: Connection, account: Account) -> None:
    """Signing in for nothing."""


@pytest.fixture
def first_step(database: Database, now: datetime) -> Callable[..., Verdict]:
    """Name and password."""

    def first_step(name: str = "sam", password: str = PASSWORD, **different: Any) -> Verdict:
        how: dict[str, Any] = {"address": HERE, "at": now, "then": nothing} | different
        return sign_in.check_password(database, name, password, **how)

    return first_step


@pytest.fixture
def whole(database: Database, now: datetime) -> Callable[..., Verdict]:
    """Name, password and code in one go."""

    def whole(name: str = "sam", password: str = PASSWORD, code: str = "", **different: Any) -> Verdict:
        how: dict[str, Any] = {"address": HERE, "at": now, "required": True} | different
        return sign_in.check(database, name, password, code, **how)

    return whole


@pytest.fixture
def device(database: Database, sam: Account, now: datetime) -> pyotp.TOTP:
    """Sam's telephone, set up an hour ago."""
    before = now - timedelta(hours=1)
    with database.transaction() as connection:
        totp = pyotp.TOTP(factor.offer(connection, sam.id, at=before))
        assert factor.accept(connection, sam.id, totp.at(before), at=before)
    return totp


def actions(database: Database) -> list[tuple[str, str, str]]:
    rows = database.connection.execute("select actor, action, thing from audit order by id").fetchall()
    return [row for row in rows if row[1].endswith("refused")]


def test_name_and_password_that_are_right_lead_on_in_the_same_transaction(
    database: Database, sam: Account, first_step: Callable[..., Verdict]
) -> None:
    entered: list[str] = []

    def then(connection: Connection, account: Account) -> None:
        assert connection.conn.in_transaction
        entered.append(account.id)

    assert first_step(then=then) == Verdict(sam)
    assert entered == [sam.id]


def test_a_wrong_password_an_unknown_name_and_a_disabled_account_are_told_the_same(
    database: Database, sam: Account, create: Callable[..., Account], first_step: Callable[..., Verdict], now: datetime
) -> None:
    gone = create(sign_in_name="gone")
    with database.transaction() as connection:
        changes.disable(connection, gone.id, at=now, by="ada")

    assert first_step(password="wrong words here") == first_step("nobody") == first_step("gone") == WRONG
    assert actions(database) == [
        ("somebody", "sign_in_refused", sam.id),
        ("somebody", "sign_in_refused", "sign-in"),
        ("somebody", "sign_in_refused", gone.id),
    ]


def test_five_failures_slow_one_account_for_a_minute_and_no_other(
    sam: Account, create: Callable[..., Account], first_step: Callable[..., Verdict], now: datetime
) -> None:
    alex = create(sign_in_name="alex")
    for number in range(5):
        assert first_step(" SAM ", f"wrong words {number}") == WRONG

    assert first_step() == WAIT
    assert first_step(address=ELSEWHERE) == WAIT
    assert first_step("alex") == Verdict(alex)
    assert first_step(at=now + MINUTE) == Verdict(sam)


def test_a_name_that_nobody_has_is_slowed_alike(first_step: Callable[..., Verdict]) -> None:
    verdicts = [first_step("nobody") for _ in range(6)]

    assert verdicts == [WRONG] * 5 + [WAIT]


def test_a_restart_between_the_tries_changes_nothing(
    database: Database, sam: Account, key: bytes, now: datetime
) -> None:
    for _ in range(5):
        database.close()
        database = Database.open(database.path, key)
        verdict = sign_in.check_password(database, "sam", "wrong", address=HERE, at=now, then=nothing)
        assert verdict == WRONG
    database.close()
    database = Database.open(database.path, key)
    verdict = sign_in.check_password(database, "sam", PASSWORD, address=HERE, at=now, then=nothing)
    database.close()

    assert verdict == WAIT


def test_twenty_failures_slow_an_address_and_no_other(
    sam: Account, create: Callable[..., Account], first_step: Callable[..., Verdict]
) -> None:
    for number in range(20):
        assert first_step(f"nobody-{number}") == WRONG

    assert first_step() == WAIT
    assert first_step(address=ELSEWHERE) == Verdict(sam)


def test_those_who_mistype_nothing_never_wait(sam: Account, first_step: Callable[..., Verdict]) -> None:
    assert {first_step() for _ in range(25)} == {Verdict(sam)}


def test_while_one_waits_nothing_is_hashed(
    sam: Account, first_step: Callable[..., Verdict], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        first_step(password="wrong words here")

    def hash_anyway(*_: object) -> None:
        pytest.fail("it was hashed")

    monkeypatch.setattr(passwords, "verify", hash_anyway)

    assert first_step() == WAIT


def test_an_account_without_a_password_costs_a_hash_and_is_told_the_same(
    create: Callable[..., Account], first_step: Callable[..., Verdict], monkeypatch: pytest.MonkeyPatch
) -> None:
    create(password=None)
    hashed: list[str] = []
    monkeypatch.setattr(passwords, "verify_for_nobody", hashed.append)

    assert first_step() == first_step(password="") == WRONG
    assert len(hashed) == 2


def test_what_is_typed_in_the_box_for_the_name_is_kept_nowhere(
    database: Database, first_step: Callable[..., Verdict]
) -> None:
    first_step("my-own-secret-password", "")
    kept = [database.connection.execute(f"select * from {name}").fetchall() for name in ("attempt", "audit")]  # noqa: S608

    assert "secret" not in str(kept)


def test_a_code_is_checked_apart_and_slowed_apart(
    database: Database, sam: Account, device: pyotp.TOTP, first_step: Callable[..., Verdict], now: datetime
) -> None:
    for _ in range(5):
        assert sign_in.check_code(database, sam, "wrong", at=now, then=nothing) == WRONG

    assert sign_in.check_code(database, sam, device.at(now), at=now, then=nothing) == WAIT
    assert first_step() == Verdict(sam)
    later = now + MINUTE
    assert sign_in.check_code(database, sam, device.at(later), at=later, then=nothing) == Verdict(sam)
    assert set(actions(database)) == {("somebody", "code_refused", sam.id)}


def test_codes_cannot_be_guessed_on_for_hours(
    database: Database, sam: Account, device: pyotp.TOTP, now: datetime
) -> None:
    tries = [
        sign_in.check_code(database, sam, "wrong", at=now + number * MINUTE / 4, then=nothing) for number in range(80)
    ]

    assert tries.count(WRONG) == sign_in.CODES_IN_AN_HOUR
    later = now + timedelta(minutes=65)
    assert sign_in.check_code(database, sam, device.at(later), at=later, then=nothing) == Verdict(sam)


def test_in_one_go_everything_must_be_right_and_nothing_tells_what_was_not(
    sam: Account, device: pyotp.TOTP, whole: Callable[..., Verdict], now: datetime
) -> None:
    code = device.at(now)

    assert whole(code="000000" if code != "000000" else "000001") == WRONG
    assert whole(password="wrong words here", code=code) == WRONG
    assert whole("nobody", code=code) == WRONG
    assert whole(code=code) == Verdict(sam)
    assert whole(code=code) == WRONG


def test_in_one_go_a_code_is_not_used_up_beside_a_wrong_password(
    sam: Account, device: pyotp.TOTP, whole: Callable[..., Verdict], now: datetime
) -> None:
    code = device.at(now)
    whole(password="wrong words here", code=code)

    assert whole(code=code) == Verdict(sam)


def test_in_one_go_wrong_tries_are_slowed(sam: Account, device: pyotp.TOTP, whole: Callable[..., Verdict]) -> None:
    assert [whole(code="wrong") for _ in range(6)] == [WRONG] * 5 + [WAIT]


@pytest.mark.parametrize(("required", "verdict"), [(True, False), (False, True)])
def test_in_one_go_an_account_without_a_second_factor_comes_in_only_where_none_is_required(
    sam: Account, whole: Callable[..., Verdict], required: bool, verdict: bool
) -> None:
    assert (whole(required=required).account is not None) is verdict


def test_a_second_factor_that_is_set_up_is_asked_for_even_where_none_is_required(
    sam: Account, device: pyotp.TOTP, whole: Callable[..., Verdict]
) -> None:
    assert whole(required=False) == WRONG


def test_what_fails_afterwards_undoes_the_use_of_the_code(
    sam: Account, device: pyotp.TOTP, whole: Callable[..., Verdict], now: datetime
) -> None:
    def fails(connection: Connection, account: Account) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        whole(code=device.at(now), then=fails)

    assert whole(code=device.at(now)) == Verdict(sam)


def test_an_account_disabled_meanwhile_does_not_come_in(
    database: Database, sam: Account, first_step: Callable[..., Verdict], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = people.check_password

    def disabled_meanwhile(connection: Connection, name: str, password: str) -> people.Checked | None:
        checked = check(connection, name, password)
        with Database.transaction(other) as writing:
            changes.disable(writing, sam.id, at=now, by="ada")
        return checked

    other = Database.open(database.path, database._key)
    monkeypatch.setattr(people, "check_password", disabled_meanwhile)
    verdict = first_step()
    other.close()

    assert verdict == WRONG
