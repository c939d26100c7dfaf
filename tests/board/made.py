"""Released files made by hand, so that a test says which figures stand in them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

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
from msp_dialogue.release.file import written

ASKED = ("expressed", "none_expressed", "not_asked", "dont_know", "not_recorded")
ACHIEVED = ("fully", "partially", "not", "not_rated", "all_withdrawn", "none_expressed")
OUTSIDE = frozenset({"not_rated", "all_withdrawn", "none_expressed"})
VOICES = ("adult", "adult_with_support", "representative", "worker")
FIRST_DAYS = {1: (4, 6, 30), 2: (7, 9, 30), 3: (10, 12, 31), 4: (1, 3, 31)}
Numbers = Sequence[int | None]


def span(year: int, quarter: int) -> ReleasedSpan:
    """A quarter of the financial year that begins in a year."""
    first, last, day = FIRST_DAYS[quarter]
    at = year + 1 if quarter == 4 else year
    name = f"{date(at, first, 1):%B} to {date(at, last, day):%B %Y}"
    return ReleasedSpan(f"{year}-{(year + 1) % 100:02}-Q{quarter}", name, date(at, first, 1), date(at, last, day))


def table(
    measure: str,
    part: tuple[int | None, int | None],
    cells: Numbers,
    *,
    counted: str = "people",
    values: Sequence[str] = ASKED,
    outside: frozenset[str] = frozenset(),
    counting: frozenset[str] = frozenset({"expressed"}),
) -> ReleasedTable:
    """A table that is not split: so many of so many, and a number for each value."""
    return ReleasedTable(
        measure=measure,
        counted=counted,
        by=Split.ALL,
        groups=(EVERYBODY,),
        values=tuple(values),
        outside=outside,
        counting=counting,
        cells={EVERYBODY: dict(zip(values, cells, strict=True))},
        totals={EVERYBODY: part[1]},
        counts={EVERYBODY: part[0]},
    )


def split(of: ReleasedTable, by: Split, groups: Mapping[str, tuple[int | None, int | None, Numbers]]) -> ReleasedTable:
    """The same measure split: for each group so many of so many, and a number for each value."""
    return replace(
        of,
        by=by,
        groups=tuple(groups),
        cells={group: dict(zip(of.values, cells, strict=True)) for group, (_, _, cells) in groups.items()},
        totals={group: out_of for group, (_, out_of, _) in groups.items()},
        counts={group: number for group, (number, _, _) in groups.items()},
    )


def expressed(number: int | None, out_of: int | None, counted: str = "people") -> ReleasedTable:
    """How many said what they wanted."""
    return table("outcomes_expressed", (number, out_of), (number, None, None, None, 0), counted=counted)


def met(number: int | None, out_of: int | None) -> ReleasedTable:
    """How many had it met."""
    cells = (25, 10, None, 10, None, None)
    return table(
        "outcomes_met",
        (number, out_of),
        cells,
        values=ACHIEVED,
        outside=OUTSIDE,
        counting=frozenset({"fully", "partially"}),
    )


def by_voice() -> ReleasedTable:
    """How many had it met, by who said so; two groups were merged."""
    groups: dict[str, tuple[int | None, int | None, Numbers]] = {
        "adult": (15, 20, (10, None, None, None, None, None)),
        "adult_with_support": (10, 10, (10, None, None, None, None, None)),
        "representative or worker": (None, None, (None,) * 6),
    }
    return split(met(35, 40), Split.VOICE, groups)


def who_said_it() -> ReleasedTable:
    """Who said what they wanted: those who said nothing have no voice, so they are in no group."""
    whole = table("outcomes_expressed", (50, 55), (50,), counted="enquiries", values=("expressed",))
    groups: dict[str, tuple[int | None, int | None, Numbers]] = {
        "adult or adult_with_support": (30, 30, (30,)),
        "representative or worker": (20, 20, (20,)),
    }
    return split(whole, Split.VOICE, groups)


def by_asker() -> ReleasedTable:
    """The same by who asked."""
    groups: dict[str, tuple[int | None, int | None, Numbers]] = {
        "lead": (30, 30, (20, 10, None, None, None, None)),
        "independent": (None, 10, (None,) * 6),
    }
    return split(met(35, 40), Split.ASKER, groups)


EVERY_KIND = (expressed(40, 45), expressed(50, 55, "enquiries"), met(35, 40), by_voice(), by_asker(), who_said_it())


def release(year: int = 2025, quarter: int = 4, *tables: ReleasedTable, council: str = "Testshire") -> Released:
    """A release of a quarter, by default with a bit of everything."""
    given = tables or EVERY_KIND
    return Released(
        council=council,
        span=span(year, quarter),
        drawn_at=datetime(2026, 4, 3, 9, 0, tzinfo=UTC),
        released_at=datetime(2026, 4, 7, 12, 0, tzinfo=UTC),
        rules={"rounding": "Numbers from 1 to 7 are hidden; all others are rounded to the nearest 5."},
        definitions={
            "outcomes_expressed": ReleasedDefinition(
                "People who said what they want to happen",
                "[G3] (a)",
                "Those for whom a wish was worded.",
                "All.",
                "Nobody.",
            ),
            "outcomes_met": ReleasedDefinition(
                "People whose outcomes are met", "[G3] (b)", "Fully or partly.", "Rated.", "Not rated."
            ),
        },
        tables=given,
        quality=(
            Quality("not_rated", "Without a rating", 10, 55),
            Quality("kind", "Representatives without a kind", None, 20),
        ),
        quotes=(
            Quote("be_safer", "I want to feel safe in my own kitchen.", "adult"),
            Quote("be_safer", "She wants the lock mended.", "representative"),
        ),
    )


def several() -> tuple[Released, ...]:
    """Nine quarters that end with the fourth of 2025-26, newest first; of one the figure is hidden, one is missing."""
    parts = {
        (2023, 4): (25, 40),
        (2024, 1): (30, 45),
        (2024, 2): (None, None),
        (2024, 3): (30, 45),
        (2024, 4): (30, 45),
    }
    parts |= {(2025, 1): (35, 45), (2025, 3): (40, 50)}
    older = [release(year, quarter, expressed(*part), met(35, 40)) for (year, quarter), part in parts.items()]
    return tuple(sorted([release(), *older], key=lambda each: each.span.first, reverse=True))


def written_to(folder: Path, *releases: Released) -> None:
    """The files, as the service writes them."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in releases:
        (folder / f"{each.span.id}.json").write_text(written(each), encoding="utf-8")
