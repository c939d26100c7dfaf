"""The service as it is started for people, on a free port, and what its processes cost."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PATHS = os.pathsep.join([str(ROOT / "scripts"), str(ROOT)])
"""Where the processes of a benchmark find its modules and those of the service."""
SERVE = (sys.executable, "-m", "msp_dialogue", "serve", "--demo")
_PSS = re.compile(r"^Pss: +([0-9]+) kB", re.MULTILINE)


@dataclass(frozen=True)
class Running:
    """A server that listens: its first process, its port, and the seconds until it said so."""

    process: int
    port: int
    began: float

    def memory(self) -> float | None:
        """MB of memory of all its processes, what they share counted once (PSS); None where it cannot be told."""
        if not Path("/proc/self/smaps_rollup").exists():
            return None
        kilobytes = 0
        for each in _family(self.process):
            rolled_up = Path("/proc", str(each), "smaps_rollup").read_text(encoding="ascii")
            kilobytes += int(_PSS.findall(rolled_up)[0])
        return round(kilobytes / 1024, 1)


def _family(first: int) -> list[int]:
    """A process and all that it began."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        parents[int(stat.parent.name)] = int(told[1])
    family = [first]
    for each in family:
        family += [child for child, parent in parents.items() if parent == each]
    return family


@contextmanager
def started(command: Sequence[str], *, announced: str = "MSP Dialogue is at") -> Iterator[Running]:
    """A server of this command, with a free port behind it, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    unlike_people = ("MSP_", "PYTHONDONTWRITEBYTECODE")  # else each start would compile every module again
    environment = {name: value for name, value in os.environ.items() if not name.startswith(unlike_people)}
    environment["PYTHONPATH"] = PATHS
    began = time.monotonic()
    whole = [*command, "--port", str(port)]
    process = subprocess.Popen(  # noqa: S603 - our own command
        whole, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    with process:
        assert process.stdout is not None
        said: list[str] = []
        while not said or announced not in said[-1]:
            line = process.stdout.readline()
            if not line:
                raise RuntimeError(f"The server ended: {''.join(said)}")
            said.append(line)
        try:
            yield Running(process.pid, port, time.monotonic() - began)
        finally:
            _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    """As Ctrl-C does it, which reaches every process of a terminal; whatever stays is ended after a while."""
    try:
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)


def module(name: str, *arguments: str) -> subprocess.Popen[str]:
    """A module of the benchmark in a process of its own, with what it prints."""
    command = [sys.executable, "-m", f"benchmark.{name}", *arguments]
    environment = {**os.environ, "PYTHONPATH": PATHS}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603


@contextmanager
def service(folder: Path, *before: str) -> Iterator[Running]:
    """The service over the demonstration of a folder, which is made if there is none; `before` stands in front."""
    where = ("--data", str(folder / "data"), "--key", str(folder / "key"))
    with started([*before, *SERVE, *where]) as running:
        yield running
