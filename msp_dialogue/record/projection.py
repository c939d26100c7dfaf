"""From the answers of one enquiry to its outcomes, wordings, ratings and experience; a pure function of rows.

Dialogues are taken in the order they were started, so that what was said later counts over what was said before.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from msp_dialogue.record.counting import counting
from msp_dialogue.record.meaning import Meaning

Row = Mapping[str, Any]
Tables = dict[str, list[dict[str, Any]]]

NEGOTIATED = "negotiated"
UNSAID = ("rank", "plan", "difference", "council_answer", "council_reason", "next_best", "permission", "achieved")
"""What may be said of an outcome later."""
STATUS = {"want": "wanted", "changed": "wanted", "happening": "happening", "withdrawn": "withdrawn"}


def project(enquiry: str, dialogues: Sequence[Row], answers: Iterable[Row]) -> Tables:
    """The rows of `outcome`, `outcome_wording`, `rating` and `experience`; what was set aside makes no rows."""
    gathered = _Gathered(enquiry)
    by_dialogue: dict[str, list[Row]] = {}
    for answer in sorted(answers, key=lambda row: row["place"]):
        by_dialogue.setdefault(answer["dialogue"], []).append(answer)
    for dialogue in sorted(dialogues, key=lambda row: (row["started"], row["id"])):
        for answer in by_dialogue.get(dialogue["id"], ()):
            take = _TAKEN.get(answer["records"])
            if take is not None and (take is _worded or not dialogue["set_aside"]):
                take(gathered, Said(dialogue, answer))
    return gathered.tables()


@dataclass(frozen=True)
class Said:
    """One answer, and the dialogue it was given in."""

    dialogue: Row
    answer: Row

    @cached_property
    def value(self) -> Any:
        """The answer's value; None for a non-answer."""
        return json.loads(self.answer["value"]) if self.answer["value"] else None


@dataclass
class _Outcome:
    """A desired outcome while its rows are gathered."""

    row: dict[str, Any]
    wordings: list[dict[str, Any]] = field(default_factory=list)
    ratings: list[dict[str, Any]] = field(default_factory=list)

    def word(self, words: str, reason: str, source: Row) -> None:
        """Add a wording; saying the same again is no new one, but taking up what was negotiated is [G10]."""
        last = self.wordings[-1] if self.wordings else None
        if last and last["words"] == words and (last["reason"] == NEGOTIATED) == (reason == NEGOTIATED):
            return
        self.wordings.append(
            {
                "outcome": self.row["id"],
                "number": len(self.wordings) + 1,
                "enquiry": self.row["enquiry"],
                "words": words,
                "reason": reason,
                "why": None,
                **{name: source[name] for name in ("voice", "dialogue", "at", "recorded_by")},
            }
        )


class _Gathered:
    def __init__(self, enquiry: str) -> None:
        self.enquiry = enquiry
        self.outcomes: dict[str, _Outcome] = {}
        self.experience: list[dict[str, Any]] = []
        self.worded_at: dict[tuple[str, str], str] = {}
        self.set_aside: dict[str, Row] = {}
        """Wishes of conversations that were set aside: they count from when somebody who may speak took them up."""

    def tables(self) -> Tables:
        outcomes = list(self.outcomes.values())
        for outcome in outcomes:
            permissions = [rating["permission"] for rating in outcome.ratings if rating["permission"]]
            outcome.row["permission"] = permissions[-1] if permissions else None
            counted = counting(outcome.ratings)
            if counted is None:
                continue
            counted["counted"] = 1
            if counted["value"] == "withdrawn":
                outcome.row["status"] = "withdrawn"
            else:
                outcome.row["achieved"] = counted["value"]
        return {
            "outcome": [outcome.row for outcome in outcomes],
            "outcome_wording": [row for outcome in outcomes for row in outcome.wordings],
            "rating": [row for outcome in outcomes for row in outcome.ratings],
            "experience": self.experience,
        }

    def about(self, said: Said) -> _Outcome | None:
        """The outcome an answer in a repeated part is about; None while nobody who may speak has taken it up."""
        key = said.answer["item"]
        if key not in self.outcomes and key in self.set_aside and _takes_up(said):
            wish = self.set_aside[key]
            if said.answer["records"] == Meaning.CHANGED_WORDING:
                wish = {**wish, "words": said.value}
            self.outcomes[key] = _new(self, wish, said.answer)
            self.outcomes[key].word(wish["words"], "first", said.answer)
        return self.outcomes.get(key)


def _takes_up(said: Said) -> bool:
    """Whether this makes a wish somebody's own [L1]: still wanting it, wording it anew, rating it."""
    if said.answer["voice"] == "worker" or not said.value:
        return False
    if said.answer["records"] == Meaning.STILL_WANTED:
        return said.value in {"want", "happening"}
    return said.answer["records"] in {Meaning.CHANGED_WORDING, Meaning.RATING}


def _worded(gathered: _Gathered, said: Said) -> None:
    """Wishes in own words; what a correction replaced stays as an earlier wording [G10].

    A wish taken back in the same sitting is no wish: like all that left the path, it rests in the record.
    """
    answer = said.answer
    earlier = json.loads(answer["earlier"] or "[]")
    for wish in json.loads(answer["wishes"] or "[]"):
        if said.dialogue["set_aside"]:
            gathered.set_aside[wish["key"]] = wish
            continue
        outcome = gathered.outcomes[wish["key"]] = _new(gathered, wish, answer)
        for before in earlier:
            for old in before["wishes"] or ():
                if old["key"] == wish["key"]:
                    outcome.word(old["words"], "changed" if outcome.wordings else "first", _source(answer, before))
        outcome.word(wish["words"], "changed" if outcome.wordings else "first", answer)
        outcome.row["expressed"] = outcome.wordings[0]["at"]


def _new(gathered: _Gathered, wish: Row, source: Row) -> _Outcome:
    """An outcome that was just worded; nothing else is known of it yet."""
    row = {
        "id": wish["key"],
        "enquiry": gathered.enquiry,
        "dialogue": source["dialogue"],
        "number": len(gathered.outcomes) + 1,
        "words": wish["words"],
        "status": "wanted",
        "voice": source["voice"],
        "themes": json.dumps(wish["themes"]),
        "pulls": 0,
        "expressed": source["at"],
    }
    return _Outcome(row | dict.fromkeys(UNSAID))


def _source(answer: Row, before: Row) -> Row:
    """Whose an earlier wording is: of the answer that was corrected, not of the correction."""
    return {**answer, "voice": before["voice"], "at": before["at"], "recorded_by": before["by"]}


def _reworded(reason: str) -> "_Taken":
    """Another wording beside the first; the person's own change becomes the current one."""

    def take(gathered: _Gathered, said: Said) -> None:
        outcome = gathered.about(said)
        if outcome and said.value:
            for before in json.loads(said.answer["earlier"] or "[]"):
                if before["value"]:
                    outcome.word(before["value"], reason, _source(said.answer, before))
            outcome.word(said.value, reason, said.answer)
            if reason == "changed":
                outcome.row["words"] = said.value

    return take


def _kept(column: str) -> "_Taken":
    """A value of the outcome, the latest that was said; a non-answer takes nothing away."""

    def take(gathered: _Gathered, said: Said) -> None:
        outcome = gathered.about(said)
        if outcome and said.value:
            outcome.row[column] = said.value

    return take


def _council_answered(gathered: _Gathered, said: Said) -> None:
    """The council's latest answer; a reason and a next best belong to the answer they were given with [G7]."""
    outcome = gathered.about(said)
    if outcome and said.value:
        outcome.row |= {"council_answer": said.value, "council_reason": None, "next_best": None}


def _themed(gathered: _Gathered, said: Said) -> None:
    outcome = gathered.about(said)
    if outcome and said.value:
        outcome.row["themes"] = json.dumps(said.value)


def _still_wanted(gathered: _Gathered, said: Said) -> None:
    outcome = gathered.about(said)
    if outcome and said.value:
        outcome.row["status"] = STATUS[said.value]


def _change_reason(gathered: _Gathered, said: Said) -> None:
    outcome = gathered.about(said)
    for wording in outcome.wordings if outcome else ():
        if wording["dialogue"] == said.dialogue["id"] and wording["reason"] == "changed":
            wording["why"] = said.value


def _ranked(gathered: _Gathered, said: Said) -> None:
    for place, key in enumerate((said.value or {}).get("order", ()), start=1):
        if key in gathered.outcomes:
            gathered.outcomes[key].row["rank"] = place


def _pulling(gathered: _Gathered, said: Said) -> None:
    """Wishes that pull against each other; which of them is plan A is said next [G6]."""
    for key in said.value or ():
        if key in gathered.outcomes:
            gathered.outcomes[key].row["pulls"] = 1


def _plan_a(gathered: _Gathered, said: Said) -> None:
    for key, outcome in gathered.outcomes.items():
        if key == said.value:
            outcome.row["plan"] = "A"
        elif said.value and outcome.row["pulls"]:
            outcome.row["plan"] = "B"


def _rated(gathered: _Gathered, said: Said) -> None:
    outcome = gathered.about(said)
    if outcome:
        about = {"outcome": said.answer["item"], "words": None, "permission": None, "counted": 0}
        outcome.ratings.append(_view(gathered, said) | about)


def _rating_words(gathered: _Gathered, said: Said) -> None:
    outcome = gathered.about(said)
    for rating in outcome.ratings if outcome else ():
        if rating["dialogue"] == said.dialogue["id"]:
            rating["words"] = said.value
            gathered.worded_at[rating["dialogue"], rating["outcome"]] = said.answer["at"]


def _permitted(gathered: _Gathered, said: Said) -> None:
    """Permission is for these words: for words put differently since, it was not given, and it can be withdrawn."""
    outcome = gathered.about(said)
    for rating in outcome.ratings if outcome else ():
        quote = rating["dialogue"], rating["outcome"]
        if quote[0] == said.dialogue["id"] and gathered.worded_at.get(quote, "") <= said.answer["at"]:
            withdrawn = quote[1] in json.loads(said.dialogue["withdrawn_quotes"] or "[]")
            rating["permission"] = "withdrawn" if withdrawn else said.value


def _experienced(gathered: _Gathered, said: Said) -> None:
    gathered.experience.append(_view(gathered, said) | {"theme": said.answer["theme"] or said.answer["question"]})


def _view(gathered: _Gathered, said: Said) -> dict[str, Any]:
    """What a rating and an experience have in common: a value or a non-answer, whose, and who asked [E1, E2]."""
    return {
        "dialogue": said.dialogue["id"],
        "enquiry": gathered.enquiry,
        "asker": said.dialogue["asker"],
        "value": said.value,
        **{name: said.answer[name] for name in ("question", "non_answer", "voice", "at", "recorded_by")},
    }


_Taken = Callable[[_Gathered, Said], None]
_TAKEN: Mapping[str, _Taken] = {
    Meaning.DESIRED_OUTCOME: _worded,
    Meaning.OUTCOME_THEME: _themed,
    Meaning.DIFFERENCE: _kept("difference"),
    Meaning.RANK: _ranked,
    Meaning.PULL: _pulling,
    Meaning.PLAN_A: _plan_a,
    Meaning.COUNCIL_ANSWER: _council_answered,
    Meaning.NEGOTIATED_WORDING: _reworded(NEGOTIATED),
    Meaning.COUNCIL_REASON: _kept("council_reason"),
    Meaning.NEXT_BEST: _kept("next_best"),
    Meaning.STILL_WANTED: _still_wanted,
    Meaning.CHANGED_WORDING: _reworded("changed"),
    Meaning.CHANGE_REASON: _change_reason,
    Meaning.RATING: _rated,
    Meaning.RATING_WORDS: _rating_words,
    Meaning.PERMISSION: _permitted,
    Meaning.EXPERIENCE: _experienced,
}
READ = frozenset(_TAKEN)
"""The meanings that these tables are made of."""
