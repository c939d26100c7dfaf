"""`doctor`: what is on this machine, tried out, and how to install what is not; what a tool is, `optional` knows."""

import importlib.metadata
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from msp_dialogue.cli import _flow_files, _picture_files
from msp_dialogue.cli._problems import in_words
from msp_dialogue.database.driver import driver, refuse_affected
from msp_dialogue.flow.load import load_flow
from msp_dialogue.optional import TOOLS, Tried
from msp_dialogue.settings import ROOT, SettingProblem, Settings
from msp_dialogue.speech.recordings import NotARecording, Recordings, sound_of
from msp_dialogue.theme import read_theme

REQUIREMENTS = ROOT / "requirements.txt"
_PINNED = re.compile(r"([A-Za-z0-9._-]+)==([A-Za-z0-9._+-]+)(?:\s*;\s*sys_platform == \"(\w+)\")?")


@click.command()
def command() -> None:
    """Try everything the service needs or can use, and tell how to install what is missing.

    Nothing is written. Ends with code 1 only when something is broken that the service cannot do without.
    """
    broken = [f"{name}: {wrong}" for name, wrong in _required()]
    click.echo("Needed")
    for line in broken or ["packages, SQLite, settings, flows, pictures and theme are sound"]:
        click.echo(f"  {'BROKEN ' if broken else ''}{line}")
    click.echo("\nOptional: without it the service runs, and hides what it cannot do")
    for tool in TOOLS:
        for line in _told(tool.tried()):
            click.echo(line)
    for line in _recordings():
        click.echo(f"  {'recordings':<16} MISSING  {line}")
    if broken:
        raise SystemExit(1)


def _told(tried: Tried) -> Iterator[str]:
    """A line for what works; for what does not, how to install it below."""
    tool = tried.tool
    yield f"  {tool.name:<16} {'works  ' if tried.works else 'MISSING'}  {tool.purpose} ({tried.told})"
    if not tried.works:
        yield from (f"      {system:<15} {how}" for system, how in tool.install.items())


def _required() -> Iterator[tuple[str, str]]:
    """What is broken of what the service cannot do without."""
    yield from _packages(REQUIREMENTS)
    checks: tuple[tuple[str, Callable[[], object]], ...] = (
        ("SQLite", lambda: refuse_affected(driver.sqlite_version_info)),
        ("settings", lambda: Settings.from_environ(os.environ)),
        ("flows", lambda: [load_flow(file) for file in _flow_files.in_use()]),
        ("pictures", _picture_files.in_use),
        ("theme", _theme),
    )
    for name, check in checks:
        try:
            check()
        except Exception as problem:
            words = problem.message if isinstance(problem, click.ClickException) else in_words(problem)
            if words is None:
                raise
            yield name, words


def _theme() -> None:
    """Read the council's own look, if it has one."""
    folder = Settings.from_environ(os.environ).theme
    if folder:
        read_theme(folder)


def _recordings() -> Iterator[str]:
    """What of the council's recordings nobody can hear; the service goes on with its voice, and says nothing."""
    try:
        folder = Settings.from_environ(os.environ).recordings
    except SettingProblem:
        return  # told of above
    if folder and not folder.is_dir():
        yield f"MSP_RECORDINGS: there is no folder {folder}."
    for path in Recordings(folder).files():
        try:
            sound_of(path.read_bytes(), path.suffix.lower())
        except (OSError, NotARecording) as problem:
            yield f"MSP_RECORDINGS: {path}: {problem}."


def _packages(requirements: Path) -> Iterator[tuple[str, str]]:
    """The packages that are not here, or not in the version that was tested."""
    for name, version, platform in _PINNED.findall(requirements.read_text(encoding="utf-8")):
        if platform:
            continue
        try:
            here = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            here = "none"
        if here != version:
            yield name, f"{version} is needed, {here} is here. Run python3 scripts/run.py."
