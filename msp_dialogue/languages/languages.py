"""Which languages there are, how far each is translated and checked, and which of them somebody may be offered."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel import Locale, UnknownLocaleError

from msp_dialogue.flow.language_file import LANGUAGE
from msp_dialogue.flow.model import Flow
from msp_dialogue.flow.wording import missing, stale, unchecked
from msp_dialogue.flow.yaml_reader import FlowProblems, Problem
from msp_dialogue.languages import catalogue as catalogues
from msp_dialogue.languages.catalogue import Catalogue

ENGLISH = "en"


@dataclass(frozen=True)
class Language:
    """One language: its own name and its English one, how it is written, and what it lacks."""

    code: str
    name: str
    english_name: str
    direction: str
    missing: int = 0
    stale: int = 0
    unchecked: int = 0
    """How many texts have no words; how many were made from other words than today's; how many nobody checked."""
    catalogue: Catalogue | None = None

    @property
    def complete(self) -> bool:
        """Whether nothing is left untranslated."""
        return not self.missing

    @property
    def checked(self) -> bool:
        """Whether somebody has checked every word of it."""
        return not self.unchecked


@dataclass(frozen=True)
class Languages:
    """Every language there is; `offered` are those in which somebody may be asked, English first."""

    known: Sequence[Language]
    offered: Sequence[Language]

    def is_offered(self, code: str) -> bool:
        """Whether somebody may be asked in the language of a code."""
        return any(each.code == code for each in self.offered)

    def __getitem__(self, code: str) -> Language:
        """The language of a code; one that is not there any more as far as it is known."""
        return next((each for each in self.known if each.code == code), None) or described(code)


_ENGLISH = (Language(ENGLISH, "English", "English", "ltr"),)
ENGLISH_ONLY = Languages(_ENGLISH, _ENGLISH)
"""What a service offers that has no other language."""


def locale_of(code: str) -> Locale | None:
    """What is known of a language in general, if anything."""
    if not LANGUAGE.fullmatch(code):
        return None
    try:
        return Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def described(code: str) -> Language:
    """A language by its code, with its names and its direction; a code that nobody knows is its own name."""
    locale = locale_of(code)
    if locale is None:
        return Language(code, code, code, "ltr")
    name = locale.get_display_name(locale) or code
    return Language(
        code, name[:1].upper() + name[1:], locale.get_display_name(ENGLISH) or code, str(locale.text_direction)
    )


def read_languages(
    flows: Sequence[Flow], folder: Path | None = None, *, only: Collection[str] | None = None, drafts: bool = False
) -> Languages:
    """The languages there are words in; `only` are the codes the council offers, None for all that are checked.

    A language that is not complete is never offered, nor, without `drafts`, one that nobody has checked. Raises
    FlowProblems for a catalogue that cannot be used.
    """
    files = catalogues.catalogue_files(folder)
    codes = dict.fromkeys(code for flow in flows for code in flow.translations)
    known = [described(ENGLISH)]
    for code in sorted({*codes, *files} - {ENGLISH}):
        if locale_of(code) is None:
            what = f"`{code}` is no language that is known."
            raise FlowProblems((Problem(f"{code}.po", 1, what, "Name the files by a code such as cy, ur or pt-BR."),))
        known.append(_measured(code, flows, catalogues.read(files[code]) if code in files else None))
    return Languages(tuple(known), tuple(_offered(known, only, drafts=drafts)))


def _offered(known: Sequence[Language], only: Collection[str] | None, *, drafts: bool) -> Iterator[Language]:
    for each in known:
        if each.complete and (each.checked or drafts) and (only is None or each.code in {*only, ENGLISH}):
            yield each


def _measured(code: str, flows: Sequence[Flow], catalogue: Catalogue | None) -> Language:
    found = described(code)
    whole = catalogue or Catalogue(code, {}, {})
    translations = [(flow, flow.translations[code]) for flow in flows if code in flow.translations]
    return Language(
        code=found.code,
        name=found.name,
        english_name=found.english_name,
        direction=found.direction,
        missing=sum(len(missing(flow, code)) for flow in flows) + len(whole.missing),
        stale=sum(len(stale(flow, each)) for flow, each in translations),
        unchecked=sum(len(unchecked(flow, each)) for flow, each in translations) + len(whole.unchecked),
        catalogue=catalogue,
    )
