"""How an adult likes to communicate, as far as an enquiry knows: found out, written down, met, reviewed [L10]."""

import json
from dataclasses import dataclass
from datetime import datetime

from msp_dialogue.database import Connection, moment
from msp_dialogue.dialogue import Look
from msp_dialogue.record.dialogues import look_before
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.meaning import Meaning


@dataclass(frozen=True)
class Told:
    """What was said last, in words, and when; `chosen` are the ids of the options."""

    words: tuple[str, ...]
    at: datetime
    chosen: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Needs:
    """The steps of the Accessible Information Standard, as they stand.

    `wanted` is what they said helps them, newest first, None while nobody has asked. `look` is how the screen meets it.
    `right` is what they said when asked whether that was right for them, None while it has not been reviewed.
    """

    wanted: Told | None
    look: Look
    right: Told | None


def of_enquiry(connection: Connection, library: FlowLibrary, enquiry_id: str) -> Needs:
    """What conversations of the enquiry were told; those that were set aside do not count."""
    return Needs(
        wanted=_told(connection, enquiry_id, Meaning.COMMUNICATION),
        look=look_before(connection, library, enquiry_id),
        right=_told(connection, enquiry_id, Meaning.COMMUNICATION_RIGHT),
    )


def _told(connection: Connection, enquiry_id: str, meaning: Meaning) -> Told | None:
    """Every question of this meaning as it was answered last, newest first; an answer that said nothing is none."""
    query = (
        "select answer.question, answer.words, answer.value, answer.at from answer"
        " join dialogue on dialogue.id = answer.dialogue"
        " where answer.enquiry = ? and answer.records = ? and answer.value is not null and dialogue.set_aside is null"
        " order by answer.at desc"
    )
    found = connection.execute(query, [enquiry_id, str(meaning)]).fetchall()
    if not found:
        return None
    newest = {question: (words, json.loads(value)) for question, words, value, _ in reversed(found)}
    lines = dict.fromkeys(line for question, *_ in found for line in newest[question][0].split("\n") if line)
    chosen = (value for _, value in newest.values() if isinstance(value, list))
    return Told(tuple(lines), moment(found[0][3]), frozenset(option for value in chosen for option in value))
