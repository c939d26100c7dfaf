"""What somebody's own words mean in English: noted beside them, by whom it was said; the words stay as they are.

A later translation stands before an earlier one and takes nothing away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from msp_dialogue.database import Connection, moment, stamp
from msp_dialogue.record import noting, streams
from msp_dialogue.record.contact import adult_of
from msp_dialogue.record.enquiries import changed_before
from msp_dialogue.record.models import Row
from msp_dialogue.record.noting import Noted, Projection
from msp_dialogue.record.streams import By


class Translator(StrEnum):
    """Who put the words into English."""

    INTERPRETER = "interpreter"
    WORKER = "worker"
    OTHER = "other"


class NotSaid(LookupError):
    """Nobody said these words at this question. Nothing was written."""


@dataclass(frozen=True)
class Translated(Noted):
    """Somebody's own words, as they were said at a question, were put into English."""

    KIND = "translated"
    dialogue: str
    question: str
    item: str
    original: str
    words: str
    translator: str


@dataclass(frozen=True)
class Meant:
    """What some words mean in English, who said so, and when it was noted by whom."""

    original: str
    words: str
    translator: Translator
    at: datetime
    by: str


def _project(enquiry: str, rows: Sequence[streams.Row]) -> Mapping[str, list[Row]]:
    found = [
        {"enquiry": enquiry, "number": row.seq, **row.value, "at": stamp(row.at), "recorded_by": row.recorded_by}
        for row in rows
    ]
    return {"translation": found}


PROJECTION = Projection(
    owner="enquiry",
    tables={"translation": ("enquiry", "number")},
    kinds=frozenset({Translated.KIND}),
    project=_project,
)


def note(connection: Connection, enquiry: str, said: Translated, by: By) -> None:
    """Note it, once for each token. Raises NoSuchThing, and NotSaid unless the words were said there."""
    adult_of(connection, enquiry)
    if changed_before(connection, enquiry, by.token):
        return
    query = "select words from answer where enquiry = ? and dialogue = ? and question = ? and item = ?"
    rows = connection.execute(query, [enquiry, said.dialogue, said.question, said.item]).fetchall()
    if not any(said.original in {words, *words.split("\n")} for (words,) in rows):
        raise NotSaid(said.question)
    noting.note(connection, PROJECTION, enquiry, said, by)


def of_enquiry(connection: Connection, enquiry: str) -> Mapping[str, tuple[Meant, ...]]:
    """What words mean, by the words as they were said; the newest translation first."""
    query = (
        "select original, words, translator, at, recorded_by from translation where enquiry = ? order by number desc"
    )
    found: dict[str, tuple[Meant, ...]] = {}
    for original, words, translator, at, by in connection.execute(query, [enquiry]):
        meant = Meant(original, words, Translator(translator), moment(at), by)
        found[original] = (*found.get(original, ()), meant)
    return found
