"""Tiny flows for tests: written in the test itself, with `# here` on the line that a fault must name."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent

import pytest

from msp_dialogue.flow.check import check
from msp_dialogue.flow.load import parse_flow
from msp_dialogue.flow.model import Flow
from msp_dialogue.flow.yaml_reader import FlowProblems, Problem

HEAD = """\
flow: tiny
stage: middle
title: Tiny
given: [plan_b]
sections:
"""


def whole(text: str, part: str) -> str:
    """A whole flow from the text of its questions, or from its sections; a text with `flow:` is whole already."""
    text = dedent(text)
    if text.startswith("- id:") and "questions:" in text:
        return HEAD + text
    if text.startswith("- "):
        section = f"- id: first\n  part: {part}\n  title: First\n  questions:\n"
        return HEAD + section + indent(text, "  ")
    return text


def found(text: str, folder: Path) -> tuple[Problem, ...]:
    """Every problem of a flow, whether it is seen on reading or on proving."""
    try:
        return check(parse_flow(text, file="tiny.yaml", folder=folder)).problems
    except FlowProblems as error:
        return error.problems


@pytest.fixture
def flow(tmp_path: Path) -> Callable[..., Flow]:
    """Gives the flow that a text says."""
    return lambda text, part="worker", languages=(): parse_flow(
        whole(text, part), file="tiny.yaml", folder=tmp_path, languages=languages
    )


@pytest.fixture
def problems(tmp_path: Path) -> Callable[..., tuple[Problem, ...]]:
    """Gives every problem of the flow that a text says."""
    return lambda text, part="worker": found(whole(text, part), tmp_path)


@pytest.fixture
def refused(tmp_path: Path) -> Callable[..., None]:
    """Asserts that a flow is refused for one thing only, at the line marked `# here`, and that the remedy is told."""

    def refuse(text: str, what: str, fix: str, part: str = "worker") -> None:
        text = whole(text, part)
        problems = found(text, tmp_path)

        assert [str(problem.what) for problem in problems] == [what]
        assert fix in problems[0].fix
        assert problems[0].file == "tiny.yaml"
        assert "# here" in text.splitlines()[problems[0].line - 1], f"told of line {problems[0].line}"

    return refuse
