"""The copy read aloud, as one MP3 made in memory: headings stand apart, and it is said whose words come."""

from collections.abc import Iterator

from msp_dialogue import speech
from msp_dialogue.copies.model import Copy, Heading, Quote, bare
from msp_dialogue.speech import Speed

BETWEEN, BEFORE_HEADING = 0.5, 1.2
"""Seconds of silence."""


def sound(copy: Copy, *, speed: Speed = Speed.USUAL) -> bytes:
    """The copy as MP3. Raises NoVoice where its language cannot be read aloud here."""
    return speech.join(_sounds(copy, speed))


def _sounds(copy: Copy, speed: Speed) -> Iterator[bytes]:
    yield speech.say(copy.title, language=copy.language, speed=speed)
    for block in copy.blocks:
        yield speech.silence(BEFORE_HEADING if isinstance(block, Heading) else BETWEEN)
        if isinstance(block, Quote) and block.told:
            yield speech.say(block.told, language=copy.language, speed=speed)
        words = "\n".join(map(bare, block.lines()))
        yield speech.say(words, language=copy.language_of(block) or copy.language, speed=speed)
    yield speech.silence(BEFORE_HEADING)
