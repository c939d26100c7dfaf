"""Answers that are lists of rows: people, and wishes in own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from msp_dialogue.answer.form import LONGEST, Fault, Form, NotAccepted
from msp_dialogue.answer.kind import Answer, Plain, Stored
from msp_dialogue.flow.ask import Asked, Item

MOST_ROWS = 30
"""Rows that one list may have."""
LONGEST_NAME = 200
"""Characters that a name, or who somebody is, may have."""


@dataclass(frozen=True)
class People(Plain):
    """A short list of people: what each is called, and who they are to the person."""

    people: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls, asked: Asked, form: Form) -> Self:
        del asked
        rows = _people_rows(form)
        too_long = [
            Fault(f"{part}-{place}", "too_long", LONGEST_NAME)
            for place, row in enumerate(rows, start=1)
            for part, typed in row.items()
            if len(typed) > LONGEST_NAME
        ]
        if too_long:
            raise NotAccepted(*too_long)
        named = tuple((row["name"], row["relation"]) for row in rows if any(typed.strip() for typed in row.values()))
        if not named:
            raise NotAccepted(Fault("name-1", "people"))
        return cls(named)

    @classmethod
    def load(cls, stored: Stored) -> Self:
        return cls(tuple((each["name"], each["relation"]) for each in stored))

    @staticmethod
    def fields(asked: Asked, form: Form | None, answer: Answer | None) -> Mapping[str, Any]:
        del asked
        given = answer.people if isinstance(answer, People) else ()
        before = [{"name": name, "relation": relation} for name, relation in given]
        rows = before if form is None else _people_rows(form)
        return {"rows": rows or [{"name": "", "relation": ""}]}

    def store(self) -> Stored:
        return [{"name": name, "relation": relation} for name, relation in self.people]

    def words(self, asked: Asked) -> tuple[str, ...]:
        del asked
        return tuple(" – ".join(filter(str.strip, person)) for person in self.people)


@dataclass(frozen=True)
class Entry:
    """One wish in a list: a key that stays with it, the words, and its themes [G4]."""

    key: str
    text: str
    themes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcomes(Plain):
    """Any number of wishes in own words; none of them is a "no" to whether there are any."""

    entries: tuple[Entry, ...]

    @classmethod
    def read(cls, asked: Asked, form: Form) -> Self:
        rows = [row for row in _outcome_rows(form) if row["words"].strip()]
        faults = []
        for row in rows:
            if len(row["words"]) > LONGEST:
                faults.append(Fault(f"words-{row['key']}", "too_long", LONGEST))
            if any(asked.choice(theme) is None for theme in row["themes"]):
                faults.append(Fault(f"words-{row['key']}", "not_offered"))
        if faults or not (rows or _nothing_more(form)):
            raise NotAccepted(*(faults or [Fault("words-1", "nothing_written")]))
        return cls(tuple(Entry(row["key"], row["words"], tuple(row["themes"])) for row in rows))

    @classmethod
    def load(cls, stored: Stored) -> Self:
        return cls(tuple(Entry(each["key"], each["words"], tuple(each["themes"])) for each in stored))

    @staticmethod
    def fields(asked: Asked, form: Form | None, answer: Answer | None) -> Mapping[str, Any]:
        del asked
        stored = answer.store() if isinstance(answer, Outcomes) else []
        rows = stored if form is None else _outcome_rows(form)
        return {"rows": rows or [{"key": "1", "words": "", "themes": []}]}

    def store(self) -> Stored:
        return [{"key": entry.key, "words": entry.text, "themes": list(entry.themes)} for entry in self.entries]

    def words(self, asked: Asked) -> tuple[str, ...]:
        return tuple(entry.text for entry in self.entries) or (asked.no,)

    def items(self, base: str) -> tuple[Item, ...]:
        return tuple(Item(f"{base}.{entry.key}", entry.text, entry.themes) for entry in self.entries)


def _people_rows(form: Form) -> list[dict[str, str]]:
    rows = []
    for place in range(1, MOST_ROWS + 1):
        if f"name-{place}" not in form:
            break
        rows.append({"name": form.get(f"name-{place}", ""), "relation": form.get(f"relation-{place}", "")})
    return rows


def _nothing_more(form: Form) -> bool:
    """Whether the page was sent with all of its boxes empty; a theme without words is a wish half said."""
    rows = _outcome_rows(form)
    return bool(rows) and not any(row["themes"] for row in rows)


def _outcome_rows(form: Form) -> list[dict[str, Any]]:
    rows = []
    for key in map(str, range(1, MOST_ROWS + 1)):
        if f"words-{key}" in form:
            rows.append({"key": key, "words": form.get(f"words-{key}", ""), "themes": form.getlist(f"theme-{key}")})
    return rows
