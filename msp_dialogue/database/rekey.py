"""Give the database another key: a proved copy takes its name, then the new key takes the name of the old.

It must not know what is stored: the caller says what to add to the copy and what must hold in it.

Killed at any point, one of these is left, and `settle` makes it the first or the last by trying which key opens:

    record.db                   key                                the old key opens: undone
    record.db                   key               key.next         the old key opens: undone
    record.db, record.db.next   key               key.next         the old key opens: undone
    record.db                   key               key.next         the new key opens: finished
    record.db                   key.until-DATE    key.next         the new key opens: finished
    record.db                   key.until-DATE    key

`PRAGMA rekey` is not used: it could not be proved before it counts, and within a transaction it says "ok" and
changes nothing.
"""

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from glob import escape
from itertools import count
from pathlib import Path

from msp_dialogue.database.alone import held_alone, settled
from msp_dialogue.database.driver import Connection
from msp_dialogue.database.files import make_empty, refuse_unfit
from msp_dialogue.database.key import create_key, read_key
from msp_dialogue.database.placing import sync_folder
from msp_dialogue.database.problems import DamagedDatabase, WrongKey

_WAIT = 1.0  # seconds; nobody else knows the copy

Note = Callable[[Connection], None]
Proof = Callable[[Connection, Connection], None]


def change_key(database: Path, key_file: Path, *, note: Note, proof: Proof) -> Path | None:
    """Encrypt the database by a new random key, and give the dated file in which the old key is kept.

    `note` writes into the copy, in one transaction, what must be there if and only if the key was changed.
    `proof` is given the database and its copy, and raises to refuse. On any failure the old key counts and nothing
    else is left. Raises Busy while the database is open anywhere, DamagedDatabase, and what `Database.open`
    raises [K-04].
    """
    database, key_file = database.resolve(), key_file.resolve()
    refuse_unfit(database)
    with held_alone(database):
        _settle(database, key_file)
        try:
            _replace(database, key_file, note, proof)
        finally:
            kept = _settle(database, key_file)
        return kept


def settle(database: Path, key_file: Path) -> Path | None:
    """Finish or undo a change of key that was interrupted; gives the file of the old key when it was finished.

    To be called before the key is read. Where neither key opens the database everything is left as it is. Raises
    Busy while the key is being changed, and what `Database.open` raises, except WrongKey [K-04].
    """
    database, key_file = database.resolve(), key_file.resolve()
    if not (_remains(key_file) or _remains(database)) or not database.exists():
        return None
    with held_alone(database):
        return _settle(database, key_file)


def _settle(database: Path, key_file: Path) -> Path | None:
    for candidate, end in ((key_file, _undo), (_next(key_file), _finish)):
        if candidate.exists():
            with suppress(WrongKey), settled(database, read_key(candidate)):
                return end(database, key_file)
    return None


def _replace(database: Path, key_file: Path, note: Note, proof: Proof) -> None:
    with ExitStack() as until_replaced:
        original = until_replaced.enter_context(settled(database, read_key(key_file)))
        new_key = create_key(_next(key_file))
        _give_to_owner_of(key_file, _next(key_file))
        _make_copy(original, _next(database), new_key)
        with settled(_next(database), new_key) as copy:
            _compare(original, copy)
            with copy.conn:
                copy.execute("BEGIN IMMEDIATE")
                note(copy)
            _refuse_unsound(copy)
            proof(original, copy)
        _give_to_owner_of(database, _next(database))
        sync_folder(database.parent)  # the log is gone for good, before another file gets its name
        if sys.platform == "win32":
            until_replaced.close()  # it renames no open file, and so refuses if anybody opens ours meanwhile
        _next(database).replace(database)  # from here on the new key counts
        sync_folder(database.parent)


def _undo(database: Path, key_file: Path) -> None:
    for remain in (*_remains(database), *_remains(key_file)):  # the key last: while it is there, this is not done
        remain.chmod(0o600)  # Windows removes nothing that is read-only
        remain.unlink(missing_ok=True)


def _finish(_database: Path, key_file: Path) -> Path | None:
    new = _next(key_file)
    if not new.exists():
        return None  # on Windows: another was quicker
    kept = None
    if key_file.exists():
        kept = _free_name(key_file, datetime.fromtimestamp(new.stat().st_mtime, UTC))
        key_file.chmod(0o400)
        key_file.rename(kept)
    new.rename(key_file)
    sync_folder(key_file.parent)
    return kept


def _make_copy(original: Connection, path: Path, key: bytes) -> None:
    make_empty(path, key, wait=_WAIT)
    with settled(path, key) as copy:
        original.conn.backup(copy.conn)  # page by page, so that nothing is built anew and could differ


def _compare(original: Connection, copy: Connection) -> None:
    if _rows(original) != _rows(copy):
        raise DamagedDatabase("The copy does not hold what the database holds. The old key was kept.")


def _rows(connection: Connection) -> dict[str, int]:
    """Each table, and how many rows it has."""
    tables = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
    return {name: connection.table(name).count for name in tables}


def _refuse_unsound(connection: Connection) -> None:
    """Raise DamagedDatabase unless every page is what was written and every table and index agree."""
    found = [
        *connection.execute("PRAGMA cipher_integrity_check"),
        *(row for row in connection.execute("PRAGMA integrity_check") if row != ("ok",)),
        *connection.execute("PRAGMA foreign_key_check"),
    ]
    if found:
        raise DamagedDatabase("The database is damaged, so its key was not changed. Restore the last backup.")


def _give_to_owner_of(old: Path, made: Path) -> None:
    """What root makes must be usable by the service's own user."""
    if sys.platform != "win32" and os.geteuid() == 0:
        owner = old.stat()
        os.chown(made, owner.st_uid, owner.st_gid)


def _next(file: Path) -> Path:
    return file.with_name(file.name + ".next")


def _remains(file: Path) -> list[Path]:
    """The file being made, its journal, and what is made before it has that name."""
    return sorted(file.parent.glob(escape(_next(file).name) + "*"), reverse=True)


def _free_name(key_file: Path, changed: datetime) -> Path:
    name = f"{key_file.name}.until-{changed.date()}"
    names = (key_file.with_name(name if number == 1 else f"{name}-{number}") for number in count(1))
    return next(path for path in names if not path.exists())
