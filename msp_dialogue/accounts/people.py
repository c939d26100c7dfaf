"""Accounts: create, find, and check a password; it must not know sessions or pages."""

import json
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from msp_dialogue import audit
from msp_dialogue.accounts import passwords
from msp_dialogue.accounts.account import Account, Problem, Refused, Role
from msp_dialogue.accounts.passwords import Hashed
from msp_dialogue.database import Connection, stamp

COLUMNS = "account.id, account.name, account.sign_in_name, account.roles, account.team, account.disabled"
_NO_PASSWORD = Hashed("")  # which no password is, since it is no argon2id string
_LONGEST = 100
_SHORTEST_SIGN_IN_NAME = 3


@dataclass(frozen=True)
class Checked:
    """An account whose password was right a moment ago: to be confirmed in the transaction that signs in."""

    account: Account
    stored: Hashed = field(repr=False)
    fresh: Hashed | None = field(repr=False)


def create(
    connection: Connection,
    *,
    name: str,
    sign_in_name: str,
    roles: Iterable[Role],
    team: str,
    at: datetime,
    by: str,
    password: Hashed | None = None,
) -> Account:
    """Add an account, with its audit row; `by` is the account id of who adds it, or `command-line`.

    Without `password` nobody can sign in to it until one was chosen by a link; else it comes from
    `passwords.hash_new`, called before the transaction. Raises Refused.
    """
    chosen = frozenset(roles)
    folded = fold(sign_in_name)
    account = Account(
        id=secrets.token_hex(16),
        name=_line(name, Problem.NAME),
        sign_in_name=_sign_in_name(sign_in_name),
        roles=chosen,
        team=placed(connection, chosen, team),
    )
    if connection.execute("select 1 from account where folded_sign_in_name = ?", [folded]).fetchone():
        raise Refused(Problem.SIGN_IN_NAME_TAKEN)
    connection.table("account").insert(
        {
            "id": account.id,
            "name": account.name,
            "sign_in_name": account.sign_in_name,
            "folded_sign_in_name": folded,
            "password": password or _NO_PASSWORD,
            "roles": written(chosen),
            "team": account.team,
            "disabled": 0,
            "created": stamp(at),
        }
    )
    audit.record(connection, actor=by, action="account_created", thing=account.id, at=at)
    return account


def by_id(connection: Connection, account_id: str) -> Account | None:
    """Give the account with this id, disabled or not."""
    return _one(connection, "id = ?", account_id)


def by_sign_in_name(connection: Connection, sign_in_name: str) -> Account | None:
    """Give the account with this sign-in name, however its letters are typed, disabled or not."""
    return _one(connection, "folded_sign_in_name = ?", fold(sign_in_name))


def all(connection: Connection) -> list[Account]:
    """Give every account, disabled ones too, in the order of their names."""
    rows = connection.execute(f"select {COLUMNS} from account order by name, id")  # noqa: S608 - constants
    return [account_of(row) for row in rows]


def has_password(connection: Connection, account_id: str) -> bool:
    """Whether a password was ever chosen for the account; raises LookupError when there is none such."""
    row = connection.execute("select password from account where id = ?", [account_id]).fetchone()
    if row is None:
        raise LookupError("There is no such account.")
    return bool(row[0] != _NO_PASSWORD)


def check_password(connection: Connection, sign_in_name: str, password: str) -> Checked | None:
    """Give whose password this is; None for a wrong one, an unknown name or a disabled account [A-04].

    It hashes, so call it outside any transaction, then `confirm` inside. An unknown name costs a hash too,
    and so does an account that has no password yet.
    """
    found = connection.execute(
        f"select password, {COLUMNS} from account where folded_sign_in_name = ?",  # noqa: S608 - constants
        [fold(sign_in_name)],
    ).fetchone()
    if found is None or found[0] == _NO_PASSWORD:
        passwords.verify_for_nobody(password)
        return None
    stored, account = Hashed(found[0]), account_of(found[1:])
    if not passwords.verify(stored, password) or account.disabled:
        return None
    return Checked(account, stored, passwords.rehash(password) if passwords.needs_rehash(stored) else None)


def confirm(connection: Connection, checked: Checked, *, at: datetime) -> Account | None:
    """Give the account, if its password is still the one checked and it is not disabled, else None [Z-10].

    Inside the transaction that starts the session. Stores the password with today's parameters when it was
    stored with older ones [A-04].
    """
    account_id = checked.account.id
    found = connection.execute(
        f"select password, {COLUMNS} from account where id = ?",  # noqa: S608 - constants
        [account_id],
    ).fetchone()
    if found is None or found[0] != checked.stored or (account := account_of(found[1:])).disabled:
        return None
    if checked.fresh:
        connection.execute("update account set password = ? where id = ?", [checked.fresh, account_id])
        audit.record(connection, actor=account_id, action="password_rehashed", thing=account_id, at=at)
    return account


def account_of(row: tuple[str, str, str, str, str, int]) -> Account:
    """Give the account of a row of `COLUMNS`."""
    account_id, name, sign_in_name, roles, team, disabled = row
    return Account(
        id=account_id,
        name=name,
        sign_in_name=sign_in_name,
        roles=frozenset(Role(role) for role in json.loads(roles)),
        team=team,
        disabled=bool(disabled),
    )


def placed(connection: Connection, roles: frozenset[Role], team: str) -> str:
    """Give the team as it is stored, if an account may have these roles there; raises Refused.

    Other capitals or spaces make no other team: it has the spelling that it has already. An advocate is from outside:
    in no team, and nothing else than an advocate.
    """
    if not roles or (Role.ADVOCATE in roles and len(roles) > 1):
        raise Refused(Problem.ROLES)
    if roles == {Role.ADVOCATE}:
        return ""
    asked = _line(team, Problem.TEAM)
    teams = (name for (name,) in connection.execute("select distinct team from account order by team"))
    return next((known for known in teams if _same_team(known) == _same_team(asked)), asked)


def _same_team(team: str) -> str:
    return " ".join(fold(team).split())


def written(roles: Iterable[Role]) -> str:
    """Give a set of roles as it is stored."""
    return json.dumps(sorted(roles))


def fold(sign_in_name: str) -> str:
    """Give a sign-in name as it is looked up: letters of any case or width are the same."""
    folded = unicodedata.normalize("NFKC", sign_in_name.strip()).casefold()
    return folded.encode("utf-8", "replace").decode("utf-8")  # a broken character is no reason to fail


def _one(connection: Connection, where: str, value: str) -> Account | None:
    row = connection.execute(
        f"select {COLUMNS} from account where {where}",  # noqa: S608 - constants
        [value],
    ).fetchone()
    return account_of(row) if row else None


def _line(text: str, problem: Problem) -> str:
    line = text.strip()
    broken = any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in line)
    if not line or len(line) > _LONGEST or broken:
        raise Refused(problem)
    return line


def _sign_in_name(text: str) -> str:
    line = _line(text, Problem.SIGN_IN_NAME)
    if len(line) < _SHORTEST_SIGN_IN_NAME or any(character.isspace() for character in line):
        raise Refused(Problem.SIGN_IN_NAME)
    return line
