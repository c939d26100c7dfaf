"""Everything that is read aloud comes from here: recorded, kept, or made now; and put together into one sound."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from msp_dialogue.speech import mp3, recordings, voice
from msp_dialogue.speech.kept import Kept, name_of
from msp_dialogue.speech.recordings import NotARecording, Recordings
from msp_dialogue.speech.voice import NoVoice, Speed
from msp_dialogue.speech.words import Fixed, Own

AT_ONCE = 2
"""Pieces of one page that are made at the same time, so that a long page with nothing kept comes within a second."""

PAUSE = 0.35
"""Seconds between two pieces of a page, besides the short one with which each of them ends."""


@dataclass(frozen=True)
class Piece:
    """One thing that a page says, and the id of the element that says it, if one is to be marked meanwhile."""

    words: Fixed | Own
    mark: str = ""


@dataclass(frozen=True)
class Reading:
    """Pieces as one sound; `marks` tell from which second on which element is heard."""

    sound: bytes
    marks: tuple[tuple[float, str], ...]


class Sounds:
    """Gives the sound of words."""

    def __init__(self, folder: Path | None = None, recorded: Path | None = None) -> None:
        """Keep sounds of fixed wording in `folder`, and take the council's recordings from `recorded`."""
        self.kept = Kept(folder) if folder else None
        self.recordings = Recordings(recorded)

    def of(self, words: Fixed | Own, speed: Speed = Speed.USUAL) -> bytes:
        """The sound of these words; somebody's own are made in memory, whatever is kept. Raises NoVoice."""
        if isinstance(words, Own):
            return voice.say(words.text, language=words.language, speed=speed)
        return self._recorded(words) or self._made(words, speed)

    def read(self, pieces: Iterable[Piece], speed: Speed = Speed.USUAL) -> Reading:
        """The pieces one after the other. Raises NoVoice."""
        pieces = tuple(pieces)
        sounds, marks, at = [], [], 0.0
        with ThreadPoolExecutor(AT_ONCE) as several:
            for piece, said in zip(pieces, several.map(lambda each: self.of(each.words, speed), pieces), strict=True):
                marks.append((round(at, 2), piece.mark))
                for sound in (said, mp3.silence(PAUSE)):
                    sounds.append(sound)
                    at += mp3.seconds(sound)
        return Reading(mp3.join(sounds), tuple(marks))

    def names(self, words: Fixed, speeds: Iterable[Speed]) -> Iterator[str]:
        """The names under which sounds of these words are kept, if any can be made."""
        path = self.recordings.find(words)
        if path is not None:
            with suppress(OSError):
                yield _name_of_recording(path, path.read_bytes())
        with suppress(NoVoice):
            for speed in speeds:
                yield _name(words, speed)

    def prepare(self, words: Fixed, speed: Speed) -> bool:
        """Make sure that the sound is kept; gives whether it had to be made. Raises NoVoice or OSError."""
        kept, name = self.kept, _name(words, speed)
        if kept is None or kept.get(name):
            return False
        kept.keep(name, voice.say(words.text, language=words.language, speed=speed))
        return True

    def _made(self, words: Fixed, speed: Speed) -> bytes:
        name = _name(words, speed)
        kept = self.kept.get(name) if self.kept else None
        if kept is None:
            kept = voice.say(words.text, language=words.language, speed=speed)
            self._keep(name, kept)
        return kept

    def _recorded(self, words: Fixed) -> bytes | None:
        """The sound of the council's recording; None without one, or with one that cannot be played."""
        path = self.recordings.find(words)
        if path is None:
            return None
        try:
            recording = path.read_bytes()
            name = _name_of_recording(path, recording)
            kept = self.kept.get(name) if self.kept else None
            if kept is None:
                kept = recordings.sound_of(recording, path.suffix.lower())
                self._keep(name, kept)
        except (OSError, NotARecording):
            return None
        return kept

    def _keep(self, name: str, sound: bytes) -> None:
        if self.kept:
            with suppress(OSError):  # a full disk must not silence what is in memory already
                self.kept.keep(name, sound)


def _name(words: Fixed, speed: Speed) -> str:
    return name_of("read", voice.how(words.language, speed), mp3.KBIT, words.text)


def _name_of_recording(path: Path, recording: bytes) -> str:
    return name_of("recorded", path.suffix.lower(), mp3.KBIT, recording)


__all__ = ["NoVoice", "Piece", "Reading", "Sounds", "Speed"]
