"""The tables of the closing conversation: how far each outcome came true, and how the person found it."""

from msp_dialogue.export.column import Column, Kind, Release, Table
from msp_dialogue.export.tables import shared, vocabulary
from msp_dialogue.measure.rows import EXPERIENCE as EXPERIENCE_LISTING
from msp_dialogue.measure.rows import RATINGS as RATING_LISTING

RATINGS = Table(
    name="ratings",
    title="Ratings",
    meaning="One row for each time somebody was asked how far an outcome came true; `counted` marks which one counts.",
    columns=(
        shared.ENQUIRY,
        shared.OUTCOME,
        Column("rating", "How far it came true.", Kind.CHOICE, "S1, R2", Release.SINGLE, vocabulary.CLOSING_RATING),
        shared.NON_ANSWER,
        Column("words", "What they said about it.", Kind.WORDS, "G11", Release.WORDS),
        shared.IN_ENGLISH,
        Column(
            "permission",
            "Whether these words may be used, without a name, to help others learn; empty when nothing was said of it.",
            Kind.CHOICE,
            "G11",
            Release.SINGLE,
            vocabulary.PERMISSION,
        ),
        shared.VOICE,
        shared.REPRESENTATIVE,
        shared.ASKER,
        Column(
            "counted",
            "Whether this is the rating that counts: the adult's before the adult's with support, a representative's, "
            "a worker's; then the latest. A later independent follow-up stands beside.",
            Kind.CHOICE,
            "R2",
            Release.SINGLE,
            vocabulary.YES_NO,
        ),
        shared.RECORDED_AT,
        shared.RECORDED_BY,
    ),
    rows=lambda connection, drawn: RATING_LISTING.rows(connection, drawn.selection),
)

EXPERIENCE = Table(
    name="experience",
    title="Experience",
    meaning="One row for each question about how it was for the person.",
    columns=(
        shared.ENQUIRY,
        Column(
            "theme",
            "What the question was about, as the flow names it: listened, understood, took_part, satisfied, safer.",
            Kind.TEXT,
            "F1",
            Release.SINGLE,
        ),
        Column("answer", "Their answer.", Kind.CHOICE, "F1", Release.SINGLE, vocabulary.EXPERIENCE),
        shared.NON_ANSWER,
        shared.VOICE,
        shared.REPRESENTATIVE,
        shared.ASKER,
        shared.RECORDED_AT,
        shared.RECORDED_BY,
    ),
    rows=lambda connection, drawn: EXPERIENCE_LISTING.rows(connection, drawn.selection),
)
