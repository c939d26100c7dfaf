"""What many threads share: no memory is kept for each of them, and none keeps the interpreter for long."""

import subprocess
import sys

import pytest

from msp_dialogue.cli import _process

THREADS, SIZE = 16, 20 * 1024 * 1024
PROGRAM = f"""
import argon2, sys, threading
from msp_dialogue.cli import _process
if sys.argv[1] == "given back":
    _process.give_memory_back()
hasher = argon2.PasswordHasher(memory_cost={SIZE // 1024}, time_cost=1, parallelism=1)
done = threading.Barrier({THREADS})
def sign_in():
    for _ in range(3):
        hasher.hash("invented")
    done.wait()
threads = [threading.Thread(target=sign_in) for _ in range({THREADS})]
for each in threads:
    each.start()
for each in threads:
    each.join()
with open("/proc/self/statm") as told:
    print(int(told.read().split()[1]) * 4096)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps a pool for each thread")
def test_what_sign_ins_needed_is_given_back() -> None:
    def left(how: str) -> int:
        told = subprocess.run([sys.executable, "-c", PROGRAM, how], capture_output=True, text=True, check=True)
        return int(told.stdout)

    assert left("given back") < 4 * SIZE
    assert left("kept") > left("given back")


def test_a_thread_that_counts_all_the_time_lets_others_go_on_soon() -> None:
    before = sys.getswitchinterval()
    try:
        _process.take_turns()
        assert sys.getswitchinterval() == pytest.approx(_process.LONGEST_TURN)
    finally:
        sys.setswitchinterval(before)


def test_what_was_loaded_is_looked_through_once_and_never_again() -> None:
    program = (
        "import gc; from msp_dialogue.cli import _process\n"
        "with _process.loading_what_stays(): print(gc.isenabled())\n"
        "print(gc.isenabled(), gc.get_freeze_count())"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    while_loading, after, kept = told.stdout.split()
    assert (while_loading, after) == ("False", "True")
    assert int(kept) > 1000
