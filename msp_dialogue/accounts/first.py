"""The one-time link that creates the first account; it must not know the page that it opens.

The address carries the token, so the page must use it by POST only and name no other host.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from msp_dialogue import audit
from msp_dialogue.accounts import people
from msp_dialogue.accounts.account import Account, Problem, Refused, Role
from msp_dialogue.accounts.passwords import Hashed
from msp_dialogue.database import Connection, moment, stamp

VALID_FOR = timedelta(hours=24)
_ACTOR = "first-link"
_ROLES = (Role.ADMINISTRATOR, Role.WORKER)


def needed(connection: Connection) -> bool:
    """Whether there is no account yet."""
    return connection.execute("select 1 from account limit 1").fetchone() is None


def issue(connection: Connection, *, at: datetime) -> str:
    """Give the token of a new link; the one before it is dead. Raises Refused when there is an account."""
    if not needed(connection):
        raise Refused(Problem.LINK)
    token = secrets.token_urlsafe(32)
    connection.execute("delete from first_link")
    connection.execute("insert into first_link (hash, issued) values (?, ?)", [_hash(token), stamp(at)])
    audit.record(connection, actor=_ACTOR, action="first_link_issued", thing=_ACTOR, at=at)
    return token


def is_good(connection: Connection, token: str, *, at: datetime) -> bool:
    """Whether this token can still create the first account: ask before showing the form, or hashing."""
    row = connection.execute("select issued from first_link where hash = ?", [_hash(token)]).fetchone()
    if row is None or not needed(connection):
        return False
    issued = moment(row[0])
    return issued <= at < issued + VALID_FOR  # a clock set back does not revive a link


def redeem(
    connection: Connection,
    token: str,
    *,
    name: str,
    sign_in_name: str,
    password: Hashed,
    team: str,
    at: datetime,
) -> Account:
    """Create the first account, administrator and worker, and end the link; raises Refused.

    `password` comes from `passwords.hash_new`, called before the transaction.
    """
    if not is_good(connection, token, at=at):
        raise Refused(Problem.LINK)
    account = people.create(
        connection,
        name=name,
        sign_in_name=sign_in_name,
        password=password,
        roles=_ROLES,
        team=team,
        at=at,
        by=_ACTOR,
    )
    connection.execute("delete from first_link")  # last: a name that is refused does not use the link up
    return account


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
