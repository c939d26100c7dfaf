"""docs/security.md under test: every id of the checklist has a row, and every test that it names carries that id."""

import ast
import re
from functools import cache
from typing import NamedTuple

import pytest

from msp_dialogue.settings import ROOT

TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
HOW_MANY = {"A": 13, "S": 8, "Z": 10, "H": 18, "I": 5, "O": 8, "C": 3, "L": 3, "G": 7, "K": 5}
"""How many there are of each group."""
IDS = [f"{group}-{number:02}" for group, most in HOW_MANY.items() for number in range(1, most + 1)]
STATES = {"met", "in part", "not met"}
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
ID = re.compile(r"\b[A-Z]-\d\d\b")


class Line(NamedTuple):
    """A line of the checklist."""

    id: str
    asked: str
    state: str
    held_by: str
    missing: str


LINES = [
    Line(*(cell.strip() for cell in row.strip("|").split("|")))
    for row in TEXT.splitlines()
    if re.match(r"\| [A-Z]-\d\d \|", row)
]


@cache
def tagged(path: str) -> dict[str, frozenset[str]]:
    """The ids that a module and each of its tests carry; the module stands under the empty name."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    own = ast.get_docstring(tree) or ""
    inside = {each.name: ast.get_docstring(each) or "" for each in tree.body if isinstance(each, ast.FunctionDef)}
    whole = " ".join([own, *inside.values()])
    return {"": frozenset(ID.findall(whole))} | {
        name: frozenset(ID.findall(f"{own} {said}")) for name, said in inside.items()
    }


def test_every_id_of_the_checklist_has_its_row_in_order() -> None:
    assert [line.id for line in LINES] == IDS


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.id)
def test_every_test_that_is_named_is_there_and_carries_the_id(line: Line) -> None:
    named = TEST.findall(line.held_by)

    assert line.asked
    assert len(named) == line.held_by.count(".py")
    for path, function in named:
        assert (ROOT / path).is_file(), path
        assert line.id in tagged(path).get(function, frozenset()), f"{path}::{function}"


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.id)
def test_what_is_met_names_a_test_and_what_is_not_says_what_is_missing(line: Line) -> None:
    assert line.state in STATES
    assert TEST.search(line.held_by) if line.state == "met" else line.missing


def test_every_document_that_is_linked_is_there() -> None:
    links = set(re.findall(r"\]\(([\w-]+\.md)\)", TEXT))

    assert links
    assert {link for link in links if not (ROOT / "docs" / link).is_file()} == set()
