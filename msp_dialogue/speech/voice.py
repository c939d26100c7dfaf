"""The machine's voice: words become samples in espeak-ng, which gets them by a pipe and writes nothing anywhere."""

import os
import re
import shutil
import struct
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from msp_dialogue import programs
from msp_dialogue.speech import mp3

PROGRAM = "espeak-ng"


_PROGRAMS = ("PROGRAMFILES", "PROGRAMFILES(X86)")  # where the folders of programs are on Windows


class Speed(StrEnum):
    """How fast words are read."""

    SLOW = "slow"
    USUAL = "usual"
    FAST = "fast"


_WORDS_A_MINUTE = {Speed.SLOW: 105, Speed.USUAL: 140, Speed.FAST: 180}

_VOICES = {
    "ar": "ar",
    "bn": "bn",
    "cy": "cy",
    "en": "en-gb",
    "fa": "fa",
    "fr": "fr",
    "gu": "gu",
    "hi": "hi",
    "it": "it",
    "lt": "lt",
    "pa": "pa",
    "pl": "pl",
    "pt": "pt",
    "ro": "ro",
    "ru": "ru",
    "es": "es",
    "ta": "ta",
    "tr": "tr",
    "uk": "uk",
    "ur": "ur",
    "yue": "yue",
}
"""The voice for each language; one that is not here is not read aloud, since a foreign voice would be gibberish."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]+")  # with these, words could give espeak-ng orders
_SOUNDS_BY_NAME = re.compile(r"\[(?=\[)")  # "[[" begins phonemes instead of words

_AGAIN_AND_AGAIN = re.compile(r"([^\w\s]{1,4}?)\1{3,}")  # each emoji would be read by its long name


class NoVoice(Exception):
    """Nothing here can read this aloud; the text says why."""


def languages() -> tuple[str, ...]:
    """The languages that are read aloud where espeak-ng is installed."""
    return tuple(sorted(_VOICES))


def say(text: str, *, language: str, speed: Speed = Speed.USUAL) -> bytes:
    """The sound of the text, as MP3, made in memory alone; without a word in it, nothing. Raises NoVoice."""
    plain = _AGAIN_AND_AGAIN.sub(r"\1", text)
    plain = _SOUNDS_BY_NAME.sub("[ ", _CONTROLS.sub(" ", plain)).strip()
    voice = voice_of(language)
    return _spoken(plain, program(), voice, speed) if plain else b""


def _spoken(text: str, program: str, voice: str, speed: Speed) -> bytes:
    arguments = ("-v", voice, "-s", str(_WORDS_A_MINUTE[speed]), "-b", "1", "--stdin", "--stdout")
    try:
        return mp3.encode(*_samples(programs.run(program, arguments, text.encode(errors="replace"))))
    except programs.ProgramProblem as problem:
        raise NoVoice(str(problem)) from None


def voice_of(language: str) -> str:
    """The name of the voice for a language such as "en" or "en-GB". Raises NoVoice."""
    voice = _VOICES.get(language.split("-")[0].lower())
    if voice is None:
        raise NoVoice(f"there is no voice for the language {language!r}")
    return voice


def how(language: str, speed: Speed) -> tuple[str, ...]:
    """All that decides how words of a language sound, besides themselves. Raises NoVoice."""
    return (voice_of(language), str(_WORDS_A_MINUTE[speed]), _version(program()))


def speaks(language: str) -> bool:
    """Whether this language is read aloud here."""
    try:
        return bool(_tried(program(), voice_of(language)))
    except NoVoice:
        return False


@cache
def _tried(program: str, voice: str) -> bool:
    """That the voice gives a sound; raises NoVoice, which is not remembered, so that it can be mended meanwhile."""
    return bool(_spoken("1", program, voice, Speed.USUAL))


@cache
def _version(program: str) -> str:
    try:
        return programs.run(program, ("--version",), b"").decode(errors="replace").partition("Data at")[0].strip()
    except programs.ProgramProblem as problem:
        raise NoVoice(str(problem)) from problem


def program(environ: Mapping[str, str] = os.environ) -> str:
    """Where espeak-ng is. Raises NoVoice if it is not installed."""
    where = (environ.get("PATH"), *(environ[name] for name in _PROGRAMS if name in environ))
    if not Path(_found(*where)).is_file():  # it was taken away meanwhile
        _found.cache_clear()
    return _found(*where)


@cache
def _found(path: str | None, *folders: str) -> str:
    """Looked for in all those folders until it is found: every page of the person's asks."""
    usual = (Path(folder, "eSpeak NG", "espeak-ng.exe") for folder in folders)  # its installer does not set the path
    found = shutil.which(PROGRAM, path=path) or next((str(each) for each in usual if each.is_file()), None)
    if found is None:
        raise NoVoice(f"{PROGRAM} is not installed")
    return found


def _samples(wave: bytes) -> tuple[bytes, int]:
    """The samples of espeak-ng's output and how many make a second; the length in its header is never filled in."""
    if len(wave) <= 44 or wave[:4] != b"RIFF" or wave[36:40] != b"data":
        raise NoVoice(f"{PROGRAM} gave no sound: is its data for this language installed?")
    return wave[44:], struct.unpack_from("<I", wave, 24)[0]
