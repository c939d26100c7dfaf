"""The encrypted database and its key: made together on the first start, else opened and brought up to date.

Knows no pages and no server.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

import click

from msp_dialogue import accounts, audit, council, record
from msp_dialogue.accounts import demonstration, first
from msp_dialogue.database import Database, DatabaseProblem, Full, create_key, read_key, settle
from msp_dialogue.database.placing import place
from msp_dialogue.record import models
from msp_dialogue.release import ledger
from msp_dialogue.release.releases import Releases
from msp_dialogue.settings import Settings

MIGRATIONS = (audit.MIGRATIONS, accounts.MIGRATIONS, council.MIGRATIONS, record.MIGRATIONS, ledger.MIGRATIONS)


class OneIsMissing(DatabaseProblem):
    """The database or its key is there without the other; making a new one would bury what people said [K-03]."""


def prepare(settings: Settings, *, at: datetime) -> str | None:
    """Have the database and its key in place and up to date; gives the token of the first account while there is none.

    Both missing: both are made, or on any failure neither. Raises OneIsMissing, AnotherKind and what
    `Database.open` raises.
    """
    database_file, key_file = settings.database, settings.key_file
    _finish_naming(database_file, key_file)
    settle(database_file, key_file)
    if not database_file.exists() and not key_file.exists():
        _make_both(settings, at)
    elif not database_file.exists():
        raise OneIsMissing(
            f"The key {key_file} is there, but the database {database_file} is missing: put it back or say where"
            " it is (--data). Only for a new beginning, move the key away."
        )
    elif not key_file.exists():
        raise OneIsMissing(
            f"The database {database_file} is there, but its key {key_file} is missing: put it back or say where"
            " it is (--key). Without its key nobody can read the database."
        )
    database = Database.open(database_file, read_key(key_file, data=settings.data))
    try:
        database.migrate(*MIGRATIONS)
        models.complete(database, _shown)
        with database.reading() as connection:
            demonstration.refuse_another(connection, demo=settings.demo)
        Releases(database, settings.release_folder, settings.council).settle()
        return _first_account(database, at)
    finally:
        database.close()  # a connection must not be carried into the server's process


def _shown(enquiries: Sequence[str]) -> AbstractContextManager[Iterable[str]]:
    """How far it is, where somebody watches: after an update this may take minutes."""
    return click.progressbar(enquiries, label=f"Counting {len(enquiries):,} enquiries for the new figures")


def lacks_help_numbers(settings: Settings) -> bool:
    """Whether Get help would have no number of the council's to show."""
    database = Database.open(settings.database, read_key(settings.key_file, data=settings.data))
    try:
        with database.reading() as connection:
            return not council.help_lines(connection)
    finally:
        database.close()


def _make_both(settings: Settings, at: datetime) -> None:
    database_file, key_file = settings.database, settings.key_file
    new_database, new_key = _unfinished(database_file), _unfinished(key_file)
    _clear(new_database, new_key)
    try:
        database = Database.create(new_database, create_key(new_key))
        try:
            database.migrate(*MIGRATIONS)
            if settings.demo:
                from msp_dialogue.cli import _demonstration  # only now: every other start is quicker without

                _demonstration.fill(database, at)
        finally:
            database.close()
        _refuse_a_log(new_database)
        place(new_database, database_file)
        place(new_key, key_file)
    finally:
        if not database_file.exists():
            _clear(new_database, new_key)


def _refuse_a_log(database_file: Path) -> None:
    """On a full disk closing leaves the last changes in a log beside the file, where a new name would lose them."""
    if database_file.with_name(database_file.name + "-wal").exists():
        raise Full("The disk is full. Make room and try again; nothing half-made was kept.")


def _clear(*files: Path) -> None:
    for file in files:
        for leftover in file.parent.glob(f"{file.name}*"):
            leftover.unlink()


def _finish_naming(database_file: Path, key_file: Path) -> None:
    """After a power cut between the two namings the key's is outstanding; its file is whole."""
    if database_file.exists() and not key_file.exists() and _unfinished(key_file).exists():
        place(_unfinished(key_file), key_file)


def _unfinished(file: Path) -> Path:
    return file.with_name(file.name + ".unfinished")


def _first_account(database: Database, at: datetime) -> str | None:
    with database.reading() as connection:
        if not first.needed(connection):
            return None
    with database.transaction() as connection:
        return first.issue(connection, at=at)
