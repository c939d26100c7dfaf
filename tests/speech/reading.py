"""What the tests of reading aloud share."""

import pytest

from msp_dialogue.speech import NoVoice, voice


def _installed() -> bool:
    try:
        return bool(voice.program())
    except NoVoice:
        return False


needs_voice = [pytest.mark.voice, pytest.mark.skipif(not _installed(), reason="espeak-ng is not installed")]
"""For tests in which words are really read."""
