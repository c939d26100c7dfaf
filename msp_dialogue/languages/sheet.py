"""Every text of a language as one row, and rows back as files: all of them, or everything that is wrong with them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msp_dialogue.flow.ask import PLACEHOLDER
from msp_dialogue.flow.language_file import is_day, written
from msp_dialogue.flow.model import Check, Flow
from msp_dialogue.flow.texts import QUESTIONS, VOICES, Slot, fingerprint, own_texts, translated_texts, units
from msp_dialogue.flow.wording import stale, unlike
from msp_dialogue.languages import catalogue as catalogues
from msp_dialogue.languages.catalogue import Catalogue
from msp_dialogue.languages.messages import key_of, needed

INTERFACE = "interface"
VALUE = re.compile(r"%\((\w+)\)s")
LONGER, AND_MORE = 2, 20
"""A translation of more than twice the original's letters, and 20, is warned of: it may not fit where it stands."""
_NAMES = {
    "ask": "the question",
    "easy": "the question in easy words",
    "text": "a line under the question",
    "easy_text": "a line under the question in easy words",
    "why": "why it is asked",
    "help": "a hint",
    "title": "the title of this part",
}
_SAID_TO = dict(zip(VOICES, (", said to the adult", ", said to whoever answers for them"), strict=True))
_OPTION_NAMES = {"says": "an answer", "easy": "an answer in easy words", "good": "its good side", "worry": "its worry"}


@dataclass(frozen=True)
class Row:
    """One text to translate, as a sheet shows it; rows of one `unit` are checked together."""

    key: str
    where: str
    original: str
    words: str
    check: Check
    note: str


@dataclass(frozen=True)
class Given:
    """One row that came back, and how whoever wrote it finds it: `place`, such as "Row 7".

    `original` and `check` are None where what came back does not tell them.
    """

    place: str
    key: str
    words: str
    original: str | None = None
    check: tuple[str, str] | None = None


@dataclass(frozen=True)
class Standing:
    """What there is of a language now."""

    language: str
    flows: Sequence[Flow]
    catalogue: Catalogue | None


@dataclass(frozen=True)
class Brought:
    """What came of rows that were brought in: texts of files by name when there are no problems."""

    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)


def rows(standing: Standing) -> Iterator[Row]:
    """Every text that the language needs, with its words where there are some."""
    for flow in standing.flows:
        yield from _of_flow(flow, standing.language)
    catalogue = standing.catalogue or Catalogue(standing.language, {}, {})
    for message, places in needed().items():
        check, words = catalogue.checks.get(message, Check()), catalogue.words.get(message, "")
        yield Row(f"{INTERFACE}.{key_of(message)}", ", ".join(places), message, words, check, _note(message))


def _of_flow(flow: Flow, language: str) -> Iterator[Row]:
    translation = flow.translations.get(language)
    there = translated_texts(translation) if translation else {}
    changed = stale(flow, translation) if translation else ()
    own = own_texts(flow)
    for slot, text in own.items():
        check = translation.checks.get(slot.unit, Check()) if translation else Check()
        note = "The original has changed since this was translated. " if slot.unit in changed else ""
        row = Row(_key(flow, slot), _where(flow, slot), text, there.get(slot, ""), check, note + _note(text))
        if not _said_once(own, there, slot):
            yield row
        elif slot.voice == VOICES[0]:
            once = Slot(slot.unit, slot.name, "")
            yield Row(_key(flow, once), _where(flow, once), row.original, row.words, row.check, row.note)


def _said_once(own: Mapping[Slot, str], there: Mapping[Slot, str], slot: Slot) -> bool:
    """Whether adult and representative are told the same here, in the original and in the translation."""
    each = [Slot(slot.unit, slot.name, voice) for voice in VOICES]
    return len({own.get(voiced) for voiced in each}) == len({there.get(voiced) for voiced in each}) == 1


def _key(flow: Flow, slot: Slot) -> str:
    return ".".join(filter(None, (flow.id, slot.unit, slot.name, slot.voice)))


def _where(flow: Flow, slot: Slot) -> str:
    """Where a text stands, for somebody who has never seen the file."""
    own = flow.words(flow.language)
    kind, _, name = slot.unit.partition(".")
    section = flow.section_of[name].id if kind == QUESTIONS else name
    words = slot.name.split(".")
    what = _OPTION_NAMES[words[-1]] if words[0] == "options" else _NAMES[words[0]]
    to = dict(zip(VOICES, (", said to the adult", ", said to whoever answers for them"), strict=True)).get(
        slot.voice, ""
    )
    return f"{own.title} / {own.sections[section]}: {what}{to}"


def _note(original: str) -> str:
    names = [f"{{{each}}}" for each in dict.fromkeys(PLACEHOLDER.findall(original))]
    names += [f"%({each})s" for each in dict.fromkeys(VALUE.findall(original))]
    return f"Keep {' and '.join(names)} as it is." if names else ""


class _Bringing:
    """Rows on their way into files; what is wrong with them is collected."""

    def __init__(self, standing: Standing, checked_by: str | None, day: str) -> None:
        self.standing, self.checked_by, self.day = standing, checked_by, day
        self.problems: list[str] = []
        self.warnings: list[str] = []
        self.known: dict[str, tuple[str, Slot, str]] = {}
        """By key: the flow's id or "interface", where the text stands, and the original."""
        for flow in standing.flows:
            for slot, text in own_texts(flow).items():
                for voice in (slot.voice, ""):
                    self.known[_key(flow, Slot(slot.unit, slot.name, voice))] = (flow.id, slot, text)
        for message in needed():
            self.known[f"{INTERFACE}.{key_of(message)}"] = (INTERFACE, Slot(message, "", ""), message)

    def take(self, given: Sequence[Given]) -> dict[str, dict[Slot, Given]]:
        """The rows by flow (or interface) and slot; a row for both voices counts for each."""
        found: dict[str, dict[Slot, Given]] = {}
        for row in given:
            known = self.known.get(row.key)
            if known is None:
                self.problems.append(f"{row.place}: `{row.key[:80]}` is no text of today's. Take the row out.")
                continue
            of, slot, original = known
            self._look_at(row, original)
            once = of != INTERFACE and not row.key.endswith(f".{slot.voice}")
            for each in [Slot(slot.unit, slot.name, voice) for voice in VOICES] if once else [slot]:
                if each in found.setdefault(of, {}):
                    self.problems.append(f"{row.place}: `{row.key}` is there twice. Keep one of the rows.")
                found[of][each] = row
        return found

    def _look_at(self, row: Given, original: str) -> None:
        """Whether the words can stand where the original stands."""
        what = list(_faults(original, row.words))
        self.problems += [f"{row.place}, `{row.key}`: {each}" for each in what]
        if not what and len(row.words) > LONGER * len(original) + AND_MORE:
            self.warnings.append(f"{row.place}, `{row.key}`: long ({len(row.words)} letters for {len(original)}).")

    def lacks(self, of: str, needed_slots: Sequence[Slot], found: Mapping[Slot, Given]) -> None:
        """Note what has no row; in a row without words that is noted already."""
        for slot in needed_slots:
            if slot not in found:
                name = f"{of}.{key_of(slot.unit)}" if of == INTERFACE else ".".join((of, *slot))
                self.problems.append(f"`{name}` has no row. Export the sheet again and copy your words into it.")

    def check(self, rows: Mapping[Slot, Given], before: Check, *, same: bool, of: str | None) -> Check:
        """Who checked a unit's words: a check holds only for the words that it was made of."""
        if self.checked_by:
            return Check(of, self.checked_by, self.day)
        told = {row.check for row in rows.values() if row.check is not None}
        first = next(iter(rows.values()))
        if len(told) > 1:
            what = "the rows of one question are checked together. Let them say the same."
            self.problems.append(f"{first.place}: {what}")
        by, on = next(iter(told), (before.by or "", before.on or ""))
        if bool(by) != bool(on) or (on and not (is_day(on) and on <= self.day)):
            what = f"a check has a name, and a day such as {self.day}. Give both or neither."
            self.problems.append(f"{first.place}: {what}")
        if same and (by, on) == (before.by or "", before.on or ""):
            return before
        if by and (by, on) == (before.by, before.on):
            self.warnings.append(f"{first.place}, `{first.key}`: the words have changed since {by} checked them.")
            by = on = ""
        return Check(of, by or None, on or None)


def bring(standing: Standing, given: Sequence[Given], *, checked_by: str | None, day: str) -> Brought:
    """The files that these rows make; `day` is when they were checked, as 2026-03-27, if `checked_by` says by whom."""
    bringing = _Bringing(standing, checked_by, day)
    found = bringing.take(given)
    files = {}
    for flow in standing.flows:
        files[f"{flow.id}.{standing.language}.yaml"] = _flow_file(bringing, flow, found.get(flow.id, {}))
    files[f"{standing.language}.po"] = _catalogue_file(bringing, found.get(INTERFACE, {}))
    problems = tuple(dict.fromkeys(bringing.problems))
    return Brought(problems, tuple(dict.fromkeys(bringing.warnings)), {} if problems else files)


def _flow_file(bringing: _Bringing, flow: Flow, found: Mapping[Slot, Given]) -> str:
    language = bringing.standing.language
    translation = flow.translations.get(language)
    there = translated_texts(translation) if translation else {}
    own = own_texts(flow)
    bringing.lacks(flow.id, tuple(own), found)
    checks = {}
    for unit, texts in units(own).items():
        rows = {slot: found[slot] for slot in texts if slot in found}
        if rows:
            before = translation.checks.get(unit, Check()) if translation else Check()
            made_from = {slot: texts[slot] if row.original is None else row.original for slot, row in rows.items()}
            same = all(row.words == there.get(slot) for slot, row in rows.items())
            checks[unit] = bringing.check(rows, before, same=same, of=fingerprint(made_from))
    return written(flow.id, language, {slot: found[slot].words for slot in own if slot in found}, checks)


def _catalogue_file(bringing: _Bringing, found: Mapping[Slot, Given]) -> str:
    standing = bringing.standing
    before = standing.catalogue or Catalogue(standing.language, {}, {})
    bringing.lacks(INTERFACE, [Slot(message, "", "") for message in needed()], found)
    words, checks = {}, {}
    for slot, row in found.items():
        message = slot.unit
        words[message] = _with_edges_of(message, row.words)
        same = before.words.get(message) == words[message]
        checks[message] = bringing.check({slot: row}, before.checks.get(message, Check()), same=same, of=None)
    return catalogues.written(Catalogue(standing.language, words, checks))


def _faults(original: str, words: str) -> Iterator[str]:
    if not words.strip():
        yield "there are no words. Translate it."
        return
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in words):
        yield "there is a line break or another sign that cannot be shown. Take it out."
    if catalogues.MARKUP.search(words):
        yield "there is one of the signs < > &. Write words in its place."
    yield from (f"{each} Name exactly what the original names." for each in unlike(original, words))
    named, wanted = set(VALUE.findall(words)), set(VALUE.findall(original))
    for name in sorted(wanted ^ named):
        here = "is missing" if name in wanted else "is not in the original"
        yield f"%({name})s {here}. Name exactly what the original names."
    if wanted and "%" in VALUE.sub("", words):
        yield "there is a % that names nothing. Write the words for it."


def _with_edges_of(original: str, words: str) -> str:
    """The words with the spaces that the original begins and ends with, which a sheet does not show."""
    bare = original.strip()
    start = original.index(bare)
    return original[:start] + words.strip() + original[start + len(bare) :]
