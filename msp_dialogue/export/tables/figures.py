"""The table of the measure: every figure with its denominator, dates and rule, so that each row can be read alone."""

from collections.abc import Iterator, Sequence
from typing import Any

from msp_dialogue.database import Connection
from msp_dialogue.export.about import ROLL_UP, instant
from msp_dialogue.export.column import Column, Kind, Release, Table
from msp_dialogue.export.tables import vocabulary
from msp_dialogue.measure import DEFINITIONS, Drawn


def _rows(connection: Connection, drawn: Drawn) -> Iterator[Sequence[Any]]:
    del connection
    period = drawn.selection.period
    printed = (
        period.first.isoformat(),
        period.last.isoformat(),
        drawn.selection.team,
        instant(drawn.drawn_at),
        ROLL_UP,
    )
    for each in drawn.figures:
        yield (
            each.measure,
            each.source,
            each.counted,
            each.dates,
            each.line,
            each.voice,
            each.asker,
            each.by,
            each.group,
            each.number,
            each.out_of,
            each.percent,
            each.note,
            *printed,
        )


MEASURE = Table(
    name="measure",
    title="Measure",
    meaning="One row for each figure. Figures of achievement are always of enquiries concluded in the period, figures "
    "of asking by the date that was chosen.",
    columns=(
        Column(
            "measure",
            "Which measure.",
            Kind.CHOICE,
            "G3",
            Release.FREE,
            {each.id: f"{each.name}." for each in DEFINITIONS.values()},
        ),
        Column("source", "Where the measure comes from.", Kind.TEXT, "G3", Release.FREE),
        Column(
            "counted",
            "Whether people, enquiries or outcomes are counted: the denominator.",
            Kind.CHOICE,
            "R1",
            Release.FREE,
            vocabulary.COUNTED,
        ),
        Column("dates", "Which date lies in the period.", Kind.CHOICE, "R0", Release.FREE, vocabulary.DATES),
        Column("line", "The measure itself, or one of its values.", Kind.CHOICE, "S1", Release.FREE, vocabulary.LINE),
        Column(
            "voice",
            "Whose voice: of the wishes, in the measure of asking; of the ratings, in the measure of achievement.",
            Kind.CHOICE,
            "L1, E1",
            Release.FREE,
            vocabulary.FIGURE_VOICE,
        ),
        Column(
            "asker",
            "Who asked, where the measure is told by that.",
            Kind.CHOICE,
            "E2",
            Release.FREE,
            vocabulary.FIGURE_ASKER,
        ),
        Column("by", "What the figure is split by.", Kind.CHOICE, "design", Release.FREE, vocabulary.BY),
        Column("group", "Its group in that split; `all` where it is not split.", Kind.TEXT, "design", Release.FREE),
        Column("number", "How many.", Kind.NUMBER, "G3", Release.FIGURE),
        Column(
            "out_of", "Out of how many; empty for a value outside the percentage.", Kind.NUMBER, "R1", Release.FIGURE
        ),
        Column("percent", "The one of the other; empty out of nothing.", Kind.PERCENT, "G3", Release.FIGURE),
        Column("note", "Why there is no percentage, where there is none.", Kind.TEXT, "R2", Release.FREE),
        Column("period_from", "The first day of the period.", Kind.DATE, "R0", Release.FREE),
        Column("period_to", "The last day of the period.", Kind.DATE, "R0", Release.FREE),
        Column("team", "The one team it is about; empty for all.", Kind.TEXT, "design", Release.FREE),
        Column("drawn_at", "When it was drawn from the record.", Kind.INSTANT, "R0", Release.FREE),
        Column("roll_up", "How several outcomes become one value.", Kind.TEXT, "R2", Release.FREE),
    ),
    rows=_rows,
)
