"""Show how a long step is going, and turn what may go wrong in it into one clear line; knows no step by itself."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

TERMINAL_EVERY = 0.2  # seconds between two pictures of a moving line
PIPE_EVERY = 10.0  # seconds between two plain lines
NO_NETWORK = (
    *("NewConnectionError", "NameResolutionError", "name resolution", "getaddrinfo", "ProxyError", "timed out"),
    *("EAI_AGAIN", "ENOTFOUND", "ECONNREFUSED", "ETIMEDOUT", "ENETUNREACH"),
    *("Temporary failure resolving", "Could not resolve", "Could not connect"),
)


class SetUpProblem(Exception):
    """Something the set-up needs is missing or failed; the message is one line and says what to do."""


@dataclass(frozen=True)
class Outcome:
    code: int
    lines: list[str]

    @property
    def reason(self) -> str:
        """The line that most likely says why: the first one marked as an error, else the last one."""
        told = [line.strip() for line in self.lines if line.strip()]
        errors = [line for line in told if line.lower().startswith(("error", "npm err", "e:"))]
        return (errors or told[-1:] or ["it gave no reason"])[0]

    @property
    def lacked_network(self) -> bool:
        """Whether the output names what pip, npm and apt meet when nothing can be reached."""
        return any(sign in line for line in self.lines for sign in NO_NETWORK)


def follow(title: str, command: Sequence[str | Path], *, folder: Path | None = None) -> Outcome:
    """Run `command` to its end and keep its output, showing that it lives: on a terminal by one moving line.

    On Ctrl-C the command is waited for before KeyboardInterrupt goes on, so that nothing still writes behind our back.
    """
    lines: list[str] = []
    process = subprocess.Popen(  # noqa: S603 - the callers pass fixed commands
        [str(part) for part in command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    reader = threading.Thread(target=_collect, args=(process, lines), daemon=True)
    reader.start()
    try:
        _show(title, reader, lines)
        return Outcome(process.wait(), lines)
    except KeyboardInterrupt:
        process.terminate()
        raise
    finally:
        process.wait()
        reader.join(timeout=5)  # a grandchild may hold the pipe open


def _collect(process: subprocess.Popen[str], lines: list[str]) -> None:
    assert process.stdout is not None
    with process.stdout:
        lines.extend(process.stdout)


def _show(title: str, reader: threading.Thread, lines: list[str]) -> None:
    started = time.monotonic()
    moving = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns - 1
    if not moving:
        print(f"{title} ...", flush=True)
    while reader.is_alive():
        reader.join(TERMINAL_EVERY if moving else PIPE_EVERY)
        seconds = int(time.monotonic() - started)
        if moving:
            latest = lines[-1].strip() if lines else ""
            print(f"\r{f'{title} ... {seconds} s  {latest}'[:width]:<{width}}", end="", flush=True)
        elif reader.is_alive():
            print(f"{title} ... {seconds} s", flush=True)
    if moving:
        print(f"\r{f'{title}: {int(time.monotonic() - started)} s':<{width}}", flush=True)


def in_one_line(main: Callable[[], int]) -> int:
    """The exit code of `main`; a known problem becomes one line on standard error and code 1, Ctrl-C code 130."""
    try:
        return main()
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except SetUpProblem as problem:
        print(problem, file=sys.stderr)
    except OSError as problem:
        print(in_words(problem), file=sys.stderr)
    return 1


def in_words(problem: OSError) -> str:
    """What the operating system refused, and what to do about it."""
    place = problem.filename or "a file"
    if problem.errno == errno.ENOSPC:
        return "The disk is full. Make room and run the command again; nothing half-made was kept."
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"Not allowed to use {place}. Give this user the right to, or choose another folder."
    return f"{place}: {problem.strerror or problem}"
