"""How an enquiry stands in the measure: asked, expressed, achieved, and what is due; a pure function of rows."""

import json
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from msp_dialogue.flow.voice import Voice
from msp_dialogue.record.counting import counting
from msp_dialogue.record.meaning import Meaning

Row = Mapping[str, Any]
READ = frozenset(
    {
        Meaning.DESIRED_OUTCOME,
        Meaning.TAKE_PART,
        Meaning.NOT_ASKED_REASON,
        Meaning.ASKER,
        Meaning.OVERALL,
        Meaning.CAPACITY,
        Meaning.RISK_RESULT,
    }
)
"""The meanings that a standing hangs on, beside those of its outcomes."""
DECLINED = "declined"
"""The one reason for no conversation that counts as asked [R3]."""


class Asked(StrEnum):
    """Whether the person was asked what they wanted [S1, R3]."""

    EXPRESSED = "expressed"
    NONE_EXPRESSED = "none_expressed"
    NOT_ASKED = "not_asked"
    DONT_KNOW = "dont_know"
    NOT_RECORDED = "not_recorded"


class Achieved(StrEnum):
    """How far what they wanted came true, several outcomes rolled up to one value [R2]."""

    FULLY = "fully"
    PARTIALLY = "partially"
    NOT = "not"
    NOT_RATED = "not_rated"
    ALL_WITHDRAWN = "all_withdrawn"
    NONE_EXPRESSED = "none_expressed"


class Due(StrEnum):
    """The conversation that comes next [G2]."""

    FIRST = "first"
    REVIEW = "review"
    CLOSURE = "closure"
    NOTHING = "nothing"


def standing(enquiry: Row, dialogues: Sequence[Row], answers: Sequence[Row], outcomes: Sequence[Row]) -> dict[str, Any]:
    """The enquiry's one row in `standing`; rows of dialogues that were set aside do not count."""
    counted = {dialogue["id"]: dialogue for dialogue in dialogues if not dialogue["set_aside"]}
    answers = sorted(
        (row for row in answers if row["dialogue"] in counted),
        key=lambda row: (counted[row["dialogue"]]["started"], row["place"]),
    )
    expressed = expressed_in_time(outcomes, enquiry["concluded"])
    put = [at for row in answers if (at := _put(row)) and not _after(at, enquiry["concluded"])]
    asked, reason = _asked(enquiry, answers, expressed=bool(expressed), put=bool(put))
    wanted = [outcome for outcome in expressed if outcome["status"] != "withdrawn"]
    by_value = [outcome["achieved"] for outcome in wanted]
    return {
        "enquiry": enquiry["id"],
        "asked": asked,
        "not_asked_reason": reason,
        "first_asked": min(put, default=None),
        "voice": _voice(expressed),
        "achieved": achieved(expressed),
        "overall": _overall(answers, counted),
        "wanted": len(wanted),
        "fully": by_value.count("fully"),
        "partially": by_value.count("partially"),
        "not_achieved": by_value.count("not"),
        "withdrawn": len(expressed) - len(wanted),
        "unrated": by_value.count(None),
        "capacity": _latest(answers, Meaning.CAPACITY),
        "risk_result": _latest(answers, Meaning.RISK_RESULT),
        "due": _due(enquiry, counted.values(), asked),
    }


def achieved(outcomes: Iterable[Row]) -> Achieved:
    """The default roll-up [R2]: fully when every outcome still wanted is, not when none is at all, partially between.

    An outcome the person withdrew does not count; one wanted outcome without a rating leaves the whole not rated.
    """
    outcomes = list(outcomes)
    wanted = [outcome["achieved"] for outcome in outcomes if outcome["status"] != "withdrawn"]
    if not outcomes:
        return Achieved.NONE_EXPRESSED
    if not wanted:
        return Achieved.ALL_WITHDRAWN
    if None in wanted:
        return Achieved.NOT_RATED
    if set(wanted) == {"fully"}:
        return Achieved.FULLY
    return Achieved.NOT if set(wanted) == {"not"} else Achieved.PARTIALLY


def expressed_in_time(outcomes: Iterable[Row], concluded: str | None) -> list[Row]:
    """The outcomes that were worded before the enquiry was concluded [R3]."""
    return [outcome for outcome in outcomes if not _after(outcome["expressed"], concluded)]


def _asked(enquiry: Row, answers: Sequence[Row], *, expressed: bool, put: bool) -> tuple[Asked, str | None]:
    """Whether they were asked, and if not, why not [R3]; skipping is never counted as "no".

    Why not may be recorded after the conclusion; that somebody declined counts only if they did so before it.
    """
    why_not = [row for row in answers if row["records"] == Meaning.NOT_ASKED_REASON and row["value"]]
    reasons = [enquiry["not_asked_reason"], *(json.loads(row["value"]) for row in why_not)]
    declined = enquiry["not_asked_reason"] == DECLINED or any(
        json.loads(row["value"]) == DECLINED and not _after(row["at"], enquiry["concluded"]) for row in why_not
    )
    never = [str(reason) for reason in reasons if reason and reason != DECLINED]
    if expressed:
        return Asked.EXPRESSED, None
    if put or declined or enquiry["asked"] == "yes":
        return Asked.NONE_EXPRESSED, None
    if never:
        return Asked.NOT_ASKED, never[-1]
    return (Asked.DONT_KNOW if enquiry["asked"] == "dont_know" else Asked.NOT_RECORDED), None


def is_declining(row: Row) -> bool:
    """Whether the person did not want to take part; another's refusal to answer is not the person's [L1]."""
    asked_to = row["records"] == Meaning.TAKE_PART and row["voice"] != Voice.REPRESENTATIVE
    return bool(asked_to and row["value"] != '"yes"')


def _put(row: Row) -> str | None:
    """When this answer shows that it was put to them; taking part met with anything but yes is declining [L5]."""
    if row["records"] != Meaning.DESIRED_OUTCOME and not is_declining(row):
        return None
    earlier = json.loads(row["earlier"] or "[]")
    return str(earlier[0]["at"] if earlier else row["at"])


def _overall(answers: Sequence[Row], dialogues: Mapping[str, Row]) -> str | None:
    """The answer about the whole that counts, by the rule of the single ratings [R2]."""
    given = [
        {**row, "asker": dialogues[row["dialogue"]]["asker"]} for row in answers if row["records"] == Meaning.OVERALL
    ]
    one = counting(given)
    return str(json.loads(one["value"])) if one else None


def _voice(outcomes: Sequence[Row]) -> str | None:
    """Whose voice the expressed outcomes are in: the nearest to the adult's own that was heard [E1]."""
    order = ("adult", "adult_with_support", "representative", "worker")
    return min((outcome["voice"] for outcome in outcomes), key=order.index, default=None)


def _latest(answers: Sequence[Row], meaning: Meaning) -> str | None:
    """The latest answer of this meaning; a non-answer takes nothing away."""
    given = [row["value"] for row in answers if row["records"] == meaning and row["value"]]
    return str(json.loads(given[-1])) if given else None


def _due(enquiry: Row, dialogues: Iterable[Row], asked: Asked) -> Due:
    """What comes next; the first conversation stays due while nothing was put to the person."""
    held = {dialogue["stage"] for dialogue in dialogues if dialogue["state"] == "finished"}
    if "closure" in held or enquiry["concluded"]:
        return Due.NOTHING
    if "beginning" not in held or asked is Asked.NOT_RECORDED:
        return Due.FIRST
    return Due.CLOSURE if "middle" in held else Due.REVIEW


def _after(at: str, day: str | None) -> bool:
    """Whether an instant lies after a day, which is given as ISO text."""
    return day is not None and at[: len(day)] > day
