"""Whether a password would be among the first that are guessed [A-03]; it must not know whose it is, or hash.

The lists of such passwords that go about hold millions, nearly all of them made from some thousand words, runs of
the keyboard, years and repetitions. So it is not looked up whole: whatever is one of those is taken out, and what
is left must still be worth guessing. The words ship with the package; nothing is asked of the network.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

_ENOUGH_LEFT = 6
_DIFFERENT_SIGNS = 5
_RUNS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "zaq12wsxcde34rfvbgt56yhnmju7",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
)
_SHORTEST_RUN = 3
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_DISGUISES = tuple(str.maketrans("0134578@$!", f"o{one}easibasi") for one in "il")


def is_common(password: str) -> bool:
    """Whether nearly all of it is words and runs that everybody tries first, also with figures for letters."""
    small = unicodedata.normalize("NFKC", password).casefold()
    if len(set(small)) < _DIFFERENT_SIGNS:
        return True
    readings = {letters(small), *(letters(small.translate(disguise)) for disguise in _DISGUISES)}
    return any(len(_rest(reading)) < _ENOUGH_LEFT for reading in readings if reading)


def letters(text: str) -> str:
    """The letters and figures of a text, small: how names and words are looked for in a password."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _rest(reading: str) -> str:
    """What is left when every listed word, the longest first at each place, and every year are taken out."""
    left, at = "", 0
    while at < len(reading):
        ends = range(min(len(reading), at + _longest()), at + _SHORTEST_RUN - 1, -1)
        found = next((end for end in ends if reading[at:end] in _words()), None)
        if found is None:
            left += reading[at]
        at = found or at + 1
    return _YEAR.sub("", left)


@cache
def _words() -> frozenset[str]:
    lines = (Path(__file__).parent / "common_words.txt").read_text(encoding="utf-8").splitlines()
    listed = {word for line in lines if not line.startswith("#") for word in line.split()}
    return frozenset(listed | {run for whole in _RUNS for run in _parts(whole) | _parts(whole[::-1])})


def _parts(whole: str) -> set[str]:
    ends = range(len(whole) + 1)
    return {whole[start:end] for start in ends for end in ends if end - start >= _SHORTEST_RUN}


@cache
def _longest() -> int:
    return max(map(len, _words()))
