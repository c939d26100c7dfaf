"""One-time links to choose a password by: invitations and resets; they must not know the page they open.

The address carries the token, so the page must use it by POST only and name no other host.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from msp_dialogue import audit
from msp_dialogue.accounts import changes, people
from msp_dialogue.accounts.account import Account, Problem, Refused
from msp_dialogue.accounts.passwords import Hashed
from msp_dialogue.database import Connection, moment, stamp


class Purpose(StrEnum):
    """What a link is for."""

    INVITATION = "invitation"
    RESET = "reset"


VALID_FOR = {Purpose.INVITATION: timedelta(days=7), Purpose.RESET: timedelta(hours=24)}


@dataclass(frozen=True)
class Link:
    """A link that still works, and whose password is chosen by it."""

    account: Account
    purpose: Purpose


def issue(connection: Connection, account_id: str, *, at: datetime, by: str) -> str:
    """Give the token of a new link for the account; the one before it is dead [A-13].

    An account that never had a password is invited, any other is given a reset; its password, if it has one,
    goes on until the link is used. Raises LookupError when there is no such account.
    """
    purpose = Purpose.RESET if people.has_password(connection, account_id) else Purpose.INVITATION
    token = secrets.token_urlsafe(32)
    row = {"hash": _hash(token), "account": account_id, "purpose": str(purpose), "issued": stamp(at)}
    connection.execute("delete from password_link where account = ?", [account_id])
    connection.table("password_link").insert(row)
    audit.record(connection, actor=by, action=f"{purpose}_link_issued", thing=account_id, at=at)
    return token


def good(connection: Connection, token: str, *, at: datetime) -> Link | None:
    """Give what this token is good for, using nothing up; None for any other text, or for a disabled account."""
    query = "select account, purpose, issued from password_link where hash = ?"
    row = connection.execute(query, [_hash(token)]).fetchone()
    if row is None:
        return None
    account, purpose, issued = people.by_id(connection, row[0]), Purpose(row[1]), moment(row[2])
    if account is None or account.disabled or not issued <= at < issued + VALID_FOR[purpose]:
        return None  # a clock set back does not revive a link
    return Link(account, purpose)


def redeem(connection: Connection, token: str, password: Hashed, *, at: datetime) -> Account:
    """Give the account this password and end the link and all its sessions; raises Refused.

    It signs nobody in, so the second factor is asked for as ever [A-13]. `password` comes from
    `passwords.hash_new`, called before the transaction.
    """
    link = good(connection, token, at=at)
    if link is None:
        raise Refused(Problem.LINK)
    changes.set_password(connection, link.account.id, password, at=at, by=link.account.id)
    return link.account


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
