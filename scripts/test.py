"""Set up what the tests need and run every check: `python3 scripts/test.py [--fast|--long] [-- arguments for pytest]`.

Uses the standard library alone, and must stay readable to Python 3.6 as far as the check of the version below.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(f"MSP Dialogue needs Python 3.11 or newer; this is Python {sys.version_info[0]}.{sys.version_info[1]}.")

import argparse
import os
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import environment
import frontend
import long_run
import nu
import tools
from progress import in_one_line

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
ROOM = 2 * 1024**3
REPORT = "report.xml"


@dataclass(frozen=True)
class Step:
    name: str
    command: list[str]


@dataclass(frozen=True)
class Result:
    step: Step
    passed: bool
    seconds: float


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Set up what the tests need and run every check.")
    parser.add_argument("--fast", action="store_true", help="leave out the tests in a browser")
    parser.add_argument("--long", action="store_true", help="the long run instead: scanners, timing and more")
    parser.add_argument("pytest", nargs="*", metavar="-- ARGUMENT", help="arguments passed on to pytest")
    return parser


def quick(memory: Path = MEMORY) -> Path | None:
    """Where files of the tests cost least, in memory: on a disk each transaction of theirs waits until it is written.

    None, so wherever such files are kept usually, when there is no such place, it is small, or nothing can run from it.
    """
    if not memory.is_dir() or not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < ROOM:
        return None
    return None if os.statvfs(memory).f_flag & os.ST_NOEXEC else memory


def steps(pytest_arguments: list[str], folder: Path) -> list[Step]:
    python = str(environment.OWN.python)
    written = [f"--basetemp={folder / 'tests'}", f"--junitxml={folder / REPORT}"]
    return [
        Step("Lint", [python, "-m", "ruff", "check", "."]),
        Step("Layout", [python, "-m", "ruff", "format", "--check", "."]),
        Step("Security", [python, "scripts/findings.py"]),
        Step("Types", [python, "-m", "mypy"]),
        Step("Imports", [str(environment.OWN.scripts / "lint-imports")]),
        Step("Flows", [python, "-m", "msp_dialogue", "check-flows"]),
        Step(
            "Tests",
            [python, "-m", "pytest", "-n", "auto", "--dist", "loadgroup", *written, *pytest_arguments],
        ),
    ]


def obtain_tools(fast: bool) -> list[str]:
    """Tell the tests, through the environment, where their programs are; gives what could not be had."""
    left_out = []
    for tool in tools.NEEDED:
        if fast and tool is tools.CHROMIUM:
            left_out.append("the tests in a browser: --fast was given")
            continue
        path = tools.obtain(tool)
        if path is None:
            os.environ.pop(tool.variable, None)
            left_out.append(f"the tests marked {tool.marker}: {tool.name} is not here (package {tool.package})")
        else:
            os.environ[tool.variable] = path
    return left_out


def obtain_checker() -> list[str]:
    """The same for the Nu HTML checker, which is no program of its own."""
    jar = nu.obtain()
    if jar is None:
        os.environ.pop(nu.VARIABLE, None)
        return ["the tests marked nu: the Nu HTML checker could not be fetched (npm)"]
    os.environ[nu.VARIABLE] = str(jar)
    return []


def run(step: Step) -> Result:
    print(f"\n== {step.name}", flush=True)
    started = time.monotonic()
    code = subprocess.run(step.command, cwd=environment.ROOT, check=False).returncode  # noqa: S603 - our own commands
    return Result(step, code == 0, time.monotonic() - started)


def skipped(report: Path) -> list[str]:
    """Each reason for which pytest skipped a test, and how many; a test that is expected to fail is not skipped."""
    if not report.is_file():
        return []
    found = ElementTree.parse(report).iter("skipped")  # noqa: S314 - pytest wrote it
    reasons = Counter(one.get("message", "") for one in found if one.get("type") == "pytest.skip")
    return [f"{count} test{'s' if count > 1 else ''}: {reason}" for reason, count in sorted(reasons.items())]


def counted(report: Path) -> list[str]:
    """What tests count that is worth reading also when they pass."""
    if not report.is_file():
        return []
    found = ElementTree.parse(report).iter("property")  # noqa: S314 - pytest wrote it
    return [one.get("value", "") for one in found if one.get("name") == "counted"]


def summary(results: list[Result], left_out: list[str], counts: Sequence[str] = ()) -> str:
    lines = ["", "Step       Result   Time"]
    lines += [f"{one.step.name:<10} {'passed' if one.passed else 'FAILED':<7}{one.seconds:6.1f} s" for one in results]
    lines += ["", *counts] if counts else []
    lines += ["", *(f"Left out: {what}" for what in left_out)]
    return "\n".join(lines)


def verdict(results: list[Result], left_out: list[str], strict: bool) -> tuple[int, str]:
    """The exit code and the last line. `strict` (CI=true, or the long run): to leave anything out is to fail."""
    failed = [done.step.name for done in results if not done.passed]
    if failed:
        return 1, f"Failed: {', '.join(failed)}."
    if left_out and strict:
        return 1, "Failed: nothing may be left out."
    return 0, "Passed, but for what was left out." if left_out else "Passed."


def long_results() -> int:
    """The long run, step by step, to its end: a step that fails does not spare the others."""
    frontend.fetch()
    commands, left_out = long_run.commands()
    results = [run(Step(name, command)) for name, command in commands.items()]
    print(summary(results, left_out))
    print(f"The results are in {long_run.RESULTS}.")
    code, line = verdict(results, left_out, strict=True)
    print(line)
    return code


def main() -> int:
    given = options().parse_args()
    if given.long:
        return long_results()
    environment.OWN.prepare(environment.REQUIREMENTS, environment.TEST_REQUIREMENTS)
    without_styles = frontend.fetch()
    left_out = [without_styles] if without_styles else []
    left_out += obtain_tools(given.fast) + obtain_checker()
    if given.pytest:
        left_out.append(f"the tests that these arguments leave out: {' '.join(given.pytest)}")
    with tempfile.TemporaryDirectory(dir=quick()) as folder:
        report = Path(folder, REPORT)
        chosen = ["-m", "not browser", *given.pytest] if given.fast else given.pytest
        results = [run(step) for step in steps(chosen, report.parent)]
        left_out += skipped(report)
        counts = counted(report)
    print(summary(results, left_out, counts))
    code, line = verdict(results, left_out, strict=os.environ.get("CI") == "true")
    print(line)
    return code


if __name__ == "__main__":
    sys.exit(in_one_line(main))
