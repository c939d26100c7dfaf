"""The second factor: each code once, within half a minute or so, and recovery codes for a lost device [A-07, A-08]."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from msp_dialogue.accounts import Account, factor, recovery
from msp_dialogue.database import Database

STEP = timedelta(seconds=30)
START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LATER = START + 10 * STEP


class Device:
    """The telephone of an account, and the service's side of it."""

    def __init__(self, database: Database, account: Account) -> None:
        self.database = database
        self.account = account
        with database.transaction() as connection:
            self.secret = factor.offer(connection, account.id, at=START)
            codes = factor.accept(connection, account.id, self.code(START), at=START)
        assert codes is not None
        self.recovery_codes = codes

    def code(self, at: datetime) -> str:
        return pyotp.TOTP(self.secret).at(at)

    def use(self, typed: str, at: datetime) -> bool:
        with self.database.transaction() as connection:
            return factor.use(connection, self.account.id, typed, at=at)


@pytest.fixture
def device(database: Database, sam: Account) -> Device:
    return Device(database, sam)


@pytest.mark.parametrize(
    ("seconds", "good"), [(-120, False), (-60, False), (-30, True), (0, True), (30, True), (60, False), (120, False)]
)
def test_a_code_is_good_one_step_to_either_side(device: Device, seconds: int, good: bool) -> None:
    assert device.use(device.code(LATER + timedelta(seconds=seconds)), LATER) is good


def test_a_code_works_once(device: Device) -> None:
    code = device.code(LATER)

    assert device.use(code, LATER)
    assert not device.use(code, LATER)


@pytest.mark.parametrize("spaced", ["{0} {1}", " {0}{1} ", "{0}\u00a0{1}"])
def test_spaces_do_not_matter_and_make_no_second_code(device: Device, spaced: str) -> None:
    code = device.code(LATER)
    typed = spaced.format(code[:3], code[3:])

    assert device.use(typed, LATER)
    assert not device.use(code, LATER)
    assert not device.use(typed, LATER)


def test_a_used_code_stays_used_after_a_failed_try(device: Device) -> None:
    code = device.code(LATER)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"

    assert device.use(code, LATER)
    assert not device.use(wrong, LATER)
    assert not device.use(code, LATER)


def test_the_code_before_the_one_that_was_used_is_good_no_more(device: Device) -> None:
    assert device.use(device.code(LATER), LATER)
    assert not device.use(device.code(LATER - STEP), LATER)
    assert device.use(device.code(LATER + STEP), LATER)


def test_the_code_that_set_the_device_up_does_not_sign_in(device: Device) -> None:
    assert not device.use(device.code(START), START)


def test_a_clock_set_back_takes_no_code_twice(device: Device) -> None:
    code = device.code(LATER)

    assert device.use(code, LATER)
    assert not device.use(code, LATER - timedelta(hours=3))
    assert not device.use(device.code(LATER - timedelta(hours=3)), LATER - timedelta(hours=3))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(some.text(max_size=60) | some.text("0123456789", min_size=6, max_size=6))
def test_any_other_text_is_no_code(device: Device, typed: str) -> None:
    near = {device.code(LATER + step * STEP) for step in (-1, 0, 1)}
    if "".join(typed.split()) not in near:
        assert not device.use(typed, LATER)


def test_a_secret_has_160_bits_and_differs_each_time(database: Database, sam: Account) -> None:
    with database.transaction() as connection:
        secrets = {factor.offer(connection, sam.id, at=START) for _ in range(3)}

    assert {len(secret) * 5 for secret in secrets} == {160}
    assert len(secrets) == 3


def test_an_offered_secret_counts_only_after_a_code_of_it(database: Database, sam: Account) -> None:
    with database.transaction() as connection:
        secret = factor.offer(connection, sam.id, at=START)
        assert factor.accept(connection, sam.id, "000000", at=START - timedelta(days=900)) is None
        assert not factor.is_set_up(connection, sam.id)
        assert factor.offered(connection, sam.id, at=START) == secret
        assert factor.offered(connection, sam.id, at=START + factor.OFFER_LASTS) is None
        assert factor.offered(connection, sam.id, at=START - STEP) is None
        assert factor.accept(connection, sam.id, pyotp.TOTP(secret).at(START), at=START)
        assert factor.is_set_up(connection, sam.id)
        assert factor.offered(connection, sam.id, at=START) is None


def test_a_new_device_replaces_the_old_one_and_its_recovery_codes(device: Device, database: Database) -> None:
    old, old_recovery = device.secret, device.recovery_codes[0]
    with database.transaction() as connection:
        new = factor.offer(connection, device.account.id, at=LATER)
    assert device.use(device.code(LATER), LATER)
    with database.transaction() as connection:
        assert factor.accept(connection, device.account.id, pyotp.TOTP(new).at(LATER), at=LATER)

    assert not device.use(pyotp.TOTP(old).at(LATER + STEP), LATER + STEP)
    assert not device.use(old_recovery, LATER)
    assert device.use(pyotp.TOTP(new).at(LATER + STEP), LATER + STEP)


def test_ten_recovery_codes_of_120_bits_are_given_and_only_hashes_kept(device: Device, database: Database) -> None:
    kept = [str(row) for row in database.connection.query("select * from recovery_code")]
    signs = [code.replace("-", "") for code in device.recovery_codes]

    assert len(set(signs)) == len(kept) == recovery.HOW_MANY == 10
    assert all(len(code) * 5 >= 112 for code in signs)  # 32 signs: 5 bits each
    assert len(recovery._SIGNS) == len(set(recovery._SIGNS)) == 32
    assert not [row for row in kept for code in (*signs, *device.recovery_codes) if code in row]


def test_a_recovery_code_works_once(device: Device, database: Database) -> None:
    assert device.use(device.recovery_codes[3], LATER)
    assert not device.use(device.recovery_codes[3], LATER)
    assert recovery.left(database.connection, device.account.id) == 9


@pytest.mark.parametrize("as_typed", [str.upper, lambda code: code.replace("-", " "), lambda code: f" {code} "])
def test_a_recovery_code_may_be_typed_as_it_comes(device: Device, as_typed: Callable[[str], str]) -> None:
    assert device.use(as_typed(device.recovery_codes[0]), LATER)
    assert not device.use(device.recovery_codes[0], LATER)


def test_signs_that_are_easily_misread_are_taken_for_what_was_meant(device: Device) -> None:
    code = device.recovery_codes[0].replace("0", "O").replace("1", "l")

    assert device.use(code, LATER)


def test_nobody_uses_the_codes_of_another(device: Device, database: Database, create: Callable[..., Account]) -> None:
    alex = create(sign_in_name="alex")
    with database.transaction() as connection:
        assert not factor.use(connection, alex.id, device.recovery_codes[0], at=LATER)
        assert not factor.use(connection, alex.id, device.code(LATER), at=LATER)

    assert device.use(device.recovery_codes[0], LATER)


def test_what_is_cleared_works_no_more(device: Device, database: Database) -> None:
    with database.transaction() as connection:
        factor.offer(connection, device.account.id, at=LATER)
        factor.clear(connection, device.account.id, at=LATER, by="administrator-1")

        assert not factor.is_set_up(connection, device.account.id)
        assert factor.offered(connection, device.account.id, at=LATER) is None
    assert not device.use(device.code(LATER), LATER)
    assert not device.use(device.recovery_codes[0], LATER)


def test_the_trail_tells_of_devices_and_recovery_codes_without_showing_any(device: Device, database: Database) -> None:
    device.use(device.recovery_codes[0], LATER)
    with database.transaction() as connection:
        factor.clear(connection, device.account.id, at=LATER, by="administrator-1")
    trail = database.connection.execute("select actor, action from audit order by id desc limit 3").fetchall()
    whole = str(database.connection.execute("select * from audit").fetchall())

    me = device.account.id
    assert trail == [
        ("administrator-1", "second_factor_cleared"),
        (me, "recovery_code_used"),
        (me, "second_factor_set_up"),
    ]
    assert device.secret not in whole
    assert device.recovery_codes[0] not in whole


def test_the_address_for_the_device_names_the_service_and_the_account() -> None:
    told = pyotp.parse_uri(factor.address("ABCD" * 8, account="a: b@council.example", service="MSP Dialogue"))

    assert told.secret == "ABCD" * 8
    assert told.issuer == "MSP Dialogue"
