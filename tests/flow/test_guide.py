"""The guide to flows is under test: whatever the loader knows stands in it, and its example is a flow that works."""

import re
from pathlib import Path

import click
import pytest

from msp_dialogue.cli import commands
from msp_dialogue.flow.check import Proof, check
from msp_dialogue.flow.condition_reader import CONDITION_KEYS
from msp_dialogue.flow.load import (
    FLOW_KEYS,
    OPTION_KEYS,
    QUESTION_KEYS,
    ROUTE_KEYS,
    SECTION_KEYS,
    load_flow,
    parse_flow,
)
from msp_dialogue.flow.model import ENDINGS, NEXT_ITEM, Kind, Part, Stage
from msp_dialogue.flow.plain import HARD, MOST_WORDS, OLDEST
from msp_dialogue.flow.shape import TAKEN_IDS, TAKEN_OPTION_IDS
from msp_dialogue.flow.version import Change
from msp_dialogue.flow.voice import NonAnswer, Voice
from msp_dialogue.flow.wording_reader import VOICE_KEYS
from msp_dialogue.record.library import FLOW_FILES, OWN_FLOWS
from msp_dialogue.record.meaning import MEANINGS, Meaning
from msp_dialogue.settings import ROOT

GUIDE = (ROOT / "docs" / "flows.md").read_text(encoding="utf-8")


def part(heading: str) -> str:
    """The text under a heading, up to the next."""
    return re.split(r"^#+ ", GUIDE.split(f" {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def rows(heading: str) -> set[str]:
    """What the tables under a heading are about: the words in their first column."""
    first = re.findall(r"^\| ([^|]+) \|", part(heading), re.MULTILINE)
    return {word for cell in first for word in re.findall(r"`([a-z_]+)`", cell)}


@pytest.mark.parametrize(
    ("heading", "known"),
    [
        ("The flow", set(FLOW_KEYS)),
        ("A section", set(SECTION_KEYS)),
        ("A question", set(QUESTION_KEYS)),
        ("Options", set(OPTION_KEYS)),
        ("Kinds", set(map(str, Kind))),
        ("What answers mean", {"records", *map(str, Meaning)}),
    ],
)
def test_every_key_kind_and_meaning_has_its_row_and_no_row_is_about_nothing(heading: str, known: set[str]) -> None:
    assert rows(heading) == known


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Routes", [*CONDITION_KEYS, *ROUTE_KEYS, *ENDINGS, NEXT_ITEM, *NonAnswer]),
        ("Routes", [voice for voice in Voice if voice is not Voice.WORKER]),
        ("Words", ["{person}", "{worker}", "{outcome}", *VOICE_KEYS, str(MOST_WORDS), str(OLDEST)]),
        ("The flow", [*Stage, *TAKEN_IDS]),
        ("A section", [*Part, "outcome"]),
        ("Options", sorted(TAKEN_OPTION_IDS)),
        ("Versions", list(Change)),
    ],
)
def test_every_word_of_the_language_is_explained(heading: str, words: list[str]) -> None:
    assert [word for word in words if str(word) not in part(heading)] == []


def test_the_hard_words_that_are_named_are_warned_of() -> None:
    named = re.findall(r'"(\w+)"', part("Words"))

    assert named
    assert set(named) <= set(HARD)


@pytest.fixture
def example() -> Proof:
    text = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)[0]
    return check(parse_flow(text, file="flows.md", folder=Path()), meanings=MEANINGS)


def test_the_example_is_a_sound_flow(example: Proof) -> None:
    assert [str(problem) for problem in example.problems] == []
    assert [str(problem) for problem in example.warnings] == []


@pytest.mark.parametrize("name", FLOW_FILES)
def test_the_numbers_told_of_our_flows_are_true(name: str) -> None:
    proof = check(load_flow(OWN_FLOWS / name))

    row = f"| {proof.flow.id} | {len(proof.flow.questions)} | {proof.states} | {proof.longest} |"
    assert row in part("The proof")


def test_the_commands_told_are_there() -> None:
    told = set(re.findall(r"python -m msp_dialogue ([a-z-]+)", GUIDE))

    assert told == {"check-flows", "draw-flow"}
    assert told <= set(commands.list_commands(click.Context(commands)))
