"""`translations`: the words of another language to a sheet for translators and back; the rules are in `languages`."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from msp_dialogue.languages import catalogue as catalogues
from msp_dialogue.languages import exchange
from msp_dialogue.languages.languages import Language, locale_of, read_languages
from msp_dialogue.languages.sheet import Standing, bring, rows
from msp_dialogue.record.library import OWN_FLOWS, read_flows
from msp_dialogue.settings import Settings

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """Bring the words of a language to translators and checkers, and back.

    Only what the person meets is translated. A council's own words go into its folder of flows (MSP_FLOWS), else they
    go beside our own flows.
    """


@command.command("list")
def list_() -> None:
    """Tell which languages there are, and what each lacks."""
    settings = Settings.from_environ(os.environ)
    found = read_languages(
        read_flows(settings.flows), settings.flows, only=settings.languages, drafts=settings.draft_languages
    )
    for each in found.known:
        offered = "" if each in found.offered else "; not offered"
        click.echo(f"{each.code}: {each.english_name}, {_told(each)}{offered}.")


@command.command("export")
@click.argument("language")
@click.argument("file", type=FILE)
@click.option("--originals", is_flag=True, help="With .json: the words to be translated, in place of the translation.")
def export(language: str, file: Path, *, originals: bool) -> None:
    """Write every text that LANGUAGE (such as cy or ur) needs into FILE, a .xlsx workbook or a .json file."""
    found = list(rows(_standing(language)))
    if file.suffix == ".json":
        file.write_text(exchange.as_json(found, originals=originals), encoding="utf-8")
    elif file.suffix == ".xlsx":
        right_to_left = Language(language).direction == "rtl"
        file.write_bytes(exchange.workbook(found, language=language, right_to_left=right_to_left))
    else:
        raise click.BadParameter(f"{file} should end in .xlsx or .json.", param_hint="FILE")
    empty = sum(not row.words for row in found)
    click.echo(f"{len(found)} texts are in {file}, {empty} of them without a translation.")


@command.command("import")
@click.argument("language")
@click.argument("file", type=FILE)
@click.option("--checked-by", metavar="NAME", help="Who has checked every word in FILE, today.")
def import_(language: str, file: Path, checked_by: str | None) -> None:
    """Bring the translation in FILE into the language's files: all of it, or after a problem nothing at all."""
    try:
        given = exchange.read(file)
    except exchange.NotASheet as refused:
        raise click.ClickException(str(refused)) from None
    today = date.today().isoformat()  # noqa: DTZ011  # the day on the wall of whoever imports
    brought = bring(_standing(language), given, checked_by=(checked_by or "").strip() or None, day=today)
    for line in (*brought.problems, *(f"warning: {warning}" for warning in brought.warnings)):
        click.echo(line)
    if brought.problems:
        raise click.ClickException(f"Nothing was brought in. Problems: {len(brought.problems)}.")
    _write(brought.files)
    click.echo(f"{Language(language).english_name}: {len(given)} texts are in {len(brought.files)} files.")


def _standing(language: str) -> Standing:
    if locale_of(language) is None or language == "en":
        raise click.BadParameter(f"{language} should be a language such as cy, ur or pt-BR.", param_hint="LANGUAGE")
    settings = Settings.from_environ(os.environ)
    files = catalogues.catalogue_files(settings.flows)
    catalogue = catalogues.read(files[language]) if language in files else None
    return Standing(language, read_flows(settings.flows), catalogue)


def _write(files: Mapping[str, str]) -> None:
    """Every file beside the old one first: when the disk is full, the old ones stay and nothing is left beside them.

    Then each takes the place of the old one, by itself: should that fail half way, the same import does the rest.
    """
    folder = Settings.from_environ(os.environ).flows
    written: list[tuple[Path, Path]] = []
    try:
        for name, text in files.items():
            place = folder or (catalogues.OWN_CATALOGUES if name.endswith(".po") else OWN_FLOWS)
            written.append((place / f"{name}.new", place / name))
            written[-1][0].write_text(text, encoding="utf-8", newline="\n")
        for beside, target in written:
            beside.replace(target)
    finally:
        for beside, _target in written:
            beside.unlink(missing_ok=True)


def _told(language: Language) -> str:
    """What a language lacks, in words."""
    lacks = [
        f"{number} {what}"
        for number, what in (
            (language.missing, "texts without words"),
            (language.stale, "changed since they were translated"),
            (language.unchecked, "not checked"),
        )
        if number
    ]
    return ", ".join(lacks) or "complete and checked"
