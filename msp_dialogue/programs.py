"""Programs of this machine that turn words into something else: a person's words go in and out by pipes alone.

Never by an argument, which every user of the machine can list, and never through a file.
"""

import shutil
import subprocess
from collections.abc import Sequence

LONGEST = 60
"""Seconds a program may take for one piece of work."""


class ProgramProblem(Exception):
    """A program that is not there, refused, or took too long; the words say which, and hold nothing of its input."""


def run(name: str, arguments: Sequence[str], words: bytes, *, longest: float = LONGEST) -> bytes:
    """What a program gives back for these words; `arguments` are fixed ones of ours. Raises ProgramProblem."""
    path = shutil.which(name)
    if path is None:
        raise ProgramProblem(f"the program {name} is not on this machine")
    try:
        done = subprocess.run([path, *arguments], input=words, capture_output=True, timeout=longest, check=False)  # noqa: S603 - ours
    except subprocess.TimeoutExpired:
        raise ProgramProblem(f"{name} took longer than {longest:.0f} seconds") from None
    except OSError as problem:
        raise ProgramProblem(f"{name} does not start: {problem.strerror}") from None
    if done.returncode != 0:
        raise ProgramProblem(f"{name} ended with code {done.returncode}")
    return done.stdout
