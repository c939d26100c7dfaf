"""An exception for each promise that storage can break; it must not know what was being stored.

DatabaseProblem
|-- cannot be opened or created
|   |-- MissingDatabase     there is no file
|   |-- ExistingDatabase    a file is in the way of a new one
|   |-- WrongKey            the first page does not open with this key
|   |-- DamagedDatabase     truncated, overwritten or corrupt
|   |-- AffectedSqlite      this SQLite can lose committed pages
|   |-- UnsafeConnection    a setting that keeps words safe did not hold
|   |-- MissingKey          there is no key file
|   `-- UnsafeKeyFile       others may read it, or it does not hold a key
`-- happens while in use
    |-- Busy                another writer held the database too long; nothing was saved
    |-- Full                no space left
    |-- StorageFailed       the disk refused; nothing was saved
    `-- NotConfirmed        it may or may not be saved: send it again with the same token
"""


class DatabaseProblem(Exception):
    """Anything that stops the database from keeping a promise; its text says what a person can do."""


class MissingDatabase(DatabaseProblem):
    """There is no database file; none is created in its place [K-03]."""


class ExistingDatabase(DatabaseProblem):
    """A file has the name that the new database or key was to get; it is left as it is [K-03]."""


class WrongKey(DatabaseProblem):
    """The key does not open the first page of the file [K-03]."""


class DamagedDatabase(DatabaseProblem):
    """The file is truncated, overwritten or corrupt; it is left as it is [K-03]."""


class AffectedSqlite(DatabaseProblem):
    """This version of SQLite has a known way of losing committed pages [D-02]."""


class UnsafeConnection(DatabaseProblem):
    """A setting that keeps the words safe did not read back as it was set [D-02]."""


class MissingKey(DatabaseProblem):
    """There is no key file [K-02]."""


class UnsafeKeyFile(DatabaseProblem):
    """The key file can be read by others, lies with the data, or does not hold a key [K-02]."""


class Busy(DatabaseProblem):
    """Another writer held the database for longer than the bounded wait; nothing was saved [D-07]."""


class Full(DatabaseProblem):
    """There is no space left on the disk [D-05]."""


class StorageFailed(DatabaseProblem):
    """The disk refused to read or write before the commit; nothing was saved [D-06]."""


class NotConfirmed(DatabaseProblem):
    """The commit did not answer, so it may or may not be saved: the same token may be sent again [D-06]."""
