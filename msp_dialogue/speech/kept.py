"""The folder of sounds of fixed wording: whole files or none, and nothing in it that could not be made again."""

import hashlib
import os
import re
import tempfile
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from msp_dialogue.speech.mp3 import NotASound, seconds

_NAME = re.compile(r"[0-9a-f]{64}\.mp3")
_HALF = re.compile(r"half-.*\.tmp")
_DIGEST = 32


class Kept:
    """Sounds by name; behind each stands its checksum, which players pass over."""

    def __init__(self, folder: Path) -> None:
        """Use the folder, which is made with the first sound."""
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        """The sound of this name; None if it is not there, cannot be read, or is damaged."""
        try:
            found = (self._folder / name).read_bytes()
            sound, digest = found[:-_DIGEST], found[-_DIGEST:]
            return sound if seconds(sound) and hashlib.sha256(sound).digest() == digest else None
        except (OSError, NotASound):
            return None

    def keep(self, name: str, sound: bytes) -> None:
        """Keep a sound. Raises OSError when the disk does not take it; then nothing of it is left."""
        self._folder.mkdir(parents=True, exist_ok=True)
        number, path = tempfile.mkstemp(prefix="half-", suffix=".tmp", dir=self._folder)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(sound + hashlib.sha256(sound).digest())
                file.flush()
                os.fsync(file.fileno())
            Path(path).replace(self._folder / name)
        except BaseException:
            Path(path).unlink(missing_ok=True)
            raise

    def remove_all_but(self, wanted: Collection[str]) -> int:
        """Remove sounds that are not wanted any more, and halves of an interrupted run; gives how many."""
        gone = 0
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            if _HALF.fullmatch(path.name) or (_NAME.fullmatch(path.name) and path.name not in wanted):
                with suppress(OSError):
                    path.unlink()
                    gone += 1
        return gone


def name_of(*parts: object) -> str:
    """The name of the sound that these parts, and nothing else, decide."""
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest() + ".mp3"
