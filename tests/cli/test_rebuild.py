"""`rebuild` and `verify-audit`: what they find, what they put right, and how they end."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from msp_dialogue import audit
from msp_dialogue.cli import commands
from msp_dialogue.database import Database, create_key
from msp_dialogue.record.library import FlowLibrary, read_flows
from msp_dialogue.story import Worker, read_stories, seed
from tests.conftest import MIGRATIONS


@pytest.fixture
def filled(tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A service's database with one story in it, and an environment that names it."""
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("MSP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("MSP_KEY_FILE", str(tmp_path / "key"))
    database = Database.create(tmp_path / "data" / "record.db", create_key(tmp_path / "key"))
    database.migrate(*MIGRATIONS)
    workers = [Worker("one", "North"), Worker("two", "North")]
    stories = [story for story in read_stories() if story.id == "one_clear_outcome"]
    seed(database, FlowLibrary(read_flows()), stories, workers, now.date())
    yield database
    database.close()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, arguments)


def damage(database: Database) -> None:
    """Change one word of a read model behind the record's back."""
    with database.transaction() as connection:
        connection.execute("update outcome set words = 'something they never said'")


def test_a_record_as_it_was_written_needs_no_rebuilding(filled: Database) -> None:
    told = run("rebuild", "--check")

    assert (told.exit_code, told.stdout) == (0, "Every row is what its events say.\n")


def test_a_check_tells_of_a_damaged_row_and_leaves_it(filled: Database) -> None:
    damage(filled)

    told = run("rebuild", "--check")

    assert told.exit_code == 1
    assert "outcome: a row differs in words" in told.stdout
    assert run("rebuild", "--check").exit_code == 1


def test_rebuilding_puts_a_damaged_row_right(filled: Database) -> None:
    damage(filled)

    told = run("rebuild")

    assert told.exit_code == 0
    assert "1 rows were written again" in told.stdout
    assert run("rebuild", "--check").exit_code == 0


def test_a_whole_trail_is_said_to_be_whole(filled: Database) -> None:
    told = run("verify-audit")

    assert told.exit_code == 0
    assert audit.head(filled.connection) in told.stdout


def test_a_trail_that_was_cut_short_is_found_by_a_hash_noted_before(filled: Database) -> None:
    told = run("verify-audit", "--kept", "a" * 64)

    assert told.exit_code == 1
    assert "broken" in told.stderr
