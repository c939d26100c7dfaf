"""Fixed wording as the council's own people read it, found by a fingerprint of its words in the file's name.

A recording of other words than today's has another fingerprint, so it is not played: it waits until somebody records
the new ones.
"""

import shutil
import sys
import wave
from array import array
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from msp_dialogue import programs
from msp_dialogue.speech import mp3
from msp_dialogue.speech.words import Fixed, Place

KINDS = (".wav", ".mp3", ".m4a", ".ogg")
"""In the order of preference; all but the first, and MP3 as `flask speak` makes it, need ffmpeg."""
LARGEST = 20_000_000


class NotARecording(ValueError):
    """A file that cannot be played; the text says why."""


def file_name(places: Sequence[Place]) -> str:
    """What the recording is to be called of the words that stand at these places, below the folder of recordings."""
    first, voices = places[0], {place.voice for place in places}
    voice = f".{first.voice}" if first.voice and len(voices) == 1 else ""
    return f"{first.words.language}/{first.where}{voice}.{first.words.fingerprint}.wav"


class Recordings:
    """A folder with a folder for each language; without one there are none."""

    def __init__(self, folder: Path | None) -> None:
        """Read the folder whenever something is asked for, so that a new recording is heard at once."""
        self._folder = folder
        self._listed: dict[Path, tuple[int, Mapping[str, Path]]] = {}

    def find(self, words: Fixed) -> Path | None:
        """The recording of these words."""
        return self._by_fingerprint(words.language).get(words.fingerprint)

    def has(self, language: str) -> bool:
        """Whether there is any recording in this language."""
        return bool(self._by_fingerprint(language))

    def outdated(self, wording: Iterable[Fixed]) -> tuple[Path, ...]:
        """Recordings whose words are not in use (any more)."""
        used = {(words.language, words.fingerprint) for words in wording}
        return tuple(path for path in self.files() if (path.parent.name, _fingerprint(path)) not in used)

    def files(self) -> tuple[Path, ...]:
        """Every recording there is, whatever its words."""
        found = self._folder.glob("*/*") if self._folder and self._folder.is_dir() else ()
        return tuple(sorted(path for path in found if path.suffix.lower() in KINDS))

    def _by_fingerprint(self, language: str) -> Mapping[str, Path]:
        folder = self._folder / language if self._folder else None
        if folder is None or not folder.is_dir():
            return {}
        changed = folder.stat().st_mtime_ns
        known = self._listed.get(folder)
        if known is None or known[0] != changed:
            files = [path for path in folder.iterdir() if path.suffix.lower() in KINDS]
            files.sort(key=lambda path: KINDS.index(path.suffix.lower()), reverse=True)
            known = self._listed[folder] = (changed, {_fingerprint(path): path for path in files})
        return known[1]


def sound_of(recording: bytes, kind: str) -> bytes:
    """The recording as a sound like all others. Raises NotARecording."""
    if len(recording) > LARGEST:
        raise NotARecording(f"it is larger than {LARGEST // 1_000_000} MB")
    if kind == ".wav":
        return mp3.encode(*_samples(recording))
    try:
        if kind == ".mp3" and mp3.seconds(recording):
            return recording
    except mp3.NotASound:
        pass
    return mp3.encode(_by_ffmpeg(recording))


def _samples(recording: bytes) -> tuple[bytes, int]:
    """The samples of one channel, 16 bits each, and how many make a second."""
    try:
        with wave.open(BytesIO(recording)) as file:
            channels, width, rate = file.getnchannels(), file.getsampwidth(), file.getframerate()
            samples = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as problem:
        raise NotARecording(f"it is not a WAV file of plain samples ({problem})") from problem
    if width < 2 or channels > 2 or not 8_000 <= rate <= 192_000:
        raise NotARecording("it must have 16 bits or more, one or two channels, and 8 to 192 kHz")
    sixteen = bytearray(2 * (len(samples) // width))
    sixteen[0::2], sixteen[1::2] = samples[width - 2 :: width], samples[width - 1 :: width]
    values = array("h", bytes(sixteen))
    if sys.byteorder == "big":
        values.byteswap()
    if channels == 2:
        values = array("h", ((left + right) // 2 for left, right in zip(values[0::2], values[1::2], strict=True)))
    return values.tobytes(), rate


def _by_ffmpeg(recording: bytes) -> bytes:
    if shutil.which("ffmpeg") is None:
        raise NotARecording("it is not a WAV file, and ffmpeg, which reads other kinds, is not installed")
    arguments = ("-v", "error", "-i", "pipe:0", "-ac", "1", "-ar", str(mp3.RATE), "-f", "s16le", "pipe:1")
    try:
        samples = programs.run("ffmpeg", arguments, recording)
    except programs.ProgramProblem as problem:
        raise NotARecording(str(problem)) from problem
    if not samples:
        raise NotARecording("ffmpeg found no sound in it")
    return samples


def _fingerprint(path: Path) -> str:
    return path.stem.rpartition(".")[2]
