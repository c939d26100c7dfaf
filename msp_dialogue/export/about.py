"""What every export says of itself: when it was drawn, of what, by which rules; the same facts in every format."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from msp_dialogue.database import stamp
from msp_dialogue.measure import DateRule, Drawn, Selection

TITLE = "MSP Dialogue: export"
LAYOUT = 2
"""Goes up by one when a table or a column changes its name or its meaning, or is taken away."""

ROLL_UP = (
    "Fully when every outcome still wanted is fully achieved; not when none is fully or partly achieved; partially "
    "otherwise. Withdrawn outcomes do not count; with any wanted outcome unrated it is not rated. [R2]"
)
DENOMINATORS = (
    "Figures are given of people, each counted once, of enquiries, or of outcomes; every figure says which. [R1]"
)
DATE_RULES = {
    DateRule.OPENED: "Enquiries opened in the period; achievement is always of those concluded in it. [R0]",
    DateRule.CONCLUDED: "Enquiries concluded in the period. [R0]",
}
RELEASE = (
    "True figures and people's own words, for those in the council who may see them. Nothing here is ready to be "
    "published: small numbers are not hidden."
)
RELEASE_FIGURES = (
    "True figures, for those in the council who may see them. Nothing here is ready to be published: small numbers are "
    "not hidden."
)
LEFT_OUT = "Never in an export: what people are called, dates of birth and death, and safe ways to make contact."
SEALED_LEFT_OUT = (
    "Sealed enquiries are left out, and count in no figure, unless they name whoever drew this as working with them; "
    "so what two people draw may differ."
)
SEALED_TAKEN_IN = "Sealed enquiries are in it: only those may read it who may read every one of them."
MEANINGS = "What every column means is on the sheet Notes."
NOTHING = "There is nothing in this period."


@dataclass(frozen=True)
class Fact:
    """One thing an export says of itself: its name for programs, its label for people, and its value."""

    name: str
    label: str
    value: Any


def instant(at: datetime) -> str:
    """An instant to the second, in UTC, as every column of instants has it."""
    return stamp(at)[:19] + "Z"


def facts(drawn: Drawn) -> tuple[Fact, ...]:
    """Everything the export says of itself."""
    selection = drawn.selection
    return (
        Fact("layout", "Layout of this export", LAYOUT),
        Fact("drawn_at", "Drawn at (UTC)", instant(drawn.drawn_at)),
        Fact("as_at", "As the record stood at the end of (empty: when drawn)", drawn.as_at and drawn.as_at.isoformat()),
        Fact("period_from", "First day of the period", selection.period.first.isoformat()),
        Fact("period_to", "Last day of the period", selection.period.last.isoformat()),
        Fact("date_rule", "Date that selects", str(selection.by)),
        Fact("date_rule_says", "In words", DATE_RULES[selection.by]),
        Fact("team", "Team (empty: all)", selection.team),
        Fact("enquiries", "Enquiries selected", drawn.enquiries),
        Fact("people", "People they are about", drawn.people),
        Fact("denominators", "What is counted", DENOMINATORS),
        Fact("roll_up", "How several outcomes become one value", ROLL_UP),
        Fact("contents", "Contents", _contents(drawn)),
        Fact("release", "Who may see it", RELEASE_FIGURES if drawn.figures_alone else RELEASE),
        Fact("left_out", "What is not in it", LEFT_OUT),
        Fact("sealed", "Sealed enquiries", _sealed(selection)),
    )


def lines(drawn: Drawn) -> tuple[str, ...]:
    """The facts that stand above every sheet, in sentences."""
    selection = drawn.selection
    whose = "All teams" if selection.team is None else f"Team: {selection.team}"
    return (
        f"Drawn {instant(drawn.drawn_at)}{_stood(drawn)}. {selection.period.first} to {selection.period.last}. "
        f"{DATE_RULES[selection.by]} {whose}.",
        f"{_contents(drawn)} {DENOMINATORS} {_sealed(selection)}",
        f"Roll-up: {ROLL_UP}",
        MEANINGS if drawn.enquiries else NOTHING,
    )


def _stood(drawn: Drawn) -> str:
    return f", as the record stood at the end of {drawn.as_at}" if drawn.as_at else ""


def _contents(drawn: Drawn) -> str:
    return f"{drawn.enquiries} enquiries of {drawn.people} people." if drawn.enquiries else NOTHING


def _sealed(selection: Selection) -> str:
    return SEALED_TAKEN_IN if selection.with_sealed else SEALED_LEFT_OUT
