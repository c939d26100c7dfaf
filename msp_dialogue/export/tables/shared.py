"""Columns that several tables have: whose row it is, who spoke, and who wrote it down when."""

from msp_dialogue.export.column import Column, Kind, Release
from msp_dialogue.export.tables import vocabulary

ENQUIRY = Column("enquiry_reference", "The council's reference of the enquiry.", Kind.TEXT, "S4", Release.REFERENCE)

OUTCOME = Column(
    "outcome_number",
    "The number of the outcome in its enquiry, in the order in which outcomes were said.",
    Kind.NUMBER,
    "design",
    Release.SINGLE,
)

VOICE = Column("voice", "Whose answer it is.", Kind.CHOICE, "L1", Release.SINGLE, vocabulary.VOICE)

REPRESENTATIVE = Column(
    "representative_kind",
    "Which kind of representative spoke, as the flow names it; empty for every other voice.",
    Kind.TEXT,
    "L2",
    Release.SINGLE,
)

ASKER = Column("asker", "Who asked at closure.", Kind.CHOICE, "F1, E2", Release.SINGLE, vocabulary.ASKER)

STAGE = Column("stage", "In which conversation.", Kind.CHOICE, "G2", Release.SINGLE, vocabulary.STAGE)

NON_ANSWER = Column(
    "non_answer",
    "The non-answer that was given instead; it counts as no rating and never as a no.",
    Kind.CHOICE,
    "R3",
    Release.SINGLE,
    vocabulary.NON_ANSWER,
)

RECORDED_AT = Column("recorded_at", "When it was recorded.", Kind.INSTANT, "design", Release.SINGLE)

RECORDED_BY = Column(
    "recorded_by",
    "The worker who recorded it, or under whose name the screen was handed over, by sign-in name.",
    Kind.TEXT,
    "E2",
    Release.COLLEAGUE,
)

IN_ENGLISH = Column(
    "words_in_english",
    "What these words mean in English, as it was noted last; empty where nobody noted it.",
    Kind.WORDS,
    "design",
    Release.WORDS,
)
"""Beside somebody's own words, which stay as they were said."""
