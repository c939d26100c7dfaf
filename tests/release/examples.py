"""An invented release, as a file would hold it."""

from datetime import UTC, date, datetime

from msp_dialogue.release import (
    EVERYBODY,
    Quality,
    Quote,
    Released,
    ReleasedDefinition,
    ReleasedSpan,
    ReleasedTable,
    Split,
)

DEFINITION = ReleasedDefinition("Outcomes met", "[G3] (b)", "Fully or partly.", "All that were rated.", "Not rated.")
ALL = ReleasedTable(
    measure="outcomes_met",
    counted="enquiries",
    by=Split.ALL,
    groups=(EVERYBODY,),
    values=("fully", "partially", "not", "not_rated"),
    outside=frozenset({"not_rated"}),
    counting=frozenset({"fully", "partially"}),
    cells={EVERYBODY: {"fully": 35, "partially": 15, "not": None, "not_rated": 10}},
    totals={EVERYBODY: 55},
    counts={EVERYBODY: 50},
)
BY_VOICE = ReleasedTable(
    measure="outcomes_met",
    counted="enquiries",
    by=Split.VOICE,
    groups=("adult", "representative or worker"),
    values=("fully", "partially", "not"),
    outside=frozenset(),
    counting=frozenset({"fully", "partially"}),
    cells={
        "adult": {"fully": 25, "partially": 10, "not": None},
        "representative or worker": {"fully": 10, "partially": None, "not": None},
    },
    totals={"adult": 40, "representative or worker": None},
    counts={"adult": 35, "representative or worker": 15},
)


def example(span: str = "2025-26-Q1", first: date = date(2025, 4, 1), last: date = date(2025, 6, 30)) -> Released:
    """A small release of one quarter."""
    return Released(
        council="An invented council",
        span=ReleasedSpan(span, "April to June 2025", first, last),
        drawn_at=datetime(2025, 7, 20, 9, 0, tzinfo=UTC),
        released_at=datetime(2025, 7, 20, 9, 1, tzinfo=UTC),
        rules={"rounded": "To the nearest 5."},
        definitions={"outcomes_met": DEFINITION},
        tables=(ALL, BY_VOICE),
        quality=(Quality("not_rated", "Not rated", 10, 65),),
        quotes=(Quote("feel_safer", "I sleep at night now.", "adult", "q1"),),
    )
