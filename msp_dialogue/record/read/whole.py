"""One enquiry as a whole, in as many queries as there are tables, however much was said in it."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, TypeVar

from msp_dialogue.database import Connection, moment
from msp_dialogue.dialogue import Resumed, State, Waited
from msp_dialogue.flow.model import Kind, Part, Stage
from msp_dialogue.flow.voice import NonAnswer, Voice
from msp_dialogue.record import agreements, in_english, invitations
from msp_dialogue.record.agreements import Agreement
from msp_dialogue.record.enquiries import EnquiryKind
from msp_dialogue.record.in_english import Meant
from msp_dialogue.record.invitations import Invitation
from msp_dialogue.record.standing import Achieved, Asked, Due


@dataclass(frozen=True)
class Adult:
    """What is known of the adult; days are ISO text."""

    reference: str
    call_name: str | None
    born: str | None
    died: str | None


@dataclass(frozen=True)
class Standing:
    """How the enquiry counts as things stand."""

    asked: Asked
    not_asked_reason: str | None
    achieved: Achieved
    overall: str | None
    wanted: int
    fully: int
    partially: int
    not_achieved: int
    withdrawn: int
    unrated: int
    capacity: str | None
    risk_result: str | None
    due: Due


@dataclass(frozen=True)
class Enquiry:
    """The enquiry's own facts, with its adult's and how it stands."""

    id: str
    reference: str
    kind: EnquiryKind
    team: str
    lead: str | None
    opened: str
    concluded: str | None
    adult: Adult
    standing: Standing


@dataclass(frozen=True)
class Conversation:
    """A conversation; `set_aside` is why it does not count."""

    id: str
    flow: str
    stage: Stage
    structure: str
    state: State
    voice: Voice
    representative_kind: str | None
    asker: str | None
    started: datetime
    started_by: str
    last: datetime
    set_aside: str | None


@dataclass(frozen=True)
class Sitting:
    """A conversation was to be taken up again: who was there, and whether it was safe to [L7]."""

    dialogue: str
    at: datetime
    present: str
    safe: bool
    recorded_by: str


@dataclass(frozen=True)
class Answer:
    """An answer on the path of its conversation; `words` are empty for a non-answer."""

    dialogue: str
    question: str
    item: str
    place: int
    part: Part
    kind: Kind
    records: str | None
    value: Any
    non_answer: NonAnswer | None
    voice: Voice
    words: str
    at: datetime
    recorded_by: str


@dataclass(frozen=True)
class Wording:
    """One wording of an outcome: the first, a change, or what was negotiated."""

    outcome: str
    number: int
    words: str
    reason: str
    why: str | None
    voice: Voice
    dialogue: str
    at: datetime
    recorded_by: str


@dataclass(frozen=True)
class Rating:
    """How far one outcome came true in somebody's view; `counted` marks the one that counts [R2]."""

    outcome: str
    dialogue: str
    value: str | None
    non_answer: NonAnswer | None
    words: str | None
    permission: str | None
    voice: Voice
    asker: str | None
    counted: bool
    at: datetime
    recorded_by: str


@dataclass(frozen=True)
class Outcome:
    """A desired outcome with every wording and rating it had, oldest first."""

    id: str
    dialogue: str
    number: int
    words: str
    status: str
    voice: Voice
    themes: tuple[str, ...]
    rank: int | None
    pulls: bool
    plan: str | None
    difference: str | None
    council_answer: str | None
    council_reason: str | None
    next_best: str | None
    achieved: str | None
    wordings: tuple[Wording, ...]
    ratings: tuple[Rating, ...]


@dataclass(frozen=True)
class Whole:
    """An enquiry and everything that was said in it; conversations and answers in the order in which they came.

    With it what the person says of what was said for them, and who was ever invited to say it.
    """

    enquiry: Enquiry
    conversations: tuple[Conversation, ...]
    answers: tuple[Answer, ...]
    outcomes: tuple[Outcome, ...]
    agreements: tuple[Agreement, ...]
    invitations: tuple[Invitation, ...]
    sittings: tuple[Sitting, ...]
    meant: Mapping[str, tuple[Meant, ...]]
    """What words mean in English where somebody noted it, by the words as they were said."""


Row = dict[str, Any]
_Of = TypeVar("_Of")
_READ: Mapping[str, Mapping[type, Callable[[Any], Any]]] = {
    "kind": {Enquiry: EnquiryKind, Answer: Kind},
    "asked": {Standing: Asked},
    "achieved": {Standing: Achieved},
    "due": {Standing: Due},
    "stage": {Conversation: Stage},
    "state": {Conversation: State},
    "part": {Answer: Part},
    "voice": dict.fromkeys((Conversation, Answer, Wording, Rating, Outcome), Voice),
    "non_answer": dict.fromkeys((Answer, Rating), lambda text: NonAnswer(text) if text else None),
    "value": {Answer: lambda text: json.loads(text) if text else None},
    "themes": {Outcome: lambda text: tuple(json.loads(text))},
    **{name: dict.fromkeys((Outcome, Rating), bool) for name in ("pulls", "counted")},
    **{name: dict.fromkeys((Conversation, Answer, Wording, Rating), moment) for name in ("at", "started", "last")},
}


def enquiry(connection: Connection, enquiry_id: str) -> Enquiry | None:
    """The enquiry's facts without what was said in it; None when there is none."""
    own = next(iter(_rows(connection, "select * from enquiry where id = ?", [enquiry_id])), None)
    if own is None:
        return None
    (adult,) = _rows(connection, "select * from adult where id = ?", [own["adult"]])
    (stands,) = _rows(connection, "select * from standing where enquiry = ?", [enquiry_id])
    return _made(Enquiry, {**own, "adult": _made(Adult, adult), "standing": _made(Standing, stands)})


def whole(connection: Connection, enquiry_id: str) -> Whole | None:
    """The enquiry with everything that was said in it; None when there is none."""
    own = enquiry(connection, enquiry_id)
    if own is None:
        return None
    conversations = _all(connection, Conversation, "dialogue", enquiry_id, "started, id")
    order = {conversation.id: number for number, conversation in enumerate(conversations)}
    answers = _all(connection, Answer, "answer", enquiry_id, "place")
    wordings = _by_outcome(_all(connection, Wording, "outcome_wording", enquiry_id, "outcome, number"))
    ratings = _by_outcome(_all(connection, Rating, "rating", enquiry_id, "at"))
    outcomes = tuple(
        _made(
            Outcome,
            {**row, "wordings": tuple(wordings.get(row["id"], ())), "ratings": tuple(ratings.get(row["id"], ()))},
        )
        for row in _rows(connection, "select * from outcome where enquiry = ? order by number", [enquiry_id])
    )
    return Whole(
        enquiry=own,
        conversations=conversations,
        answers=tuple(sorted(answers, key=lambda each: order[each.dialogue])),
        outcomes=outcomes,
        agreements=agreements.of_enquiry(connection, enquiry_id),
        invitations=invitations.of_enquiry(connection, enquiry_id),
        sittings=_sittings(connection, enquiry_id),
        meant=in_english.of_enquiry(connection, enquiry_id),
    )


def _sittings(connection: Connection, enquiry_id: str) -> tuple[Sitting, ...]:
    """Every time a conversation was taken up again, or was not since it was not safe, in order."""
    query = (
        "select stream, event.at, value, kind, recorded_by from dialogue join event on event.stream = dialogue.id"
        " where dialogue.enquiry = ? and kind in (?, ?) order by event.at, event.seq"
    )
    rows = connection.execute(query, [enquiry_id, Resumed.KIND, Waited.KIND])
    return tuple(
        Sitting(stream, moment(at), json.loads(value)["present"], kind == Resumed.KIND, recorded_by)
        for stream, at, value, kind, recorded_by in rows
    )


def _all(connection: Connection, of: type[_Of], table: str, enquiry_id: str, order: str) -> tuple[_Of, ...]:
    query = f"select * from {table} where enquiry = ? order by {order}"  # noqa: S608 - constants of this module
    return tuple(_made(of, row) for row in _rows(connection, query, [enquiry_id]))


def _by_outcome(found: Iterable[Any]) -> Mapping[str, list[Any]]:
    grouped: dict[str, list[Any]] = {}
    for each in found:
        grouped.setdefault(each.outcome, []).append(each)
    return grouped


def _rows(connection: Connection, query: str, values: list[Any]) -> list[Row]:
    cursor = connection.execute(query, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _made(of: type[_Of], row: Row) -> _Of:
    """The row as one of our objects, its texts read as what they stand for."""
    values = {each.name: row[each.name] for each in fields(of)}  # type: ignore[arg-type]
    readers = ((name, _READ.get(name, {}).get(of)) for name in values)
    return of(**(values | {name: read(values[name]) for name, read in readers if read}))
