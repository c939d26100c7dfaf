"""The table of what was not answered: non-answers to questions, and conversations that were not held."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from msp_dialogue.database import Connection
from msp_dialogue.export.column import Column, Kind, Release, Table
from msp_dialogue.export.tables import shared, vocabulary
from msp_dialogue.measure import Drawn
from msp_dialogue.measure.rows import NEVER_ASKED, NOT_ANSWERED, NOT_HELD


def _rows(connection: Connection, drawn: Drawn) -> Iterator[Sequence[Any]]:
    listings = (NOT_ANSWERED, NOT_HELD, NEVER_ASKED)
    return chain.from_iterable(listing.rows(connection, drawn.selection) for listing in listings)


NON_ANSWERS = Table(
    name="non_answers",
    title="Non-answers",
    meaning="One row for each question of a person's part that was met with a non-answer, and for each reason why a "
    "conversation was not held. Not answering never counts as a no.",
    columns=(
        shared.ENQUIRY,
        Column("about", "What was not answered.", Kind.CHOICE, "R3", Release.SINGLE, vocabulary.ABOUT),
        shared.STAGE,
        Column("question", "The question's name in its flow.", Kind.TEXT, "R3", Release.SINGLE),
        shared.OUTCOME,
        Column(
            "answer",
            "Which non-answer, or the reason.",
            Kind.CHOICE,
            "R3",
            Release.SINGLE,
            vocabulary.UNANSWERED,
        ),
        shared.VOICE,
        shared.REPRESENTATIVE,
        shared.RECORDED_AT,
        shared.RECORDED_BY,
    ),
    rows=_rows,
)
