"""What is read aloud, and what decides whether it may be kept: only wording that everybody is shown is `Fixed`.

A piece of a page is looked up among the fixed wording. What is not found there, such as what somebody said or a
sentence with a name in it, is `Own`: it is read from memory, and nothing that writes a file takes it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from msp_dialogue.flow.ask import PLACEHOLDER
from msp_dialogue.flow.model import Flow, Part, QuestionWording, Voiced

_VOICES = ("adult", "representative")


@dataclass(frozen=True)
class Fixed:
    """Wording that everybody is shown: it may be kept on disk, and recorded. Only `Wording` makes it."""

    text: str
    language: str

    @property
    def fingerprint(self) -> str:
        """Ten characters that change with the words, however their lines are broken."""
        return hashlib.sha256(f"{self.language}\n{' '.join(self.text.split())}".encode()).hexdigest()[:10]


@dataclass(frozen=True)
class Own:
    """Somebody's own words, or wording with a name or a number in it: never on disk, and not even in a traceback."""

    text: str = field(repr=False)
    language: str


@dataclass(frozen=True)
class Place:
    """Where fixed wording stands: flow, question and piece, such as `outcomes.want.ask`; and who it is said to."""

    words: Fixed
    where: str
    voice: str
    easy: bool


class Wording:
    """The fixed wording in use, with every place it stands at."""

    def __init__(self, places: Iterable[Place]) -> None:
        """Take the places in the order in which they are to be listed."""
        self.places: dict[Fixed, list[Place]] = {}
        for place in places:
            self.places.setdefault(place.words, []).append(place)

    def piece(self, text: str, language: str) -> Fixed | Own:
        """The text as what it is: fixed wording if it is there word for word, else somebody's own."""
        fixed = Fixed(text, language)
        return fixed if fixed in self.places else Own(text, language)


def of_flow(flow: Flow) -> Iterator[Place]:
    """The fixed wording of the person's part of a flow, in each language; nothing that a name is to be filled into.

    What is not translated stands in the flow's own language, once.
    """
    for wording in flow.wording.values():
        for section in flow.sections:
            if section.part is not Part.PERSON:
                continue
            for question in section.questions:
                words = wording.questions.get(question.id)
                if words is None or words.language != wording.language:
                    continue
                for piece, voice, text in _said(words):
                    if not PLACEHOLDER.search(text):
                        where = f"{flow.id}.{question.id}.{piece}"
                        yield Place(Fixed(text, words.language), where, voice, "easy" in piece)


def of_pages(phrases: Iterable[str], language: str) -> Iterator[Place]:
    """The pages' own phrases in a language."""
    for number, text in enumerate(phrases, start=1):
        if "%(" not in text:
            yield Place(Fixed(text, language), f"pages.{number:02}", "", easy=False)


def _said(words: QuestionWording) -> Iterator[tuple[str, str, str]]:
    for piece, voiced in (("ask", words.ask), ("easy", words.easy), ("help", words.help)):
        yield from _voiced(piece, voiced)
    for piece, text in (("text", words.text), ("easy-text", words.easy_text)):
        for voice in _VOICES:
            for number, line in enumerate(getattr(text, voice, None) or (), start=1):
                yield f"{piece}-{number}", voice, line
    for option, said in words.options.items():
        for part, voiced in (("", said.says), ("-easy", said.easy), ("-good", said.good), ("-worry", said.worry)):
            yield from _voiced(f"option-{option}{part}", voiced)


def _voiced(piece: str, voiced: Voiced[str] | None) -> Iterator[tuple[str, str, str]]:
    for voice in _VOICES:
        text = getattr(voiced, voice, None)
        if text:
            yield piece, voice, text
