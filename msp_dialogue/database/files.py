"""The file of a database and its companions: make it whole, and refuse one that the engine would misread.

It must not know how the database is used once it is open.
"""

import os
import secrets
from pathlib import Path

from msp_dialogue.database.driver import connect
from msp_dialogue.database.placing import place
from msp_dialogue.database.problems import DamagedDatabase, ExistingDatabase, MissingDatabase

_PAGE = 4096


def make_empty(path: Path, key: bytes, *, wait: float) -> None:
    """Make a new, empty, encrypted database file that its owner alone may read.

    Made under another name and then named, so that a database is there whole or not at all. Raises
    ExistingDatabase, also for the log of an earlier database, which would be played into this one [K-03].
    """
    for existing in _with_companions(path):
        if existing.exists():
            raise ExistingDatabase(f"There is a file at {existing} already. It is left as it is.")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = path.with_name(f"{path.name}.{secrets.token_hex(8)}.new")
    try:
        os.close(os.open(made, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))  # its logs take on this mode
        connect(made, key, wait=wait, reading=False).close()
        place(made, path)
    except FileExistsError:
        raise ExistingDatabase(f"There is a file at {path} already. It is left as it is.") from None
    finally:
        for file in _with_companions(made):
            file.unlink(missing_ok=True)


def refuse_unfit(path: Path) -> None:
    """Refuse what the engine would take for a new database, or would begin to mend [K-03].

    Given an empty file, it would delete the log beside it, with every answer in it.
    """
    if not path.is_file():
        raise MissingDatabase(f"There is no database at {path}. Check where it is, or restore a backup.")
    size = path.stat().st_size
    with path.open("rb") as file:
        in_clear = file.read(16) == b"SQLite format 3\0"
    if in_clear:
        raise DamagedDatabase(f"The file {path} is not encrypted, so it is not this service's database.")
    log = path.with_name(path.name + "-wal")
    mended_by_log = log.exists() and log.stat().st_size > 0
    if size < _PAGE or (size % _PAGE and not mended_by_log):
        raise DamagedDatabase(f"The file {path} is cut short. Restore the last backup.")


def _with_companions(path: Path) -> tuple[Path, ...]:
    return (path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")))
