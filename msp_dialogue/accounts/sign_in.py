"""What is asked of whoever signs in, or comes back to a screen: the one place for that rule; it must not know pages.

Every try is counted first and given back when it was right, so that failures alone slow anybody down [A-09].
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from msp_dialogue import audit
from msp_dialogue.accounts import factor, people, sessions, throttle
from msp_dialogue.accounts.account import Account
from msp_dialogue.accounts.throttle import Taken
from msp_dialogue.database import Connection, Database

OF_AN_ACCOUNT = 5
FROM_AN_ADDRESS = 20
"""Failures a minute. A whole council may sit behind one address, and on a Monday many mistype at once."""
CODES_IN_AN_HOUR = 20
"""Wrong codes: only who has the password comes so far, and six figures could be guessed in weeks."""
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
_SOMEBODY, _SIGN_IN = "somebody", "sign-in"

Then = Callable[[Connection, Account], None]
"""What signing in is for, such as starting a session: done in the transaction in which all was found right [Z-10]."""


@dataclass(frozen=True)
class Verdict:
    """What came of a try: whose it was if everything was right; which part was wrong is told to nobody.

    `wait` when nothing was looked at, because too much was tried in the last minute.
    """

    account: Account | None = None
    wait: bool = False


WRONG, WAIT = Verdict(), Verdict(wait=True)


def enter(connection: Connection, account: Account, *, at: datetime, required: bool) -> str:
    """Give the id of the session that a right password starts: a half one while a second factor is outstanding.

    `required` says whether every account needs one. An account that needs one and has none is offered one.
    """
    known = factor.is_set_up(connection, account.id)
    if not known and not required:
        return sessions.start(connection, account, at=at)
    if not known:
        factor.offer(connection, account.id, at=at)
    return sessions.start_half(connection, account, at=at)


def check_password(database: Database, name: str, password: str, *, address: str, at: datetime, then: Then) -> Verdict:
    """Check a name and a password, the first step of signing in. Hashes, so call it outside any transaction."""

    def right(connection: Connection, account: Account) -> bool:
        then(connection, account)
        return True

    return _checked(database, name, password, right, address=address, at=at)


def check_code(database: Database, account: Account, code: str, *, at: datetime, then: Then) -> Verdict:
    """Check a code of the device or a recovery code, the second step, of an account whose password was right."""
    with database.transaction() as connection:
        tries = _code_tries(connection, account, at)
        if tries is None:
            return WAIT
        if not factor.use(connection, account.id, code, at=at):
            _note_failure(connection, account, "code_refused", at)
            return WRONG
        throttle.give_back(connection, *tries)
        then(connection, account)
    return Verdict(account)


def check(
    database: Database,
    name: str,
    password: str,
    code: str,
    *,
    address: str,
    at: datetime,
    required: bool,
    then: Then = lambda connection, account: None,
) -> Verdict:
    """Check name, password and code (or recovery code) in one go, as for taking a screen back [H-04].

    `required` says whether an account without a second factor is refused; where it is not, such an account needs
    no code. `then` is done in the same transaction. Hashes, so call it outside any transaction.
    """

    def right(connection: Connection, account: Account) -> bool:
        if not factor.is_set_up(connection, account.id):
            if required:
                return False
        else:
            tries = _code_tries(connection, account, at)
            if tries is None or not factor.use(connection, account.id, code, at=at):
                return False
            throttle.give_back(connection, *tries)
        then(connection, account)
        return True

    return _checked(database, name, password, right, address=address, at=at)


def _checked(
    database: Database,
    name: str,
    password: str,
    right: Callable[[Connection, Account], bool],
    *,
    address: str,
    at: datetime,
) -> Verdict:
    with database.transaction() as connection:
        tries = _password_tries(connection, name, address, at)
    if tries is None:
        return WAIT
    with database.reading() as connection:
        checked = people.check_password(connection, name, password)
    with database.transaction() as connection:
        account = people.confirm(connection, checked, at=at) if checked else None
        if account is None or not right(connection, account):
            _note_failure(connection, people.by_sign_in_name(connection, name), "sign_in_refused", at)
            return WRONG
        throttle.give_back(connection, *tries)
    return Verdict(account)


def _password_tries(connection: Connection, name: str, address: str, at: datetime) -> tuple[Taken, ...] | None:
    """Count a try for the name, whether or not there is such an account, and for the address it comes from."""
    return _all(
        connection,
        throttle.take(connection, "sign-in", people.fold(name), limit=OF_AN_ACCOUNT, per=MINUTE, at=at),
        throttle.take(connection, "sign-in-from", address, limit=FROM_AN_ADDRESS, per=MINUTE, at=at),
    )


def _code_tries(connection: Connection, account: Account, at: datetime) -> tuple[Taken, ...] | None:
    """Count a try of a code; apart from passwords, which anybody may try, so that it slows nobody else's owner."""
    return _all(
        connection,
        throttle.take(connection, "code", account.id, limit=OF_AN_ACCOUNT, per=MINUTE, at=at),
        throttle.take(connection, "code-in-an-hour", account.id, limit=CODES_IN_AN_HOUR, per=HOUR, at=at),
    )


def _all(connection: Connection, *tries: Taken | None) -> tuple[Taken, ...] | None:
    taken = tuple(each for each in tries if each)
    if len(taken) == len(tries):
        return taken
    throttle.give_back(connection, *taken)
    return None


def _note_failure(connection: Connection, account: Account | None, action: str, at: datetime) -> None:
    """Who tried is not known; the name that was typed is not noted, since it may be a password."""
    audit.record(connection, actor=_SOMEBODY, action=action, thing=account.id if account else _SIGN_IN, at=at)
