"""What holds the long run to its lists: a finding passes only with a reason, and a reason only with its finding."""

from pathlib import Path

import pytest

from msp_dialogue.settings import ROOT
from tests.long.findings import Finding, explained, verdict

DOCUMENT = """# List

Words before.

- `one thing at GET /`
  Looked into; the reason
  goes on here.
- `another`

Words after it.
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "list.md"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


def test_a_finding_is_explained_by_the_lines_below_it(document: Path) -> None:
    assert explained(document) == {
        "one thing at GET /": "Looked into; the reason goes on here.",
        "another": "",
    }


def test_a_finding_without_a_reason_or_that_is_not_listed_fails_the_run(document: Path) -> None:
    found = [Finding("one thing at GET /", "seen"), Finding("another"), Finding("third", "(why)")]

    assert verdict(found, document) == ["not explained: another", "not explained: third (why)"]


def test_a_reason_for_what_is_found_no_more_fails_the_run(document: Path) -> None:
    assert "explained, but not found any more: one thing at GET /" in verdict([], document)


def test_where_only_a_part_was_looked_for_only_its_reasons_are_missed(document: Path) -> None:
    assert verdict([Finding("another", "x")], document, among=("an",)) == ["not explained: another x"]


@pytest.mark.parametrize("name", ["findings.md", "survivors.md"])
def test_our_own_lists_give_a_reason_for_everything(name: str) -> None:
    reasons = explained(ROOT / "tests" / "long" / name)

    assert all(reasons.values())
