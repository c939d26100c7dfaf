"""How often the disk is asked to keep what was written before an answer is confirmed; counted by strace."""

import time
from collections import Counter
from pathlib import Path

from benchmark import interview, server

TRACED = ("-f", "-qq", "--seccomp-bpf", "-e", "trace=fsync,fdatasync,sync_file_range,msync", "-e", "signal=none")
SETTLED = 0.05
"""Seconds without another line after which nothing more is to come of an answer."""


def each_answer(folder: Path, strace: str, most: int) -> dict[str, int]:
    """How many answers of one interview were confirmed after so many.

    More than one is a write-ahead log that was full and was put into the database: once in a few hundred pages.
    """
    told = folder / "strace"
    found: Counter[int] = Counter()
    with server.service(folder, strace, *TRACED, "-o", str(told)) as running:
        at = interview.seat(running.port, 0)
        page = interview.begin(at)
        while interview.is_question(page.text) and sum(found.values()) < most:
            before = _settled(told)
            page, _ = interview.step(at.browser, interview.answered(page.text))
            if 'name="step"' in page.text:  # the last one also puts the screen at rest
                found[_settled(told) - before] += 1
        at.browser.close()
    return {str(number): times for number, times in sorted(found.items())}


def _settled(told: Path) -> int:
    """The lines that are there once no more come."""
    lines = -1
    while lines != (now := told.read_bytes().count(b"sync")):
        lines = now
        time.sleep(SETTLED)
    return lines
