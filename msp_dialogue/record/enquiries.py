"""Adults and enquiries: opened, changed, concluded, and what is said of a conversation afterwards; events first.

An enquiry's stream holds what happens outside a sitting. The council's own references are the only names needed [S4].
"""

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from msp_dialogue.database import Connection, Database
from msp_dialogue.record import models, streams
from msp_dialogue.record.enquiry_kind import EnquiryKind as EnquiryKind
from msp_dialogue.record.noting import Noted, append
from msp_dialogue.record.streams import By


class RecordProblem(Exception):
    """Something that cannot be recorded as it stands.

    ├── ReferenceTaken     another enquiry has this reference
    ├── NotConcludable     before its opening, concluded already, or a "no" without its reason
    └── NoSuchThing        there is no such enquiry or conversation
    """


class ReferenceTaken(RecordProblem):
    """Another enquiry has this reference."""


class NotConcludable(RecordProblem):
    """The enquiry is concluded already, the date lies before its opening, or it was not asked for no reason [R3]."""


class NoSuchThing(RecordProblem):
    """There is no such enquiry or conversation."""


@dataclass(frozen=True)
class AdultDetails:
    """What is known of the adult; a date that is not known is None, and is shown as such."""

    reference: str
    call_name: str | None = None
    born: str | None = None
    died: str | None = None


@dataclass(frozen=True)
class EnquiryDetails:
    """What is known of the enquiry."""

    reference: str
    kind: EnquiryKind
    team: str
    opened: str
    lead: str | None = None


@dataclass(frozen=True)
class AdultNoted(Noted):
    """The adult's details, whole, as they are from now on."""

    KIND = "adult_noted"
    details: AdultDetails


@dataclass(frozen=True)
class EnquiryNoted(Noted):
    """The enquiry's details, whole, as they are from now on."""

    KIND = "enquiry_noted"
    adult: str
    details: EnquiryDetails


@dataclass(frozen=True)
class ConversationStarted(Noted):
    """A conversation was started: what makes a dialogue, which knows no enquiry, part of this one."""

    KIND = "conversation_started"
    dialogue: str


@dataclass(frozen=True)
class Concluded(Noted):
    """The enquiry was concluded on a day; `asked` and `reason` where no conversation says so [R3]."""

    KIND = "concluded"
    on: str
    asked: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Reopened(Noted):
    """The enquiry goes on after all."""

    KIND = "reopened"


@dataclass(frozen=True)
class SetAside(Noted):
    """A conversation does not count: the one who spoke may not speak for the person. It stays in the record."""

    KIND = "set_aside"
    dialogue: str
    why: str


@dataclass(frozen=True)
class PermissionWithdrawn(Noted):
    """The words said about an outcome in one conversation may not be used any more."""

    KIND = "permission_withdrawn"
    dialogue: str
    outcome: str


# The kind is written out, so that the index of openings is used: without it the cost grows with the number of events.
_OPENED_WITH = "select stream from event where kind = 'enquiry_noted' and token = ?"


def open_enquiry(
    database: Database, adult_id: str, enquiry_id: str, adult: AdultDetails, enquiry: EnquiryDetails, by: By
) -> str:
    """Open an enquiry for an adult, new or known by reference; gives the enquiry's id.

    The same token again gives the id it gave before. Raises ReferenceTaken.
    """
    with database.transaction() as connection:
        stored = connection.execute(_OPENED_WITH, [by.token]).fetchone()
        if stored:
            return str(stored[0])
        if _id_of(connection, "enquiry", enquiry.reference):
            raise ReferenceTaken(enquiry.reference)
        known = _id_of(connection, "adult", adult.reference)
        if known is None:
            append(connection, adult_id, AdultNoted(adult), by)
            connection.table("adult").insert({"id": adult_id, **asdict(adult)})
        event = EnquiryNoted(known or adult_id, enquiry)
        append(connection, enquiry_id, event, by)
        connection.table("enquiry").insert(enquiry_row(enquiry_id, event))
        models.refresh(connection, enquiry_id)
    return enquiry_id


def change_adult(database: Database, enquiry_id: str, adult: AdultDetails, by: By) -> None:
    """Note new details of the adult of an enquiry; the reference stays."""
    with database.transaction() as connection:
        _note_adult(connection, enquiry_id, adult, by)


def change_enquiry(
    database: Database,
    enquiry_id: str,
    by: By,
    *,
    team: str,
    lead: str | None,
    kind: EnquiryKind,
    opened: str,
) -> None:
    """Note who works on the enquiry from now on, its kind, and its day of opening."""
    with database.transaction() as connection:
        _note_enquiry(connection, enquiry_id, EnquiryDetails("", kind, team, opened, lead), by)


def change_both(
    database: Database, enquiry_id: str, by: By, *, adult: AdultDetails | None, enquiry: EnquiryDetails | None
) -> None:
    """Note new details of the adult, the enquiry or both, together or not at all; the references stay."""
    with database.transaction() as connection:
        if adult:
            _note_adult(connection, enquiry_id, adult, by)
        if enquiry:
            _note_enquiry(connection, enquiry_id, enquiry, by)


def changed_before(connection: Connection, enquiry_id: str, token: str) -> bool:
    """Whether this submission changed the enquiry or its adult already."""
    query = "select 1 from event where stream in (?, (select adult from enquiry where id = ?)) and token = ?"
    return connection.execute(query, [enquiry_id, enquiry_id, token]).fetchone() is not None


def _note_adult(connection: Connection, enquiry_id: str, adult: AdultDetails, by: By) -> None:
    adult_id = str(_enquiry(connection, enquiry_id)["adult"])
    (now,) = connection.table("adult").rows_where("id = ?", [adult_id])
    kept = replace(adult, reference=str(now["reference"]))
    if append(connection, adult_id, AdultNoted(kept), by, thing=enquiry_id):
        connection.table("adult").update(adult_id, asdict(kept))
        for (each,) in connection.execute("select id from enquiry where adult = ?", [adult_id]).fetchall():
            models.refresh(connection, each)  # the age is counted with each enquiry


def _note_enquiry(connection: Connection, enquiry_id: str, details: EnquiryDetails, by: By) -> None:
    now = _enquiry(connection, enquiry_id)
    kept = replace(details, reference=str(now["reference"]))
    if append(connection, enquiry_id, EnquiryNoted(now["adult"], kept), by):
        changes = {each.name: getattr(kept, each.name) for each in fields(kept)}
        connection.table("enquiry").update(enquiry_id, changes)
        models.refresh(connection, enquiry_id)


def conclude(
    database: Database,
    enquiry_id: str,
    on: date,
    by: By,
    *,
    asked: str | None = None,
    reason: str | None = None,
) -> None:
    """Conclude an enquiry; raises NotConcludable. Saying it twice with one token is saying it once.

    Where no conversation says whether the person was asked: `asked` is yes, no or dont_know, a "no" with its `reason`.
    """
    with database.transaction() as connection:
        now = _enquiry(connection, enquiry_id)
        if streams.has_token(connection, enquiry_id, by.token):
            return
        if now["concluded"] or on.isoformat() < now["opened"] or (asked == "no" and not reason):
            raise NotConcludable(enquiry_id)
        append(connection, enquiry_id, Concluded(on.isoformat(), asked, reason), by)
        connection.table("enquiry").update(
            enquiry_id, {"concluded": on.isoformat(), "asked": asked, "not_asked_reason": reason}
        )
        models.refresh(connection, enquiry_id)


def reopen(database: Database, enquiry_id: str, by: By) -> None:
    """Take a conclusion back: the enquiry goes on."""
    with database.transaction() as connection:
        _enquiry(connection, enquiry_id)
        if append(connection, enquiry_id, Reopened(), by):
            connection.table("enquiry").update(enquiry_id, {"concluded": None, "asked": None, "not_asked_reason": None})
            models.refresh(connection, enquiry_id)


def set_aside(database: Database, enquiry_id: str, dialogue_id: str, why: str, by: By) -> None:
    """Set a conversation aside: what was said stays in the record and counts for nothing from now on [L2]."""
    with database.transaction() as connection:
        known = connection.table("dialogue").rows_where("id = ? and enquiry = ?", [dialogue_id, enquiry_id])
        if next(iter(known), None) is None:
            raise NoSuchThing(dialogue_id)
        if append(connection, enquiry_id, SetAside(dialogue_id, why), by):
            connection.table("dialogue").update(dialogue_id, {"set_aside": why})
            models.refresh(connection, enquiry_id)


def withdraw_permission(database: Database, enquiry_id: str, dialogue_id: str, outcome_id: str, by: By) -> None:
    """Take back the permission to use what was said about an outcome in one conversation."""
    with database.transaction() as connection:
        known = connection.table("rating").rows_where(
            "dialogue = ? and outcome = ? and enquiry = ?", [dialogue_id, outcome_id, enquiry_id]
        )
        if next(iter(known), None) is None:
            raise NoSuchThing(outcome_id)
        if append(connection, enquiry_id, PermissionWithdrawn(dialogue_id, outcome_id), by):
            (now,) = connection.table("dialogue").rows_where("id = ?", [dialogue_id])
            quotes = with_quote(now["withdrawn_quotes"], outcome_id)
            connection.table("dialogue").update(dialogue_id, {"withdrawn_quotes": quotes})
            models.refresh(connection, enquiry_id)


def with_quote(withdrawn: str | None, outcome_id: str) -> str:
    """The outcomes whose words may not be used any more, as they are stored, with one more."""
    return json.dumps(sorted({*json.loads(withdrawn or "[]"), outcome_id}))


def note_conversation(connection: Connection, enquiry_id: str, dialogue_id: str, by: By) -> str | None:
    """Note that a conversation was started, inside its transaction; the id of the one this token started before.

    Raises NoSuchThing.
    """
    _enquiry(connection, enquiry_id)
    stored = connection.execute(
        "select value from event where stream = ? and token = ? and kind = ?",
        [enquiry_id, by.token, ConversationStarted.KIND],
    ).fetchone()
    if stored:
        return str(json.loads(stored[0])["dialogue"])
    if not append(connection, enquiry_id, ConversationStarted(dialogue_id), by):
        raise streams.AlreadyStored(enquiry_id)
    return None


def known_as(connection: Connection, reference: str) -> str | None:
    """The id of the enquiry with this reference, in whatever capitals; None when there is none."""
    query = "select id from enquiry where reference = ? collate nocase order by reference = ? desc limit 1"
    found = connection.execute(query, [reference, reference]).fetchone()
    return str(found[0]) if found else None


def enquiry_row(enquiry_id: str, event: EnquiryNoted) -> dict[str, Any]:
    """The enquiry's row when it is opened."""
    nothing_yet = {"concluded": None, "asked": None, "not_asked_reason": None}
    return {"id": enquiry_id, "adult": event.adult, **asdict(event.details), **nothing_yet}


def _enquiry(connection: Connection, enquiry_id: str) -> dict[str, Any]:
    found = next(iter(connection.table("enquiry").rows_where("id = ?", [enquiry_id])), None)
    if found is None:
        raise NoSuchThing(enquiry_id)
    return dict(found)


def _id_of(connection: Connection, table: str, reference: str) -> str | None:
    found = next(iter(connection.table(table).rows_where("reference = ?", [reference], select="id")), None)
    return str(found["id"]) if found else None
