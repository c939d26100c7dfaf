"""What the tests of reading aloud share."""

from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from msp_dialogue.speech import NoVoice, voice

Test = TypeVar("Test", bound=Callable[..., Any])


def _installed() -> bool:
    try:
        return bool(voice.program())
    except NoVoice:
        return False


class _NeedsVoice:
    """Marks a test in which words are really read; `marks` do the same for a class or a module."""

    def __init__(self) -> None:
        self.marks = [pytest.mark.voice, pytest.mark.skipif(not _installed(), reason="espeak-ng is not installed")]

    def __call__(self, test: Test) -> Test:
        for mark in self.marks:
            test = mark(test)
        return test


needs_voice = _NeedsVoice()
