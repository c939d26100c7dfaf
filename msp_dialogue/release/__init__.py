"""Figures that may leave the service: rounded, the small ones hidden, and nothing to be got back by subtraction.

It must not know pages. Reading a release needs neither the database nor its key.
"""

from msp_dialogue.release.file import HIDDEN, SCHEMA_FILE, FileProblem, read, released
from msp_dialogue.release.released import (
    EVERYBODY,
    OR,
    Quality,
    Quote,
    Released,
    ReleasedDefinition,
    ReleasedSpan,
    ReleasedTable,
    Split,
)

__all__ = [
    "EVERYBODY",
    "HIDDEN",
    "OR",
    "SCHEMA_FILE",
    "FileProblem",
    "Quality",
    "Quote",
    "Released",
    "ReleasedDefinition",
    "ReleasedSpan",
    "ReleasedTable",
    "Split",
    "read",
    "released",
]
