"""The folder of released files: each written whole or not at all, and taken away when it is withdrawn.

It must not know the database: the decisions are given to it.
"""

import os
from collections.abc import Collection, Mapping
from pathlib import Path

from msp_dialogue.database.placing import sync_folder

OWN_ALONE = 0o600
"""A file is handed out by whoever may see it in the service, or by whoever looks after the folder."""


def path_of(folder: Path, span: str) -> Path:
    """Where the file of a span lies."""
    return folder / f"{span}.json"


def settle(folder: Path, standing: Mapping[str, str], ever: Collection[str]) -> None:
    """Let the folder hold the text of each span that stands, and none of those that were ever released and do not.

    Files of other names are left alone.
    """
    for span in sorted(set(ever) - standing.keys()):
        path_of(folder, span).unlink(missing_ok=True)
    for span, content in standing.items():
        _write(path_of(folder, span), content.encode())
    if folder.is_dir():
        sync_folder(folder)


def _write(path: Path, content: bytes) -> None:
    """A file of this name with this content, which nobody ever sees half of."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWN_ALONE), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
