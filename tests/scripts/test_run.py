"""`scripts/run.py`: what it passes on, and that an old Python gets a line instead of a stack."""

import ast
import subprocess
import sys
from pathlib import Path

import click
import pytest

import environment
import frontend
import run
from environment import ROOT
from msp_dialogue.cli import commands

SCRIPTS = ROOT / "scripts"
ENTRIES = ["run.py", "test.py"]
OLD = "import runpy, sys; sys.version_info = (3, 8, 10, 'final', 0); runpy.run_path(sys.argv[1], run_name='__main__')"


def serve() -> click.Command:
    command = commands.get_command(click.Context(commands), "serve")
    assert command is not None
    return command


def test_it_takes_exactly_the_options_of_serve_beside_its_own() -> None:
    known = {option for action in run.options()._actions for option in action.option_strings}

    assert known - {"-h", "--help", run.ONLY} == {option for parameter in serve().params for option in parameter.opts}


def test_only_what_was_given_is_passed_on(tmp_path: Path) -> None:
    assert run.passed_on(run.options().parse_args([]), tmp_path) == []
    assert run.passed_on(run.options().parse_args([run.ONLY, "--demo", "--port", "8010"]), tmp_path) == [
        "--demo",
        "--port",
        "8010",
    ]


def test_paths_are_meant_from_the_folder_of_the_person_who_types(tmp_path: Path) -> None:
    absolute = str(tmp_path / "elsewhere")
    given = run.options().parse_args(["--data", "mine", "--key", absolute, "--certificate-key", "tls.key"])

    passed = run.passed_on(given, tmp_path)

    assert passed == [
        "--data",
        str(tmp_path / "mine"),
        "--key",
        absolute,
        "--certificate-key",
        str(tmp_path / "tls.key"),
    ]


def test_setting_up_leaves_the_modules_compiled_for_a_service_that_may_not_write_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "msp_dialogue").mkdir()
    (tmp_path / "msp_dialogue" / "one.py").write_text("")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment.OWN, "prepare", lambda _lists: None)
    monkeypatch.setattr(frontend, "fetch", lambda: None)
    monkeypatch.setattr(sys, "argv", ["run.py", run.ONLY])

    assert run.main() == 0
    assert [file.name.partition(".")[0] for file in tmp_path.rglob("*.pyc")] == ["one"]


@pytest.mark.parametrize("entry", ENTRIES)
def test_python_3_6_can_read_it_as_far_as_the_check(entry: str) -> None:
    ast.parse((SCRIPTS / entry).read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_old_python_gets_one_line_and_nothing_is_made(entry: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", OLD, str(SCRIPTS / entry)], capture_output=True, text=True, check=False
    )

    assert told.returncode != 0
    assert told.stderr == "MSP Dialogue needs Python 3.11 or newer; this is Python 3.8.\n"
    assert told.stdout == ""


@pytest.mark.parametrize("entry", ENTRIES)
def test_help_is_there_before_anything_is_installed(entry: str) -> None:
    told = subprocess.run(
        [sys.executable, "-S", str(SCRIPTS / entry), "--help"], capture_output=True, text=True, check=False
    )

    assert told.returncode == 0
    assert told.stdout.startswith("usage:")
