"""Which flow files a command is about: those in use, or those somebody names. Reads no flow."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from msp_dialogue.flow.language_file import is_language_file
from msp_dialogue.flow.load import is_options_file
from msp_dialogue.record.library import FLOW_FILES, OWN_FLOWS
from msp_dialogue.settings import Settings


def in_use() -> tuple[Path, ...]:
    """The files of the flows in use: the council's where its folder has one of that name, else our own."""
    folder = Settings.from_environ(os.environ).flows
    if folder is None:
        return tuple(OWN_FLOWS / name for name in FLOW_FILES)
    if not folder.is_dir():
        raise click.ClickException(
            f"There is no folder {folder}: correct MSP_FLOWS, or leave it out for our own flows."
        )
    return tuple(folder / name if (folder / name).is_file() else OWN_FLOWS / name for name in FLOW_FILES)


def named(places: Sequence[Path]) -> tuple[Path, ...]:
    """The files somebody names: each file, and of each folder the flows in it."""
    return tuple(file for place in places for file in (_in_folder(place) if place.is_dir() else (place,)))


def _in_folder(folder: Path) -> tuple[Path, ...]:
    files = tuple(
        file for file in sorted(folder.glob("*.yaml")) if not is_language_file(file) and not is_options_file(file)
    )
    if not files:
        raise click.ClickException(f"There is no flow in {folder}: a flow is a file whose name ends in .yaml.")
    return files
