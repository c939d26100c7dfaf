"""Whether a text is somebody's own words with parts masked or left out, and nothing else; a pure function of text.

What is shown is put together from what was said, never from what was typed: typing only says which parts of it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf
from typing import Any

from msp_dialogue.record.masking import Mask

LEFT_OUT = "[…]"
INSIDE = 0.1
"""How much worse it is to leave something out inside a sentence than between two."""
_WORD = re.compile(r"\w+|[^\w\s]")
_WRITTEN = re.compile(r"\[(?:name|place|other)\]|\w+|[^\w\s]", re.IGNORECASE)
_GAP = re.compile(r"\[(?:…|\.\.\.)\]")
_MASKS: Mapping[str, Mask] = {str(mask): mask for mask in Mask}

_State = tuple[int, bool]
"""How many of the said tokens are used up, and whether a mask stands last, which may take in more of them."""


class NotTheirWords(ValueError):
    """More was written than was said; `word` is the first that was not said there."""

    def __init__(self, word: str) -> None:
        """Keep the word."""
        super().__init__(word)
        self.word = word


@dataclass(frozen=True)
class _Step:
    """The best way so far to a state: what it costs, and where the written tokens were placed."""

    cost: float
    placed: tuple[Any, ...] = ()
    """The way before, and the last place: each way goes on from one before it, without a copy of it."""

    def dearer(self, by: float) -> "_Step":
        """The same way, with something left out on it."""
        return _Step(self.cost + by, self.placed)


_NO_WAY = _Step(inf)


@dataclass(frozen=True)
class _Said:
    """What was said, token by token; `ended[n]` is how many sentences end before the token n."""

    tokens: Sequence[str]
    ended: Sequence[int]

    @classmethod
    def of(cls, said: str) -> "_Said":
        """Read it; a sentence ends with a sign that room follows."""
        found = list(_WORD.finditer(said))
        ends = [match[0] in ".!?…" and not said[match.end() : match.end() + 1].strip() for match in found]
        return cls([match[0] for match in found], list(accumulate(ends, initial=0)))

    def between(self, place: int) -> float:
        """What it costs that words are left out from here, or up to here: nothing between sentences."""
        whole = place in {0, len(self.tokens)} or self.ended[place] > self.ended[place - 1]
        return 0 if whole else INSIDE


def made_of(said: str, written: str) -> str:
    """What was written as it would be shown: what was said, with parts masked or left out.

    `[…]` stands wherever words are left out, whoever wrote what. Raises NotTheirWords.
    """
    tokens = _WRITTEN.findall(_GAP.sub(" ", written))
    return _shown(said, tokens, _place(_Said.of(said), tokens))


def _place(said: _Said, tokens: Sequence[str]) -> Sequence[int]:
    """Where among what was said each written token stands: the way on which the least is left out or cut up."""
    states: dict[_State, _Step] = {(0, False): _Step(0)}
    for token in tokens:
        mask = token.casefold() in _MASKS
        states = _masked(states, len(said.tokens)) if mask else _word(states, said, token)
        if not states:
            raise NotTheirWords(token)
    placed = min((_ended(said, state, step) for state, step in states.items()), key=_cost).placed
    found: list[int] = []
    while placed:
        placed, last = placed
        found.append(last)
    return found[::-1]


def _masked(states: Mapping[_State, _Step], end: int) -> dict[_State, _Step]:
    """A mask takes the place of the next token at least."""
    found: dict[_State, _Step] = {}
    for (used, _), step in states.items():
        if used < end and step.cost < found.get((used + 1, True), _NO_WAY).cost:
            found[used + 1, True] = _Step(step.cost, (step.placed, used))
    return found


def _word(states: Mapping[_State, _Step], said: _Said, token: str) -> dict[_State, _Step]:
    """A word stands where it was said; what lies between is taken in by a mask before it, or left out.

    A mask is no way to hide sentences: each that it takes in costs as much as leaving something out.
    """
    found: dict[_State, _Step] = {}
    masked = gap = _NO_WAY
    for place, word in enumerate(said.tokens):
        here = states.get((place, False), _NO_WAY)
        masked = min(masked, states.get((place, True), _NO_WAY).dearer(-said.ended[place]), key=_cost)
        if word == token:
            left_out = gap.dearer(1 + said.between(place))
            best = min(here, masked.dearer(said.ended[place]), left_out, key=_cost)
            if best.cost < inf:
                found[place + 1, False] = _Step(best.cost, (best.placed, place))
        gap = min(gap, here.dearer(said.between(place)), key=_cost)
    return found


def _ended(said: _Said, state: _State, step: _Step) -> _Step:
    """The way to a state, and to the end of what was said."""
    used, masked = state
    if masked:
        return step.dearer(said.ended[-1] - said.ended[used])
    return step.dearer(1 + said.between(used)) if used < len(said.tokens) else step


def _cost(step: _Step) -> float:
    return step.cost


def _shown(said: str, tokens: Sequence[str], placed: Sequence[int]) -> str:
    """The words as they were said, masks and what is left out in their places."""
    spoken = list(_WORD.finditer(said))
    pieces: list[tuple[int, int, str]] = []
    """From which token to before which, and what is shown for them."""
    used = 0
    for number, (token, place) in enumerate(zip(tokens, placed, strict=True)):
        if place > used:
            pieces.append((used, place, LEFT_OUT))
        mask = _MASKS.get(token.casefold())
        after = placed[number + 1] if mask and number + 1 < len(placed) else len(spoken)
        used = after if mask else place + 1
        pieces.append((place, used, str(mask or spoken[place][0])))
    if used < len(spoken):
        pieces.append((used, len(spoken), LEFT_OUT))
    spaced = (first > 0 and (text == LEFT_OUT or _spaced(said, spoken, first)) for first, _, text in pieces)
    return "".join(f"{' ' if space else ''}{text}" for space, (_, _, text) in zip(spaced, pieces, strict=True))


def _spaced(said: str, spoken: Sequence[re.Match[str]], token: int) -> bool:
    """Whether there was room between this token and the one before it."""
    return spoken[token - 1].end() < spoken[token].start()
