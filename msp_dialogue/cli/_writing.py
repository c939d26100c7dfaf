"""A file written whole or not at all, for its owner's eyes alone."""

import os
from collections.abc import Iterable
from pathlib import Path

from msp_dialogue.database.placing import place

_OWN_ALONE = 0o600


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write the pieces to a file that appears once it is whole."""
    unfinished = path.with_name(path.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWN_ALONE), "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        place(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
