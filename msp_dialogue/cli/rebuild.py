"""`rebuild`: hold the read models against the events, and write them again; what they say is decided elsewhere."""

import secrets
from datetime import UTC, datetime

import click

from msp_dialogue.cli._opened import opened
from msp_dialogue.record.library import FlowLibrary, read_flows
from msp_dialogue.record.rebuild import differences, rebuild
from msp_dialogue.record.streams import By

ACTOR = "command-line"
SHOWN = 20


@click.command()
@click.option("--check", is_flag=True, help="Only say what differs; write nothing.")
def command(check: bool) -> None:
    """Prove that the read models equal what the events say, and put right what does not.

    Ends with code 1 when --check finds a difference.
    """
    with opened() as (database, settings):
        library = FlowLibrary(read_flows(settings.flows))
        found = list(differences(database, library))
        for each in found[:SHOWN]:
            click.echo(f"{each.table}: a row differs in {', '.join(each.columns)}")
        if len(found) > SHOWN:
            click.echo(f"... and {len(found) - SHOWN} more")
        if found and not check:
            rebuild(database, library, By(ACTOR, datetime.now(UTC), secrets.token_hex(16)))
    if not found:
        click.echo("Every row is what its events say.")
    elif check:
        raise click.ClickException(f"{len(found)} rows differ. Run rebuild without --check to write them again.")
    else:
        click.echo(f"{len(found)} rows were written again from their events.")
