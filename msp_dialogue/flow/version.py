"""Which version of a flow this is, and what a newer one means for conversations already started."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from msp_dialogue.flow.model import Flow


class Change(StrEnum):
    """What a new version of a flow changes."""

    WORDING = "wording"
    COMPATIBLE = "compatible"
    BREAKING = "breaking"


def structure_id(flow: Flow) -> str:
    """The SHA-256 of the flow's structure in canonical form; words do not count."""
    canonical = json.dumps(_canonical(flow), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def wording_id(flow: Flow) -> str:
    """The SHA-256 of the flow's whole text, words included."""
    return _hashed(flow.source)


@lru_cache(maxsize=64)
def _hashed(source: str) -> str:
    """Once for each text: an answer names the wording it was given to, and a flow is long."""
    return hashlib.sha256(source.encode()).hexdigest()


def compare(old: Flow, new: Flow) -> Change:
    """What the new version means: wording is taken at once, compatible after the next answer, breaking by new ones."""
    if structure_id(old) == structure_id(new):
        return Change.WORDING
    return Change.COMPATIBLE if _keeps_answers(old, new) else Change.BREAKING


def _keeps_answers(old: Flow, new: Flow) -> bool:
    """Whether every answer the old version can have taken still means the same in the new one."""
    if new.stage is not old.stage or set(new.given) - set(old.given):
        return False
    for question in old.questions.values():
        other = new.questions.get(question.id)
        if other is None or other.kind is not question.kind or other.records != question.records:
            return False
        if other.choices_from != question.choices_from or other.theme != question.theme:
            return False
        sections = old.section_of[question.id], new.section_of[question.id]
        if sections[0].part is not sections[1].part or sections[0].for_each != sections[1].for_each:
            return False
        kept = {option.id: option.voice for option in other.options}
        if any(kept.get(option.id, False) != option.voice for option in question.options):
            return False
    return True


def _canonical(value: Any) -> Any:
    """A part of the structure as JSON has it, without places and words.

    What is left at its default does not count, so that a new key of the language is no new version of every flow.
    """
    if is_dataclass(value):
        told = [each for each in fields(value) if each.compare and getattr(value, each.name) != each.default]
        return {"": type(value).__name__} | {each.name: _canonical(getattr(value, each.name)) for each in told}
    if isinstance(value, tuple):
        return [_canonical(each) for each in value]
    return value
