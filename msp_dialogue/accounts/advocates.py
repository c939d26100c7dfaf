"""Accounts of advocates from outside: made when one is invited; it must not know to what."""

import re
import unicodedata
from datetime import datetime

from msp_dialogue.accounts import links, people
from msp_dialogue.accounts.account import Account, Role
from msp_dialogue.database import Connection

_SHORTEST = 3


def create(connection: Connection, name: str, *, at: datetime, by: str) -> Account:
    """Add an account for an advocate of this name, with a sign-in name made from it; raises Refused.

    Nobody can sign in to it until a password was chosen by its link.
    """
    sign_in_name = _free(connection, name)
    return people.create(connection, name=name, sign_in_name=sign_in_name, roles={Role.ADVOCATE}, team="", at=at, by=by)


def link(connection: Connection, account_id: str, *, at: datetime, by: str) -> str | None:
    """Give the token of a new link to choose the first password by; None for an account that has one.

    Whoever invites may let somebody in for the first time, and never choose another password for them.
    """
    if people.has_password(connection, account_id):
        return None
    return links.issue(connection, account_id, at=at, by=by)


def _free(connection: Connection, name: str) -> str:
    """A sign-in name that nobody has: the letters of the name, and a number where that is needed."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    wanted = ".".join(re.findall(r"[a-z0-9]+", plain))[:60]
    if len(wanted) < _SHORTEST:
        wanted = f"advocate.{wanted}".rstrip(".")
    number, free = 1, wanted
    while people.by_sign_in_name(connection, free):
        number += 1
        free = f"{wanted}.{number}"
    return free
