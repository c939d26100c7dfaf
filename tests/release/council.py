"""An invented council's concluded enquiries of one year, as the measures read them: by chance, and a seed."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from msp_dialogue.measure import DateRule, Facts, Selection, Span
from msp_dialogue.measure.defined.experience import EXPERIENCE
from msp_dialogue.record.meaning import OUTCOME_THEMES
from tests.measure.kept import facts_of_rows

YEAR = Span(2025)
DRAWN_ON = date(2026, 9, 1)
VOICES = ("adult", "adult_with_support", "representative", "worker")
Row = dict[str, Any]


def council(seed: int, enquiries: int) -> Sequence[Row]:
    """So many enquiries concluded in the year, about three quarters as many people; the rates differ by seed."""
    chance = random.Random(seed)  # noqa: S311 - invented people, not secrets
    people = [_person(chance, number) for number in range(max(1, enquiries * 3 // 4))]
    return [_enquiry(chance, number, chance.choice(people)) for number in range(enquiries)]


def facts(rows: Sequence[Row], span: Span, on: date = DRAWN_ON) -> Facts:
    """What is read of those that were concluded in a span."""
    period = span.period
    inside = [row for row in rows if period.first.isoformat() <= str(row["concluded"]) <= period.last.isoformat()]
    selection = Selection(period, DateRule.CONCLUDED, with_sealed=True)
    return facts_of_rows(selection, on, inside)


def _person(chance: random.Random, number: int) -> Row:
    band = chance.choices([(18, 64), (65, 74), (75, 84), (85, 94), (95, 101), None], [36, 12, 24, 20, 6, 2])[0]
    born = None if band is None else date(2025 - chance.randint(*band), chance.randint(1, 12), chance.randint(1, 28))
    return {"adult": f"A{number}", "born": born.isoformat() if born else None, "died": None}


def _enquiry(chance: random.Random, number: int, person: Row) -> Row:
    concluded = YEAR.period.first + timedelta(days=chance.randrange(365))
    opened = concluded - timedelta(days=chance.randint(5, 120))
    asked = chance.choices(["expressed", "none_expressed", "not_asked", "dont_know", "not_recorded"], [63, 9, 17, 4, 7])
    row = {
        **person,
        "enquiry": f"E{number}",
        "team": "North",
        "lead": "L",
        "kind": chance.choices(["section_42", "other"], [9, 1])[0],
        "opened": opened.isoformat(),
        "concluded": concluded.isoformat(),
        "asked": asked[0],
        "capacity": chance.choices(["lacked", "did_not_lack", "dont_know_capacity", None], [30, 50, 8, 12])[0],
        "supported": chance.choices(["yes", "no", None], [80, 5, 15])[0],
        "risk_result": chance.choices(["remained", "reduced", "removed", "not_known", None], [10, 50, 28, 5, 7])[0],
        "difficulty": chance.choices(["yes", "no", None], [3, 5, 2])[0],
        "advocacy": chance.choices(["independent_advocate", "appropriate_person", "not_arranged", None], [3, 4, 1, 2])[
            0
        ],
        "needs": chance.choices(["yes", "no"], [1, 3])[0],
        "communication_right": chance.choices(["yes", "partly", "no", None], [6, 2, 1, 3])[0],
        "plan": chance.choices(["used", "kept", "made", None], [1, 2, 1, 30])[0],
        "closed_by_lead": concluded.isoformat(),
        "followed_up": (concluded + timedelta(days=chance.randint(1, 90))).isoformat()
        if chance.random() < 0.1
        else None,
    }
    row |= {f"at_{stage}": chance.choice(["asked", "asked", "declined", None]) for stage in ("beginning", "middle")}
    row |= {"at_closure": chance.choice(["asked", "asked", "not_held", None])}
    experience = _experience(chance)
    row |= {"at_closure": "asked"} if experience else {}
    row |= {} if asked[0] == "expressed" else {"plan": None}
    return row | _said(chance, asked[0], opened) | {"experience": experience}


def _said(chance: random.Random, asked: str, opened: date) -> Row:
    """What follows from whether they were asked: when, in whose voice, and how far it came true."""
    put = asked == "expressed" or (asked == "none_expressed" and chance.random() < 0.8)
    said: Row = {
        "first_asked": (opened + timedelta(days=chance.randint(0, 40))).isoformat() if put else None,
        "achieved": "none_expressed",
        "outcomes": [],
    }
    if asked == "expressed":
        achieved = chance.choices(["fully", "partially", "not", "not_rated", "all_withdrawn"], [55, 25, 7, 9, 4])[0]
        said |= {"voice": chance.choices(VOICES, [35, 25, 33, 7])[0], "achieved": achieved}
        wishes = [_outcome(chance) for _ in range(chance.choices([1, 2, 3], [6, 3, 1])[0])]
        if achieved == "all_withdrawn":
            wishes = [[*wish[:5], "withdrawn", *wish[6:]] for wish in wishes]
        said |= {"outcomes": wishes}
        if achieved in {"fully", "partially", "not"}:
            said |= {"rated_voice": chance.choices(VOICES, [30, 22, 33, 15])[0]}
            said |= {"rated_asker": chance.choices(["lead", "independent"], [85, 15])[0]}
    return said


def _outcome(chance: random.Random) -> list[object]:
    """One outcome, as it is stored."""
    achieved = chance.choices(["fully", "partially", "not", None], [55, 25, 8, 12])[0]
    return [
        chance.sample([*OUTCOME_THEMES, "own"], chance.choice([1, 1, 2])),
        achieved,
        chance.choices(VOICES, [35, 25, 33, 7])[0],
        achieved and chance.choice(VOICES),
        achieved and chance.choices(["lead", "independent"], [85, 15])[0],
        chance.choices(["same", "changed", "withdrawn", "added"], [70, 15, 6, 9])[0],
        chance.choices(["worked_towards", "negotiated", "cannot", None], [60, 15, 10, 15])[0],
    ]


def _experience(chance: random.Random) -> dict[str, list[str | None]]:
    found: dict[str, list[str | None]] = {}
    for each in EXPERIENCE:
        if chance.random() < 0.5:
            answered = chance.random() < 0.9
            value = chance.choices(["yes", "partly", "no"], [60, 28, 12])[0] if answered else None
            asker = chance.choices(["lead", "independent"], [85, 15])[0] if answered else None
            found[each.id.removeprefix("experience_")] = [value, chance.choice(VOICES) if answered else None, asker]
    return found
