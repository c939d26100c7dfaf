"""How the server's process shares its memory and its interpreter between threads; it must not know what they do."""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_LARGE, _POOLS = -3, -8  # M_MMAP_THRESHOLD and M_ARENA_MAX of glibc's mallopt
LARGE = 256 * 1024
"""Bytes from which memory is given back at once."""
POOLS = 2
"""As many as threads that work at a time."""
LONGEST_TURN = 0.0005
"""Seconds; Python's own are ten times that."""


def take_turns() -> None:
    """Let no thread keep the interpreter for long while others want it.

    A step asks the database fifty times, and after each waits for its turn: beside an export that counts all the time,
    that was up to 5 milliseconds each.
    """
    sys.setswitchinterval(LONGEST_TURN)


def give_memory_back() -> None:
    """Keep no pool of memory for each thread: each sign-in would leave 20 MB in that of the thread that checked it.

    Only glibc does that, and only glibc has this setting.
    """
    if sys.platform != "linux":
        return
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:
        set_option(_LARGE, LARGE)
        set_option(_POOLS, POOLS)


@contextmanager
def loading_what_stays() -> Iterator[None]:
    """Look through what is loaded in this block for rubbish once, at its end, and never again: it stays.

    Looking again and again while it grows took a tenth of a start, and each full look afterwards 70 milliseconds, in
    the middle of whatever page came at that moment.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()
