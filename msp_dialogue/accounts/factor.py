"""The second factor: six figures from a device that has the account's secret; it must not know sessions or pages.

The secret stands in the database as it is: the file is encrypted as a whole, and a second layer would have its key
in the same place.
"""

import hmac
from datetime import datetime, timedelta
from urllib.parse import quote

import pyotp

from msp_dialogue import audit
from msp_dialogue.accounts import recovery
from msp_dialogue.database import Connection, moment, stamp

OFFER_LASTS = timedelta(hours=1)
_FIGURES = 6
_NEVER = -1
_NEIGHBOURS = (-1, 0, 1)  # a device's clock may be half a minute out, and typing takes time


def is_set_up(connection: Connection, account_id: str) -> bool:
    """Whether the account signs in with a second factor."""
    return connection.execute("select 1 from factor where account = ?", [account_id]).fetchone() is not None


def offer(connection: Connection, account_id: str, *, at: datetime) -> str:
    """Give a new secret for the account's device; it counts only once a code of it was typed.

    The second factor that is in use, if any, goes on until then.
    """
    secret = pyotp.random_base32()  # 160 bits from the system's generator
    row = {"account": account_id, "secret": secret, "offered": stamp(at)}
    connection.table("factor_offer").insert(row, replace=True)
    return secret


def offered(connection: Connection, account_id: str, *, at: datetime) -> str | None:
    """Give the secret that waits for its first code, if there is one and it is less than an hour old."""
    row = connection.execute("select secret, offered from factor_offer where account = ?", [account_id]).fetchone()
    if row is None or not moment(row[1]) <= at < moment(row[1]) + OFFER_LASTS:
        return None
    return str(row[0])


def accept(connection: Connection, account_id: str, typed: str, *, at: datetime) -> tuple[str, ...] | None:
    """Put the offered secret to use if this is a code of it, and give the new recovery codes; None if it is not.

    Whoever calls ends the account's other sessions [S-05].
    """
    secret = offered(connection, account_id, at=at)
    step = _step_of(secret, typed, after=_NEVER, at=at) if secret else None
    if step is None:
        return None
    row = {"account": account_id, "secret": secret, "step": step, "since": stamp(at)}
    connection.table("factor").insert(row, replace=True)
    connection.execute("delete from factor_offer where account = ?", [account_id])
    audit.record(connection, actor=account_id, action="second_factor_set_up", thing=account_id, at=at)
    return recovery.renew(connection, account_id)


def use(connection: Connection, account_id: str, typed: str, *, at: datetime) -> bool:
    """Whether this is a code of the account's device or one of its recovery codes; it is used up [A-07, A-08].

    Takes spaces within. Of the device's codes only those of a later time step than the last one taken are good,
    whatever else was tried between.
    """
    row = connection.execute("select secret, step from factor where account = ?", [account_id]).fetchone()
    if row is None:
        return False
    secret, last = row
    step = _step_of(secret, typed, after=last, at=at)
    if step is not None:
        connection.execute("update factor set step = ? where account = ?", [step, account_id])
        return True
    if recovery.use(connection, account_id, typed):
        audit.record(connection, actor=account_id, action="recovery_code_used", thing=account_id, at=at)
        return True
    return False


def new_recovery_codes(connection: Connection, account_id: str, *, at: datetime) -> tuple[str, ...]:
    """Give ten new recovery codes to be shown once; those before are dead. Whoever calls has asked for the password."""
    audit.record(connection, actor=account_id, action="recovery_codes_renewed", thing=account_id, at=at)
    return recovery.renew(connection, account_id)


def clear(connection: Connection, account_id: str, *, at: datetime, by: str) -> None:
    """Take the second factor away, as for a lost device: the next sign-in sets up another where one is required.

    Whoever calls ends the account's sessions [S-05].
    """
    for table in ("factor", "factor_offer"):
        connection.execute(f"delete from {table} where account = ?", [account_id])  # noqa: S608 - constants
    recovery.forget(connection, account_id)
    audit.record(connection, actor=by, action="second_factor_cleared", thing=account_id, at=at)


def address(secret: str, *, account: str, service: str) -> str:
    """Give what an authenticator app reads from the picture, with the names it shows beside the codes."""
    label = f"{quote(service)}:{quote(account)}"
    return f"otpauth://totp/{label}?secret={secret}&issuer={quote(service)}"


def _step_of(secret: str, typed: str, *, after: int, at: datetime) -> int | None:
    """The latest time step near now, and after that one, whose code this is."""
    code = "".join(typed.split())
    if len(code) != _FIGURES:
        return None
    device = pyotp.TOTP(secret)
    now = device.timecode(at)
    steps = (now + neighbour for neighbour in _NEIGHBOURS)
    fits = [step for step in steps if step > after and _same(device.generate_otp(step), code)]
    return max(fits, default=None)


def _same(code: str, typed: str) -> bool:
    return hmac.compare_digest(code.encode(), typed.encode("utf-8", "surrogatepass"))
