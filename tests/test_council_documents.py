"""docs/hazard-log.md and docs/dpia-starter.md under test: what they name is there, and the council's columns are empty.

Whether a test proves what is said beside it is for people to judge; that it exists is not.
"""

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from msp_dialogue.settings import ROOT

DOCS = ROOT / "docs"
NAMES = ("dpia-starter.md", "hazard-log.md")
TEXTS = {name: (DOCS / name).read_text(encoding="utf-8") for name in NAMES}
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
LINK = re.compile(r"\]\(([\w-]+\.md)(?:#([\w-]+))?\)")
FIELDS = ("Cause", "Effect", "Controls", "What remains")
COUNCILS = "Severity before", "Likelihood before", "Risk before", "Severity after", "Likelihood after", "Risk after"
DPIA_COLUMNS = ("Id", "Risk", "What the service does", "What it does not do")
DPIA_COUNCILS = ("Likelihood", "Severity", "Decision", "Owner")


class Hazard(NamedTuple):
    """A section of the hazard log."""

    id: str
    name: str
    text: str

    def field(self, name: str) -> str:
        """What stands under one of the bold words, to the next of them or the council's table."""
        found = re.search(rf"^\*\*{name}\.\*\*(.*?)(?=^\*\*|^\||\Z)", self.text, re.DOTALL | re.MULTILINE)
        return found[1].strip() if found else ""


@cache
def functions(path: Path) -> frozenset[str]:
    """The functions that a module defines, not inside of anything."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def rows_after(header: tuple[str, ...], text: str) -> list[tuple[str, ...]]:
    """The rows of the table with these columns."""
    lines = iter(text.splitlines())
    head = f"| {' | '.join(header)} |"
    rows = []
    for line in lines:
        if line == head:
            assert set(next(lines)) == set("| -")
            while (row := next(lines, "")).startswith("|"):
                rows.append(tuple(cell.strip() for cell in row.removeprefix("|").removesuffix("|").split("|")))
    return rows


def headings(path: Path) -> set[str]:
    """The places in a document that a link can lead to."""
    found = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in found}


HAZARD = re.compile(r"^### (HZ-\d+): (.+?)\n(.*?)(?=^### |\Z)", re.DOTALL | re.MULTILINE)
HAZARDS = tuple(Hazard(*found) for found in HAZARD.findall(TEXTS["hazard-log.md"]))
RISKS = rows_after((*DPIA_COLUMNS, *DPIA_COUNCILS), TEXTS["dpia-starter.md"])


@pytest.mark.parametrize("name", NAMES)
def test_every_test_that_is_named_exists(name: str) -> None:
    named = TEST.findall(TEXTS[name])

    assert len(named) == TEXTS[name].count(".py"), "every test is named between backticks, with its whole path"
    missing = [
        f"{path}::{function}"
        for path, function in named
        if not (ROOT / path).is_file() or (function and function not in functions(ROOT / path))
    ]
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_to_a_document_and_to_a_place_in_it(name: str) -> None:
    links = LINK.findall(TEXTS[name])

    assert len(links) == TEXTS[name].count("](")
    assert [to for to, _ in links if not (DOCS / to).is_file()] == []
    assert [(to, place) for to, place in links if place and place not in headings(DOCS / to)] == []


def test_hazards_are_numbered_in_unbroken_order_and_no_two_have_one_name() -> None:
    assert [each.id for each in HAZARDS] == [f"HZ-{number:02}" for number in range(1, len(HAZARDS) + 1)]
    assert len(HAZARDS) == TEXTS["hazard-log.md"].count("\n### ") >= 14
    assert len({each.name for each in HAZARDS}) == len(HAZARDS)


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard.id)
def test_a_hazard_has_a_cause_an_effect_controls_with_their_tests_and_what_remains(hazard: Hazard) -> None:
    controls = re.split(r"^- ", hazard.field("Controls"), flags=re.MULTILINE)[1:]

    assert [name for name in FIELDS if len(hazard.field(name)) < len("Nobody comes")] == []
    assert controls
    assert [control for control in controls if not TEST.search(control)] == []


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard.id)
def test_a_hazard_is_scored_by_nobody_but_the_councils_safety_officer(hazard: Hazard) -> None:
    assert rows_after((*COUNCILS, "Owner", "Status"), hazard.text) == [("", "", "", "", "", "", "", "Open")]


def test_risks_are_numbered_in_unbroken_order_and_stand_in_the_one_table() -> None:
    assert [row[0] for row in RISKS] == [f"DR-{number:02}" for number in range(1, len(RISKS) + 1)]
    assert len(RISKS) == TEXTS["dpia-starter.md"].count("\n| DR-") >= 10


@pytest.mark.parametrize("row", RISKS, ids=lambda row: row[0])
def test_a_risk_says_what_is_and_what_is_not_done_and_leaves_the_councils_columns_blank(row: tuple[str, ...]) -> None:
    assert len(row) == len(DPIA_COLUMNS) + len(DPIA_COUNCILS)
    assert all(row[: len(DPIA_COLUMNS)])
    assert TEST.search(row[DPIA_COLUMNS.index("What the service does")])
    assert not any(row[len(DPIA_COLUMNS) :])
