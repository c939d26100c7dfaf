"""Passwords: which are taken, and argon2id to store and check them [A-02, A-04].

Slow on purpose, so never call it inside a transaction: everyone's answers would wait.
"""

from collections.abc import Iterable
from typing import NewType

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from msp_dialogue.accounts import guessable
from msp_dialogue.accounts.account import Problem, Refused

SHORTEST = 12
LONGEST = 128
_SERVICE = "MSP Dialogue"
_SHORTEST_NAME = 3  # a shorter part of a name would refuse passwords for no good reason
_SHORTEST_WORD = 5
_OF_MANY = frozenset(
    {
        "adult",
        "adults",
        "social",
        "council",
        "county",
        "district",
        "borough",
        "metropolitan",
        "london",
        "royal",
        "service",
    }
)
"""Words of many councils' names: with them a passphrase is no easier to guess."""

Hashed = NewType("Hashed", str)
"""A password as it is stored: an argon2id string."""

_hasher = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)


def problem(password: str, *, sign_in_name: str, about: Iterable[str] = ()) -> Problem | None:
    """Give what is wrong with a new password, or None when it may be used [A-02, A-03].

    `about` are other names that guessers would try for this account, such as its owner's and the council's.
    Any characters may be used; none is cut off or changed.
    """
    if len(password) > LONGEST:
        return Problem.TOO_LONG
    if len(password) < SHORTEST:
        return Problem.TOO_SHORT
    typed = guessable.letters(password)
    if any(part in typed for part in _guessable(sign_in_name, about)):
        return Problem.GUESSABLE
    return Problem.COMMON if guessable.is_common(password) else None


def hash_new(password: str, *, sign_in_name: str, about: Iterable[str] = ()) -> Hashed:
    """Give a new password as it is to be stored; raises Refused, unhashed, when `problem` finds one."""
    if found := problem(password, sign_in_name=sign_in_name, about=about):
        raise Refused(found)
    return Hashed(_hasher.hash(_bytes(password)))


def _guessable(sign_in_name: str, about: Iterable[str]) -> set[str]:
    """The names as they might stand in a password: whole, and the words that few other names have."""
    names = {sign_in_name, sign_in_name.partition("@")[0], _SERVICE, *about}
    words = {word for name in about for word in map(guessable.letters, name.split()) if len(word) >= _SHORTEST_WORD}
    whole = {name for name in map(guessable.letters, names) if len(name) >= _SHORTEST_NAME}
    return whole | (words - _OF_MANY)


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


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")  # a broken character is no reason to fail
