"""What pages read of the record: lists of enquiries, and one enquiry whole. Frozen rows out; nothing is written."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from msp_dialogue.database import Connection
from msp_dialogue.record import emergencies, seals
from msp_dialogue.record.read.lists import (
    PAGE,
    Attention,
    Line,
    Listing,
    Lookup,
    Scope,
    SealedOne,
    counts,
    find,
    lines,
    needing_attention,
    sealed_of_team,
)
from msp_dialogue.record.read.whole import (
    Adult,
    Answer,
    Conversation,
    Enquiry,
    Outcome,
    Rating,
    Sitting,
    Standing,
    Whole,
    Wording,
    enquiry,
    whole,
)

__all__ = [
    "PAGE",
    "Adult",
    "Answer",
    "Attention",
    "Conversation",
    "Enquiry",
    "Line",
    "Listing",
    "Lookup",
    "Outcome",
    "Ownership",
    "Rating",
    "Scope",
    "SealedOne",
    "Sitting",
    "Standing",
    "Whole",
    "Wording",
    "adult_known_as",
    "counts",
    "enquiry",
    "enquiry_of",
    "find",
    "is_there",
    "lines",
    "needing_attention",
    "ownership",
    "ownership_of_dialogue",
    "sealed_of_team",
    "teams",
    "things_of",
    "whole",
]


class Ownership(NamedTuple):
    """Whose an enquiry is, and who else may see it: what permission asks for before anything else is read."""

    team: str
    lead: str | None
    sealed: bool = False
    named: frozenset[str] = frozenset()
    opened_for: frozenset[str] = frozenset()
    enquiry: str = ""


def ownership(connection: Connection, enquiry_id: str, *, at: datetime) -> Ownership | None:
    """Whose the enquiry is at this moment; None when there is none."""
    return _ownership(connection, f"{_WHOSE} where enquiry.id = ?", enquiry_id, at)


def ownership_of_dialogue(connection: Connection, dialogue_id: str, *, at: datetime) -> Ownership | None:
    """Whose the enquiry of a conversation is at this moment; None when there is no such conversation."""
    query = f"{_WHOSE} join dialogue on dialogue.enquiry = enquiry.id where dialogue.id = ?"
    return _ownership(connection, query, dialogue_id, at)


_WHOSE = (
    "select enquiry.id, enquiry.team, enquiry.lead, exists (select 1 from seal where seal.enquiry = enquiry.id),"
    " exists (select 1 from break_glass where break_glass.enquiry = enquiry.id) from enquiry"
)
"""With whether there was ever anything more to ask: mostly there was not, and every page and every answer asks this."""


def _ownership(connection: Connection, query: str, value: str, at: datetime) -> Ownership | None:
    row = connection.execute(query, [value]).fetchone()
    if row is None:
        return None
    enquiry_id, team, lead, sealed, opened = row
    named = seals.named_for(connection, enquiry_id) if sealed else None
    opened_for = frozenset(emergencies.opened_for(connection, enquiry_id, at=at)) if opened else frozenset[str]()
    return Ownership(team, lead, bool(sealed), named or frozenset(), opened_for, enquiry_id)


def is_there(connection: Connection, enquiry_id: str) -> bool:
    """Whether there is an enquiry of this id, whoever may know of it; any text may be asked about."""
    return connection.execute("select 1 from enquiry where id = ?", [enquiry_id]).fetchone() is not None


def ownerships_of_adult(connection: Connection, enquiry_id: str, *, at: datetime) -> tuple[Ownership, ...]:
    """Whose every enquiry of the same adult is, this one's too."""
    query = "select id from enquiry where adult = (select adult from enquiry where id = ?)"
    found = (ownership(connection, each, at=at) for (each,) in connection.execute(query, [enquiry_id]).fetchall())
    return tuple(each for each in found if each)


def enquiry_of(connection: Connection, dialogue_id: str) -> str | None:
    """The enquiry that a conversation belongs to; None when there is no such conversation."""
    row = connection.execute("select enquiry from dialogue where id = ?", [dialogue_id]).fetchone()
    return str(row[0]) if row else None


def things_of(connection: Connection, enquiry_id: str) -> tuple[str, ...]:
    """The ids under which the trail tells of an enquiry: its own and those of its conversations.

    Not its adult's: what was done from another enquiry of theirs is for those who answer for that one.
    """
    query = "select id from dialogue where enquiry = ?"
    return (enquiry_id, *(thing for (thing,) in connection.execute(query, [enquiry_id])))


def teams(connection: Connection) -> tuple[str, ...]:
    """Every team that has an enquiry, in order."""
    return tuple(team for (team,) in connection.execute("select distinct team from enquiry order by team"))


def adult_known_as(connection: Connection, reference: str) -> Mapping[str, str | None] | None:
    """What is known of the adult with this reference; None when nobody has it."""
    row = connection.execute("select call_name, born, died from adult where reference = ?", [reference]).fetchone()
    return dict(zip(("call_name", "born", "died"), row, strict=True)) if row else None
