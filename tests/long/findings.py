"""What a scanner or a mutation run found, and the list of what was looked into before: the rest fails the run."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_EXPLAINED = re.compile(r"^- `(?P<what>.+)`$")


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that was found: `what` is the same each time it is found, `detail` helps to look into it."""

    what: str
    detail: str = ""


def explained(document: Path) -> dict[str, str]:
    """What a document explains: each line of the form "- `what`", and the indented lines below it."""
    reasons: dict[str, str] = {}
    what = None
    for line in document.read_text(encoding="utf-8").splitlines():
        found = _EXPLAINED.match(line)
        if found:
            what = found["what"]
            reasons[what] = ""
        elif what is not None and line.startswith("  "):
            reasons[what] = f"{reasons[what]} {line.strip()}".strip()
        elif line.strip():
            what = None
    return reasons


def verdict(found: Iterable[Finding], document: Path, *, among: tuple[str, ...] = ("",)) -> list[str]:
    """Each line that keeps the run from passing: what is not explained, explained by nothing, or found no more.

    `among` are the beginnings of all that was looked for, where that was not everything.
    """
    found = set(found)
    reasons = {what: reason for what, reason in explained(document).items() if what.startswith(among)}
    known = {each.what for each in found}
    unexplained = sorted(each for each in found if not reasons.get(each.what))
    return [
        *(f"not explained: {each.what} {each.detail}".rstrip() for each in unexplained),
        *(f"explained, but not found any more: {what}" for what in sorted(reasons.keys() - known)),
    ]
