"""The commands: one file each, the same under both names, and a problem one can mend is one line."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from msp_dialogue.cli import commands
from msp_dialogue.settings import ROOT


def names() -> list[str]:
    return commands.list_commands(click.Context(commands))


def started(*command: str, data: Path) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "MSP_DATA": str(data / "data"), "MSP_KEY_FILE": str(data / "key")}
    python = [sys.executable, *command]
    return subprocess.run(python, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", names())
def test_every_command_says_in_a_sentence_what_it_does(name: str) -> None:
    told = CliRunner().invoke(commands, [name, "--help"])
    command = commands.get_command(click.Context(commands), name)

    assert told.exit_code == 0
    assert command is not None
    assert command.get_short_help_str(limit=200).endswith(".")


def test_flask_offers_the_same_commands_even_before_there_is_a_database(tmp_path: Path) -> None:
    told = started("-m", "flask", "--app", "app", "--help", data=tmp_path)

    assert told.returncode == 0, told.stderr
    assert "Traceback" not in told.stdout + told.stderr
    for name in names():
        assert f"  {name} " in told.stdout


def test_a_server_is_given_no_application_without_its_database(tmp_path: Path) -> None:
    told = started("-c", "import app", data=tmp_path)

    assert told.returncode != 0
    assert "MissingKey" in told.stderr or "MissingDatabase" in told.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["serve", "--port", "eight"], "from 1 to 65535"),
        (["serve", "--host", "192.0.2.7"], "Without https"),
        (["serve", "--certificate", "c.pem"], "go together"),
    ],
)
def test_a_problem_one_can_mend_is_one_line_and_not_a_success(arguments: list[str], words: str) -> None:
    told = CliRunner().invoke(commands, arguments)

    assert told.exit_code == 1
    assert words in told.stderr
    assert told.stderr.count("\n") == 1


def test_a_command_that_is_not_there_is_refused() -> None:
    assert CliRunner().invoke(commands, ["no-such-command"]).exit_code == 2


def test_what_commands_share_is_not_offered_as_a_command() -> None:
    assert not any(name.startswith(("_", "-")) for name in names())
    assert "serve" in names()
