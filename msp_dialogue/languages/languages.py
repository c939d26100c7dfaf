"""Which languages there are, how far each is translated and checked, and which of them somebody may be offered."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from babel import Locale, UnknownLocaleError

from msp_dialogue.flow.language_file import LANGUAGE
from msp_dialogue.flow.model import Flow, Translation
from msp_dialogue.flow.wording import missing, stale, unchecked
from msp_dialogue.flow.yaml_reader import FlowProblems, Problem
from msp_dialogue.languages import catalogue as catalogues
from msp_dialogue.languages.catalogue import Catalogue

ENGLISH = "en"


@dataclass(frozen=True, eq=False)
class Language:
    """One language: its own name and its English one, how it is written, and what its words in flows and pages lack.

    All but its code is found out when it is first asked for: that takes long, and of a language that is not offered
    nobody asks.
    """

    code: str
    flows: Sequence[Flow] = ()
    catalogue: Catalogue | None = None

    @cached_property
    def name(self) -> str:
        """What those who speak it call it; a code that nobody knows is its own name."""
        found = locale_of(self.code)
        name = (found and found.get_display_name(found)) or self.code
        return name[:1].upper() + name[1:] if found else name

    @cached_property
    def english_name(self) -> str:
        """What it is called in English, or its code."""
        found = locale_of(self.code)
        return (found and found.get_display_name(ENGLISH)) or self.code

    @cached_property
    def direction(self) -> str:
        """How it is written: ltr or rtl."""
        found = locale_of(self.code)
        return str(found.text_direction) if found else "ltr"

    @cached_property
    def missing(self) -> int:
        """How many texts have no words."""
        sentences = len(self.catalogue.missing) if self.catalogue else 0
        return sum(len(missing(flow, self.code)) for flow in self.flows) + sentences

    @cached_property
    def stale(self) -> int:
        """How many texts were made from other words than today's."""
        return sum(len(stale(flow, each)) for flow, each in self._translations)

    @cached_property
    def unchecked(self) -> int:
        """How many texts nobody has checked."""
        sentences = len(self.catalogue.unchecked) if self.catalogue else 0
        return sum(len(unchecked(flow, each)) for flow, each in self._translations) + sentences

    @property
    def _translations(self) -> Iterator[tuple[Flow, Translation]]:
        yield from ((flow, flow.translations[self.code]) for flow in self.flows if self.code in flow.translations)

    @property
    def complete(self) -> bool:
        """Whether nothing is left untranslated."""
        return not self.missing

    @property
    def checked(self) -> bool:
        """Whether somebody has checked every word of it; the flows are looked at first, since that is quicker."""
        return not any(unchecked(flow, each) for flow, each in self._translations) and not self.unchecked


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
        return next((each for each in self.known if each.code == code), None) or Language(code)


_ENGLISH = (Language(ENGLISH),)
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


def read_languages(
    flows: Sequence[Flow], folder: Path | None = None, *, only: Collection[str] | None = None, drafts: bool = False
) -> Languages:
    """The languages there are words in; `only` are the codes the council offers, None for all that are checked.

    A language that is not complete is never offered, nor, without `drafts`, one that nobody has checked. Raises
    FlowProblems for a catalogue that cannot be used.
    """
    files = catalogues.catalogue_files(folder)
    codes = dict.fromkeys(code for flow in flows for code in flow.translations)
    known = [Language(ENGLISH)]
    for code in sorted({*codes, *files} - {ENGLISH}):
        if locale_of(code) is None:
            what = f"`{code}` is no language that is known."
            raise FlowProblems((Problem(f"{code}.po", 1, what, "Name the files by a code such as cy, ur or pt-BR."),))
        words = catalogues.read(files[code]) if code in files else Catalogue(code, {}, {})
        known.append(Language(code, flows, words))
    return Languages(tuple(known), tuple(_offered(known, only, drafts=drafts)))


def _offered(known: Sequence[Language], only: Collection[str] | None, *, drafts: bool) -> Iterator[Language]:
    for each in known:
        if (only is None or each.code in {*only, ENGLISH}) and (each.checked or drafts) and each.complete:
            yield each
