"""A conversation that was loaded before is not read again, unless it went on: what is kept never hides an answer."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from msp_dialogue.database import Connection
from msp_dialogue.flow.model import Stage
from msp_dialogue.record import dialogues
from msp_dialogue.record.dialogues import Held
from msp_dialogue.record.kept import MOST, Conversation, Kept
from msp_dialogue.record.library import FlowLibrary, read_flows
from tests.record.talking import Talk


@pytest.fixture
def other() -> FlowLibrary:
    """The flows of another process, which knows no conversation yet."""
    return FlowLibrary(read_flows())


def loaded(talk: Talk, library: FlowLibrary, dialogue: str) -> Held:
    with talk.database.reading() as connection:
        return dialogues.load(connection, library, dialogue)


def reads_of_events(connection: Connection, library: FlowLibrary, dialogue: str) -> Sequence[str]:
    """The statements that read all stored events to load a conversation."""
    asked: list[str] = []
    connection.conn.set_trace_callback(asked.append)
    dialogues.load(connection, library, dialogue)
    connection.conn.set_trace_callback(None)
    assert any("join event" in each for each in asked)  # whether it went on
    return [each for each in asked if "from event where stream" in each]


def test_it_is_read_whole_once_and_then_only_asked_whether_it_went_on(talk: Talk, other: FlowLibrary) -> None:
    name = talk.start(talk.enquiry(), Stage.BEGINNING)
    with talk.database.reading() as connection:
        first, second = (reads_of_events(connection, other, name) for _ in range(2))

    assert len(first) == 1
    assert second == []


def test_what_another_process_stored_meanwhile_is_there(talk: Talk, other: FlowLibrary) -> None:
    name = talk.start(talk.enquiry(), Stage.BEGINNING)
    before = loaded(talk, other, name)
    talk.go_on(talk.held(name), {}, until="alone")

    assert loaded(talk, other, name).dialogue.seq > before.dialogue.seq
    assert loaded(talk, other, name).events == talk.held(name).events


@pytest.mark.parametrize("changed", [False, True])
def test_the_way_that_was_kept_is_the_one_that_the_events_lead(talk: Talk, other: FlowLibrary, changed: bool) -> None:
    said = talk.go_on(talk.held(talk.start(talk.enquiry(), Stage.BEGINNING)), {}, until="want")
    if changed:
        said = talk.change(said, said.dialogue.path.steps[-1], "no")
    ours, anew = talk.held(said.dialogue.id).dialogue, loaded(talk, other, said.dialogue.id).dialogue

    assert ours.path == anew.path
    assert len(ours.path.steps) > 10
    assert ours.outcomes == anew.outcomes


def test_the_one_that_was_longest_not_asked_for_goes_first(talk: Talk) -> None:
    known = talk.held(talk.start(talk.enquiry(), Stage.BEGINNING))
    kept = Kept()
    for number in range(MOST + 1):
        kept.keep(Conversation(known.events, replace(known.dialogue, id=f"d{number}")))
        kept.of("d0")

    assert kept.of("d0") is not None
    assert kept.of("d1") is None
