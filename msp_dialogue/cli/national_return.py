"""`national-return`: the return of a financial year as a file; what is counted is decided elsewhere."""

import secrets
from datetime import UTC, datetime
from pathlib import Path

import click

from msp_dialogue.cli._as_it_stood import DAY, stood_on
from msp_dialogue.cli._opened import opened
from msp_dialogue.cli._writing import write_whole
from msp_dialogue.export import deliver_return
from msp_dialogue.export.delivery import Taken
from msp_dialogue.export.national import NOT_SUBMITTED, ReturnFormat
from msp_dialogue.measure import PeriodProblem, Span, span_of

ACTOR = "command-line"


@click.command()
@click.argument("year", metavar="YEAR")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--as-at", metavar="DATE", type=DAY, help="As the record stood at the end of this day, not as now.")
def command(year: str, file: Path, as_at: datetime | None) -> None:
    """Write the national return of a financial year, such as 2025-26, to FILE: .xlsx, .ods or .csv.

    It holds true numbers and references of enquiries; nothing is submitted by it.
    """
    span, format = _year(year), _format(file)
    if file.exists():
        raise click.ClickException(f"{file} is there already: choose another name, or move it away.")
    with opened() as (database, settings), stood_on(database, settings, as_at) as stood:
        taken = Taken(secrets.token_hex(16), ACTOR, lambda: datetime.now(UTC))
        write_whole(file, deliver_return(database, format, span, settings.authority, taken=taken, stood=stood))
        if settings.authority.unset:
            click.echo(f"Not set, and empty in it: {', '.join(settings.authority.unset)}. See docs/settings.md.")
    click.echo(f"Written: {file}")
    click.echo(NOT_SUBMITTED)


def _year(name: str) -> Span:
    try:
        span = span_of(name)
    except PeriodProblem as problem:
        raise click.ClickException(str(problem)) from problem
    if span.quarter is not None:
        raise click.ClickException("The return is of a whole financial year: write it as 2025-26.")
    return span


def _format(file: Path) -> ReturnFormat:
    suffix = file.suffix.lower().removeprefix(".")
    if suffix not in set(ReturnFormat):
        raise click.ClickException(f"{file.name} must end in .{', .'.join(ReturnFormat)}.")
    return ReturnFormat(suffix)
