"""Memory that one request needed goes back to the machine; it must not know what it was needed for."""

import ctypes
import sys

_LARGE, _POOLS = -3, -8  # M_MMAP_THRESHOLD and M_ARENA_MAX of glibc's mallopt
LARGE = 256 * 1024
"""Bytes from which memory is given back at once."""
POOLS = 2
"""As many as threads that work at a time."""


def give_back() -> None:
    """Keep no pool of memory for each thread: each sign-in would leave 20 MB in that of the thread that checked it.

    Only glibc does that, and only glibc has this setting.
    """
    if sys.platform != "linux":
        return
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:
        set_option(_LARGE, LARGE)
        set_option(_POOLS, POOLS)
