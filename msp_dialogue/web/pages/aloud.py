"""What a page of the person's screen says when it is read aloud: its own words, in the order in which they stand."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate

from msp_dialogue.flow.model import Kind
from msp_dialogue.speech.sounds import Piece
from msp_dialogue.speech.words import Fixed, Own
from msp_dialogue.web.listening import wording
from msp_dialogue.web.pages.help import GetHelpPage
from msp_dialogue.web.pages.look import LookPage
from msp_dialogue.web.pages.rest import RestPage
from msp_dialogue.web.pages.talk import ChoiceView, TalkPage
from msp_dialogue.web.words import _

ALL, QUESTION = "all", "question"
"""The whole page; and the id of each page's heading."""

MOST_OWN = 6_000
"""Letters of own words that are read of one page, about eight minutes; a sign such as an emoji counts as ten."""

_BETWEEN_DIGITS = re.compile(r"(?<=\d)(?=\d)")


class _Says:
    """Makes pieces in the page's language: fixed wording is known as such, everything else is somebody's own."""

    def __init__(self, language: str) -> None:
        self._language, self._wording = language, wording(language)

    def __call__(self, text: str, mark: str = "") -> Piece:
        return Piece(self._wording.piece(text, self._language), mark)


def talk(page: TalkPage, part: str = ALL) -> tuple[Piece, ...]:
    """All that the page says, or with a choice's id that choice alone; nothing if there is no such choice."""
    says = _Says(page.asked.language)
    if part == ALL:
        return tuple(shortened(_page(page, says)))
    of_choice = (piece for choice in page.choices if choice.id == part for piece in _choice(choice, says))
    return tuple(shortened(of_choice))


def get_help(page: GetHelpPage) -> tuple[Piece, ...]:
    """The numbers, figure by figure."""
    says = _Says(page.language)
    lines = [says(f"{each.name}: {_BETWEEN_DIGITS.sub(' ', each.number)}. {each.hours}") for each in page.lines]
    return (
        says(_("Get help"), QUESTION),
        *(lines or [says(_("Tell the worker that you want help."))]),
        says(_("If you are in danger now, ring")),
        says("9 9 9"),
    )


def rest(page: RestPage) -> tuple[Piece, ...]:
    """The heading and what stands below it; never words that came too late, since anybody may be there."""
    says = _Says(page.language)
    return (says(page.heading, QUESTION), *map(says, page.text))


def look(page: LookPage) -> tuple[Piece, ...]:
    """Every side of the look, with all that it can be."""
    says = _Says(page.language)
    sides = (
        says(text, f"look-{group.name}")
        for group in page.groups
        for text in (group.says, *(chance.says for chance in group.chances))
    )
    return (
        says(_("Change how this looks"), QUESTION),
        says(_("Press what suits you. You can change it again at any time.")),
        *sides,
    )


def shortened(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces; of own words no more than `MOST_OWN`, after which three points tell that there is more to see."""
    left = MOST_OWN
    for piece in pieces:
        if isinstance(piece.words, Fixed):
            yield piece
            continue
        text = piece.words.text
        ends = list(accumulate(10 if unicodedata.category(letter) in {"So", "Cn"} else 1 for letter in text))
        room = sum(end <= left for end in ends)
        if room == len(text):
            left -= ends[-1] if ends else 0
            yield piece
        elif left:
            left = 0
            yield replace(piece, words=Own(f"{text[:room]} …", piece.words.language))


def _page(page: TalkPage, says: _Says) -> Iterator[Piece]:
    if page.item_words:
        yield says(page.item_lead, "item")
        yield says(page.item_words, "item")
    yield says(page.asked.heading, QUESTION)
    yield from map(says, page.asked.text)
    if page.asked.hint:
        yield says(page.asked.hint, "hint")
    yield from _READ_AS.get(page.kind, _choices)(page, says)


def _choices(page: TalkPage, says: _Says) -> Iterator[Piece]:
    """Each choice; before one that stands apart comes "or"."""
    several = page.kind is Kind.SOME_OF
    if several and page.choices:
        yield says(_("You can choose more than one."))
    together = [each for each in page.choices if not (each.alone if several else each.apart)]
    apart = [each for each in page.choices if each not in together]
    for choice in together:
        yield from _choice(choice, says)
    for number, choice in enumerate(apart):
        if number == 0 and together:
            yield says(_("or"))
        yield from _choice(choice, says)


def _themes(page: TalkPage, says: _Says) -> Iterator[Piece]:
    if page.choices:
        yield says(_("What is it about? You can choose more than one."))
        yield from _choices(page, says)


def _said(page: TalkPage, says: _Says) -> Iterator[Piece]:
    """What was said, line by line, as the page shows it."""
    for turn in page.said:
        yield says(_("We asked"))
        yield says(turn.question)
        yield says(turn.who)
        yield from map(says, turn.answer)


def _choice(choice: ChoiceView, says: _Says) -> Iterator[Piece]:
    yield says(choice.says, choice.id)
    for lead, text in ((_("Good:"), choice.good), (_("Worry:"), choice.worry)):
        if text:
            yield says(lead, choice.id)
            yield says(text, choice.id)


_READ_AS = {Kind.OUTCOMES: _themes, Kind.READ_BACK: _said}
