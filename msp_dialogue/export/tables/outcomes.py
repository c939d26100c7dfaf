"""The tables of desired outcomes: how each stands now, and every wording it ever had."""

from msp_dialogue.export.column import Column, Kind, Release, Table
from msp_dialogue.export.tables import shared, vocabulary
from msp_dialogue.measure.rows import OUTCOMES as OUTCOME_LISTING
from msp_dialogue.measure.rows import WORDINGS as WORDING_LISTING

OUTCOMES = Table(
    name="outcomes",
    title="Outcomes",
    meaning="One row for each desired outcome, withdrawn ones too. Only those expressed by the day the enquiry was "
    "concluded count in the measure.",
    columns=(
        shared.ENQUIRY,
        shared.OUTCOME,
        Column("words", "The person's current words.", Kind.WORDS, "G1, G10", Release.WORDS),
        shared.IN_ENGLISH,
        Column(
            "translator",
            "Who put them into English.",
            Kind.CHOICE,
            "design",
            Release.SINGLE,
            vocabulary.TRANSLATOR,
        ),
        Column("status", "Whether it is still wanted.", Kind.CHOICE, "R2", Release.SINGLE, vocabulary.STATUS),
        Column("voice", "Who worded it.", Kind.CHOICE, "L1", Release.SINGLE, vocabulary.VOICE),
        Column("themes", "Its themes, as the flow names them.", Kind.LIST, "G4", Release.SINGLE),
        Column("place", "Its place in what matters most, 1 being first.", Kind.NUMBER, "G6", Release.SINGLE),
        Column(
            "pulls", "Whether it pulls against another outcome.", Kind.CHOICE, "G6", Release.SINGLE, vocabulary.YES_NO
        ),
        Column(
            "plan",
            "Plan A or plan B, where two cannot both be had.",
            Kind.CHOICE,
            "G6",
            Release.SINGLE,
            vocabulary.PLAN,
        ),
        Column("difference", "What it would make different for them, in their words.", Kind.WORDS, "G5", Release.WORDS),
        Column(
            "council_answer",
            "What the council answered.",
            Kind.CHOICE,
            "G7",
            Release.SINGLE,
            vocabulary.COUNCIL_ANSWER,
        ),
        Column("council_reason", "The honest reason given, in the worker's words.", Kind.WORDS, "G7", Release.WORDS),
        Column("next_best", "The next best that was offered, in the worker's words.", Kind.WORDS, "G6", Release.WORDS),
        Column(
            "achieved",
            "How far it came true, by the one rating that counts; empty while there is none.",
            Kind.CHOICE,
            "R2",
            Release.SINGLE,
            vocabulary.RATING,
        ),
        Column(
            "permission",
            "Whether what they said about it when last asked may be used to help others learn, without their name.",
            Kind.CHOICE,
            "G11",
            Release.SINGLE,
            vocabulary.PERMISSION,
        ),
        Column(
            "confirmed",
            "What the person says of an outcome that a representative worded for them; empty while nothing is noted.",
            Kind.CHOICE,
            "L1",
            Release.SINGLE,
            vocabulary.CONFIRMED,
        ),
        Column("expressed", "When it was first said.", Kind.INSTANT, "R3", Release.SINGLE),
    ),
    rows=lambda connection, drawn: OUTCOME_LISTING.rows(connection, drawn.selection),
)

WORDINGS = Table(
    name="wordings",
    title="Wordings",
    meaning="One row for each wording an outcome ever had: a wish that changed stays visible.",
    columns=(
        shared.ENQUIRY,
        shared.OUTCOME,
        Column("wording_number", "1 is how it was first said.", Kind.NUMBER, "G10", Release.SINGLE),
        Column("words", "The words.", Kind.WORDS, "G10", Release.WORDS),
        shared.IN_ENGLISH,
        Column("reason", "Where this wording came from.", Kind.CHOICE, "G10", Release.SINGLE, vocabulary.WORDING),
        Column("why", "Why it changed, in the words of whoever changed it.", Kind.WORDS, "G8", Release.WORDS),
        shared.STAGE,
        shared.VOICE,
        shared.REPRESENTATIVE,
        shared.RECORDED_AT,
        shared.RECORDED_BY,
    ),
    rows=lambda connection, drawn: WORDING_LISTING.rows(connection, drawn.selection),
)
