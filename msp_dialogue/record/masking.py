"""What in somebody's words may name somebody: suggested, so that a person decides; pure functions of text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Mask(StrEnum):
    """What stands where something was that could name somebody."""

    NAME = "[name]"
    PLACE = "[place]"
    OTHER = "[other]"


@dataclass(frozen=True)
class Suggestion:
    """A stretch of somebody's words that may name somebody, and what could stand there instead."""

    start: int
    end: int
    text: str
    mask: Mask


_STREETS = (
    "Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Drive|Way|Court|House|Place|Crescent|Gardens|Terrace|Hill|Park|Square"
    "|Walk|Grove|Row|Mews|Green|Estate|Lodge|Hospital|Surgery|School|College|Church|Centre|Ward|Hall|Flats?"
)
_MONTHS = "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
_MONTHS += "|Nov(?:ember)?|Dec(?:ember)?"
_CAPITALISED = r"(?:[^\W\d_a-z][\w’'-]*)"
_ALWAYS: Sequence[tuple[Mask, re.Pattern[str]]] = (
    (Mask.OTHER, re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")),
    (Mask.OTHER, re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)),
    (Mask.PLACE, re.compile(rf"\b(?:\d+\w?,?\s+)?(?:{_CAPITALISED}\s+){{1,3}}(?:{_STREETS})\b")),
    (Mask.PLACE, re.compile(rf"\b\d+\w?,?\s+\w+\s+(?:{_STREETS})\b", re.IGNORECASE)),
    (Mask.PLACE, re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)),
    (Mask.OTHER, re.compile(rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:{_MONTHS})(?:\s+\d{{1,4}})?\b")),
    (Mask.OTHER, re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b", re.IGNORECASE)),
    (Mask.OTHER, re.compile(r"\baged?\s+\d{1,3}\b|\b\d{1,3}\s*-?\s*years?\s*-?\s*old\b", re.IGNORECASE)),
    (Mask.OTHER, re.compile(r"\+?\d[\d\s./:-]*\d")),
)
"""What names somebody or helps to, whoever says it: addresses, days, ages, and every number of two figures or more."""
_PROPER = re.compile(rf"\b{_CAPITALISED}")
_BEFORE = 20
_SENTENCE = re.compile(r"(?:[.!?…:]['\"’”)]*\s+|\n\s*|[“\"‘(]\s*)$")
_USUAL = frozenset({"I", "I’m", "I'm", "I’ve", "I've", "I’d", "I'd", "I’ll", "I'll", "OK", "TV", "GP"})


def suggest(words: str, names: Iterable[str]) -> tuple[Suggestion, ...]:
    """What of these words may name somebody, in their order; `names` are those known around the enquiry.

    A name is found in whatever capitals; any other word by its capital, unless it begins a sentence.
    """
    found: list[Suggestion] = []
    for start, end, mask in (*_patterns(words), *_known(words, names), *_proper(words)):
        if not any(start < other.end and other.start < end for other in found):
            found.append(Suggestion(start, end, words[start:end], mask))
    return tuple(_together(words, sorted(found, key=lambda each: each.start)))


def _together(words: str, found: Iterable[Suggestion]) -> list[Suggestion]:
    """Those of one kind that only room parts are one: a first name and a surname."""
    joined: list[Suggestion] = []
    for each in found:
        last = joined[-1] if joined else None
        if last and last.mask is each.mask and not words[last.end : each.start].strip():
            joined[-1] = Suggestion(last.start, each.end, words[last.start : each.end], each.mask)
        else:
            joined.append(each)
    return joined


def masked(words: str, masks: Iterable[tuple[Suggestion, Mask]]) -> str:
    """The words with each of these stretches replaced."""
    said, at = [], 0
    for suggestion, mask in sorted(masks, key=lambda each: each[0].start):
        said += [words[at : suggestion.start], str(mask)]
        at = suggestion.end
    return "".join((*said, words[at:]))


def _known(words: str, names: Iterable[str]) -> Iterator[tuple[int, int, Mask]]:
    parts = {part for name in names for part in re.findall(r"[^\W\d_][\w’'-]+", name)}
    for part in sorted(parts, key=len, reverse=True):
        for match in re.finditer(rf"\b{re.escape(part)}\b", words, re.IGNORECASE):
            yield match.start(), match.end(), Mask.NAME


def _patterns(words: str) -> Iterator[tuple[int, int, Mask]]:
    for mask, pattern in _ALWAYS:
        for match in pattern.finditer(words):
            yield match.start(), match.end(), mask


def _begins(words: str, place: int) -> bool:
    """Whether a sentence begins here, as far as the letters just before it tell."""
    return place == 0 or bool(_SENTENCE.search(words[max(0, place - _BEFORE) : place]))


def _proper(words: str) -> Iterator[tuple[int, int, Mask]]:
    inside = {match[0] for match in _PROPER.finditer(words) if not _begins(words, match.start())}
    for match in _PROPER.finditer(words):
        if match[0] in inside and match[0] not in _USUAL:
            yield match.start(), match.end(), Mask.NAME
