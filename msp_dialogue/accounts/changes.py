"""Changes of an account that end its sessions, also those in the middle of a request [S-05]."""

from collections.abc import Iterable
from datetime import datetime

from msp_dialogue import audit
from msp_dialogue.accounts import sessions
from msp_dialogue.accounts.account import Problem, Refused, Role
from msp_dialogue.accounts.passwords import Hashed
from msp_dialogue.accounts.people import written
from msp_dialogue.database import Connection


def disable(connection: Connection, account_id: str, *, at: datetime, by: str) -> None:
    """Let the account sign in no more; what it did stays on the record."""
    _change(connection, account_id, "disabled", 1, "account_disabled", at=at, by=by)


def enable(connection: Connection, account_id: str, *, at: datetime, by: str) -> None:
    """Let a disabled account sign in again."""
    _change(connection, account_id, "disabled", 0, "account_enabled", at=at, by=by)


def set_password(connection: Connection, account_id: str, password: Hashed, *, at: datetime, by: str) -> None:
    """Give the account a new password, from `passwords.hash_new` called before the transaction."""
    _change(connection, account_id, "password", password, "password_changed", at=at, by=by)


def set_roles(connection: Connection, account_id: str, roles: Iterable[Role], *, at: datetime, by: str) -> None:
    """Give the account another set of roles; raises Refused for an empty one."""
    chosen = frozenset(roles)
    if not chosen:
        raise Refused(Problem.ROLES)
    _change(connection, account_id, "roles", written(chosen), "roles_changed", at=at, by=by)


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
