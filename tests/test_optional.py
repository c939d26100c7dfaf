"""Optional tools: tried, not looked for, and never needed to start."""

import subprocess
import sys
from pathlib import Path

import pytest

from msp_dialogue import optional
from msp_dialogue.optional import BRAILLE, PDF, SPEECH, STYLES, TOOLS, Tool
from msp_dialogue.settings import ROOT
from tests.needing import need

WITHOUT_PANGO = """
import cffi
def missing(*_arguments, **_more): raise OSError("cannot load library 'libpango-1.0-0'")
cffi.FFI.dlopen = missing
"""


def told_by(source: str) -> str:
    """What a fresh Python prints."""
    done = subprocess.run([sys.executable, "-c", source], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_every_tool_says_what_it_is_for_and_how_to_install_it(tool: Tool) -> None:
    assert tool.purpose
    assert tool.install
    assert all(tool.install.values())


@pytest.mark.parametrize("tool", [SPEECH, BRAILLE], ids=lambda tool: tool.name)
@pytest.mark.skipif(sys.platform == "win32", reason="there a program is no file without an ending")
@pytest.mark.parametrize("does", ["exit 0", "echo something else", "exit 1"])
def test_a_program_that_is_there_and_does_not_do_its_work_does_not_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tool: Tool, does: str
) -> None:
    for name in ("espeak-ng", "lou_translate"):
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert not tool.tried().works


def test_without_its_files_govuk_frontend_does_not_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optional, "STATIC", tmp_path)
    (tmp_path / "govuk").mkdir()
    (tmp_path / "govuk" / "govuk-frontend.min.css").write_text("body {}", encoding="utf-8")
    (tmp_path / "govuk" / "govuk-frontend.min.js").touch()

    assert STYLES.tried().told == "not fetched yet: govuk-frontend.min.js"


def test_without_pango_there_is_no_pdf_and_that_is_all() -> None:
    asked = "from msp_dialogue.optional import PDF; tried = PDF.tried(); print(tried.works, tried.told)"

    assert told_by(WITHOUT_PANGO + asked).startswith("False WeasyPrint cannot be loaded: cannot load library")


def test_the_service_and_its_commands_start_without_loading_any_of_it() -> None:
    asked = "import msp_dialogue.web, msp_dialogue.cli, sys; print(sorted({'weasyprint', 'docx'} & set(sys.modules)))"

    assert told_by(asked) == "[]"


def test_a_tool_is_tried_once_in_the_life_of_the_process() -> None:
    results = iter(["the first trial"])
    counted = Tool("Counted", "this test", lambda: next(results), {"Everywhere": "nothing"})

    assert [optional.works(counted), optional.works(counted)] == [True, True]


@pytest.mark.parametrize(
    ("tool", "told"),
    [
        pytest.param(PDF, "WeasyPrint ", marks=pytest.mark.pdf),
        pytest.param(SPEECH, "eSpeak NG", marks=pytest.mark.voice),
        pytest.param(BRAILLE, "lou_translate", marks=pytest.mark.braille),
    ],
)
def test_a_tool_that_works_tells_its_version(tool: Tool, told: str) -> None:
    need(tool)

    assert tool.tried().told.startswith(told)
