"""A question put into words for one moment: voice, language, names and choices filled in.

It knows nothing of what answers mean.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from msp_dialogue.flow.model import Flow, Kind, OptionWording, Part, Question, Voiced
from msp_dialogue.flow.voice import Voice

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
KNOWN_PLACEHOLDERS = frozenset({"person", "worker", "outcome"})
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+)$")


@dataclass(frozen=True)
class Item:
    """One thing of a list that a part is repeated over: its id, and its own words."""

    key: str
    words: str
    themes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """An option as it is offered."""

    key: str
    says: str
    easy: str | None = None
    picture: str | None = None
    good: str | None = None
    worry: str | None = None
    apart: bool = False
    alone: bool = False


@dataclass(frozen=True)
class Asked:
    """A question as it is put: everything a page may say about it, and in which language that is."""

    question: Question
    item: Item | None
    part: Part
    section: str
    heading: str
    easy: str | None
    text: tuple[str, ...]
    easy_text: tuple[str, ...]
    """What is read instead of the text in easy words, one idea a line; where there is none, the text serves."""
    why: str | None
    help: str | None
    choices: tuple[Choice, ...]
    language: str = "en"
    section_language: str = "en"
    no: str = "No"
    """How no is said where it is not among the choices."""

    def choice(self, key: str) -> Choice | None:
        """The choice with this key, if it is offered."""
        return next((choice for choice in self.choices if choice.key == key), None)

    def says(self, key: str) -> str:
        """The words of a choice."""
        choice = self.choice(key)
        return choice.says if choice else key


def fill(text: str, names: Mapping[str, str]) -> str:
    """The text with its placeholders filled; a name that opens a sentence gets a capital, own words stay."""
    if "{" not in text:
        return text

    def put(match: re.Match[str]) -> str:
        name = names.get(match[1], match[0])
        opens = match[1] != "outcome" and _SENTENCE_START.search(text[: match.start()]) is not None
        return name[:1].upper() + name[1:] if opens else name

    return PLACEHOLDER.sub(put, text)


@dataclass(frozen=True)
class Speaker:
    """Says a flow's words in one language and voice, with names filled in."""

    flow: Flow
    language: str
    voice: Voice
    names: Mapping[str, str]
    yes: str = "Yes"
    no: str = "No"

    def ask(self, question: Question, item: Item | None, items: tuple[Item, ...]) -> Asked:
        """The question as put now; `items` are the choices where they come from a list."""
        wording = self.flow.words(self.language)
        words = wording.questions[question.id]
        section = self.flow.section_of[question.id]
        names = {**self.names, **({"outcome": item.words} if item else {})}
        choices: tuple[Choice, ...]
        if question.kind is Kind.YES_OR_NO:
            choices = (Choice("yes", self.yes), Choice("no", self.no))
        elif question.choices_from:
            choices = tuple(Choice(each.key, each.words) for each in items)
        else:
            choices = tuple(
                self._choice(question, option.id, words.options[option.id], names) for option in question.options
            )
        return Asked(
            question=question,
            item=item,
            part=section.part,
            section=wording.sections[section.id],
            heading=self._say(words.ask, names) or "",
            easy=self._say(words.easy, names),
            text=self._lines(words.text, names),
            easy_text=self._lines(words.easy_text, names),
            why=self._say(words.why, names),
            help=self._say(words.help, names),
            choices=choices,
            language=words.language,
            section_language=self.language if section.id in wording.translated else self.flow.language,
            no=self.no,
        )

    def option(self, question: Question, option_id: str) -> str:
        """The words of one option."""
        words = self.flow.words(self.language).questions[question.id].options[option_id]
        return self._say(words.says, self.names) or ""

    def _choice(self, question: Question, option_id: str, words: OptionWording, names: Mapping[str, str]) -> Choice:
        option = question.option(option_id)
        return Choice(
            key=option_id,
            says=self._say(words.says, names) or "",
            easy=self._say(words.easy, names),
            picture=option.picture if option else None,
            good=self._say(words.good, names),
            worry=self._say(words.worry, names),
            apart=option is not None and option.apart,
            alone=option is not None and option.alone,
        )

    def _lines(self, words: Voiced[tuple[str, ...]] | None, names: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(fill(line, names) for line in words.to(self.voice)) if words else ()

    def _say(self, words: Voiced[str] | None, names: Mapping[str, str]) -> str | None:
        return fill(words.to(self.voice), names) if words else None
