"""What the measures count of an enquiry, by name; `packed` says how it is kept; pure, of rows.

It must not know any measure: it says what was recorded, and the measures say what that counts as.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from msp_dialogue.flow.voice import Voice
from msp_dialogue.record.counting import counting
from msp_dialogue.record.meaning import Meaning
from msp_dialogue.record.standing import achieved, expressed_in_time, is_declining

Row = Mapping[str, Any]

READ = frozenset(
    {
        Meaning.TAKE_PART,
        Meaning.DIFFICULTY,
        Meaning.ADVOCACY,
        Meaning.COMMUNICATION,
        Meaning.COMMUNICATION_RIGHT,
        Meaning.PLAN_B_NEEDED,
        Meaning.HOW_NOW,
    }
)
"""The meanings that this row hangs on, beside those of the other derived tables."""

PUT: Mapping[str, frozenset[str]] = {
    "beginning": frozenset({Meaning.DESIRED_OUTCOME}),
    "middle": frozenset({Meaning.STILL_WANTED, Meaning.DESIRED_OUTCOME, Meaning.HOW_NOW}),
    "closure": frozenset({Meaning.RATING, Meaning.OVERALL, Meaning.EXPERIENCE}),
}
"""The questions of each stage [G2] of which one is enough to have been asked."""
SUPPORT = frozenset({"appropriate_person", "care_act_advocate", "imca", "advocate", "family", "friend"})
APPROPRIATE = frozenset({"appropriate_person"})
INDEPENDENT = frozenset({"care_act_advocate", "imca", "advocate"})
SPEAKING = frozenset({"family_or_friend", "care_act_advocate", "imca"})
"""The kinds of representative [L2] that are support in the return."""
NOTHING_NEEDED = frozenset({"as_now"})


OF_EACH = ("themes", "achieved", "voice", "rated_voice", "rated_asker", "change", "council_answer")
"""What is counted of each outcome, in this order: its themes, how far it came true, who worded it, whose rating counts
and who asked, what became of it, what the council answered."""


class At(StrEnum):
    """Whether the person was asked at a stage [G2]; empty where nothing of that stage is in the record."""

    ASKED = "asked"
    DECLINED = "declined"
    NOT_HELD = "not_held"


class Change(StrEnum):
    """What became of a wish from the first conversation that heard wishes to the end [G10]."""

    SAME = "same"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    ADDED = "added"


@dataclass(frozen=True)
class _Told:
    """All rows of one enquiry, without what was set aside."""

    enquiry: Row
    dialogues: Mapping[str, Row]
    answers: Sequence[Row]
    tables: Mapping[str, Sequence[Row]]

    @cached_property
    def wishes(self) -> list[Row]:
        """The outcomes that were expressed before the enquiry was concluded [R3]."""
        return expressed_in_time(self.tables["outcome"], self.enquiry["concluded"])

    def started(self, dialogue: str) -> str:
        """When a conversation was started; empty for one that was set aside."""
        return str(self.dialogues[dialogue]["started"]) if dialogue in self.dialogues else ""

    def values(self, meaning: Meaning) -> list[Any]:
        """Every value that was given to questions of a meaning, in order; a non-answer is none."""
        return [json.loads(row["value"]) for row in self.answers if row["records"] == meaning and row["value"]]

    def choices(self, meaning: Meaning) -> list[frozenset[str]]:
        """Every choice of several that was made for a meaning, in order."""
        return [frozenset(value) for value in self.values(meaning) if isinstance(value, list)]


def counted(
    enquiry: Row, adult: Row, dialogues: Sequence[Row], answers: Sequence[Row], tables: Mapping[str, Sequence[Row]]
) -> dict[str, Any]:
    """What measures count of the enquiry, by name; `tables` are its other derived rows, and `standing` one of them."""
    kept = {row["id"]: row for row in dialogues if not row["set_aside"]}
    answers = [row for row in answers if row["dialogue"] in kept]
    answers.sort(key=lambda row: (kept[row["dialogue"]]["started"], row["place"]))
    told = _Told(enquiry, kept, answers, tables)
    (stands,) = tables["standing"]
    row = {"enquiry": enquiry["id"]}
    row |= {name: enquiry[name] for name in ("adult", "team", "lead", "kind", "opened", "concluded")}
    row |= {name: adult[name] for name in ("born", "died")}
    row |= {name: stands[name] for name in ("asked", "first_asked", "voice", "achieved")}
    row |= {name: stands[name] for name in ("capacity", "risk_result")}
    row |= {f"at_{stage}": _at(told, stage) for stage in PUT}
    row |= _rated(told) | _independent(told) | _supported(told) | _communication(told)
    return row | {
        "plan": _plan(told),
        "closed_by_lead": _held(told, "lead"),
        "followed_up": _held(told, "independent"),
        "experience": _experience(told),
        "outcomes": _outcomes(told),
    }


def _at(told: _Told, stage: str) -> At | None:
    """Whether any conversation of the stage asked, was declined, or was not held."""
    held = {name for name, row in told.dialogues.items() if row["stage"] == stage}
    answers = [row for row in told.answers if row["dialogue"] in held]
    if any(row["records"] in PUT[stage] and row["voice"] != Voice.WORKER for row in answers):
        return At.ASKED  # a worker's own view asks nobody
    if any(is_declining(row) for row in answers):
        return At.DECLINED
    not_held = any(told.dialogues[name]["state"] == "not_held" for name in held)
    return At.NOT_HELD if not_held or any(row["records"] == Meaning.NOT_ASKED_REASON for row in answers) else None


def _rated(told: _Told) -> dict[str, str | None]:
    """Whose the ratings are that the roll-up [R2] is made of, and who asked: the furthest voice, and the lead if any.

    A proxy's answer is never shown as the adult's own [E1], nor a lead's question as an independent one [E2].
    """
    wanted = {row["id"] for row in told.wishes if row["status"] != "withdrawn"}
    ratings = [row for row in told.tables["rating"] if row["counted"] and row["outcome"] in wanted]
    if not ratings or any(row["achieved"] is None for row in told.wishes if row["id"] in wanted):
        return {"rated_voice": None, "rated_asker": None}
    return {"rated_voice": furthest(row["voice"] for row in ratings), "rated_asker": _asker(ratings)}


def _independent(told: _Told) -> dict[str, str | None]:
    """What was said to somebody independent alone, rolled up likewise: it stands beside and overwrites nothing [R2]."""
    given: dict[str, Row] = {}
    for row in sorted(told.tables["rating"], key=lambda row: str(row["at"])):
        if row["asker"] == "independent" and row["value"] and row["voice"] != Voice.WORKER:
            given[row["outcome"]] = row
    if not given:
        return {"achieved_independent": None, "independent_voice": None}
    seen = [wish | _as_rated(given.get(wish["id"])) for wish in map(dict, told.wishes)]
    return {
        "achieved_independent": str(achieved(seen)),
        "independent_voice": furthest(row["voice"] for row in given.values()),
    }


def _as_rated(rating: Row | None) -> dict[str, str | None]:
    """A wish's columns as one rating alone would have them; one it withdrew is withdrawn."""
    if rating is not None and rating["value"] == "withdrawn":
        return {"status": "withdrawn", "achieved": None}
    return {"achieved": rating["value"] if rating else None}


def _supported(told: _Told) -> dict[str, str | None]:
    """Substantial difficulty, who was found for it [L3], and support where capacity was lacked [S2]."""
    difficulties, offered = told.choices(Meaning.DIFFICULTY), told.choices(Meaning.ADVOCACY)
    found = [chosen for chosen in offered if chosen & (INDEPENDENT | APPROPRIATE | {"not_arranged"})]
    last = found[-1] if found else frozenset()
    kinds = ("independent_advocate", INDEPENDENT), ("appropriate_person", APPROPRIATE), ("not_arranged", last)
    advocacy = next((kind for kind, options in kinds if last & options), None)
    chosen = frozenset[str]().union(*offered)
    supported = "yes" if chosen & SUPPORT or _spoken_for(told) else "no" if "no_one" in chosen else None
    difficulty = None if not difficulties else "yes" if any(each - {"none"} for each in difficulties) else "no"
    return {"difficulty": difficulty, "advocacy": advocacy, "supported": supported}


def _spoken_for(told: _Told) -> bool:
    """Whether an advocate, family or a friend spoke for the person before the conclusion, as [S2] counts support."""
    ended = told.enquiry["concluded"]
    return any(
        row["voice"] == Voice.REPRESENTATIVE
        and row["representative_kind"] in SPEAKING
        and row["state"] != "not_held"
        and (ended is None or row["started"][:10] <= ended)
        for row in told.dialogues.values()
    )


def _communication(told: _Told) -> dict[str, str | None]:
    """Whether they said that something helps them to communicate, and whether that was right for them [L10]."""
    wanted = told.choices(Meaning.COMMUNICATION)
    right = told.values(Meaning.COMMUNICATION_RIGHT)
    needs = None if not wanted else "yes" if wanted[-1] - NOTHING_NEEDED else "no"
    return {"needs": needs, "communication_right": right[-1] if right else None}


def _plan(told: _Told) -> str | None:
    """Where wishes pulled against each other and one was plan A [G6]: whether plan B was used; None without a plan."""
    if not any(row["plan"] for row in told.wishes):
        return None
    answers = told.values(Meaning.PLAN_B_NEEDED)
    return "used" if "yes" in answers else "kept" if answers else "made"


def _held(told: _Told, asker: str) -> str | None:
    """The day of the first closing conversation that this asker held, and in which something was asked [F1]."""
    asked = {row["dialogue"] for row in told.answers if row["records"] in PUT["closure"]}
    days = [
        row["started"][:10]
        for name, row in told.dialogues.items()
        if row["stage"] == "closure" and row["asker"] == asker and name in asked
    ]
    return min(days, default=None)


def _experience(told: _Told) -> dict[str, list[str | None]]:
    """The view of each theme that counts, by the rule of ratings [R2]: what, whose, who asked; or empty places."""
    by_theme: dict[str, list[Row]] = {}
    for row in told.tables["experience"]:
        dialogue = told.dialogues.get(row["dialogue"])
        if dialogue is None or dialogue["stage"] != "closure" or row["voice"] == Voice.WORKER:
            continue  # a worker's own view of it is nobody's experience [F1]
        by_theme.setdefault(row["theme"], []).append(row)
    found: dict[str, list[str | None]] = {}
    for theme, rows in sorted(by_theme.items()):
        one = counting(rows)
        found[theme] = [one["value"], one["voice"], one["asker"]] if one else [None, None, None]
    return found


def _outcomes(told: _Told) -> list[list[Any]]:
    """Each wish that was expressed in time, as its columns `OF_EACH`."""
    ratings = {row["outcome"]: row for row in told.tables["rating"] if row["counted"]}
    first = min((told.started(row["dialogue"]) for row in told.wishes), default="")
    made = []
    for row in told.wishes:
        rating = ratings.get(row["id"], {})
        whose = [rating.get("voice"), rating.get("asker")]
        change = _change(told, row, first)
        made.append([json.loads(row["themes"]), row["achieved"], row["voice"], *whose, change, row["council_answer"]])
    return made


def _change(told: _Told, outcome: Row, first: str) -> Change:
    """What became of one wish: taken back, added later, worded anew later or negotiated, or the same to the end."""
    if outcome["status"] == "withdrawn":
        return Change.WITHDRAWN
    if told.started(outcome["dialogue"]) > first:
        return Change.ADDED
    later = (
        row["reason"] == "negotiated" or (row["reason"] == "changed" and row["dialogue"] != outcome["dialogue"])
        for row in told.tables["outcome_wording"]
        if row["outcome"] == outcome["id"]
    )
    return Change.CHANGED if any(later) else Change.SAME


def furthest(voices: Iterable[str]) -> str | None:
    """Of several voices the furthest from the adult's own [L1]."""
    heard = [Voice(voice) for voice in voices]
    return max(heard, key=lambda voice: voice.strength, default=None)


def _asker(ratings: Iterable[Row]) -> str | None:
    askers = {row["asker"] for row in ratings}
    return "lead" if "lead" in askers else "independent" if "independent" in askers else None
