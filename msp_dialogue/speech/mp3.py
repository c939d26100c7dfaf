"""Samples become MP3, which tablets of every age play; all sounds are alike, so that they can follow each other."""

from collections.abc import Iterable
from functools import cache

import lameenc

RATE = 22_050
"""Samples a second, as espeak-ng gives them."""
KBIT = 32
"""4 kB a second: a question with its answers is 40 to 80 kB, and consonants stay clear."""

_SAMPLES_IN_FRAME = 576
_HEADER = b"\xff\xf3"  # MPEG-2, layer III, no checksum
_KBIT_AND_RATE = 0x40  # 32 kbit/s at 22,050 samples a second; the second lowest bit is the padding
_MONO = 0xC0
_FRAME = 72 * KBIT * 1000 // RATE


class NotASound(ValueError):
    """What should be a sound is not one of ours, or not whole."""


def encode(samples: bytes, rate: int = RATE) -> bytes:
    """The sound of 16-bit samples of one channel, taken `rate` times a second."""
    encoder = lameenc.Encoder()
    encoder.silence()  # it would else write about itself on standard output
    encoder.set_channels(1)
    encoder.set_in_sample_rate(rate)
    encoder.set_out_sample_rate(RATE)
    encoder.set_bit_rate(KBIT)
    return bytes(encoder.encode(samples) + encoder.flush())


def join(sounds: Iterable[bytes]) -> bytes:
    """Sounds one after the other as one sound."""
    return b"".join(sounds)


@cache
def silence(length: float) -> bytes:
    """A pause of about so many seconds."""
    return encode(bytes(2 * round(RATE * length)))


def seconds(sound: bytes) -> float:
    """How long a sound lasts. Raises NotASound if it is not one of ours from its first to its last byte."""
    at = frames = 0
    while at < len(sound):
        head = sound[at : at + 4]
        if len(head) < 4 or head[:2] != _HEADER or head[2] & 0xFC != _KBIT_AND_RATE or head[3] & _MONO != _MONO:
            raise NotASound(f"no frame begins at byte {at}")
        at += _FRAME + bool(head[2] & 0x02)
        frames += 1
    if at != len(sound):
        raise NotASound("the last frame is cut off")
    return frames * _SAMPLES_IN_FRAME / RATE
