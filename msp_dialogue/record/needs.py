"""How an adult likes to communicate, as far as an enquiry knows: found out, written down, met, reviewed [L10]."""

from dataclasses import dataclass
from datetime import datetime

from msp_dialogue.database import Connection, moment
from msp_dialogue.dialogue import Look
from msp_dialogue.record.dialogues import look_before
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.meaning import Meaning


@dataclass(frozen=True)
class Told:
    """What was said last, in words, and when."""

    words: tuple[str, ...]
    at: datetime


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
        "select answer.question, answer.words, answer.at from answer join dialogue on dialogue.id = answer.dialogue"
        " where answer.enquiry = ? and answer.records = ? and answer.value is not null and dialogue.set_aside is null"
        " order by answer.at desc"
    )
    found = connection.execute(query, [enquiry_id, str(meaning)]).fetchall()
    newest = {question: words for question, words, _ in reversed(found)}
    if not found:
        return None
    words = dict.fromkeys(line for question, _, _ in found for line in newest[question].split("\n") if line)
    return Told(tuple(words), moment(found[0][2]))
