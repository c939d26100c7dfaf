"""Recovery codes: ten that stand in for a lost device, each once; they must not know the second factor or a page."""

import hashlib
import secrets

from msp_dialogue.database import Connection

HOW_MANY = 10
_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"  # 32 of them, without those that look like others
_GROUPS, _IN_A_GROUP = 6, 4  # 24 signs of 5 bits are 120: too many to guess, so a fast hash is enough
_MISREAD = str.maketrans("oil", "011")


def renew(connection: Connection, account_id: str) -> tuple[str, ...]:
    """Give ten new codes to be shown once; those before are dead. Only hashes are kept."""
    forget(connection, account_id)
    codes = tuple(_code() for _ in range(HOW_MANY))
    rows = [{"hash": _hash(code), "account": account_id} for code in codes]
    connection.table("recovery_code").insert_all(rows)
    return codes


def use(connection: Connection, account_id: str, typed: str) -> bool:
    """Whether this is a code of the account that was not used; it is used now."""
    used = connection.execute("delete from recovery_code where hash = ? and account = ?", [_hash(typed), account_id])
    return bool(used.rowcount)


def left(connection: Connection, account_id: str) -> int:
    """How many codes the account can still use."""
    row = connection.execute("select count(*) from recovery_code where account = ?", [account_id]).fetchone()
    return int(row[0])


def forget(connection: Connection, account_id: str) -> None:
    """Let no code of the account work any more."""
    connection.execute("delete from recovery_code where account = ?", [account_id])


def _code() -> str:
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_IN_A_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def _hash(code: str) -> str:
    signs = "".join(sign for sign in code.casefold() if sign.isalnum()).translate(_MISREAD)
    return hashlib.sha256(signs.encode("utf-8", "surrogatepass")).hexdigest()
