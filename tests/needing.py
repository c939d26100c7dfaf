"""What some tests need and a machine may lack: without it they are skipped, and say what was missing."""

import shutil

import pytest

from msp_dialogue.optional import Tool, works


def need(tool: Tool) -> None:
    """Go on only where this optional tool works."""
    if not works(tool):
        pytest.skip(f"{tool.name} does not work here: {tool.tried().told}")


def program(name: str) -> str:
    """The path of a program that a test looks at the results with."""
    return shutil.which(name) or pytest.skip(f"the program {name} is not on this machine")
