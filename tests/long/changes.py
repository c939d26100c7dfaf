"""Whether the tests notice it when what decides who may do what is changed: `python -m tests.long.changes FOLDER`.

Each change of mutator.py is made in a fresh copy of the project, where the tests that matter for its module must fail.
A change that they do not notice must be explained in survivors.md beside this file, or the run fails.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from pathlib import Path

from msp_dialogue.accounts import Role
from msp_dialogue.accounts.links import Purpose
from msp_dialogue.accounts.permission import Action
from msp_dialogue.accounts.sessions import Kind
from msp_dialogue.settings import ROOT
from tests.long.findings import Finding, verdict
from tests.long.mutator import Change, changes

TESTS: dict[str, tuple[str, ...]] = {
    "accounts/permission": ("accounts/test_permission.py", "accounts/test_permission_rows.py"),
    "accounts/sessions": (
        *("accounts/test_lives.py", "accounts/test_sessions.py", "accounts/test_screens.py"),
        *("accounts/test_sessions_of_a_team.py", "accounts/test_own_sessions.py"),
    ),
    "accounts/links": ("accounts/test_links.py",),
    "web/tokens": ("web/test_tokens.py",),
    "web/access": (
        *("web/test_pages_ask.py", "web/test_access.py", "web/test_matrix.py", "web/test_protection.py"),
        *("web/test_screen.py", "web/test_single_sign_on.py", "web/test_single_sign_on_take_back.py"),
        *("web/test_limits.py", "web/test_seen.py", "web/test_signed_in.py", "web/test_headers.py"),
    ),
    "web/permits": ("web/test_pages_ask.py", "web/test_access.py", "web/test_matrix.py", "web/test_lost_meanwhile.py"),
}
"""The modules that are changed, and the tests that must notice it, the fastest first."""

ENUMERATIONS: tuple[type[Enum], ...] = (Action, Role, Kind, Purpose)
COPIED = ("app.py", "msp_dialogue", "templates", "tests", "docs", "scripts", "pyproject.toml", "requirements.txt")
SECONDS = 300  # for the tests of one change; those that hang have noticed it


def source_of(name: str) -> str:
    """A module as it is."""
    return (ROOT / "msp_dialogue" / f"{name}.py").read_text(encoding="utf-8")


def noticed(name: str, source: str, folder: Path) -> bool:
    """Whether the tests of this module fail when it has this source, in a fresh copy of the project."""
    folder.mkdir(parents=True)
    for each in COPIED:
        if (ROOT / each).is_dir():
            shutil.copytree(ROOT / each, folder / each)
        else:
            shutil.copyfile(ROOT / each, folder / each)
    changed = folder / "msp_dialogue" / f"{name}.py"
    changed.write_text(source, encoding="utf-8")
    for compiled in changed.parent.glob(f"__pycache__/{changed.stem}.*"):
        compiled.unlink()
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    command += [f"tests/{test}" for test in TESTS[name]]
    environ = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # for speed
    try:
        ended = subprocess.run(command, cwd=folder, env=environ, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return True
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return ended.returncode != 0


def main() -> int:
    """Make each change, and hold those that were not noticed against those that were explained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path)
    parser.add_argument("--module", action="append", choices=TESTS, help="only this one; may be given more than once")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    given = parser.parse_args()
    names = given.module or list(TESTS)
    for name in names:
        if noticed(name, source_of(name), given.results / "unchanged"):
            print(f"The tests of {name} fail already, with nothing changed.")
            return 1
    members = {each.__name__: list(each.__members__) for each in ENUMERATIONS}
    made = [(name, change) for name in names for change in changes(name, source_of(name), members)]

    def unnoticed(numbered: tuple[int, tuple[str, Change]]) -> Finding | None:
        number, (name, change) = numbered
        if noticed(name, change.source, given.results / str(number)):
            return None
        print(f"not noticed: {change.what}", flush=True)
        return Finding(change.what)

    with ThreadPoolExecutor(given.processes) as pool:
        found = [each for each in pool.map(unnoticed, enumerate(made)) if each]
    for name, count in Counter(name for name, _change in made).items():
        kept = sum(each.what.startswith(name) for each in found)
        print(f"{name}: {count} changes, {count - kept} noticed, {kept} not.")
    problems = verdict(found, Path(__file__).with_name("survivors.md"), among=tuple(names))
    print("\n".join(problems) or "Every change was noticed by a test or is explained.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
