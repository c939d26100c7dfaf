"""Warns of hard English said to a person: long sentences, hard words, and a reading age too high over the whole."""

import re
from collections.abc import Iterable, Iterator

from msp_dialogue.flow.ask import PLACEHOLDER
from msp_dialogue.flow.model import Flow, Part, Question, QuestionWording
from msp_dialogue.flow.yaml_reader import Problem

MOST_WORDS = 15
OLDEST = 11
"""The reading age that the English of the person's part may have, in years."""
FEWEST_WORDS = 100
HARD = (
    "outcome",
    "enquiry",
    "safeguarding plan",
    "ascertain",
    "capacity",
    "section 42",
    "please",
    "sorry",
    "easy",
    "simply",
)
_SENTENCE_END = re.compile(r"[.!?:]+(?:\s+|$)")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_VOWELS = re.compile(r"[aeiouy]+")


def hard_words(flow: Flow) -> tuple[Problem, ...]:
    """A warning for each long sentence and hard word in the English of the person's part, and for its reading age."""
    return tuple(_warnings(flow))


def reading_age(flow: Flow) -> int | None:
    """The age in years at which most can read the English of the person's part: Flesch and Kincaid's grade, plus 5.

    One number over the whole flow; None for fewer than 100 words, of which the formula can say nothing.
    """
    return age_of(text for _, text in said(flow))


def age_of(texts: Iterable[str]) -> int | None:
    """The age in years at which most can read all these texts together; None for fewer than 100 words."""
    sentences = _worded(texts)
    words = [word for sentence in sentences for word in sentence]
    if len(words) < FEWEST_WORDS:
        return None
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59
    return round(max(grade, 0) + 5)


def measured(texts: Iterable[str]) -> tuple[int, int]:
    """How many words these texts have, and how many the longest sentence in them has."""
    texts = tuple(texts)
    lengths = [len(part.split()) for text in texts for part in _sentences(text)]
    return sum(map(len, _worded(texts))), max(lengths, default=0)


def _warnings(flow: Flow) -> Iterator[Problem]:
    age = reading_age(flow)
    if age is not None and age > OLDEST:
        file, line = (flow.place.file, flow.place.line) if flow.place else (flow.id, 1)
        what = f"The person's part needs a reading age of {age}."
        yield Problem(file, line, what, f"Shorter words and sentences bring it to {OLDEST}.", warning=True)
    for question, text in said(flow):
        place = question.place
        file, line = (place.file, place.line) if place else (flow.id, 1)
        for what, fix in faults(text):
            yield Problem(file, line, f"`{question.id}` says “{text}”: {what}.", fix, warning=True)


def said(flow: Flow) -> Iterator[tuple[Question, str]]:
    """Every English text of the person's part, each once a question."""
    words = flow.wording.get("en")
    for section in flow.sections:
        for question in section.questions if section.part is Part.PERSON else ():
            wording = words.questions.get(question.id) if words else None
            for text in sorted(set(_texts(wording))) if wording else ():
                yield question, text


def _texts(words: QuestionWording) -> Iterator[str]:
    options = [text for each in words.options.values() for text in (each.says, each.easy, each.good, each.worry)]
    for voiced in (words.ask, words.easy, words.why, words.help, *options):
        if voiced is not None:
            yield from filter(None, (voiced.adult, voiced.representative))
    for paragraphs in (words.text, words.easy_text):
        if paragraphs is not None:
            yield from (*(paragraphs.adult or ()), *(paragraphs.representative or ()))


def _worded(texts: Iterable[str]) -> list[list[str]]:
    """The words of every sentence that has any."""
    return [words for text in texts for part in _sentences(text) if (words := _WORD.findall(part))]


def _sentences(text: str) -> list[str]:
    return _SENTENCE_END.split(PLACEHOLDER.sub("Sam", text))


def _syllables(word: str) -> int:
    """How many syllables an English word has, near enough for an average."""
    word = word.lower()
    silent = word.endswith("e") and not word.endswith(("le", "ee"))
    return max(1, len(_VOWELS.findall(word)) - silent)


def faults(text: str) -> Iterator[tuple[str, str]]:
    """What is hard to read in a text for a person: each with how to put it right."""
    for sentence in _sentences(text):
        length = len(sentence.split())
        if length > MOST_WORDS:
            yield f"a sentence of {length} words", f"Cut it to {MOST_WORDS} or make two."
    for word in HARD:
        if re.search(rf"\b{word}s?\b", PLACEHOLDER.sub("Sam", text), re.IGNORECASE):
            yield f"the word “{word}”", "Say it in everyday words."
