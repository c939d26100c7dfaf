"""`rekey` killed at every system call that changes a file [K-04]; needs strace on Linux.

Run by `python3 scripts/test.py --long`; it takes minutes, and so is no part of the ordinary tests.
"""

import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.cli.killing import Place, filled, hold_after

CALLS = (
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "ftruncate",
    "rename",
    "link",
    "unlink",
    "chmod",
    "fchmod",
    "fchown",
)
KILLED_BY_SIGKILL = -9


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return filled(tmp_path_factory.mktemp("rekey") / "service")


@pytest.fixture(scope="module")
def strace() -> str:
    found = os.environ.get("MSP_STRACE") or shutil.which("strace")
    if found is None:
        pytest.skip("strace is not here")
    return found


def points(place: Place, folder: Path, strace: str) -> list[tuple[str, int]]:
    """Each call that changes a file, and the how many-th of its name; the command runs to its end for it."""
    log = folder / "calls"
    ended = place.copied(folder / "counted").rekey(strace, "-f", "-qq", "-e", f"trace={','.join(CALLS)}", "-o", log)
    assert ended.returncode == 0, ended.stderr
    names = re.findall(r"^\d+ +(\w+)\(", log.read_text(errors="replace"), re.MULTILINE)
    return [(name, number) for name in CALLS for number in range(1, names.count(name) + 1)]


def test_killed_at_every_system_call_the_service_starts_with_one_key_and_everything(
    place: Place, tmp_path: Path, strace: str
) -> None:
    before, words = place.tables(), place.words()
    everywhere = points(place, tmp_path, strace)

    def kill(point: tuple[str, int]) -> str:
        name, number = point
        killed = place.copied(tmp_path / f"{name}-{number}")
        inject = ("-f", "-qq", "-e", f"trace={name}", "-e", f"inject={name}:signal=SIGKILL:when={number}")
        ended = killed.rekey(strace, *inject, "-o", os.devnull)
        assert ended.returncode in (KILLED_BY_SIGKILL, 128 - KILLED_BY_SIGKILL), f"{point}: {ended.returncode}"
        counts = hold_after(killed, before, words)
        shutil.rmtree(killed.folder)
        return counts

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        counted = list(pool.map(kill, everywhere))

    old, new = (counted.count(which) for which in ("old", "new"))
    print(f"\nKilled at {len(counted)} points: the old key counts after {old} of them, the new one after {new}.")
    assert set(counted) == {"old", "new"}
