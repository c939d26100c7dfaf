"""Give a finished file its name: whole, durable, never over another file; it must not know what is in it."""

import os
import sys
from pathlib import Path


def place(made: Path, path: Path) -> None:
    """Name the finished file `path`, so that after a power cut it is there whole or not at all.

    Raises FileExistsError when the name is taken: a rename would silently replace what is there.
    """
    if sys.platform == "win32":
        made.rename(path)  # refuses a name that is taken
        return
    _claim(made, path)
    sync_folder(path.parent)


def _claim(made: Path, path: Path) -> None:
    try:
        path.hardlink_to(made)
    except FileExistsError:
        raise
    except OSError:  # some file systems have no hard links
        if path.exists():
            raise FileExistsError(path) from None
        made.rename(path)
    else:
        made.unlink()


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows does so itself and offers no call for it."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
