"""The steps of the long run, `python3 scripts/test.py --long`: what it needs, and where its results lie; runs nothing.

It is no part of the checks, since it takes hours and a machine that does little else.
"""

from __future__ import annotations

import os
import shutil

import environment
import tools
from environment import OWN, ROOT, SCANNERS

RESULTS = ROOT / "var" / "long"


def commands() -> tuple[dict[str, list[str]], list[str]]:
    """Each step and its command, and what is left out; the environments are made first, and older results go."""
    OWN.prepare(environment.REQUIREMENTS, environment.TEST_REQUIREMENTS)
    SCANNERS.prepare(environment.SCANNERS_REQUIREMENTS)
    if RESULTS.exists():
        shutil.rmtree(RESULTS)
    RESULTS.mkdir(parents=True)
    python = str(OWN.python)
    pytest = [python, "-m", "pytest", "-q", "-s"]
    steps = {
        "Timing": [*pytest, "tests/long/timing.py"],
        "Rekey": [*pytest, "tests/long/rekey_killed_everywhere.py"],
        "Changes": [python, "-m", "tests.long.changes", str(RESULTS / "changes")],
        "Scanners": [
            python,
            "-m",
            "tests.long.scanners",
            str(RESULTS / "scanners"),
            "--programs",
            str(SCANNERS.scripts),
        ],
    }
    strace = tools.obtain(tools.STRACE)
    if strace is None:
        del steps["Rekey"]
        return steps, [f"Rekey: {tools.STRACE.name} is not here (package {tools.STRACE.package})"]
    os.environ[tools.STRACE.variable] = strace
    return steps, []
