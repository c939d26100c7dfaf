"""Stories to play, and what it takes to play them."""

from collections.abc import Callable
from datetime import datetime
from textwrap import indent

import pytest

from msp_dialogue.database import Database
from msp_dialogue.record.library import FlowLibrary, read_flows
from msp_dialogue.story import Played, Story, parse_story, play

STORY = """\
story: tiny
title: A tiny story
shows: As little as a story can show.
adult: {reference: SYN-A99, call_name: Test Reed}
enquiry: {reference: SYN-0099, kind: section_42, team: North, opened: 2026-01-05, lead: lead}
chapters:
%s
must:
  conversations: {}
  counted: {asked: not_recorded, achieved: none_expressed}
"""
BEFORE = """\
who_answers: adult
present: [{name: Test Reed, relation: the adult}]
alone: alone
safe_to_talk: yes
sitting: handed_over
take_part: yes
"""
"""What must be answered before the first question to the person, and the one of taking part."""


@pytest.fixture(scope="session")
def library() -> FlowLibrary:
    """The flows in use, proved once."""
    return FlowLibrary(read_flows())


@pytest.fixture
def kept(database: Database, library: FlowLibrary, now: datetime) -> Database:
    """The database, with the flows in use kept in it."""
    with database.transaction() as connection:
        library.keep(connection, now)
    return database


def told(chapters: str) -> Story:
    """A tiny story with these chapters."""
    return parse_story(STORY % indent(chapters, "  "), file="tiny.yaml")


def first_conversation(answers: str, more: str = "") -> str:
    """A chapter: the first conversation, with the worker's part answered; `more` are other keys of it."""
    return (
        "- conversation: beginning\n  at: 2026-01-07 10:00\n  by: lead\n"
        + indent(more, "  ")
        + "  answers:\n"
        + indent(BEFORE + answers, "    ")
    )


def labelled(label: str) -> str:
    """An id that says what it is for."""
    return label.replace(" ", "-")


@pytest.fixture
def played(kept: Database, library: FlowLibrary) -> Callable[[str], Played]:
    """Plays a tiny story with these chapters."""
    return lambda chapters: play(told(chapters), kept, library, labelled)
