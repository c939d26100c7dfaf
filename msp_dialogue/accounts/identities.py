"""Whose account a sign-in at the council's provider opens; it must not know how the provider proves who it is.

An identity is what the provider never gives to anybody else: its own name and its word for the person [A-11]. An
e-mail address or a name is not, since both pass from one person to another.
"""

from dataclasses import dataclass, field
from datetime import datetime

from msp_dialogue import audit
from msp_dialogue.accounts import sessions
from msp_dialogue.accounts.account import Account, Problem, Refused
from msp_dialogue.accounts.people import COLUMNS, account_of
from msp_dialogue.database import Connection, stamp


@dataclass(frozen=True)
class Identity:
    """Somebody at a provider, by the provider's address and its own opaque word for them."""

    issuer: str
    subject: str = field(repr=False)


def account_behind(connection: Connection, identity: Identity) -> Account | None:
    """Give the account that this identity opens; None when there is none, or it is disabled."""
    row = connection.execute(
        f"select {COLUMNS} from identity join account on account.id = identity.account "  # noqa: S608 - constants
        "where issuer = ? and subject = ?",
        [identity.issuer, identity.subject],
    ).fetchone()
    account = account_of(row) if row else None
    return None if account is None or account.disabled else account


def bound(connection: Connection) -> frozenset[str]:
    """Give the ids of the accounts that are opened by an identity."""
    return frozenset(row[0] for row in connection.execute("select account from identity"))


def bind(connection: Connection, account_id: str, identity: Identity, *, at: datetime) -> None:
    """Let this identity open the account from now on, instead of the one before it; ends its sessions [S-05].

    `account_id` is of the person themselves, who has just proved both. Raises Refused when the identity opens
    somebody else's account.
    """
    found = connection.execute(
        "select account from identity where issuer = ? and subject = ?", [identity.issuer, identity.subject]
    ).fetchone()
    if found and found[0] != account_id:
        raise Refused(Problem.IDENTITY_TAKEN)
    connection.execute("delete from identity where account = ?", [account_id])
    connection.execute(
        "insert into identity (issuer, subject, account, bound) values (?, ?, ?, ?)",
        [identity.issuer, identity.subject, account_id, stamp(at)],
    )
    audit.record(connection, actor=account_id, action="identity_bound", thing=account_id, at=at)
    sessions.end_all_of(connection, account_id, at=at, by=account_id)


def unbind(connection: Connection, account_id: str, *, at: datetime, by: str) -> bool:
    """Let no identity open the account any more, and end its sessions; False when none did [S-05]."""
    if not connection.execute("delete from identity where account = ?", [account_id]).rowcount:
        return False
    audit.record(connection, actor=by, action="identity_unbound", thing=account_id, at=at)
    sessions.end_all_of(connection, account_id, at=at, by=by)
    return True
