"""The read models made again from the events, to prove that they are equal or to put them right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from msp_dialogue import audit
from msp_dialogue.database import Connection, Database
from msp_dialogue.record import models, streams
from msp_dialogue.record.dialogues import dialogue_row, replay
from msp_dialogue.record.enquiries import (
    AdultDetails,
    AdultNoted,
    Concluded,
    ConversationStarted,
    EnquiryDetails,
    EnquiryKind,
    EnquiryNoted,
    PermissionWithdrawn,
    Reopened,
    SetAside,
    enquiry_row,
    with_quote,
)
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.noting import Projection
from msp_dialogue.record.projections import PROJECTIONS
from msp_dialogue.record.said import answer_rows
from msp_dialogue.record.streams import By

OWN_KEY = ("id",)
POINTED_TO = frozenset({"adult", "enquiry", "dialogue"})
"""The tables whose rows others point to: they are changed where they stand, never replaced."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """One row of a read model that is not what its events say."""

    table: str
    key: tuple[Any, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class _Compared:
    """Some rows of one table as they are stored, and as the events tell of them."""

    table: str
    keys: tuple[str, ...]
    stored: list[Row]
    told: list[Row]

    def differences(self) -> Iterator[Difference]:
        """The rows that differ, in the order of their keys."""
        before = {tuple(row[key] for key in self.keys): row for row in self.stored}
        after = {tuple(row[key] for key in self.keys): row for row in self.told}
        for key in sorted(before.keys() | after.keys(), key=str):
            one, other = before.get(key, {}), after.get(key, {})
            columns = tuple(name for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name))
            if columns:
                yield Difference(self.table, key, columns)


@dataclass
class _Noted:
    """What the events outside sittings tell: adults, enquiries, and which conversations each has."""

    adults: dict[str, Row] = field(default_factory=dict)
    enquiries: dict[str, Row] = field(default_factory=dict)
    conversations: dict[str, list[str]] = field(default_factory=dict)
    set_aside: dict[str, str] = field(default_factory=dict)
    withdrawn_quotes: dict[str, str] = field(default_factory=dict)

    def take(self, stream: str, row: streams.Row) -> None:
        """Take one event along."""
        value = row.value
        if row.kind == AdultNoted.KIND:
            self.adults[stream] = {"id": stream, **vars(AdultDetails(**value["details"]))}
        elif row.kind == EnquiryNoted.KIND:
            kind = EnquiryKind(value["details"]["kind"])
            noted = EnquiryNoted(value["adult"], EnquiryDetails(**(value["details"] | {"kind": kind})))
            now = self.enquiries.get(stream, {})
            ended = {name: now.get(name) for name in _ENDED}
            self.enquiries[stream] = enquiry_row(stream, noted) | ended
        elif row.kind == ConversationStarted.KIND:
            self.conversations.setdefault(stream, []).append(value["dialogue"])
        elif row.kind == SetAside.KIND:
            self.set_aside[value["dialogue"]] = value["why"]
        elif row.kind == PermissionWithdrawn.KIND:
            before = self.withdrawn_quotes.get(value["dialogue"])
            self.withdrawn_quotes[value["dialogue"]] = with_quote(before, value["outcome"])
        elif row.kind in {Concluded.KIND, Reopened.KIND}:
            ended = value if row.kind == Concluded.KIND else {}
            self.enquiries[stream] |= {column: ended.get(name) for column, name in _ENDED.items()}


_ENDED = {"concluded": "on", "asked": "asked", "not_asked_reason": "reason"}
"""The columns that a conclusion fills, and what they are called in it."""
_OPENED = f"select stream from event where kind = '{EnquiryNoted.KIND}'"  # noqa: S608 - a constant
_NOTED_KINDS = (AdultNoted, EnquiryNoted, ConversationStarted, Concluded, Reopened, SetAside, PermissionWithdrawn)


def differences(database: Database, library: FlowLibrary) -> Iterator[Difference]:
    """Every row that differs from what the events say; none when all is well. Writes nothing."""
    with database.reading() as connection:
        for compared in _all_compared(connection, library):
            yield from compared.differences()


def rebuild(database: Database, library: FlowLibrary, by: By | None = None) -> int:
    """Write every read model again from the events, in one transaction; gives the number of rows that differed.

    `by` says who asked for it, for the audit trail; nothing is written where nothing differs.
    """
    number = 0
    with database.transaction() as connection:
        for compared in _all_compared(connection, library):
            found = len(list(compared.differences()))
            if found:
                number += found
                _put_right(connection, compared)
        if number and by:
            audit.record(connection, actor=by.actor, action="read_models_rebuilt", thing="record", at=by.at)
    return number


def _all_compared(connection: Connection, library: FlowLibrary) -> Iterator[_Compared]:
    """Adults and enquiries, then enquiry by enquiry what hangs on it, then what no event tells of.

    Each is read when it is asked for, so that a row put right in one enquiry is not taken away again with another.
    """
    noted = _noted(connection)
    for table, told in (("adult", noted.adults), ("enquiry", noted.enquiries)):
        stored = [row for row in _rows(connection, table) if row["id"] in told]
        yield _Compared(table, OWN_KEY, stored, list(told.values()))
    for enquiry_id in noted.enquiries:
        yield from _of_enquiry(connection, library, noted, enquiry_id)
    yield from _strays(connection, noted)
    for projection in PROJECTIONS:
        yield from _beside(connection, projection)


def _of_enquiry(connection: Connection, library: FlowLibrary, noted: _Noted, enquiry_id: str) -> Iterator[_Compared]:
    dialogues: list[Row] = []
    answers: list[Row] = []
    for dialogue_id in noted.conversations.get(enquiry_id, ()):
        events = streams.read(connection, dialogue_id)
        dialogue = replay(connection, library, dialogue_id, events)
        afterwards = {name: getattr(noted, name).get(dialogue_id) for name in ("set_aside", "withdrawn_quotes")}
        dialogues.append(dialogue_row(dialogue, events, enquiry_id) | afterwards)
        answers += answer_rows(dialogue, events, enquiry_id).values()
    stored = [row for each in dialogues for row in _rows(connection, "dialogue", "id = ?", [each["id"]])]
    yield _Compared("dialogue", OWN_KEY, stored, dialogues)
    enquiry = noted.enquiries[enquiry_id]
    told = {"answer": answers, **models.derive(enquiry, noted.adults[enquiry["adult"]], dialogues, answers)}
    for table, rows in told.items():
        yield _Compared(table, models.KEYS[table], models.rows(connection, table, enquiry_id), rows)


def _strays(connection: Connection, noted: _Noted) -> Iterator[_Compared]:
    """Rows that no event tells of; what hangs on others comes first."""
    for table in ("answer", *models.DERIVED):
        yield _Compared(table, models.KEYS[table], _rows(connection, table, f"enquiry not in ({_OPENED})"), [])
    told = {each for conversations in noted.conversations.values() for each in conversations}
    for table, known in (("dialogue", told), ("enquiry", noted.enquiries), ("adult", noted.adults)):
        strays = [row for row in _rows(connection, table) if row["id"] not in known]
        yield _Compared(table, OWN_KEY, strays, [])


def _beside(connection: Connection, projection: Projection) -> Iterator[_Compared]:
    """What is noted beside conversations, stream by stream; then rows of streams that tell of nothing."""
    marks = ", ".join("?" for _ in projection.kinds)
    query = f"select distinct stream from event where kind in ({marks}) order by stream"  # noqa: S608 - question marks only
    streams_of = [stream for (stream,) in connection.execute(query, sorted(projection.kinds)).fetchall()]
    for stream in streams_of:
        for table, told in projection.told(connection, stream).items():
            yield _Compared(table, projection.tables[table], projection.stored(connection, table, stream), told)
    known = set(streams_of)
    for table, keys in projection.tables.items():
        strays = [row for row in _rows(connection, table) if row[projection.owner] not in known]
        yield _Compared(table, keys, strays, [])


def _noted(connection: Connection) -> _Noted:
    """What the events outside sittings tell, stream by stream."""
    noted = _Noted()
    marks = ", ".join("?" for _ in _NOTED_KINDS)
    found = connection.execute(
        f"select distinct stream from event where kind in ({marks}) order by stream",  # noqa: S608 - question marks only
        [kind.KIND for kind in _NOTED_KINDS],
    ).fetchall()
    for (stream,) in found:
        for row in streams.read(connection, stream):
            noted.take(stream, row)
    return noted


def _put_right(connection: Connection, compared: _Compared) -> None:
    if compared.table not in POINTED_TO:
        models.write_rows(connection, compared.table, compared.keys, compared.stored, compared.told)
        return
    table = connection.table(compared.table)
    if compared.told:
        table.upsert_all(compared.told, pk="id")
    else:
        for row in compared.stored:
            table.delete(row["id"])


def _rows(connection: Connection, table: str, where: str | None = None, values: Sequence[Any] = ()) -> list[Row]:
    return [dict(row) for row in connection.table(table).rows_where(where, values)]
