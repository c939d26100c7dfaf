"""What bandit finds in the service's own code and nobody has judged: `python scripts/findings.py`.

A finding is judged where ruff's rule of the same number is excused on its lines: B608 by `# noqa: S608` and a reason.
Two lists of excuses would drift apart. Ends with code 1 when anything is left.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from environment import ROOT

LOOKED_AT = ("app.py", "msp_dialogue", "scripts")
EXCUSED = re.compile(r"#\s*noqa:\s*([A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*)")
IMPORTS = frozenset({"B404", "B405", "B406"})
"""To import a module is no fault: each use of it is looked at by rules of its own."""
NO_PASSWORD = "Possible hardcoded password: ''"  # noqa: S105 - nothing is no secret, which ruff's rule knows


def found() -> list[Mapping[str, Any]]:
    """Everything that bandit reports."""
    command = [sys.executable, "-m", "bandit", "--quiet", "--recursive", "--format", "json", *LOOKED_AT]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    if done.returncode not in (0, 1) or not done.stdout:
        sys.exit(f"bandit did not run: {done.stderr.strip()}")
    told: Mapping[str, list[Mapping[str, Any]]] = json.loads(done.stdout)
    if told["errors"]:
        sys.exit(f"bandit could not read everything: {told['errors']}")
    return told["results"]


def unjudged(findings: Iterable[Mapping[str, Any]], folder: Path = ROOT) -> list[str]:
    """One line for each finding without an excuse, as an editor understands it."""
    return [
        f"{each['filename']}:{each['line_number']}: {each['test_id']} {each['issue_text']}"
        for each in findings
        if each["test_id"] not in IMPORTS and each["issue_text"] != NO_PASSWORD and not _is_excused(each, folder)
    ]


def _is_excused(finding: Mapping[str, Any], folder: Path) -> bool:
    number, file = finding["test_id"].removeprefix("B"), Path(finding["filename"])
    if number == "101":
        return file.parts[0] == "scripts"  # as pyproject.toml says; nowhere else
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    span = [lines[line - 1] for line in finding["line_range"]]
    return any(f"S{number}" in re.split(r"\s*,\s*", codes) for line in span for codes in EXCUSED.findall(line))


def main() -> int:
    """Tell every finding that is left."""
    left = unjudged(found())
    for line in left:
        print(line)
    print(f"{len(left)} findings are left to be judged." if left else "Nothing that was not judged.")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
