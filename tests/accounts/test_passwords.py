"""Passwords: which are taken, how they are kept [A-02, A-03, A-04]."""

import re
from pathlib import Path

import pytest
from argon2 import PasswordHasher, extract_parameters
from hypothesis import given
from hypothesis import strategies as some

from msp_dialogue.accounts import Refused, guessable, passwords
from msp_dialogue.accounts.account import Problem
from msp_dialogue.accounts.passwords import Hashed

GOOD = "four plain words together"


ABOUT = ("Sam Okafor", "North Northamptonshire County Council")


def problem(password: str, sign_in_name: str = "sam") -> Problem | None:
    return passwords.problem(password, sign_in_name=sign_in_name, about=ABOUT)


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "xylophones by the lake 🙂" * 5,
        "🙂🦊🌲🏔️🚲🎻🧵🫖🧦🪁🐝🥕",
        "a" * 58 + "zebra.",
        "пароль из слов",
        " spaces at the ends ",
        "\ud800 half a character",
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
        ("seven herons of northamptonshire", "sam"),
        ("blue okafor garden", "sam"),
        ("anyhow samokafor", "zed"),
    ],
)
def test_a_password_with_the_name_of_its_owner_or_of_the_service_is_refused(password: str, sign_in_name: str) -> None:
    assert problem(password, sign_in_name) is Problem.GUESSABLE


@pytest.mark.parametrize("sign_in_name", ["", "@", "al", "___", "al@council.example"])
def test_a_very_short_sign_in_name_does_not_rule_passwords_out(sign_in_name: str) -> None:
    assert problem("always plain words", sign_in_name) is None


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password2026!",
        "P@ssw0rd1984",
        "pa55w0rdpa55w0rd",
        "my password is password",
        "123456789012",
        "098765432109",
        "abcdefghijkl",
        "qwertyuiop12",
        "Qwerty123456!",
        "1q2w3e4r5t6y",
        "1qaz2wsx3edc",
        "zaq12wsxcde3",
        "iloveyou1234",
        "ILOVEYOUFOREVER",
        "letmeinletmein",
        "welcome12345",
        "WelcomeWelcome1",
        "adminadmin123",
        "Liverpool2026!",
        "manchesterunited",
        "sunshine2025",
        "Summer Holiday!",
        "charlie & molly",
        "Monday morning",
        "socialworker1",
        "Safeguarding2026",
        "aaaaaaaaaaaa",
        "abababababab",
        "🙂" * 12,
        "!!!!!!!!!!!!!!!",
        "ｐａｓｓｗｏｒｄ２０２６",
    ],
)
def test_what_everybody_would_try_first_is_refused(password: str) -> None:
    assert problem(password) is Problem.COMMON


@pytest.mark.parametrize(
    "password",
    ["purple monkey dishwasher", "heron gutter apricot", "4 pints & no umbrella", "k7#fQ2m!pZ9w", "582930174628"],
)
def test_what_is_worth_guessing_is_taken(password: str) -> None:
    assert problem(password) is None


@pytest.mark.parametrize("council", ["Adult social care", "London Borough of Camden", "Royal Borough of Ly"])
def test_words_that_many_councils_have_in_their_names_may_be_used(council: str) -> None:
    good = "social herons borough apricot"

    assert passwords.problem(good, sign_in_name="sam", about=[council]) is None


@given(some.text(min_size=12, max_size=128))
def test_whatever_is_typed_is_judged(password: str) -> None:
    assert problem(password) in {None, Problem.GUESSABLE, Problem.COMMON}


def test_the_list_ships_with_the_package_and_every_entry_can_be_found() -> None:
    file = Path(guessable.__file__).with_name("common_words.txt")
    words = [word for line in file.read_text(encoding="utf-8").splitlines() if line[:1] != "#" for word in line.split()]

    assert len(words) == len(set(words)) > 800
    assert [word for word in words if guessable.letters(word) != word or guessable._rest(word)] == []


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
