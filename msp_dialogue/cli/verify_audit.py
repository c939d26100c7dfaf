"""`verify-audit`: read the trail from its beginning and tell every place where it was tampered with."""

import click

from msp_dialogue import audit
from msp_dialogue.cli._opened import opened


@click.command()
@click.option("--kept", metavar="HASH", help="A hash that was noted down before: finds a trail that was cut short.")
def command(kept: str | None) -> None:
    """Verify the hash chain of the audit trail [G-02]. Ends with code 1 when it is broken."""
    with opened() as (database, _settings), database.reading() as connection:
        breaks = audit.verify(connection, kept=kept)
        head = audit.head(connection)
    for each in breaks:
        click.echo(f"row {each.seq}: {each.why}")
    if breaks:
        raise click.ClickException(f"The trail is broken in {len(breaks)} places.")
    click.echo(f"The trail is whole. Its newest hash is {head}")
