"""Passwords: which are taken, and argon2id to store and check them [A-02, A-04].

Slow on purpose, so never call it inside a transaction: everyone's answers would wait.
"""

from typing import NewType

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from msp_dialogue.accounts.account import Problem, Refused

SHORTEST = 12
LONGEST = 128
_SERVICE = "mspdialogue"
_SHORTEST_NAME = 3  # a shorter part of a name would refuse passwords for no good reason

Hashed = NewType("Hashed", str)
"""A password as it is stored: an argon2id string."""

_hasher = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)


def problem(password: str, *, sign_in_name: str) -> Problem | None:
    """Give what is wrong with a new password, or None when it may be used [A-02, A-03].

    Any characters may be used; none is cut off or changed.
    """
    if len(password) > LONGEST:
        return Problem.TOO_LONG
    if len(password) < SHORTEST:
        return Problem.TOO_SHORT
    typed = _letters(password)
    parts = (_letters(sign_in_name), _letters(sign_in_name.partition("@")[0]))
    guessable = (_SERVICE, *(part for part in parts if len(part) >= _SHORTEST_NAME))
    if any(part in typed for part in guessable):
        return Problem.GUESSABLE
    return None


def hash_new(password: str, *, sign_in_name: str) -> Hashed:
    """Give a new password as it is to be stored; raises Refused, unhashed, when `problem` finds one."""
    if found := problem(password, sign_in_name=sign_in_name):
        raise Refused(found)
    return Hashed(_hasher.hash(_bytes(password)))


def verify(hashed: Hashed, password: str) -> bool:
    """Whether this is the password; one that is too long is refused without hashing it [A-04]."""
    if len(password) > LONGEST:
        return False
    try:
        return _hasher.verify(hashed, _bytes(password))
    except (VerificationError, InvalidHashError):
        return False


def verify_for_nobody(password: str) -> None:
    """Cost what `verify` costs, so that time does not tell whether there is such an account [A-05]."""
    if len(password) <= LONGEST:
        _hasher.hash(_bytes(password))


def needs_rehash(hashed: Hashed) -> bool:
    """Whether it was stored with other parameters than today's [A-04]."""
    return _hasher.check_needs_rehash(hashed)


def rehash(password: str) -> Hashed:
    """Give a password that was just verified as it is stored today, even if too weak for a new one."""
    return Hashed(_hasher.hash(_bytes(password)))


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")  # a broken character is no reason to fail
