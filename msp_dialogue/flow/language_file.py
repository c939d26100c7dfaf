"""A language file: the words of a flow's person's part in another language, beside the flow (`outcomes.cy.yaml`).

It is read here, and written so that reading and writing it again changes nothing.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from msp_dialogue.flow.model import Check, QuestionWording, Translation
from msp_dialogue.flow.texts import QUESTIONS, SECTIONS, VOICES, Slot, Texts, units
from msp_dialogue.flow.wording_reader import OPTION_WORDING_KEYS, WORDING_KEYS, WordingReader

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
"""A language, if need be with its script and country: `cy`, `pa-Arab`, `pt-BR`."""
LANGUAGE_FILE_KEYS = {"flow": True, "language": True, SECTIONS: False, QUESTIONS: False}
CHECK_KEYS = {"of": False, "checked_by": False, "checked_on": False}
TRANSLATION_KEYS = {**WORDING_KEYS, "options": False, **CHECK_KEYS}
TITLE_KEYS = {"title": True, **CHECK_KEYS}
WIDTH = 110


def is_language_file(path: Path) -> bool:
    """Whether this is the name of a flow's language file: the flow's own name, then the language."""
    return path.suffix == ".yaml" and LANGUAGE.fullmatch(Path(path.stem).suffix.removeprefix(".")) is not None


def language_files(flow_file: Path, folder: Path | None = None) -> Mapping[str, Path]:
    """The language files beside a flow's file, by language; those in `folder` come before those beside the flow."""
    found = {}
    for place in (flow_file.parent, folder):
        for path in sorted(place.glob(f"{flow_file.stem}.*.yaml")) if place else ():
            if is_language_file(path):
                found[Path(path.stem).suffix.removeprefix(".")] = path
    return dict(sorted(found.items()))


class LanguageReader(WordingReader):
    """The reader that knows what a language file is made of."""

    def translation(self, root: yaml.Node, *, flow: str, language: str | None) -> Translation:
        """What the file says; it must be of this flow and, unless None, in this language."""
        found = self.fields(root, "A language file", LANGUAGE_FILE_KEYS)
        if "flow" in found and self.text(found["flow"]) != flow:
            self.note(found["flow"], f"These words are not of the flow `{flow}`.", f"Write `flow: {flow}`.")
        told = self.text(found.get("language"))
        if "language" in found and told != (language or told):
            self.note(found["language"], f"The file's name says `{language}`.", "Let name and `language` be the same.")
        checks: dict[str, Check] = {}
        return Translation(
            language=told,
            sections=MappingProxyType(dict(self._titles(found.get(SECTIONS), checks))),
            questions=MappingProxyType(dict(self._questions(found.get(QUESTIONS), told, checks))),
            checks=MappingProxyType(checks),
            place=self.place(root),
        )

    def _titles(self, node: yaml.Node | None, checks: dict[str, Check]) -> Iterator[tuple[str, str]]:
        for section, value in self.entries(node, "`sections`"):
            found = self.fields(value, "A section", TITLE_KEYS)
            checks[f"{SECTIONS}.{section}"] = self._check(found)
            yield section, self.text(found.get("title"))

    def _questions(
        self, node: yaml.Node | None, language: str, checks: dict[str, Check]
    ) -> Iterator[tuple[str, QuestionWording]]:
        for question, value in self.entries(node, "`questions`"):
            found = self.fields(value, "A translation", TRANSLATION_KEYS)
            options = {
                option: self.option_wording(self.fields(each, "An option", OPTION_WORDING_KEYS))
                for option, each in self.entries(found.get("options"), "`options`")
            }
            checks[f"{QUESTIONS}.{question}"] = self._check(found)
            yield question, self.question_wording(found, options, language)

    def _check(self, found: Mapping[str, yaml.Node]) -> Check:
        of, by, on = (self.text(found[key]) if key in found else None for key in CHECK_KEYS)
        if (by is None) != (on is None):
            node = found.get("checked_by") or found.get("checked_on")
            self.note(node, "A check has a name and a day.", "Give both `checked_by` and `checked_on`, or neither.")
        if on is not None and not is_day(on):
            self.note(found["checked_on"], f"`{on[:20]}` is no day.", "Write it as 2026-03-27.")
        return Check(of, by, on)


def is_day(text: str) -> bool:
    """Whether a text is a day as language files and sheets write it."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def written(flow: str, language: str, texts: Texts, checks: Mapping[str, Check]) -> str:
    """The text of a language file with these texts, in their order."""
    whole: dict[str, Any] = {"flow": flow, "language": language, SECTIONS: {}, QUESTIONS: {}}
    for unit, of_unit in units(texts).items():
        kind, _, name = unit.partition(".")
        check = checks.get(unit, Check())
        told = {"of": check.of, "checked_by": check.by, "checked_on": check.on}
        whole[kind][name] = {**_nested(of_unit), **{key: value for key, value in told.items() if value}}
    head = f"# The words of {flow}.yaml in another language; `translations export` brings them to a sheet.\n"
    return head + yaml.dump(whole, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=WIDTH)


class _Plain(yaml.SafeDumper):
    """Writes every value as the text it is: a day must not come back as something else."""


def _nested(texts: Mapping[Slot, str]) -> dict[str, Any]:
    """A unit's texts as the file nests them; what is the same for both voices stands once."""
    by_voice: dict[str, dict[str, Any]] = {voice: {} for voice in VOICES}
    for slot, text in texts.items():
        name, _, number = slot.name.rpartition(".")
        if number.isdigit():
            by_voice[slot.voice].setdefault(name, []).append(text)
        else:
            by_voice[slot.voice][slot.name] = text
    nested: dict[str, Any] = {}
    for name in dict.fromkeys(name for said in by_voice.values() for name in said):
        said = {voice: words[name] for voice, words in by_voice.items() if name in words}
        same = len(said) == len(VOICES) and said[VOICES[0]] == said[VOICES[1]]
        *path, last = name.split(".")
        at = nested
        for step in path:
            at = at.setdefault(step, {})
        at[last] = said[VOICES[0]] if same else said
    return nested
