"""The lines of the national return: the collection's own words for each [S1-S3], what each means, and what it counts.

Lines beside the collection's say what its cells leave out, so that nothing disappears between two totals.
"""

from collections.abc import Callable
from dataclasses import dataclass

from msp_dialogue.record.standing import Achieved, Asked

AGE_BANDS = ("18-64", "65-74", "75-84", "85-94", "95+")
"""The bands of the collection [S1]; age is that of the last day of the year, or at death [S3]."""
AGE_UNKNOWN = "Not Known"
EVERY_SOURCE = "All"
"""SG2e is not split: the record does not hold what the collection may want it split by."""

SG4A, SG3A, SG2E = "SG4a", "SG3a", "SG2e"
TABLES = {
    SG4A: "Were they asked what they wanted, and how far was it achieved?",
    SG3A: "Did the person LACK capacity? Yes means LACKED capacity",
    SG2E: "What happened to the risk?",
}


@dataclass(frozen=True)
class Concluded:
    """What the return needs of one concluded section 42 enquiry.

    `age_band` is None where the age is not known; `supported` says that an advocate, family or a friend supported
    somebody who lacked capacity.
    """

    enquiry: str
    age_band: str | None
    asked: str
    achieved: str
    capacity: str | None = None
    supported: bool = False
    risk_result: str | None = None


@dataclass(frozen=True)
class Line:
    """A line of a table. `beside` the collection's lines stands what has no cell there."""

    table: str
    words: str
    means: str
    counts: Callable[[Concluded], bool]
    beside: bool = False


def _asked(value: Asked) -> Callable[[Concluded], bool]:
    return lambda enquiry: enquiry.asked == value


def _achieved(value: Achieved) -> Callable[[Concluded], bool]:
    return lambda enquiry: enquiry.asked == Asked.EXPRESSED and enquiry.achieved == value


def _capacity(value: str | None) -> Callable[[Concluded], bool]:
    return lambda enquiry: enquiry.capacity == value


def _risk(value: str | None) -> Callable[[Concluded], bool]:
    return lambda enquiry: enquiry.risk_result == value


ASKED = (
    Line(
        SG4A,
        "Yes they were asked and outcomes were expressed",
        "At least one wish was worded before the enquiry concluded. [R3]",
        _asked(Asked.EXPRESSED),
    ),
    Line(
        SG4A,
        "Yes they were asked but no outcomes were expressed",
        "It was put to them, and no wish was worded: they wanted nothing, skipped it, did not know or declined. [R3]",
        _asked(Asked.NONE_EXPRESSED),
    ),
    Line(SG4A, "No", "It was never put to them, and the reason was recorded. [R3]", _asked(Asked.NOT_ASKED)),
    Line(SG4A, "Don't Know", "A worker cannot tell whether they were asked. [R3]", _asked(Asked.DONT_KNOW)),
    Line(
        SG4A,
        "Not Recorded",
        "Concluded, and the record says none of the others. [R3]",
        _asked(Asked.NOT_RECORDED),
    ),
)
ACHIEVED = (
    Line(
        SG4A,
        "Fully Achieved",
        "Every outcome still wanted was fully achieved. [R2]",
        _achieved(Achieved.FULLY),
    ),
    Line(
        SG4A,
        "Partially Achieved",
        "Something was achieved, and not everything fully. [R2]",
        _achieved(Achieved.PARTIALLY),
    ),
    Line(SG4A, "Not Achieved", "Nothing that was still wanted was achieved. [R2]", _achieved(Achieved.NOT)),
)
OUTSIDE_ACHIEVED = (
    Line(
        SG4A,
        "Expressed, and not rated",
        "A wanted outcome has no rating: in no cell of the collection, since that is never Not Achieved. [R2]",
        _achieved(Achieved.NOT_RATED),
        beside=True,
    ),
    Line(
        SG4A,
        "Expressed, and all withdrawn",
        "Nothing was wanted any more: in no cell of the collection. [R2]",
        _achieved(Achieved.ALL_WITHDRAWN),
        beside=True,
    ),
)
CAPACITY = (
    Line(SG3A, "Yes, they lacked capacity", "The person LACKED capacity.", _capacity("lacked")),
    Line(SG3A, "No, they did not lack capacity", "The person HAD capacity.", _capacity("did_not_lack")),
    Line(SG3A, "Don't know", "It was considered and cannot be said.", _capacity("dont_know_capacity")),
    Line(SG3A, "Not recorded", "The record does not say.", _capacity(None)),
)
SUPPORTED = Line(
    SG3A,
    "Of the enquiries recorded as Yes, in how many of these cases was support provided by an advocate, "
    "family or friend",
    "Of the people who LACKED capacity, those whom an advocate, family or a friend supported. Part of the Yes.",
    lambda enquiry: enquiry.capacity == "lacked" and enquiry.supported,
)
RISK = (
    Line(SG2E, "Risk remained", "A risk was identified, and it remained.", _risk("remained")),
    Line(SG2E, "Risk reduced", "A risk was identified, and it was reduced.", _risk("reduced")),
    Line(SG2E, "Risk removed", "A risk was identified, and it was removed.", _risk("removed")),
)
OUTSIDE_RISK = (
    Line(SG2E, "No risk identified", "In no cell of this table.", _risk("none_identified"), beside=True),
    Line(SG2E, "Risk not known", "In no cell of this table.", _risk("not_known"), beside=True),
    Line(SG2E, "Risk not recorded", "The record does not say: in no cell of this table.", _risk(None), beside=True),
)
LINES = (*ASKED, *ACHIEVED, *OUTSIDE_ACHIEVED, *CAPACITY, SUPPORTED, *RISK, *OUTSIDE_RISK)


def categories(table: str) -> tuple[str, ...]:
    """What a table is split by, with a row of its own for unknown ages."""
    return (EVERY_SOURCE,) if table == SG2E else (*AGE_BANDS, AGE_UNKNOWN)


def category(table: str, enquiry: Concluded) -> str:
    """Where in its table an enquiry is counted."""
    return EVERY_SOURCE if table == SG2E else enquiry.age_band or AGE_UNKNOWN
