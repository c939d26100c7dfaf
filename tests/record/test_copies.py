"""Whether a copy is safe to keep, and which were made: events that a rebuild proves; none without a yes just before."""

from datetime import timedelta

import pytest

from msp_dialogue.record import copies
from msp_dialogue.record.copies import HOLDS, NotSafeToKeep, Safe
from msp_dialogue.record.enquiries import NoSuchThing
from msp_dialogue.record.rebuild import differences, rebuild
from tests.record.talking import Talk


def ask(talk: Talk, enquiry: str, safe: Safe, token: str | None = None) -> None:
    with talk.database.transaction() as connection:
        copies.note_asked(connection, enquiry, safe, talk.by(token))


def make(talk: Talk, enquiry: str, form: str = "pdf", token: str | None = None) -> None:
    with talk.database.transaction() as connection:
        copies.note_made(connection, enquiry, form, talk.by(token))


def made(talk: Talk, enquiry: str) -> list[str]:
    with talk.database.reading() as connection:
        return [each.form for each in copies.given(connection, enquiry)]


def test_what_was_asked_and_made_is_told_newest_first_with_who_and_when(talk: Talk) -> None:
    enquiry = talk.enquiry()
    ask(talk, enquiry, Safe.NO)
    ask(talk, enquiry, Safe.YES)
    make(talk, enquiry, "pdf")
    make(talk, enquiry, "braille-2")

    assert made(talk, enquiry) == ["braille-2", "pdf"]
    with talk.database.reading() as connection:
        asked = copies.asked(connection, enquiry)
    assert [each.safe for each in asked] == [Safe.YES, Safe.NO]
    assert {each.by for each in asked} == {"worker-1"}


@pytest.mark.parametrize("answers", [[], [Safe.NO], [Safe.NOT_SURE], [Safe.YES, Safe.NO], [Safe.YES, Safe.NOT_SURE]])
def test_no_copy_is_noted_without_a_yes_as_the_last_answer(talk: Talk, answers: list[Safe]) -> None:
    enquiry = talk.enquiry()
    for each in answers:
        ask(talk, enquiry, each)
    with pytest.raises(NotSafeToKeep):
        make(talk, enquiry)

    assert made(talk, enquiry) == []


def test_a_yes_holds_for_a_while_and_for_whoever_heard_it(talk: Talk) -> None:
    enquiry = talk.enquiry()
    ask(talk, enquiry, Safe.YES)
    with talk.database.reading() as connection:
        at = copies.asked(connection, enquiry)[0].at

        assert copies.safe_now(connection, enquiry, "worker-1", at=at) == at
        assert copies.safe_now(connection, enquiry, "worker-1", at=at + HOLDS - timedelta(seconds=1)) == at
        assert copies.safe_now(connection, enquiry, "worker-1", at=at + HOLDS) is None
        assert copies.safe_now(connection, enquiry, "worker-1", at=at - timedelta(seconds=1)) is None
        assert copies.safe_now(connection, enquiry, "worker-2", at=at) is None
        assert copies.safe_now(connection, "e-other", "worker-1", at=at) is None


def test_of_an_enquiry_that_is_not_there_nothing_is_noted(talk: Talk) -> None:
    with pytest.raises(NoSuchThing):
        ask(talk, "nowhere", Safe.YES)
    with pytest.raises(NoSuchThing):
        make(talk, "nowhere")


def test_the_same_submission_is_noted_once(talk: Talk) -> None:
    enquiry = talk.enquiry()
    for _twice in range(2):
        ask(talk, enquiry, Safe.YES, token="asked")
        make(talk, enquiry, token="made")

    assert len(talk.rows("copy_asked")) == len(talk.rows("copy_made")) == 1


@pytest.mark.parametrize("last", [Safe.NO, Safe.NOT_SURE])
def test_whoever_changes_a_stalled_yes_to_no_is_heard_though_the_page_is_the_same(talk: Talk, last: Safe) -> None:
    enquiry = talk.enquiry()
    ask(talk, enquiry, Safe.YES, token="page")
    for _twice in range(2):
        ask(talk, enquiry, last, token="page")
    with pytest.raises(NotSafeToKeep):
        make(talk, enquiry)

    assert [row["safe"] for row in talk.rows("copy_asked")] == ["yes", last]


def test_a_no_from_a_page_used_before_counts_after_a_yes_from_another(talk: Talk) -> None:
    enquiry = talk.enquiry()
    for safe, token in ((Safe.NO, "one"), (Safe.YES, "two"), (Safe.NO, "one"), (Safe.YES, "two"), (Safe.NO, "two")):
        ask(talk, enquiry, safe, token=token)

    assert [row["safe"] for row in talk.rows("copy_asked")] == ["no", "yes", "no"]


def test_a_stalled_yes_that_comes_after_the_no_of_its_page_is_not_noted(talk: Talk) -> None:
    enquiry = talk.enquiry()
    ask(talk, enquiry, Safe.NO, token="page")
    ask(talk, enquiry, Safe.YES, token="page")

    assert [row["safe"] for row in talk.rows("copy_asked")] == ["no"]


CHANGED = {
    "an answer": "update copy_asked set safe = 'no'",
    "a form": "update copy_made set form = 'word'",
    "a copy less": "delete from copy_made",
    "a made-up copy": "insert into copy_made select 'x', number, form, at, recorded_by from copy_made",
}


@pytest.mark.parametrize("statement", CHANGED.values(), ids=CHANGED)
def test_a_changed_row_is_found_and_put_right(talk: Talk, statement: str) -> None:
    enquiry = talk.enquiry()
    ask(talk, enquiry, Safe.YES)
    make(talk, enquiry)
    before = talk.contents()
    with talk.database.transaction() as connection:
        connection.execute(statement)

    assert len(list(differences(talk.database, talk.library))) == 1
    assert rebuild(talk.database, talk.library) == 1
    assert talk.contents() == before
