"""How somebody was reached between conversations: what a worker did, only ever by a way that is marked as safe.

A closing conversation held by someone independent is no follow-up in this sense: it is a conversation [F1].
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from msp_dialogue.database import Connection, moment, stamp
from msp_dialogue.record import noting, streams
from msp_dialogue.record.contact import NotSafe, Way, adult_of, require_safe
from msp_dialogue.record.enquiries import changed_before
from msp_dialogue.record.models import Row
from msp_dialogue.record.noting import Noted, Projection
from msp_dialogue.record.streams import By


@dataclass(frozen=True)
class FollowedUp(Noted):
    """Somebody was reached: on which day, by which way, who was spoken with, and what about.

    `unsafe` when it happened by a way that was not marked as safe.
    """

    KIND = "followed_up"
    day: str
    way: str
    with_whom: str
    words: str
    unsafe: bool = False


@dataclass(frozen=True)
class FollowUp:
    """One time somebody was reached, and who noted it when; `day` is ISO text, `unsafe` as it was then."""

    day: str
    way: Way
    with_whom: str
    words: str
    unsafe: bool
    at: datetime
    by: str


def _project(enquiry: str, rows: Sequence[streams.Row]) -> Mapping[str, list[Row]]:
    return {"follow_up": [_row(enquiry, row) for row in rows]}


def _row(enquiry: str, row: streams.Row) -> Row:
    told = {name: row.value[name] for name in ("day", "way", "with_whom", "words")}
    told["unsafe"] = int(row.value.get("unsafe", False))  # events from before it could be noted say nothing of it
    return {"enquiry": enquiry, "number": row.seq, **told, "at": stamp(row.at), "recorded_by": row.recorded_by}


PROJECTION = Projection(
    owner="enquiry",
    tables={"follow_up": ("enquiry", "number")},
    kinds=frozenset({FollowedUp.KIND}),
    project=_project,
)


def note(
    connection: Connection,
    enquiry_id: str,
    day: date,
    way: Way,
    with_whom: str,
    words: str,
    by: By,
    *,
    happened_anyway: bool = False,
) -> None:
    """Note that somebody was reached, inside a transaction.

    Raises NoSuchThing, and NotSafe for a way that is not marked as safe, unless it happened all the same: whoever works
    with it next must know, so it is kept as what it was.
    """
    adult_of(connection, enquiry_id)
    if changed_before(connection, enquiry_id, by.token):
        return
    try:
        require_safe(connection, enquiry_id, way)
    except NotSafe:
        if not happened_anyway:
            raise
        unsafe = True
    else:
        unsafe = False
    event = FollowedUp(day.isoformat(), str(way), with_whom, words, unsafe)
    noting.note(connection, PROJECTION, enquiry_id, event, by)


def of_enquiry(connection: Connection, enquiry_id: str) -> tuple[FollowUp, ...]:
    """Every time somebody was reached in this enquiry, the latest day first."""
    rows = connection.table("follow_up").rows_where("enquiry = ?", [enquiry_id], order_by="day desc, number desc")
    return tuple(
        FollowUp(
            day=row["day"],
            way=Way(row["way"]),
            with_whom=row["with_whom"],
            words=row["words"],
            unsafe=bool(row["unsafe"]),
            at=moment(row["at"]),
            by=row["recorded_by"],
        )
        for row in rows
    )
