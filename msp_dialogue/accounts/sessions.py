"""Server-side sessions: started at sign-in, kept while used, ended for good; they must not know cookies."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as with_changes
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from msp_dialogue import audit
from msp_dialogue.accounts.account import Account
from msp_dialogue.accounts.people import COLUMNS, account_of
from msp_dialogue.database import Connection, moment, stamp

IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=8)
HALF = timedelta(minutes=10)
REST_AFTER = timedelta(minutes=10)
"""How long a handed-over screen may be left alone before it rests, unless a council says less."""
LONGEST_ON_SCREEN = timedelta(hours=2)
TOUCH_EVERY = timedelta(minutes=1)
_CLOCK_SLACK = timedelta(minutes=1)  # a clock may be corrected by so much without ending anyone's session


class Kind(StrEnum):
    """What a session is of: each kind reaches its own pages and no others."""

    FULL = "full"  # a colleague or an advocate, signed in
    HALF = "half"  # the password was right; the second factor is outstanding
    PERSON = "person"  # a screen that was handed over for one conversation [H-01]
    LOCKED = "locked"  # the same at rest, until a worker signs in


_LIVES = {
    Kind.FULL: (IDLE, ABSOLUTE),
    Kind.HALF: (HALF, HALF),
    Kind.PERSON: (ABSOLUTE, ABSOLUTE),  # before that it comes to rest
    Kind.LOCKED: (ABSOLUTE, ABSOLUTE),
}
"""How long each lives unused, and in all [S-03]."""


class SessionOver(Exception):
    """The session ended while the request was under way; it must not come back [S-05]."""


@dataclass(frozen=True)
class Session:
    """A living session. `hash` is of its id, which only the browser has; `sitting` is a dialogue's.

    A handed-over screen's `account` is that of the worker who handed it over; it gives no permission, but the screen
    goes on only while that worker may hold the conversation. `quick_exit` says whether "Exit this page" is wanted; None
    until they were told what it does [H-15].
    """

    hash: str
    account: Account
    started: datetime
    seen: datetime
    sitting: str | None
    kind: Kind
    quick_exit: bool | None = None

    def lives(self, at: datetime) -> bool:
        """Whether it is neither idle too long, nor too old, nor of a disabled account, nor seen later than now."""
        idle, absolute = _LIVES[self.kind]
        in_time = self.seen - _CLOCK_SLACK <= at < min(self.seen + idle, self.started + absolute)
        return in_time and not self.account.disabled

    def must_rest(self, at: datetime, *, after: timedelta = REST_AFTER) -> bool:
        """Whether this handed-over screen was left alone for too long, or is in use for more than 2 hours [S-03]."""
        return self.kind is Kind.PERSON and at >= min(self.seen + after, self.started + LONGEST_ON_SCREEN)

    def needs_touch(self, at: datetime) -> bool:
        """Whether `touch` would write: asked first, so that most requests open no transaction."""
        return at >= self.seen + TOUCH_EVERY


def start(connection: Connection, account: Account, *, at: datetime) -> str:
    """Start a session and give its new id, for the cookie; those too old for anything are cleared away [S-04].

    `account` comes from `people.confirm` or `first.redeem` in the same transaction.
    """
    connection.execute("delete from session where started <= ?", [stamp(at - ABSOLUTE)])
    token = _insert(connection, account.id, Kind.FULL, started=at, seen=at, sitting=None)
    audit.record(connection, actor=account.id, action="signed_in", thing=account.id, at=at)
    return token


def start_half(connection: Connection, account: Account, *, at: datetime) -> str:
    """Start a session that reaches only the second factor's pages, and give its id [A-06]."""
    audit.record(connection, actor=account.id, action="password_accepted", thing=account.id, at=at)
    return _insert(connection, account.id, Kind.HALF, started=at, seen=at, sitting=None)


def complete(connection: Connection, session: Session, *, at: datetime) -> str:
    """End a half session and start a whole one; gives its id [S-04]. Raises SessionOver."""
    _delete(connection, session)
    return start(connection, session.account, at=at)


def hand_over(connection: Connection, session: Session, dialogue: str, *, at: datetime) -> str:
    """End a worker's session and start one for whoever holds the screen, bound to one dialogue; gives its id [H-01].

    Raises SessionOver.
    """
    _delete(connection, session)
    audit.record(connection, actor=session.account.id, action="screen_handed_over", thing=dialogue, at=at)
    return _insert(connection, session.account.id, Kind.PERSON, started=at, seen=at, sitting=dialogue)


def rest(connection: Connection, session: Session, *, at: datetime) -> str:
    """Put a handed-over screen at rest until a worker signs in; gives its new id [H-08]. Raises SessionOver."""
    _delete(connection, session)
    audit.record(connection, actor=session.account.id, action="screen_rested", thing=session.sitting or "", at=at)
    return _insert(
        connection, session.account.id, Kind.LOCKED, started=session.started, seen=at, sitting=session.sitting
    )


def take_back(
    connection: Connection, session: Session, account: Account, *, at: datetime, sitting: str | None = None
) -> str:
    """End a handed-over screen and start the session of the worker who takes it back; gives its id [H-04].

    `account` comes from signing in, in the same transaction; `sitting` binds the new session to a dialogue. Raises
    SessionOver.
    """
    _delete(connection, session)
    audit.record(connection, actor=account.id, action="screen_taken_back", thing=session.sitting or "", at=at)
    token = start(connection, account, at=at)
    connection.execute("update session set sitting = ? where hash = ?", [sitting, _hash(token)])
    return token


def load(connection: Connection, token: str, *, at: datetime) -> Session | None:
    """Give the living session with this id, with its account as it is now; None for any other text.

    None too when it has been idle for 15 minutes, is 8 hours old, belongs to a disabled account, or was seen
    later than now, since a clock that was set back must revive nothing [S-03, D-11].
    """
    return _living(connection, _hash(token), at=at)


def as_now(connection: Connection, session: Session, *, at: datetime) -> Session | None:
    """Give the session and its account as they are now; None when it is over, or the account is disabled [Z-10]."""
    return _living(connection, session.hash, at=at)


def living_of_team(connection: Connection, team: str, *, at: datetime) -> Mapping[str, Sequence[Session]]:
    """Give the living sessions of a team's colleagues by account, newest first; handed-over screens are not theirs."""
    found: dict[str, list[Session]] = {}
    rows = connection.execute(f"{_SELECT} where account.team = ? and kind = ? order by started desc", [team, Kind.FULL])
    for session in map(_session, rows):
        if session.lives(at):
            found.setdefault(session.account.id, []).append(session)
    return found


def idle_sitting(connection: Connection, token: str, *, at: datetime) -> tuple[str, str] | None:
    """Give the account and the conversation of a session that was idle too long: only to keep words that come late.

    None when it held no conversation, or is older than 8 hours; it opens nothing and cannot come back to life.
    """
    found = connection.execute(
        "select account, sitting from session where hash = ? and kind = ? and started > ? and started <= ?",
        [_hash(token), str(Kind.FULL), stamp(at - ABSOLUTE), stamp(at)],
    ).fetchone()
    return (found[0], found[1]) if found and found[1] else None


def touch(connection: Connection, session: Session, *, at: datetime) -> None:
    """Note that the session is in use, at most once a minute; an ended one stays ended [S-03, S-05]."""
    if session.needs_touch(at):
        connection.execute("update session set seen = ? where hash = ?", [stamp(at), session.hash])


def set_sitting(connection: Connection, session: Session, dialogue: str | None) -> Session:
    """Bind the session to a dialogue, or with None to none; raises SessionOver."""
    changed = connection.execute("update session set sitting = ? where hash = ?", [dialogue, session.hash])
    if changed.rowcount != 1:
        raise SessionOver
    return with_changes(session, sitting=dialogue)


def choose_exit(connection: Connection, session: Session, *, wanted: bool) -> None:
    """Note whether this session's pages are to have "Exit this page"; raises SessionOver [H-15]."""
    changed = connection.execute("update session set quick_exit = ? where hash = ?", [int(wanted), session.hash])
    if changed.rowcount != 1:
        raise SessionOver


def replace(connection: Connection, session: Session, *, at: datetime) -> str:
    """Give the session a new id and end the old one; age and sitting are kept. Raises SessionOver [S-04]."""
    _delete(connection, session)
    return _insert(
        connection, session.account.id, session.kind, started=session.started, seen=at, sitting=session.sitting
    )


def end(connection: Connection, session: Session, *, at: datetime) -> None:
    """End the session, as by signing out; ending an ended one does nothing."""
    ended = connection.execute("delete from session where hash = ?", [session.hash])
    if ended.rowcount:
        account = session.account.id
        audit.record(connection, actor=account, action="signed_out", thing=account, at=at)


def end_all_of(connection: Connection, account_id: str, *, at: datetime, by: str) -> int:
    """End every session of an account and give how many there were; `by` is who does it [S-05]."""
    ended = connection.execute("delete from session where account = ?", [account_id]).rowcount
    if ended:
        detail = {"sessions": str(ended)}
        audit.record(connection, actor=by, action="sessions_ended", thing=account_id, at=at, detail=detail)
    return ended


def of_account(connection: Connection, account_id: str, *, at: datetime) -> tuple[Session, ...]:
    """Give the living sessions of an account, handed-over screens too, the one used last first [S-06]."""
    rows = connection.execute(f"{_SELECT} where session.account = ? order by seen desc, session.hash", [account_id])
    return tuple(session for row in rows if (session := _session(row)).lives(at))


def end_one_of(connection: Connection, account_id: str, hashed: str, *, at: datetime, by: str) -> bool:
    """End the session of an account that `of_account` gave with this hash, and say whether it was there [S-06]."""
    ended = connection.execute("delete from session where hash = ? and account = ?", [hashed, account_id]).rowcount
    if ended:
        audit.record(connection, actor=by, action="sessions_ended", thing=account_id, at=at, detail={"sessions": "1"})
    return bool(ended)


def end_others(connection: Connection, session: Session, *, at: datetime) -> None:
    """End every other session of the account; whoever calls gives this one a new id [S-05, S-06]."""
    account = session.account.id
    others = connection.execute("delete from session where account = ? and hash <> ?", [account, session.hash]).rowcount
    if others:
        detail = {"sessions": str(others)}
        audit.record(connection, actor=account, action="sessions_ended", thing=account, at=at, detail=detail)


_SELECT = (
    f"select session.hash, started, seen, sitting, kind, quick_exit, {COLUMNS} from session "  # noqa: S608 - constants
    "join account on account.id = session.account"
)


def _living(connection: Connection, hashed: str, *, at: datetime) -> Session | None:
    row = connection.execute(f"{_SELECT} where session.hash = ?", [hashed]).fetchone()
    session = _session(row) if row else None
    return session if session and session.lives(at) else None


def _session(row: tuple[Any, ...]) -> Session:
    return Session(
        hash=row[0],
        account=account_of(row[6:]),
        started=moment(row[1]),
        seen=moment(row[2]),
        sitting=row[3],
        kind=Kind(row[4]),
        quick_exit=None if row[5] is None else bool(row[5]),
    )


def _delete(connection: Connection, session: Session) -> None:
    ended = connection.execute("delete from session where hash = ?", [session.hash])
    if ended.rowcount != 1:
        raise SessionOver


def _insert(
    connection: Connection, account_id: str, kind: Kind, *, started: datetime, seen: datetime, sitting: str | None
) -> str:
    token = secrets.token_urlsafe(32)
    connection.execute(
        "insert into session (hash, account, kind, started, seen, sitting) values (?, ?, ?, ?, ?, ?)",
        [_hash(token), account_id, str(kind), stamp(started), stamp(seen), sitting],
    )
    return token


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
