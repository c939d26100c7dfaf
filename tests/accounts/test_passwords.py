"""Passwords: which are taken, how they are kept [A-02, A-03, A-04]."""

import re

import pytest
from argon2 import PasswordHasher, extract_parameters
from hypothesis import given
from hypothesis import strategies as some

from msp_dialogue.accounts import Refused, passwords
from msp_dialogue.accounts.account import Problem
from msp_dialogue.accounts.passwords import Hashed

GOOD = "four plain words together"


def problem(password: str, sign_in_name: str = "sam") -> Problem | None:
    return passwords.problem(password, sign_in_name=sign_in_name)


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "x" * 12,
        "x" * 128,
        "🙂" * 12,
        "пароль из слов",
        " spaces at the ends ",
        "\ud800" * 12,
        "\x00 and a control \x1b",
    ],
)
def test_any_characters_are_taken_and_checked_as_they_were_typed(password: str) -> None:
    hashed = passwords.hash_new(password, sign_in_name="sam")

    assert passwords.verify(hashed, password)
    assert not passwords.verify(hashed, password + " ")
    assert not passwords.verify(hashed, password[:-1])


@given(some.text(max_size=11))
def test_a_short_password_is_refused(password: str) -> None:
    assert problem(password) is Problem.TOO_SHORT


@given(some.text(min_size=129, max_size=200))
def test_a_long_password_is_refused(password: str) -> None:
    assert problem(password) is Problem.TOO_LONG


@pytest.mark.parametrize(
    ("password", "sign_in_name"),
    [
        ("MSP dialogue 2026", "sam"),
        ("my m-s-p-Dialogue!", "sam"),
        ("i am sam for ever", "Sam"),
        ("s.a.m and some more", "sam"),
        ("mary.jones goes here", "mary.jones@council.example"),
        ("MaryJones2026!!!", "mary.jones@council.example"),
    ],
)
def test_a_password_with_the_name_of_its_owner_or_of_the_service_is_refused(password: str, sign_in_name: str) -> None:
    assert problem(password, sign_in_name) is Problem.GUESSABLE


@pytest.mark.parametrize("sign_in_name", ["", "@", "al", "___", "al@council.example"])
def test_a_very_short_sign_in_name_does_not_rule_passwords_out(sign_in_name: str) -> None:
    assert problem("always plain words", sign_in_name) is None


def test_a_refused_password_is_not_hashed() -> None:
    with pytest.raises(Refused, match="12 characters") as refusal:
        passwords.hash_new("short", sign_in_name="sam")

    assert refusal.value.problem is Problem.TOO_SHORT


def test_the_words_name_the_limits_that_hold() -> None:
    assert re.findall(r"\d+", Problem.TOO_SHORT) == [str(passwords.SHORTEST)]
    assert re.findall(r"\d+", Problem.TOO_LONG) == [str(passwords.LONGEST)]


def test_it_is_kept_as_argon2id_with_at_least_the_parameters_of_the_rule(hashed: Hashed) -> None:
    kept = extract_parameters(hashed)

    assert hashed.startswith("$argon2id$")
    assert kept.memory_cost >= 19 * 1024
    assert kept.time_cost >= 2
    assert kept.parallelism == 1
    assert kept.salt_len >= 16


def test_the_same_password_is_kept_differently_each_time(hashed: Hashed) -> None:
    assert passwords.rehash(GOOD) != hashed


def test_an_over_long_password_is_refused_before_it_is_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed = passwords.hash_new(GOOD, sign_in_name="sam")

    def hash_anyway(*_: object) -> None:
        pytest.fail("it was hashed")

    monkeypatch.setattr(PasswordHasher, "hash", hash_anyway)
    monkeypatch.setattr(PasswordHasher, "verify", hash_anyway)

    assert not passwords.verify(hashed, "x" * 129)
    passwords.verify_for_nobody("x" * 129)
    with pytest.raises(Refused):
        passwords.hash_new("x" * 129, sign_in_name="sam")


@pytest.mark.parametrize("kept", ["", "nonsense", "$argon2id$v=19$m=8,t=1,p=1$!!$!!"])
def test_a_broken_entry_opens_nothing(kept: str) -> None:
    assert not passwords.verify(Hashed(kept), GOOD)


def test_only_an_entry_with_other_parameters_needs_to_be_hashed_again(hashed: Hashed) -> None:
    weaker = PasswordHasher(memory_cost=8 * 1024, time_cost=1, parallelism=1).hash(GOOD)

    assert not passwords.needs_rehash(hashed)
    assert passwords.needs_rehash(Hashed(weaker))
