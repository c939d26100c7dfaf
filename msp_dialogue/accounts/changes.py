"""Changes of an account that end its sessions, also those in the middle of a request [S-05]."""

from collections.abc import Iterable
from datetime import datetime

from msp_dialogue import audit
from msp_dialogue.accounts import factor, people, sessions
from msp_dialogue.accounts.account import Problem, Refused, Role
from msp_dialogue.accounts.passwords import Hashed
from msp_dialogue.accounts.sessions import Session
from msp_dialogue.database import Connection


def disable(connection: Connection, account_id: str, *, at: datetime, by: str) -> None:
    """Let the account sign in no more; what it did stays on the record."""
    _refuse_to_lose_the_last(connection, account_id)
    _change(connection, account_id, "disabled", 1, "account_disabled", at=at, by=by)
    _end_link(connection, account_id)


def enable(connection: Connection, account_id: str, *, at: datetime, by: str) -> None:
    """Let a disabled account sign in again."""
    _change(connection, account_id, "disabled", 0, "account_enabled", at=at, by=by)


def set_password(connection: Connection, account_id: str, password: Hashed, *, at: datetime, by: str) -> None:
    """Give the account a new password, from `passwords.hash_new` called before the transaction; its link is dead."""
    _change(connection, account_id, "password", password, "password_changed", at=at, by=by)
    _end_link(connection, account_id)


def choose_password(connection: Connection, session: Session, password: Hashed, *, at: datetime) -> str:
    """Give the account of this session the password its owner chose, and end its other sessions [S-05].

    Gives the new id of this one; raises SessionOver when it ended meanwhile. `password` as for `set_password`.
    """
    account = session.account.id
    connection.execute("update account set password = ? where id = ?", [password, account])
    audit.record(connection, actor=account, action="password_changed", thing=account, at=at)
    _end_link(connection, account)
    sessions.end_others(connection, session, at=at)
    return sessions.replace(connection, session, at=at)


def set_place(
    connection: Connection, account_id: str, roles: Iterable[Role], team: str, *, at: datetime, by: str
) -> None:
    """Give the account another set of roles and a team; raises Refused where they may not be."""
    chosen = frozenset(roles)
    belongs = people.placed(connection, chosen, team)
    if Role.ADMINISTRATOR not in chosen:
        _refuse_to_lose_the_last(connection, account_id)
    before = people.by_id(connection, account_id)
    if before is None or before.team != belongs:
        _change(connection, account_id, "team", belongs, "team_changed", at=at, by=by)
    if before is None or before.roles != chosen:
        _change(connection, account_id, "roles", people.written(chosen), "roles_changed", at=at, by=by)


def clear_factor(connection: Connection, account_id: str, *, at: datetime, by: str) -> None:
    """Take the account's second factor away, as for a lost device."""
    factor.clear(connection, account_id, at=at, by=by)
    sessions.end_all_of(connection, account_id, at=at, by=by)


def _end_link(connection: Connection, account_id: str) -> None:
    """Let a link to choose a password, if there is one, work no more."""
    connection.execute("delete from password_link where account = ?", [account_id])


def _refuse_to_lose_the_last(connection: Connection, account_id: str) -> None:
    """Without an administrator nobody could let anybody in again."""
    active = [each for each in people.all(connection) if Role.ADMINISTRATOR in each.roles and not each.disabled]
    if [each.id for each in active] == [account_id]:
        raise Refused(Problem.LAST_ADMINISTRATOR)


def _change(
    connection: Connection,
    account_id: str,
    column: str,
    value: str | int,
    action: str,
    *,
    at: datetime,
    by: str,
) -> None:
    changed = connection.execute(
        f"update account set {column} = ? where id = ?",  # noqa: S608 - the columns are named above
        [value, account_id],
    )
    if changed.rowcount != 1:
        raise LookupError("There is no such account.")
    audit.record(connection, actor=by, action=action, thing=account_id, at=at)
    sessions.end_all_of(connection, account_id, at=at, by=by)
