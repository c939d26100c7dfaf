"""The virtual environment in .venv/: made once, complete or not at all. Knows nothing of what the packages are for."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import sys
import sysconfig
from pathlib import Path

from progress import Outcome, SetUpProblem, follow

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements.txt"
TEST_REQUIREMENTS = ROOT / "tests" / "requirements.txt"
SCANNERS_REQUIREMENTS = ROOT / "tests" / "long" / "requirements.txt"


class Environment:
    """A folder with a Python of its own and exactly the packages that requirement lists name."""

    def __init__(self, folder: Path) -> None:
        """Look at `folder`; nothing is made yet."""
        windows = sys.platform == "win32"
        self.folder = folder
        self.scripts = folder / ("Scripts" if windows else "bin")
        self.python = self.scripts / ("python.exe" if windows else "python")
        self._complete = folder / "complete"  # the lists whose installation came to its end

    def prepare(self, *lists: Path) -> None:
        """Have every package of the requirement `lists` installed, the service's own list first.

        When that one changed, or Python did, or its installation was interrupted, everything starts afresh: the
        folder is always what a new copy of the project would get. Raises SetUpProblem, and leaves no half-made folder.
        """
        wanted = {_fingerprint(requirements): requirements for requirements in lists}
        complete = [mark for mark in wanted if mark in self._marks()]
        if len(complete) == len(wanted):
            return
        if next(iter(wanted)) in complete:
            self._mark(complete)
        else:
            self._make()
            complete = []
        for mark, requirements in wanted.items():
            if mark not in complete:
                self._install(requirements, keep=bool(complete))
                complete.append(mark)
                self._mark(complete)

    def _marks(self) -> list[str]:
        if not (self._complete.is_file() and self.python.exists()):
            return []
        return self._complete.read_text(encoding="utf-8").splitlines()

    def _mark(self, complete: list[str]) -> None:
        self._complete.write_text("\n".join(complete) + "\n", encoding="utf-8")

    def _make(self) -> None:
        try:
            if self.folder.exists():
                shutil.rmtree(self.folder)
        except OSError as problem:
            why = problem.strerror
            raise SetUpProblem(f"The old {self.folder} cannot be removed ({why}): remove it by hand.") from problem
        base: str = getattr(sys, "_base_executable", sys.executable)  # not the Python of the folder just removed
        try:
            made = follow(f"Making the virtual environment {_shown(self.folder)}", [base, "-m", "venv", self.folder])
            if made.code != 0:
                raise SetUpProblem(_why_not_made(made))
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def _install(self, requirements: Path, *, keep: bool) -> None:
        # The lists name everything (--no-deps), and no package runs code of its own while it is installed.
        options = ["--retries=2", "--progress-bar=off", "--no-deps", "--only-binary=:all:"]
        pip: list[str | Path] = [self.python, "-m", "pip", "--disable-pip-version-check", "--no-input"]
        try:
            done = follow(
                f"Installing the packages of {_shown(requirements)}",
                [*pip, "install", *options, "--requirement", requirements],
            )
            if done.code != 0:
                raise SetUpProblem(_why_not_installed(done, _shown(requirements)))
        except BaseException:
            if not keep:
                shutil.rmtree(self.folder, ignore_errors=True)
            raise


def _fingerprint(requirements: Path) -> str:
    made_for = f"{platform.python_version()} {sysconfig.get_platform()} {ROOT}"
    return hashlib.sha256(requirements.read_bytes() + made_for.encode()).hexdigest()


def _shown(path: Path) -> str:
    return os.path.relpath(path, ROOT) if path.is_relative_to(ROOT) else str(path)


def _why_not_made(made: Outcome) -> str:
    if any("ensurepip" in line for line in made.lines) and shutil.which("apt-get"):
        return "Python's venv module is missing: install the package python3-venv, then run the command again."
    return f"The virtual environment could not be made: {made.reason}"


def _why_not_installed(done: Outcome, requirements: str) -> str:
    if done.lacked_network:
        return (
            f"The packages of {requirements} could not be fetched: no connection to the package index."
            " Check the network and run the command again; nothing half-made was kept."
        )
    return f"The packages of {requirements} could not be installed: {done.reason}"


OWN = Environment(ROOT / ".venv")
SCANNERS = Environment(ROOT / ".venv-scanners")
"""For the long run's scanners alone: they ask for other versions of what the service has."""
