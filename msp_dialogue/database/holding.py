"""Hold a database while it is open, so that nobody gives its name to another file; must not know what is in it."""

import os
import sys
import time
from pathlib import Path

from msp_dialogue.database.problems import Busy

_AGAIN = 0.02  # seconds


def hold(path: Path, *, alone: bool, wait: float) -> int | None:
    """Keep others from holding the database alone, or at all; gives what `release` takes.

    SQLite's own locks cannot do this: one who waits for them has the old file open when they are given up, and would
    go on in a file without a name. It is the folder that is held, because nobody replaces that. Raises Busy after
    `wait` seconds. Windows refuses by itself to replace a file that is open.
    """
    if sys.platform == "win32":
        return None
    import fcntl

    give_up = time.monotonic() + wait
    handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    while True:
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > give_up:
                os.close(handle)
                raise in_use() from None
            time.sleep(_AGAIN)
        else:
            return handle


def release(handle: int | None) -> None:
    """Let others hold the database again."""
    if handle is not None:
        os.close(handle)


def in_use() -> Busy:
    """What to tell one who needs the database for himself."""
    return Busy("The database is in use. End the service and other commands first; nothing was changed.")
