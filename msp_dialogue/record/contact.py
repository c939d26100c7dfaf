"""How somebody can be reached safely: one record for each adult, noted whole each time, what was before kept readable.

Giving a safe address away is the commonest real harm a council does, so what is not noted as safe is not safe. It must
know neither pages nor exports: nothing of it is ever part of a file, a print or a person's page.

ContactProblem
├── Contradictory      a way that is safe and never to be used, or safe without saying what exactly is
├── NotedMeanwhile     somebody noted it anew since the writer read it
└── NotSafe            somebody was to be reached by a way that is not marked as safe
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from msp_dialogue.database import Connection, moment, stamp
from msp_dialogue.record import noting, streams
from msp_dialogue.record.enquiries import NoSuchThing, RecordProblem, changed_before
from msp_dialogue.record.meaning import Meaning
from msp_dialogue.record.models import Row
from msp_dialogue.record.noting import Noted, Projection
from msp_dialogue.record.streams import By


class Way(StrEnum):
    """The ways to reach somebody; our flows offer the same."""

    CALL = "call"
    TEXT = "text"
    LETTER = "letter"
    EMAIL = "email"
    VISIT = "visit"
    MEET = "meet"
    THROUGH_SOMEONE = "through_someone"


NO_SAFE_WAY = "no_safe_way"
"""What our flows call the answer that no way is safe now."""


class ContactProblem(RecordProblem):
    """Something about reaching somebody that cannot be recorded as it stands."""


class Contradictory(ContactProblem):
    """A way is safe and never to be used, or safe without the number, address or person that is."""


class NotedMeanwhile(ContactProblem):
    """It was noted anew since the writer read it; nothing was written."""


class NotSafe(ContactProblem):
    """The way is not marked as safe; nothing was written."""


@dataclass(frozen=True)
class SafeContact:
    """What is noted. `ways` gives what is safe of each safe way: a number, an address, a person; none is safe if empty.

    `never` and `never_ways` must not be used whatever happens; `review` is a day as ISO text.
    """

    ways: Mapping[Way, str] = field(default_factory=dict)
    times: str = ""
    words: str = ""
    never: str = ""
    never_ways: frozenset[Way] = frozenset()
    review: str | None = None


@dataclass(frozen=True)
class NotedContact:
    """What was noted, when and by whom; `number` tells one noting from the next.

    `looked` gives when it was last noted from each enquiry, by somebody who had that enquiry's conversations to read.
    `doubted` when a conversation that had spoken of contact by then was set aside since, as whoever answered in it may
    be the one who must not find them [L2]; or when something was noted since on the other side of a seal.
    """

    contact: SafeContact
    number: int
    at: datetime
    by: str
    looked: Mapping[str, datetime] = field(default_factory=dict)
    doubted: bool = False


@dataclass(frozen=True)
class SafeContactNoted(Noted):
    """How the adult can be reached, whole, as it is from now on, noted from one of their enquiries.

    `heard` are the conversations, of any of them, that had spoken of it.
    """

    KIND = "safe_contact_noted"
    enquiry: str
    ways: Mapping[str, str]
    times: str
    words: str
    never: str
    never_ways: tuple[str, ...]
    review: str | None
    heard: tuple[str, ...]


def _project(adult: str, rows: Sequence[streams.Row]) -> Mapping[str, list[Row]]:
    newest = {row.value["enquiry"]: row for row in rows}
    return {"safe_contact": [_row(adult, row) for row in newest.values()]}


def _row(adult: str, row: streams.Row) -> Row:
    told = {name: json.dumps(row.value[name], ensure_ascii=False) for name in _LISTS}
    told |= {name: row.value[name] for name in ("enquiry", "times", "words", "never", "review")}
    return {"adult": adult, "number": row.seq, **told, "at": stamp(row.at), "recorded_by": row.recorded_by}


_LISTS = ("ways", "never_ways", "heard")


PROJECTION = Projection(
    owner="adult",
    tables={"safe_contact": ("adult", "enquiry")},
    kinds=frozenset({SafeContactNoted.KIND}),
    project=_project,
)


def note(connection: Connection, enquiry_id: str, contact: SafeContact, by: By, *, known: int) -> None:
    """Note how the adult of an enquiry can be reached, inside a transaction; `known` is the number last read, or 0.

    Anybody who may work with one of the adult's enquiries may note it, unlike a name: an address that is no longer safe
    must be put right at once by whoever learns of it. Raises NoSuchThing, Contradictory and NotedMeanwhile.
    """
    adult = adult_of(connection, enquiry_id)
    if changed_before(connection, enquiry_id, by.token):
        return
    if contact.never_ways & contact.ways.keys() or not all(text.strip() for text in contact.ways.values()):
        raise Contradictory(enquiry_id)
    now = _noted(connection, adult, enquiry_id)
    if known != (now.number if now else 0):
        raise NotedMeanwhile(enquiry_id)
    event = SafeContactNoted(
        enquiry=enquiry_id,
        ways={str(way): contact.ways[way] for way in Way if way in contact.ways},
        times=contact.times,
        words=contact.words,
        never=contact.never,
        never_ways=tuple(str(way) for way in Way if way in contact.never_ways),
        review=contact.review,
        heard=_heard(connection, adult),
    )
    noting.note(connection, PROJECTION, adult, event, by, thing=enquiry_id)


def of_enquiry(connection: Connection, enquiry_id: str) -> NotedContact | None:
    """What is noted now of the enquiry's adult, as this enquiry may show it; None while nothing is.

    What was noted from a sealed enquiry is shown in that one alone, and what others note meanwhile takes nothing off
    it. Neither side can then rely on what it sees: it is in doubt until somebody asks and notes it anew [Z-04].
    Raises NoSuchThing.
    """
    return _noted(connection, adult_of(connection, enquiry_id), enquiry_id)


def said_elsewhere(connection: Connection, enquiry_id: str, noted: NotedContact | None) -> bool:
    """Whether another enquiry of the adult heard something of contact that nobody has noted from there yet.

    A sealed one is passed over: nothing may tell that it is there.
    """
    query = (
        "select enquiry.id, max(answer.at) from enquiry join dialogue on dialogue.enquiry = enquiry.id"  # noqa: S608
        f" join answer on answer.dialogue = dialogue.id where enquiry.adult = ? and {_SPOKEN}"
        " and enquiry.id not in (select enquiry from seal) group by enquiry.id"
    )
    newest = connection.execute(query, [adult_of(connection, enquiry_id)])
    looked = noted.looked if noted else {}
    return any(each not in looked or moment(at) > looked[each] for each, at in newest if each != enquiry_id)


def earlier(connection: Connection, enquiry_id: str) -> tuple[NotedContact, ...]:
    """What else was noted that this enquiry may show, the newest first; nothing of it is ever lost."""
    adult = adult_of(connection, enquiry_id)
    now, hidden = _noted(connection, adult, enquiry_id), _sealed(connection, adult) - {enquiry_id}
    shown = [
        NotedContact(_read(row.value), row.seq, row.at, row.recorded_by)
        for row in streams.read(connection, adult)
        if row.kind in PROJECTION.kinds and row.value["enquiry"] not in hidden
    ]
    return tuple(each for each in reversed(shown) if now is None or each.number != now.number)


def require_safe(connection: Connection, enquiry_id: str, way: Way) -> None:
    """Raise NotSafe unless the way is marked as safe, by something that is not in doubt."""
    noted = of_enquiry(connection, enquiry_id)
    if noted is None or noted.doubted or way not in noted.contact.ways:
        raise NotSafe(way)


def adult_of(connection: Connection, enquiry_id: str) -> str:
    """The id of the adult of an enquiry; raises NoSuchThing."""
    found = connection.execute("select adult from enquiry where id = ?", [enquiry_id]).fetchone()
    if found is None:
        raise NoSuchThing(enquiry_id)
    return str(found[0])


def _noted(connection: Connection, adult: str, enquiry_id: str) -> NotedContact | None:
    """What counts in an enquiry: what a sealed one noted itself, or else the newest that no sealed one noted."""
    rows = [dict(row) for row in connection.table("safe_contact").rows_where("adult = ?", [adult], order_by="number")]
    sealed = _sealed(connection, adult)
    shown = [row for row in rows if row["enquiry"] not in sealed - {enquiry_id}]
    own = [row for row in shown if row["enquiry"] in sealed]
    now = next(reversed(own or shown), None)
    if now is None:
        return None
    told = {name: json.loads(now[name]) for name in _LISTS}
    return NotedContact(
        contact=_read({**now, **told}),
        number=now["number"],
        at=moment(now["at"]),
        by=now["recorded_by"],
        looked={row["enquiry"]: moment(row["at"]) for row in shown},
        doubted=now is not rows[-1] or _any_set_aside(connection, told["heard"]),
    )


def _sealed(connection: Connection, adult: str) -> set[str]:
    """The adult's enquiries that are sealed now."""
    query = "select seal.enquiry from seal join enquiry on enquiry.id = seal.enquiry where enquiry.adult = ?"
    return {enquiry for (enquiry,) in connection.execute(query, [adult])}


def _read(told: Mapping[str, Any]) -> SafeContact:
    return SafeContact(
        ways={Way(way): text for way, text in told["ways"].items()},
        times=told["times"],
        words=told["words"],
        never=told["never"],
        never_ways=frozenset(map(Way, told["never_ways"])),
        review=told["review"],
    )


def _heard(connection: Connection, adult: str) -> tuple[str, ...]:
    """The conversations, of any enquiry of the adult, in which something was said of contact, and which count."""
    query = (
        "select distinct dialogue.id from enquiry join dialogue on dialogue.enquiry = enquiry.id"  # noqa: S608
        f" join answer on answer.dialogue = dialogue.id where enquiry.adult = ? and {_SPOKEN}"
        " order by dialogue.id"
    )
    return tuple(dialogue for (dialogue,) in connection.execute(query, [adult]))


_SPOKEN = f"dialogue.set_aside is null and answer.records = '{Meaning.SAFE_CONTACT}' and answer.value is not null"
"""Something was said of contact, in a conversation that counts."""


def _any_set_aside(connection: Connection, dialogues: Sequence[str]) -> bool:
    marks = ", ".join("?" for _ in dialogues)
    query = f"select 1 from dialogue where set_aside is not null and id in ({marks}) limit 1"  # noqa: S608 - question marks only
    return connection.execute(query, list(dialogues)).fetchone() is not None
