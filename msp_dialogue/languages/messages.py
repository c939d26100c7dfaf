"""Which of the interface's sentences are said in other languages: those of a conversation's pages, and of the copy.

Colleagues' pages stay English, and so do those of professional advocates. What a person's page shows beyond these is
found by a walk through every page in a pseudo-language.
"""

import hashlib
from collections.abc import Mapping
from functools import cache

from msp_dialogue.interface import ROOT, TEMPLATES, WEB, said_to_a_person

ENGLISH_ONLY = frozenset(
    {
        *(TEMPLATES / name for name in ("advocate.html", "advocate_before.html", "advocate_later.html")),
        *(TEMPLATES / name for name in ("exit.html", "tracks.html")),
        *(WEB / name for name in ("dates.py", "typed.py", "pages/advocate.py", "pages/hand_over.py")),
        *(WEB / name for name in ("routes/advocate.py", "routes/help.py")),
    }
)
"""Where only advocates or colleagues read, besides sentences that other files have too."""


@cache
def needed() -> Mapping[str, tuple[str, ...]]:
    """Every sentence, and the files it stands in."""
    said = [each for each in said_to_a_person() if each.file not in ENGLISH_ONLY]
    found: dict[str, dict[str, None]] = {}
    for each in said:
        found.setdefault(each.text, {})[each.file.relative_to(ROOT).as_posix()] = None
    return {text: tuple(files) for text, files in found.items()}


def key_of(message: str) -> str:
    """A short name for a sentence, which changes with it."""
    return hashlib.sha256(message.encode()).hexdigest()[:10]
