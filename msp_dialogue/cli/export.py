"""`export`: what the record holds of a period, as files in a folder; what is in them is decided elsewhere."""

import secrets
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import click

from msp_dialogue.cli._as_it_stood import DAY, stood_on
from msp_dialogue.cli._opened import opened
from msp_dialogue.cli._writing import write_whole
from msp_dialogue.database import Database
from msp_dialogue.export import FILES, SCHEMA_FILE, Format, deliver
from msp_dialogue.export.delivery import Stood
from msp_dialogue.measure import DateRule, Period, PeriodProblem, Selection

ACTOR = "command-line"
SCHEMA_NAME = "msp-dialogue-export.schema.json"
_RULES = click.Choice([str(rule) for rule in DateRule])


@click.command()
@click.option("--out", "folder", metavar="DIR", required=True, type=click.Path(path_type=Path), help="Where to write.")
@click.option("--from", "first", metavar="DATE", required=True, type=DAY, help="The first day, as 2026-04-01.")
@click.option("--to", "last", metavar="DATE", required=True, type=DAY, help="The last day, itself included.")
@click.option("--date-rule", type=_RULES, default=str(DateRule.CONCLUDED), help="The date that counts (concluded).")
@click.option("--with-sealed", is_flag=True, help="Take in the sealed enquiries too, for figures that must be whole.")
@click.option("--as-at", metavar="DATE", type=DAY, help="As the record stood at the end of this day, not as now.")
def command(
    folder: Path, first: datetime, last: datetime, date_rule: str, with_sealed: bool, as_at: datetime | None
) -> None:
    """Write the enquiries of a period, and the measure, in every format.

    The files are not encrypted and hold people's own words: write them where only those may read who may see them.
    """
    selection = Selection(_period(first.date(), last.date()), DateRule(date_rule), with_sealed=with_sealed)
    with opened() as (database, settings), stood_on(database, settings, as_at) as stood:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _refuse_taken(folder)
        for format in Format:
            path = folder / FILES[format].name
            write_whole(path, _pieces(database, format, selection, stood))
            click.echo(f"Written: {path}")
    shutil.copyfile(SCHEMA_FILE, folder / SCHEMA_NAME)
    click.echo("These files are not encrypted and hold people's own words. Keep them accordingly.")


def _period(first: date, last: date) -> Period:
    try:
        return Period(first, last)
    except PeriodProblem as problem:
        raise click.ClickException(str(problem)) from problem


def _refuse_taken(folder: Path) -> None:
    """An export that somebody may have passed on is not replaced by another of the same name."""
    taken = [file.name for file in FILES.values() if (folder / file.name).exists()]
    if taken:
        raise click.ClickException(f"{folder} has {taken[0]} already: choose another folder, or move it away.")


def _pieces(database: Database, format: Format, selection: Selection, stood: Stood | None) -> Iterator[bytes]:
    return deliver(
        database,
        format,
        selection,
        export_id=secrets.token_hex(16),
        actor=ACTOR,
        clock=lambda: datetime.now(UTC),
        stood=stood,
    )
