"""Compares what the record holds of a story with what the story says must be there; it changes nothing."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msp_dialogue.database import Connection
from msp_dialogue.record import enquiries, models
from msp_dialogue.record.signals import Kind
from msp_dialogue.story.expected import CONVERSATION_KEYS, COUNTED_KEYS, OUTCOME_KEYS, differing
from msp_dialogue.story.model import Story, Told

Row = Mapping[str, Any]


def verify(story: Story, connection: Connection) -> list[str]:
    """Every difference between the record and what the story says must be, a line each; none when all is well."""
    enquiry = enquiries.known_as(connection, story.enquiry.reference)
    if enquiry is None:
        return [f"{story.enquiry.reference}: there is no such enquiry"]
    return list(_Found(story, connection, enquiry).differences())


class _Found:
    """What the record holds of one story."""

    def __init__(self, story: Story, connection: Connection, enquiry: str) -> None:
        self.story = story
        self.rows = {table: models.rows(connection, table, enquiry) for table in ("dialogue", "signal", *models.KEYS)}
        begun = sorted(self.rows["dialogue"], key=lambda row: (row["started"], row["id"]))
        self.names = {row["id"]: name for row, name in zip(begun, story.conversations(), strict=True)}
        self.words = {row["id"]: str(row["words"]) for row in self.rows["outcome"]}

    def differences(self) -> Iterator[str]:
        must = self.story.must
        yield from _compared("conversation", must.conversations, self.conversations())
        yield from self.outcomes_differing(must.outcomes)
        yield from _compared("experience of", must.experience, self.experience())
        yield from self.answers_differing(must.answers)
        yield from _compared("signals in", must.signals, self.signals())
        (standing,) = self.rows["standing"]
        yield from differing("counted", must.counted, _plain(standing, COUNTED_KEYS))

    def conversations(self) -> Mapping[str, Mapping[str, Told]]:
        return {self.names[row["id"]]: _plain(row, CONVERSATION_KEYS) for row in self.rows["dialogue"]}

    def outcomes_differing(self, must: Sequence[Mapping[str, Told]]) -> Iterator[str]:
        found = sorted(self.rows["outcome"], key=lambda row: int(row["number"]))
        if len(found) != len(must):
            yield f"outcomes: must be {len(must)}, are {len(found)}: {[row['words'] for row in found]}"
        for number, (expected, row) in enumerate(zip(must, found, strict=False), start=1):
            yield from differing(f"outcome {number}", expected, self.outcome(row))

    def outcome(self, row: Row) -> Mapping[str, Told]:
        plain = _plain(row, OUTCOME_KEYS)
        pulls = {"pulls": "yes"} if plain.pop("pulls") == "1" else {}
        wordings = (each for each in self.rows["outcome_wording"] if each["outcome"] == row["id"])
        ratings = (each for each in self.rows["rating"] if each["outcome"] == row["id"])
        return {
            **plain,
            **pulls,
            "themes": json.loads(row["themes"]),
            "wordings": [
                _plain(each, ("words", "reason", "voice", "why"))
                for each in sorted(wordings, key=lambda each: int(each["number"]))
            ],
            "ratings": [self.rating(each) for each in sorted(ratings, key=lambda each: str(each["at"]))],
        }

    def rating(self, row: Row) -> Told:
        counts: dict[str, Told] = {"counts": "yes"} if row["counted"] else {}
        said = _plain(row, ("value", "non_answer", "voice", "asker", "words"))
        return {"in": self.names[row["dialogue"]], **said, **counts}

    def experience(self) -> Mapping[str, Mapping[str, Told]]:
        found: dict[str, dict[str, Told]] = {}
        for row in self.rows["experience"]:
            found.setdefault(self.names[row["dialogue"]], {})[row["theme"]] = row["value"] or row["non_answer"]
        return found

    def signals(self) -> Mapping[str, Mapping[str, Told]]:
        """How each signalling answer, and the button, was dealt with, or that it is open."""
        found: dict[str, dict[str, Told]] = {}
        for row in self.rows["signal"]:
            name = row["kind"] if row["kind"] == Kind.TALK_ALONE else row["question"]
            found.setdefault(self.names[row["dialogue"]], {})[name] = row["how"] or "open"
        return found

    def answers_differing(self, must: Mapping[str, Mapping[str, Told]]) -> Iterator[str]:
        """Only what is named is compared: a conversation has many answers that nothing hangs on."""
        found: dict[str, dict[str, Any]] = {}
        for row in self.rows["answer"]:
            said = json.loads(row["value"]) if row["value"] else row["non_answer"]
            of_this = found.setdefault(self.names[row["dialogue"]], {})
            if row["item"]:
                item = self.words.get(row["item"], row["item"])
                of_this.setdefault(row["question"], {})[item] = said
            else:
                of_this[row["question"]] = said
        for name, answers in must.items():
            recorded = found.get(name, {})
            named = {question: recorded[question] for question in answers if question in recorded}
            yield from differing(f"answers in {name}", answers, named)


def _compared(
    what: str, must: Mapping[str, Mapping[str, Told]], found: Mapping[str, Mapping[str, Told]]
) -> Iterator[str]:
    for name in sorted(must.keys() | found.keys()):
        if name not in found or name not in must:
            yield f"{what} {name}: {'must not be there' if name in found else 'is not there'}"
        else:
            yield from differing(f"{what} {name}", must[name], found[name])


def _plain(row: Row, names: Sequence[str] | Mapping[str, bool]) -> dict[str, Told]:
    """What is in some columns, as a story writes it; empty columns are left out."""
    return {name: str(row[name]) for name in names if row.get(name) is not None}
