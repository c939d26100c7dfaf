"""Programs of this machine that turn words into something else: a person's words go in and out by pipes alone.

Never by an argument, which every user of the machine can list, and never through a file.
"""

import shutil
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import IO

LONGEST = 60
"""Seconds a program may take for one piece of work."""
MOST = 80_000_000
"""Bytes that are taken from a program: half an hour of speech, and never so many that memory ends."""

_PIPE = subprocess.PIPE


class ProgramProblem(Exception):
    """A program that is not there, refused, or took too long; the words say which, and hold nothing of its input."""


def run(name: str, arguments: Sequence[str], words: bytes, *, longest: float = LONGEST, most: int = MOST) -> bytes:
    """What a program gives back for these words; `arguments` are fixed ones of ours. Raises ProgramProblem."""
    path = shutil.which(name)
    if path is None:
        raise ProgramProblem(f"the program {name} is not on this machine")
    command = [path, *arguments]
    try:
        program = subprocess.Popen(command, stdin=_PIPE, stdout=_PIPE, stderr=subprocess.DEVNULL)  # noqa: S603 - ours
    except OSError as problem:
        raise ProgramProblem(f"{name} does not start: {problem.strerror}") from None
    late = threading.Event()

    def end() -> None:
        late.set()
        program.kill()

    clock = threading.Timer(longest, end)
    with program:
        clock.start()
        try:
            given = _talked(program, words, most)
        finally:
            clock.cancel()
            if program.poll() is None:
                program.kill()
    if late.is_set():
        raise ProgramProblem(f"{name} took longer than {longest:.0f} seconds")
    if len(given) > most:
        raise ProgramProblem(f"{name} gave more than {most} bytes")
    if program.returncode != 0:
        raise ProgramProblem(f"{name} ended with code {program.returncode}")
    return given


def _talked(program: subprocess.Popen[bytes], words: bytes, most: int) -> bytes:
    """What the program gives for the words, and of too much of it one byte more than the most."""
    if program.stdin is None or program.stdout is None:
        raise ValueError("the program has no pipes")
    writing = threading.Thread(target=_write, args=(program.stdin, words), daemon=True)
    writing.start()
    given = program.stdout.read(most + 1)
    if len(given) > most:
        program.kill()
    program.wait()
    writing.join()
    return given


def _write(pipe: IO[bytes], words: bytes) -> None:
    with suppress(OSError), pipe:  # a program need not hear all of it
        pipe.write(words)
