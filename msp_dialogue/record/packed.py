"""How what is counted of an enquiry is kept: days and letters at fixed places of one short text, so that a figure reads
the enquiries of a year as one text. It must not know how any of it came about, only which values there are.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msp_dialogue.flow.voice import Voice
from msp_dialogue.record.counted import OF_EACH, At, Change
from msp_dialogue.record.enquiry_kind import EnquiryKind
from msp_dialogue.record.meaning import EXPERIENCE_THEMES, OUTCOME_THEMES
from msp_dialogue.record.standing import Achieved, Asked

YES_NO = ("yes", "no")
VOICES = tuple(map(str, Voice))
ASKERS = ("lead", "independent")
PLACES = ("yes", "partly", "no")
"""The three places of a scale, the best first."""
NOT_ANSWERED = "not_answered"
ACHIEVED_EACH = ("fully", "partially", "not")
NO_THEME = "other_themes"

DAYS = ("opened", "concluded", "first_asked", "born", "died", "closed_by_lead", "followed_up")
"""The days, in the order in which they are kept."""
DAY_WIDTH = 6
"""Digits of a day: its number, 1 being 1 January of the year 1; none is 0."""

VALUES: Mapping[str, tuple[str, ...]] = {
    "kind": tuple(map(str, EnquiryKind)),
    "asked": tuple(map(str, Asked)),
    "voice": VOICES,
    "achieved": tuple(map(str, Achieved)),
    "capacity": ("lacked", "did_not_lack", "dont_know_capacity"),
    "risk_result": ("removed", "reduced", "remained", "none_identified", "not_known"),
    **{f"at_{stage}": tuple(map(str, At)) for stage in ("beginning", "middle", "closure")},
    "rated_voice": VOICES,
    "rated_asker": ASKERS,
    "achieved_independent": tuple(map(str, Achieved)),
    "independent_voice": VOICES,
    "difficulty": YES_NO,
    "advocacy": ("independent_advocate", "appropriate_person", "not_arranged"),
    "supported": YES_NO,
    "needs": YES_NO,
    "communication_right": PLACES,
    "plan": ("used", "kept", "made"),
    **{f"experience_{theme}": (*PLACES, NOT_ANSWERED) for theme in EXPERIENCE_THEMES},
    **{f"experience_{theme}_voice": VOICES for theme in EXPERIENCE_THEMES},
    **{f"experience_{theme}_asker": ASKERS for theme in EXPERIENCE_THEMES},
}
"""The columns of which an enquiry has one letter each, after its days, and the values there are."""

VALUES_OF_EACH: Mapping[str, tuple[str, ...]] = {
    **{f"theme_{theme}": ("yes",) for theme in (*OUTCOME_THEMES, NO_THEME)},
    "achieved_each": ACHIEVED_EACH,
    "voice_each": VOICES,
    "rated_voice_each": VOICES,
    "rated_asker_each": ASKERS,
    "change": tuple(map(str, Change)),
    "council_answer": ("worked_towards", "negotiated", "cannot"),
}
"""Likewise of each outcome; the themes come first [G4]."""

NOTHING = "-"
FIRST_LETTER = ord("a")
"""The letter of the first value there is; the others follow."""


def packed(row: Mapping[str, Any]) -> dict[str, str | None]:
    """The stored row of what `counted.counted` gives: what selects it as it is, the rest as two texts.

    A value that is not among those there are counts as nothing: no measure knows it.
    """
    told = {**row, **_experienced(row["experience"])}
    days = (_day(told[name]) for name in DAYS)
    letters = (_letter(values, told[name]) for name, values in VALUES.items())
    selecting = {name: row[name] for name in ("enquiry", "adult", "team", "lead", "kind", "opened", "concluded")}
    return selecting | {"told": "".join((*days, *letters)), "outcomes": "".join(map(_outcome, row["outcomes"]))}


def _experienced(experience: Mapping[str, Sequence[str | None]]) -> dict[str, str | None]:
    """The columns of each theme of experience; nothing where it was not asked."""
    found: dict[str, str | None] = {}
    for theme in EXPERIENCE_THEMES:
        value, voice, asker = experience.get(theme, (None, None, None))
        asked = theme in experience
        found |= {f"experience_{theme}": value or (NOT_ANSWERED if asked else None)}
        found |= {f"experience_{theme}_voice": voice, f"experience_{theme}_asker": asker}
    return found


def _outcome(each: Sequence[Any]) -> str:
    told = dict(zip(OF_EACH, each, strict=True))
    themes = [theme for theme in OUTCOME_THEMES if theme in told["themes"]] or [NO_THEME]
    columns = {f"theme_{theme}": "yes" for theme in themes}
    columns |= {f"{name}_each" if f"{name}_each" in VALUES_OF_EACH else name: told[name] for name in OF_EACH}
    return "".join(_letter(values, columns.get(name)) for name, values in VALUES_OF_EACH.items())


def _letter(values: tuple[str, ...], value: str | None) -> str:
    return chr(FIRST_LETTER + values.index(value)) if value in values else NOTHING


def _day(day: str | None) -> str:
    """The number of a day, or of the day of a moment, in ISO text."""
    return f"{date.fromisoformat(day[:10]).toordinal() if day else 0:0{DAY_WIDTH}}"
