"""Events are appended once and never changed: double taps, two writers, and a failure in the middle of a step."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from msp_dialogue.database import DatabaseError, IntegrityError, guarded_tables
from msp_dialogue.flow.model import Stage
from msp_dialogue.flow.step import Step
from msp_dialogue.record import dialogues, enquiries, streams
from msp_dialogue.record.enquiries import AdultDetails, EnquiryDetails, EnquiryKind, NoSuchThing
from msp_dialogue.record.streams import By
from tests.record.talking import Talk


def test_what_was_said_and_asked_is_guarded_after_all_migrations(talk: Talk) -> None:
    with talk.database.reading() as connection:
        guarded = guarded_tables(connection)

    assert guarded >= {"event", "flow_version", "audit"}


@pytest.mark.parametrize("table", ["event", "flow_version"])
@pytest.mark.parametrize("change", ["update {table} set {column} = 'x'", "delete from {table}"])
def test_what_was_said_and_asked_cannot_be_changed_or_taken_away(talk: Talk, table: str, change: str) -> None:
    talk.hold(talk.enquiry(), Stage.BEGINNING, want="Home.")
    before = talk.contents()
    column = {"event": "value", "flow_version": "source"}[table]
    with pytest.raises(DatabaseError), talk.database.transaction() as connection:
        connection.execute(change.format(table=table, column=column))

    assert talk.contents() == before


def test_the_same_submission_twice_is_stored_once(talk: Talk) -> None:
    held = talk.go_on(talk.held(talk.start(talk.enquiry(), Stage.BEGINNING)), {}, until="want")
    talk.say(held, Step("want"), "Home.", token="tapped-twice")
    before = talk.contents()
    with pytest.raises(streams.AlreadyStored):
        talk.say(held, Step("want"), "Home.", token="tapped-twice")

    assert talk.contents() == before
    assert talk.query("select count(*) from event where token = 'tapped-twice'") == [(1,)]


def test_the_same_submission_from_many_threads_is_stored_once(talk: Talk) -> None:
    held = talk.go_on(talk.held(talk.start(talk.enquiry(), Stage.BEGINNING)), {}, until="want")
    together, refused = Barrier(4), []

    def tap() -> None:
        together.wait()
        try:
            talk.say(held, Step("want"), "Home.", token="tapped-often")
        except streams.AlreadyStored as error:
            refused.append(error)

    taps = [Thread(target=tap) for _ in range(4)]
    for each in taps:
        each.start()
    for each in taps:
        each.join()

    assert len(refused) == 3
    assert talk.query("select count(*) from event where token = 'tapped-often'") == [(1,)]


def test_opening_and_starting_twice_gives_the_same_one(talk: Talk) -> None:
    adult, details = AdultDetails("SYN-A7"), EnquiryDetails("SYN-7", EnquiryKind.OTHER, "North", "2026-01-05")
    by = talk.by("once")
    first = enquiries.open_enquiry(talk.database, "adult-7", "e7", adult, details, by)
    second = enquiries.open_enquiry(talk.database, "adult-8", "e8", adult, details, by)
    once = talk.by("started-once")
    started = [dialogues.start(talk.database, talk.library, new, "e7", Stage.BEGINNING, once) for new in ("d1", "d2")]

    assert (first, second) == ("e7", "e7")
    assert started == ["d1", "d1"]
    assert talk.query("select count(*) from enquiry") == [(1,)]
    assert talk.query("select id from dialogue") == [("d1",)]


def test_finding_an_opening_again_does_not_read_every_event(talk: Talk) -> None:
    plan = talk.query(f"explain query plan {enquiries._OPENED_WITH}", "once")

    assert "event_opening" in str(plan)
    assert "SCAN" not in str(plan)


@pytest.mark.parametrize(
    "once",
    [
        lambda talk, by: enquiries.conclude(talk.database, "e1", by.at.date() + timedelta(days=1), by),
        lambda talk, by: enquiries.set_aside(talk.database, "e1", "e1-beginning", "why", by),
        lambda talk, by: enquiries.change_adult(talk.database, "e1", AdultDetails("", "Test Ash"), by),
        lambda talk, by: enquiries.change_enquiry(
            talk.database, "e1", by, team="South", lead=None, kind=EnquiryKind.OTHER, opened="2026-01-06"
        ),
    ],
    ids=["conclude", "set aside", "change adult", "change enquiry"],
)
def test_what_happens_outside_a_sitting_is_stored_once_too(talk: Talk, once: Callable[[Talk, By], None]) -> None:
    talk.hold(talk.enquiry(), Stage.BEGINNING, want="Home.")
    by = talk.by("once")
    once(talk, by)
    before = talk.contents()
    once(talk, by)

    assert talk.contents() == before


def test_the_second_of_two_writers_is_told_and_writes_nothing(talk: Talk) -> None:
    dialogue = talk.start(talk.enquiry(), Stage.BEGINNING)
    one = talk.go_on(talk.held(dialogue), {}, until="want")
    other = talk.held(dialogue)
    talk.say(one, Step("want"), "Home.")
    before = talk.contents()
    with pytest.raises(streams.Moved):
        talk.say(other, Step("want"), "Away.")

    assert talk.contents() == before


def test_a_failure_after_the_events_leaves_nothing(talk: Talk) -> None:
    """The audit row comes last and refuses an actor that is no id: all that was written before it goes too."""
    held = talk.go_on(talk.held(talk.start(talk.enquiry(), Stage.BEGINNING)), {}, until="want")
    before = talk.contents()
    talk.actor = "somebody's own words"
    with pytest.raises(ValueError, match="ids and single words"):
        talk.say(held, Step("want"), "Home.")

    assert talk.contents() == before
    talk.actor = "worker-1"
    assert talk.say(held, Step("want"), "Home.").dialogue.seq == held.dialogue.seq + 1


def test_a_failure_in_the_read_models_leaves_nothing(talk: Talk) -> None:
    """An enquiry's row must have a kind: a real constraint, met after the events were appended."""
    talk.enquiry("e1")
    by = talk.by("unlucky")
    before = talk.contents()
    adult = AdultDetails("SYN-A2")
    with pytest.raises(IntegrityError):
        enquiries.open_enquiry(talk.database, "adult-2", "e2", adult, EnquiryDetails("SYN-e2", None, "N", "2026"), by)  # type: ignore[arg-type]

    assert talk.contents() == before


def test_starting_a_conversation_that_fails_leaves_nothing(talk: Talk) -> None:
    before = talk.contents()
    with pytest.raises(NoSuchThing):
        talk.start("no-such-enquiry", Stage.BEGINNING)

    assert talk.contents() == before


def test_a_conversation_of_another_enquiry_cannot_be_set_aside(talk: Talk) -> None:
    talk.start(talk.enquiry("e1"), Stage.BEGINNING, "d1")
    talk.enquiry("e2", adult="SYN-A2")
    before = talk.contents()
    with pytest.raises(NoSuchThing):
        enquiries.set_aside(talk.database, "e2", "d1", "why", talk.by())

    assert talk.contents() == before


def test_what_nobody_recorded_is_not_there(talk: Talk) -> None:
    with pytest.raises(NoSuchThing), talk.database.reading() as connection:
        dialogues.load(connection, talk.library, "no-such-conversation")
