"""The texts of the person's part one by one, each under the name that a translator meets it by."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msp_dialogue.flow.model import Flow, OptionWording, Part, QuestionWording, Translation, Voiced
from msp_dialogue.flow.wording_reader import OPTION_WORDING_KEYS, WORDING_KEYS

VOICES = ("adult", "representative")
SECTIONS, QUESTIONS = "sections", "questions"


class Slot(NamedTuple):
    """Where one text stands: in which unit (`questions.want`), under which name there (`text.1`), for which voice."""

    unit: str
    name: str
    voice: str


Texts = Mapping[Slot, str]


def own_texts(flow: Flow) -> Texts:
    """Every text of the person's part in the flow's own words: what a translation must have, and nothing more."""
    own = flow.words(flow.language)
    found: dict[Slot, str] = {}
    for section in flow.sections:
        if section.part is Part.PERSON:
            found.update(_title(section.id, own.sections[section.id]))
            for question in section.questions:
                if question.id in own.questions:
                    found.update(_of_question(question.id, own.questions[question.id]))
    return found


def translated_texts(translation: Translation) -> Texts:
    """Every text that a language file holds."""
    found: dict[Slot, str] = {}
    for section, title in translation.sections.items():
        found.update(_title(section, title))
    for question, wording in translation.questions.items():
        found.update(_of_question(question, wording))
    return found


def units(texts: Texts) -> dict[str, dict[Slot, str]]:
    """The texts by the unit that they are checked in together, in order."""
    found: dict[str, dict[Slot, str]] = {}
    for slot, text in texts.items():
        found.setdefault(slot.unit, {})[slot] = text
    return found


def fingerprint(texts: Texts) -> str:
    """A short sign of a unit's texts, by which it is seen later that one of them was changed."""
    told = sorted((slot.name, slot.voice, text) for slot, text in texts.items())
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:10]


def _title(section: str, title: str) -> Iterator[tuple[Slot, str]]:
    for voice in VOICES:
        yield Slot(f"{SECTIONS}.{section}", "title", voice), title


def _of_question(question: str, wording: QuestionWording) -> Iterator[tuple[Slot, str]]:
    unit = f"{QUESTIONS}.{question}"
    for name, words in _named(wording):
        for voice in VOICES:
            text = getattr(words, voice)
            if isinstance(text, tuple):
                for number, line in enumerate(text, 1):
                    yield Slot(unit, f"{name}.{number}", voice), line
            elif text:
                yield Slot(unit, name, voice), text


def _named(wording: QuestionWording) -> Iterator[tuple[str, Voiced[str] | Voiced[tuple[str, ...]]]]:
    for name in WORDING_KEYS:
        words = getattr(wording, name)
        if words is not None:
            yield name, words
    for option_id, option in wording.options.items():
        yield from _of_option(option_id, option)


def _of_option(option_id: str, option: OptionWording) -> Iterator[tuple[str, Voiced[str]]]:
    for name in OPTION_WORDING_KEYS:
        words = getattr(option, name)
        if words is not None:
            yield f"options.{option_id}.{name}", words
