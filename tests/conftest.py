"""What many tests start from: a real encrypted database with every table, and a fixed time."""

import secrets
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from msp_dialogue import accounts, audit, council, record
from msp_dialogue.database import Database
from msp_dialogue.release import ledger

MIGRATIONS = (audit.MIGRATIONS, accounts.MIGRATIONS, council.MIGRATIONS, record.MIGRATIONS, ledger.MIGRATIONS)


@pytest.fixture
def now() -> datetime:
    """An ordinary Monday morning."""
    return datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def key() -> bytes:
    """A key for the run."""
    return secrets.token_bytes(32)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory, key: bytes) -> Path:
    """A closed, empty database with every table, to copy."""
    path = tmp_path_factory.mktemp("migrated") / "dialogue.db"
    database = Database.create(path, key)
    database.migrate(*MIGRATIONS)
    database.close()
    return path


@pytest.fixture
def database(tmp_path: Path, migrated: Path, key: bytes) -> Iterator[Database]:
    """An open, empty, encrypted database of this test's own, with every table."""
    path = tmp_path / "data" / "dialogue.db"
    path.parent.mkdir()
    shutil.copyfile(migrated, path)
    database = Database.open(path, key)
    yield database
    database.close()
