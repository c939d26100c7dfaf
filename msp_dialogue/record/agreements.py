"""What the person says of what others said for them: beside it, never in its place [L1]; every view is kept.

It must not change what was said, nor decide what counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from msp_dialogue.database import Connection, moment, stamp
from msp_dialogue.flow.voice import Voice
from msp_dialogue.record import noting, streams
from msp_dialogue.record.enquiries import NoSuchThing
from msp_dialogue.record.models import Row
from msp_dialogue.record.noting import Noted, Projection
from msp_dialogue.record.streams import By

VOICES = (Voice.ADULT, Voice.ADULT_WITH_SUPPORT, Voice.WORKER)
"""Whose view it can be; a representative does not confirm a representative."""


class About(StrEnum):
    """What a view is of: all that was said in one conversation, or one desired outcome."""

    CONVERSATION = "conversation"
    OUTCOME = "outcome"


class View(StrEnum):
    """Whether what was recorded for them is right."""

    AGREES = "agrees"
    PARTLY = "partly"
    DISAGREES = "disagrees"
    NOT_ASKED = "could_not_be_asked"


@dataclass(frozen=True)
class AgreementNoted(Noted):
    """Somebody's view of what a representative said, in their words; `subject` is a conversation's or outcome's id."""

    KIND = "agreement_noted"
    about: str
    subject: str
    view: str
    voice: str
    words: str


@dataclass(frozen=True)
class Agreement:
    """One view, as it is read; of several of one subject the last is the newest."""

    about: About
    subject: str
    view: View
    voice: Voice
    words: str
    at: datetime
    recorded_by: str


def _project(enquiry: str, rows: Sequence[streams.Row]) -> Mapping[str, list[Row]]:
    told = ({"at": stamp(row.at), "recorded_by": row.recorded_by, **row.value, "number": row.seq} for row in rows)
    return {"agreement": [{"enquiry": enquiry, **row} for row in told]}


PROJECTION = Projection(
    owner="enquiry",
    tables={"agreement": ("enquiry", "number")},
    kinds=frozenset({AgreementNoted.KIND}),
    project=_project,
)


def note(
    connection: Connection, enquiry: str, about: About, subject: str, view: View, voice: Voice, words: str, by: By
) -> None:
    """Note a view; raises NoSuchThing for what no representative said here.

    ValueError for a voice that cannot confirm, or for the voice of somebody who could not be asked.
    """
    if voice not in VOICES or (view is View.NOT_ASKED and voice is not Voice.WORKER):
        raise ValueError("this voice cannot say so")
    if subject not in said_for_them(connection, enquiry)[about]:
        raise NoSuchThing(subject)
    event = AgreementNoted(str(about), subject, str(view), str(voice), words)
    noting.note(connection, PROJECTION, enquiry, event, by)


def said_for_them(connection: Connection, enquiry: str) -> Mapping[About, frozenset[str]]:
    """What a representative said: the conversations held with one, and the outcomes one ever put into words."""
    held = "select id from dialogue where enquiry = ? and voice = ?"
    worded = "select distinct outcome from outcome_wording where enquiry = ? and voice = ?"
    values = [enquiry, str(Voice.REPRESENTATIVE)]
    return {
        About.CONVERSATION: frozenset(each for (each,) in connection.execute(held, values)),
        About.OUTCOME: frozenset(each for (each,) in connection.execute(worded, values)),
    }


def of_enquiry(connection: Connection, enquiry: str) -> tuple[Agreement, ...]:
    """Every view there is, oldest first."""
    names = "about, subject, view, voice, words, at, recorded_by"
    found = connection.execute(f"select {names} from agreement where enquiry = ? order by number", [enquiry])  # noqa: S608
    return tuple(
        Agreement(About(about), subject, View(view), Voice(voice), words, moment(at), by)
        for about, subject, view, voice, words, at, by in found
    )
