"""The key of the database: a file of its own, outside the data, that its owner alone may read [K-02].

The key must never reach a message, a log, an argument list or the environment.
"""

import os
import re
import secrets
import stat
import sys
from pathlib import Path

from msp_dialogue.database.driver import KEY_BYTES
from msp_dialogue.database.placing import place
from msp_dialogue.database.problems import ExistingDatabase, MissingKey, UnsafeKeyFile

_WRITTEN = re.compile(rb"[0-9a-fA-F]{%d}\r?\n?" % (2 * KEY_BYTES))


def create_key(path: Path) -> bytes:
    """Make a new random key, write it to a file that its owner alone may read (0400), and give it.

    Raises ExistingDatabase when the file is there: replacing a key would lose everything it opens.
    """
    key = secrets.token_bytes(KEY_BYTES)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = path.with_name(f"{path.name}.{secrets.token_hex(8)}.new")
    try:
        handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(handle, "wb") as file:
            file.write(key.hex().encode("ascii") + b"\n")
            file.flush()
            os.fsync(file.fileno())
        place(made, path)
    except FileExistsError:
        raise ExistingDatabase(f"There is a key file at {path} already. It is left as it is.") from None
    finally:
        made.unlink(missing_ok=True)
    return key


def read_key(path: Path, *, data: Path | None = None) -> bytes:
    """Give the 32 bytes of the key file.

    `data` is the folder of the database: a key beside its data protects nothing, so that is refused [K-02].
    Raises MissingKey or UnsafeKeyFile; neither says what the file holds.
    """
    if data is not None and path.resolve().is_relative_to(data.resolve()):
        raise UnsafeKeyFile(f"The key file {path} lies in the data folder. Move it out of {data}.")
    try:
        written = read_private_file(path)
    except MissingKey:
        raise MissingKey(f"There is no key file at {path}. Put back the one for this data.") from None
    if not _WRITTEN.fullmatch(written):
        raise UnsafeKeyFile(f"The file {path} does not hold a key of {2 * KEY_BYTES} hexadecimal digits.")
    return bytes.fromhex(written.decode("ascii"))


def read_private_file(path: Path) -> bytes:
    """Give the first 1024 bytes of a file with a secret, which its owner alone may read [K-02].

    Raises MissingKey or UnsafeKeyFile; neither says what the file holds.
    """
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            written = file.read(1024)
    except FileNotFoundError:
        raise MissingKey(f"There is no file {path}.") from None
    except OSError as error:
        raise UnsafeKeyFile(f"The file {path} cannot be read: {error.strerror}.") from error
    if sys.platform != "win32" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise UnsafeKeyFile(f"Other users may read the file {path}. Run: chmod 400 {path}")
    return written
