"""Whether it is safe for the person to keep a copy, asked each time, and which copies were given; not what was on them.

It must not know how a copy is made: a form is a word here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from msp_dialogue.database import Connection, moment, stamp
from msp_dialogue.record import noting, streams
from msp_dialogue.record.contact import adult_of
from msp_dialogue.record.enquiries import changed_before
from msp_dialogue.record.models import Row
from msp_dialogue.record.noting import Noted, Projection
from msp_dialogue.record.streams import By

HOLDS = timedelta(minutes=30)
"""How long an answer counts: long enough for several forms before leaving the room, too short for another visit."""


class Safe(StrEnum):
    """What the person said, or whoever knows: not sure counts as no."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


class NotSafeToKeep(Exception):
    """Nobody said just now that it is safe for the person to keep a copy."""


@dataclass(frozen=True)
class CopyAsked(Noted):
    """Somebody asked whether it is safe for the person to keep a copy, and this was the answer."""

    KIND = "copy_asked"
    safe: str


@dataclass(frozen=True)
class CopyMade(Noted):
    """A copy was made, in a form such as "pdf-18"."""

    KIND = "copy_made"
    form: str


@dataclass(frozen=True)
class Asked:
    """One time it was asked, by whom and when."""

    safe: Safe
    at: datetime
    by: str


@dataclass(frozen=True)
class Given:
    """One copy that was made, by whom and when."""

    form: str
    at: datetime
    by: str


def _project(enquiry: str, rows: Sequence[streams.Row]) -> Mapping[str, list[Row]]:
    tables: dict[str, list[Row]] = {"copy_asked": [], "copy_made": []}
    for row in rows:
        told = {"at": stamp(row.at), "recorded_by": row.recorded_by}
        tables[row.kind].append({"enquiry": enquiry, "number": row.seq, **row.value, **told})
    return tables


PROJECTION = Projection(
    owner="enquiry",
    tables={"copy_asked": ("enquiry", "number"), "copy_made": ("enquiry", "number")},
    kinds=frozenset({CopyAsked.KIND, CopyMade.KIND}),
    project=_project,
)


def note_asked(connection: Connection, enquiry: str, safe: Safe, by: By) -> None:
    """Note what was answered, once for each token. Raises NoSuchThing.

    Whoever changes a stalled yes to no sends the same token again: a no is noted unless it stands last already. A yes
    with a token that was used is noted no more, since it may be the stalled one that comes late.
    """
    adult_of(connection, enquiry)
    if changed_before(connection, enquiry, by.token):
        before = asked(connection, enquiry)
        if safe is Safe.YES or (before and before[0].safe is safe):
            return
        by = replace(by, token=f"{by.token}-{safe}-{len(before)}")
    noting.note(connection, PROJECTION, enquiry, CopyAsked(str(safe)), by)


def note_made(connection: Connection, enquiry: str, form: str, by: By) -> None:
    """Note that a copy was made, once for each token. Raises NoSuchThing, and NotSafeToKeep if it may not be."""
    adult_of(connection, enquiry)
    if safe_now(connection, enquiry, by.actor, at=by.at) is None:
        raise NotSafeToKeep(enquiry)
    if not changed_before(connection, enquiry, by.token):
        noting.note(connection, PROJECTION, enquiry, CopyMade(form), by)


def safe_now(connection: Connection, enquiry: str, account: str, *, at: datetime) -> datetime | None:
    """When this account was told that it is safe, if that is what was said last and it still counts."""
    query = "select safe, at, recorded_by from copy_asked where enquiry = ? order by number desc limit 1"
    last = connection.execute(query, [enquiry]).fetchone()
    if last is None or last[0] != Safe.YES or last[2] != account:
        return None
    asked = moment(last[1])
    return asked if timedelta() <= at - asked < HOLDS else None


def asked(connection: Connection, enquiry: str) -> tuple[Asked, ...]:
    """Every time it was asked, the newest first."""
    rows = connection.execute(
        "select safe, at, recorded_by from copy_asked where enquiry = ? order by number desc", [enquiry]
    )
    return tuple(Asked(Safe(safe), moment(at), by) for safe, at, by in rows)


def given(connection: Connection, enquiry: str) -> tuple[Given, ...]:
    """Every copy that was made, the newest first."""
    rows = connection.execute(
        "select form, at, recorded_by from copy_made where enquiry = ? order by number desc", [enquiry]
    )
    return tuple(Given(form, moment(at), by) for form, at, by in rows)
