"""The outcomes of the selected enquiries, as columns of their own."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from msp_dialogue.measure.derived import Columns

Wish = tuple[Any, ...]

THEMES = {
    "be_safer": "Be safer and feel safer",
    "keep_relationship": "Keep a relationship that matters",
    "make_friends": "Make new friends",
    "help_to_recover": "Help to recover",
    "justice": "Justice, an apology, or knowing that action was taken",
    "not_to_others": "That it will not happen to anyone else",
    "keep_control": "Keep control of the situation",
    "be_part_of_decisions": "Be part of decisions",
    "make_choice": "Have made a choice",
    "protect_myself": "Be able to protect themselves in future",
    "know_where_help": "Know where to get help",
}
"""The themes of the guide [G4]; a council's own theme is counted among those of no listed theme."""
NO_THEME = "other_themes"


@dataclass(frozen=True)
class Wishes:
    """The outcomes of the selected enquiries, each with the columns of its own and those of its enquiry."""

    facts: Columns
    enquiries: Sequence[int]
    """The place of each one's enquiry."""
    told: Mapping[str, Sequence[Any]]
    _made: dict[str, Sequence[Any]] = field(default_factory=dict, compare=False, repr=False)

    def column(self, name: str) -> Sequence[Any]:
        """One value for each outcome: one of `OF_EACH`, `theme_` with a theme, or its enquiry's."""
        if name in self.told:
            return self.told[name]
        if name not in self._made:
            theme = name.removeprefix(THEME)
            self._made[name] = self._of_enquiries(name) if theme == name else self._of_theme(theme)
        return self._made[name]

    def alike(self) -> tuple["Wishes", Sequence[int]]:
        """One of each that are alike, of an enquiry that is not known, and how many there are of it."""
        if "alike" not in self.facts.kept:
            found = Counter(zip(*self.told.values(), strict=True))
            columns = zip(*found, strict=True) if found else ((),) * len(self.told)
            one_of_each = Wishes(self.facts, (), dict(zip(self.told, columns, strict=True)))
            self.facts.kept["alike"] = one_of_each, tuple(found.values())
        made: tuple[Wishes, Sequence[int]] = self.facts.kept["alike"]
        return made

    def _of_enquiries(self, name: str) -> Sequence[Any]:
        column = self.facts.column(name)
        return [column[place] for place in self.enquiries]

    def _of_theme(self, theme: str) -> Sequence[Any]:
        """How far it came true and what became of it, of the outcomes of a theme [G4]; None of all others."""
        how_far = zip(*(self.told[name] for name in HOW_FAR), strict=True)
        if theme == NO_THEME:
            return [
                None if any(each in THEMES for each in themes) else told
                for themes, told in zip(self.told["themes"], how_far, strict=True)
            ]
        return [told if theme in themes else None for themes, told in zip(self.told["themes"], how_far, strict=True)]


OF_EACH = ("themes", "achieved_each", "voice_each", "rated_voice_each", "rated_asker_each", "change", "council_answer")
"""The columns of an outcome; those of which its enquiry has one of the same name say that they are of each."""

THEME = "theme_"


def is_of_each(name: str) -> bool:
    """Whether a column tells of an outcome itself, and not of its enquiry."""
    return name in OF_EACH or name.startswith(THEME)


HOW_FAR = ("change", "achieved_each", "rated_voice_each", "rated_asker_each")


def wishes(facts: Columns) -> Wishes:
    """The outcomes of the facts, read once."""
    if "wishes" not in facts.kept:
        places = [place for place, each in enumerate(facts.column("outcomes")) for _ in each]
        told = [wish for each in facts.column("outcomes") for wish in each]
        columns = zip(*told, strict=True) if told else ((),) * len(OF_EACH)
        facts.kept["wishes"] = Wishes(facts, places, dict(zip(OF_EACH, columns, strict=True)))
    found: Wishes = facts.kept["wishes"]
    return found


@cache
def _wish(themes: tuple[str, ...], *values: Any) -> Wish:
    """One and the same object for all that are alike: of many outcomes few differ."""
    return (themes, *values)


def wishes_stored(text: str) -> tuple[Wish, ...]:
    """The outcomes of one enquiry as they are stored, each as its columns `OF_EACH`."""
    return tuple(_wish(tuple(themes), *values) for themes, *values in json.loads(text))
