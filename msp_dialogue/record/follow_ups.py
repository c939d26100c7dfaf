"""How somebody was reached between conversations: what a worker did, only ever by a way that is marked as safe.

A closing conversation held by someone independent is no follow-up in this sense: it is a conversation [F1].
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from msp_dialogue.database import Connection, moment, stamp
from msp_dialogue.record import noting, streams
from msp_dialogue.record.contact import Way, adult_of, require_safe
from msp_dialogue.record.enquiries import changed_before
from msp_dialogue.record.models import Row
from msp_dialogue.record.noting import Noted, Projection
from msp_dialogue.record.streams import By


@dataclass(frozen=True)
class FollowedUp(Noted):
    """Somebody was reached: on which day, by which way, who was spoken with, and what about."""

    KIND = "followed_up"
    day: str
    way: str
    with_whom: str
    words: str


@dataclass(frozen=True)
class FollowUp:
    """One time somebody was reached, and who noted it when; `day` is ISO text."""

    day: str
    way: Way
    with_whom: str
    words: str
    at: datetime
    by: str


def _project(enquiry: str, rows: Sequence[streams.Row]) -> Mapping[str, list[Row]]:
    return {"follow_up": [_row(enquiry, row) for row in rows]}


def _row(enquiry: str, row: streams.Row) -> Row:
    told = {name: row.value[name] for name in ("day", "way", "with_whom", "words")}
    return {"enquiry": enquiry, "number": row.seq, **told, "at": stamp(row.at), "recorded_by": row.recorded_by}


PROJECTION = Projection(
    owner="enquiry",
    tables={"follow_up": ("enquiry", "number")},
    kinds=frozenset({FollowedUp.KIND}),
    project=_project,
)


def note(connection: Connection, enquiry_id: str, day: date, way: Way, with_whom: str, words: str, by: By) -> None:
    """Note that somebody was reached, inside a transaction.

    Raises NoSuchThing, and NotSafe for a way that is not marked as safe: while no way is safe nothing can be done.
    """
    adult_of(connection, enquiry_id)
    if changed_before(connection, enquiry_id, by.token):
        return
    require_safe(connection, enquiry_id, way)
    event = FollowedUp(day.isoformat(), str(way), with_whom, words)
    noting.note(connection, PROJECTION, enquiry_id, event, by)


def of_enquiry(connection: Connection, enquiry_id: str) -> tuple[FollowUp, ...]:
    """Every time somebody was reached in this enquiry, the latest day first."""
    rows = connection.table("follow_up").rows_where("enquiry = ?", [enquiry_id], order_by="day desc, number desc")
    return tuple(
        FollowUp(row["day"], Way(row["way"]), row["with_whom"], row["words"], moment(row["at"]), row["recorded_by"])
        for row in rows
    )
