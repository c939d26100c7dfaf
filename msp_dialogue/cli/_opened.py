"""The database as commands use it: opened, brought up to date, and closed again."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from msp_dialogue import accounts, audit, council, record
from msp_dialogue.database import Database, read_key, settle
from msp_dialogue.record import models
from msp_dialogue.release import ledger
from msp_dialogue.settings import Settings

MIGRATIONS = (audit.MIGRATIONS, accounts.MIGRATIONS, council.MIGRATIONS, record.MIGRATIONS, ledger.MIGRATIONS)


@contextmanager
def opened() -> Iterator[tuple[Database, Settings]]:
    """The database that the environment names, with the settings it was found by."""
    settings = Settings.from_environ(os.environ)
    settle(settings.database, settings.key_file)
    database = Database.open(settings.database, read_key(settings.key_file, data=settings.data))
    try:
        database.migrate(*MIGRATIONS)
        models.complete(database)
        yield database, settings
    finally:
        database.close()
