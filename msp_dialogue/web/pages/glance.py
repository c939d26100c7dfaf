"""Every desired outcome in one line: rank, whose words, the council's answer, how far it came true."""

from dataclasses import dataclass

from msp_dialogue.record.read import Outcome
from msp_dialogue.web.pages import named
from msp_dialogue.web.pages.said import Reader
from msp_dialogue.web.pages.story import whose
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class Glance:
    """One outcome; `so_far` is how far it came true or why that is not asked, `by` whose view that is."""

    number: int
    words: str
    rank: str
    who: str
    answer: str
    so_far: str
    by: str
    plan: str


def glances(reader: Reader) -> tuple[Glance, ...]:
    """What matters most first; what was given no place comes after, in the order in which it was said."""
    outcomes = sorted(reader.whole.outcomes, key=lambda each: (each.rank is None, each.rank, each.number))
    return tuple(_glance(reader, each) for each in outcomes)


def _glance(reader: Reader, outcome: Outcome) -> Glance:
    current = next((each for each in reversed(outcome.wordings) if each.words == outcome.words), outcome)
    so_far, by = _so_far(reader, outcome)
    return Glance(
        number=outcome.number,
        words=outcome.words,
        rank=str(outcome.rank) if outcome.rank else NOTHING,
        who=whose(reader, current),
        answer=named.council_answer(outcome.council_answer) if outcome.council_answer else _("Not yet"),
        so_far=so_far,
        by=by,
        plan=outcome.plan or (_("Pulls against another") if outcome.pulls else NOTHING),
    )


NOTHING = "–"


def _so_far(reader: Reader, outcome: Outcome) -> tuple[str, str]:
    if outcome.status == "withdrawn":
        return _("No longer wanted"), ""
    counted = next((each for each in outcome.ratings if each.counted), None)
    if outcome.achieved and counted:
        return named.rating(outcome.achieved), whose(reader, counted)
    if outcome.status == "happening":
        return _("Already happening"), ""
    return _("Not rated yet"), ""
