"""The same interviews under several servers, turn and turn about: granian, also with other threads, and two others."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmark import figures, interview, server
from benchmark.load import crowd
from benchmark.server import SERVE
from benchmark.timed import where_and_when

OTHERS = ("gunicorn==23.0.0", "waitress==3.0.2")
"""Packages that the service does not need: they are put into a folder that goes when the run is over."""
CROWDS = {1: 6, 8: 2, 32: 1}
"""Clients, and the interviews of each."""


def run(given: argparse.Namespace, _folder: Path) -> dict[str, Any]:
    """Measure each server, print a line for each crowd, and give all."""
    found: dict[str, Any] = {"data": "synthetic", **where_and_when(), "servers": {}}
    print(f"{'server':<24} {'clients':>7} {'p50 ms':>8} {'p99 ms':>8} {'a second':>9} {'MB':>7}")
    with tempfile.TemporaryDirectory() as passing:
        packages = Path(passing, "packages")
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(packages), *OTHERS]
        subprocess.run(install, check=True)  # noqa: S603 - our own command
        other = [sys.executable, "-m", "benchmark.other"]
        commands = {
            "granian, as configured": [*SERVE],
            "granian, 1 works": [*other, "granian-1", str(packages)],
            "granian, 4 work": [*other, "granian-4", str(packages)],
            "granian, 16 work": [*other, "granian-16", str(packages)],
            "gunicorn gthread 2 x 4": [*other, "gunicorn", str(packages)],
            "waitress 4 threads": [*other, "waitress", str(packages)],
        }
        for number, (name, command) in enumerate(commands.items()):
            folder = Path(passing, str(number))
            figures.made(folder, 5, 1)
            found["servers"][name] = _measured(name, command, folder, short=given.short)
    return found


def _measured(name: str, command: list[str], folder: Path, *, short: bool) -> list[dict[str, float | None]]:
    where = ["--data", str(folder / "data"), "--key", str(folder / "key")]
    told = []
    with server.started([*command, *where]) as running:
        for _ in range(2):  # every process of the server has loaded what it needs
            at = interview.seat(running.port, 0)
            list(interview.hold(at.browser, interview.begin(at)))
            at.browser.close()
        for clients, each in ({2: 1} if short else CROWDS).items():
            made = {**crowd(running.port, clients, each).figures, "memory": running.memory()}
            shown = [made[key] for key in ("clients", "p50", "p99", "a_second", "memory")]
            print(f"{name:<24} {shown[0]:>7} {shown[1]:>8} {shown[2]:>8} {shown[3]:>9} {shown[4]:>7}", flush=True)
            told.append(made)
    return told
