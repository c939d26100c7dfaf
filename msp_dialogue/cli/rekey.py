"""`rekey`: give the database a new key; how that is done safely is decided elsewhere."""

import os
from datetime import UTC, datetime

import click

from msp_dialogue import audit
from msp_dialogue.database import Connection, DamagedDatabase, change_key
from msp_dialogue.settings import Settings

ACTOR = "command-line"


@click.command()
def command() -> None:
    """Give the encrypted database a new key, and keep the old one beside it for the backups that it opens.

    End the service first. Needs as much free space as the database takes. If it is interrupted, run it again or start
    the service: either finishes or undoes what was begun.
    """
    settings = Settings.from_environ(os.environ)
    kept = change_key(settings.database, settings.key_file, note=_note, proof=_same_trail)
    click.echo(f"The database has a new key, in {settings.key_file}.")
    click.echo(f"The old key is kept in {kept or 'a dated file beside it'}: only it opens the backups made until now.")
    click.echo("Keep it away from them, and destroy it when the last of these backups is destroyed.")


def _note(connection: Connection) -> None:
    audit.record(connection, actor=ACTOR, action="key_changed", thing="database", at=datetime.now(UTC))


def _same_trail(original: Connection, copy: Connection) -> None:
    """A trail that was tampered with must not keep anybody from a new key; a copy that differs must."""
    if audit.verify(copy, kept=audit.head(original)) != audit.verify(original):
        raise DamagedDatabase("The audit trail of the copy differs from the original. The old key was kept.")
