"""Which of several ratings of one outcome counts: each sentence of [R2] about it."""

from typing import Any

import pytest

from msp_dialogue.record.counting import counting


def view(
    value: str | None, voice: str, at: str, *, asker: str | None = "lead", dialogue: str | None = None
) -> dict[str, Any]:
    return {"value": value, "voice": voice, "at": at, "asker": asker, "dialogue": dialogue or at}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("adult", "adult_with_support"),
        ("adult", "representative"),
        ("adult", "worker"),
        ("adult_with_support", "representative"),
        ("adult_with_support", "worker"),
        ("representative", "worker"),
    ],
)
def test_a_voice_nearer_to_the_adult_counts_before_one_further_away(first: str, second: str) -> None:
    near, far = view("fully", first, "2026-01"), view("not", second, "2026-02")

    assert counting([near, far]) is near
    assert counting([far, near]) is near
    assert counting([near | {"at": "2026-03"}, far]) == near | {"at": "2026-03"}


def test_of_two_ratings_in_one_voice_the_latest_counts() -> None:
    early, late = view("not", "adult", "2026-01"), view("fully", "adult", "2026-02")

    assert counting([late, early]) is late


def test_an_independent_follow_up_stands_beside_and_never_overwrites() -> None:
    lead, follow_up = view("fully", "adult", "2026-01"), view("not", "adult", "2026-02", asker="independent")

    assert counting([lead, follow_up]) is lead


def test_an_independent_follow_up_does_not_overwrite_even_in_a_nearer_voice() -> None:
    lead = view("fully", "representative", "2026-01")
    follow_up = view("not", "adult", "2026-02", asker="independent")

    assert counting([lead, follow_up]) is lead


def test_someone_independent_who_asked_first_counts() -> None:
    only = view("partially", "adult", "2026-01", asker="independent")

    assert counting([only]) is only


def test_someone_independent_counts_where_the_lead_was_told_nothing() -> None:
    lead, follow_up = view(None, "adult", "2026-01"), view("not", "adult", "2026-02", asker="independent")

    assert counting([lead, follow_up]) is follow_up


def test_the_lead_may_ask_again_after_someone_independent() -> None:
    first = view("not", "adult", "2026-01", asker="independent")
    again = view("fully", "adult", "2026-02")

    assert counting([first, again]) is again


def test_of_two_independent_ratings_the_first_counts() -> None:
    first = view("not", "adult", "2026-01", asker="independent")
    second = view("fully", "adult", "2026-02", asker="independent")

    assert counting([first, second]) is first


def test_a_persons_own_words_to_someone_independent_count_before_a_workers_view() -> None:
    worker = view("fully", "worker", "2026-01", asker=None)
    told = view("not", "adult", "2026-02", asker="independent")

    assert counting([worker, told]) is told


def test_a_workers_view_counts_where_there_is_no_other() -> None:
    worker = view("partially", "worker", "2026-01", asker=None)

    assert counting([view(None, "adult", "2026-02"), worker]) is worker


def test_not_answering_is_no_rating() -> None:
    assert counting([view(None, "adult", "2026-01")]) is None
    assert counting([]) is None
