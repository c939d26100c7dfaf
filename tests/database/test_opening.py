"""Creating and opening: what is refused, and that a refusal changes nothing [D-02, K-01, K-03]."""

import secrets
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from msp_dialogue.database import (
    AffectedSqlite,
    Connection,
    DamagedDatabase,
    Database,
    DatabaseProblem,
    ExistingDatabase,
    MissingDatabase,
    StorageFailed,
    WrongKey,
)
from msp_dialogue.database.driver import connect, refuse_affected

KILLED = """
import sys
from pathlib import Path
from msp_dialogue.database import Database

database = Database.open(Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline()))
with database.transaction() as connection:
    connection.execute("insert into saying (words) values ('canary kept')")
with database.transaction() as connection:
    for _ in range(2000):
        connection.execute("insert into saying (words) values (?)", ["canary half-written " * 500])
    print("ready", flush=True)
    sys.stdin.readline()
"""


def one_table(path: Path, key: bytes) -> Path:
    database = Database.create(path, key)
    with connect(path, key, wait=1, reading=False) as connection:
        connection.execute("create table saying (words text)")
        connection.execute("insert into saying (words) values (?)", ["canary first " * 3000])
    database.close()
    return path


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.fixture
def path(tmp_path: Path, key: bytes) -> Path:
    """A closed database with one table and one long row."""
    return one_table(tmp_path / "data" / "dialogue.db", key)


@pytest.fixture
def killed(path: Path, key: bytes) -> Path:
    """The same after its process was killed in the middle of a transaction."""
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)],
        cwd=Path(__file__).parents[2],  # where the package is imported from
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(key.hex() + "\n")
        child.stdin.flush()
        assert child.stdout.readline() == "ready\n"
        child.kill()
    return path


@pytest.mark.parametrize("reading", [True, False])
def test_every_setting_holds_on_every_connection(path: Path, key: bytes, reading: bool) -> None:
    connection = connect(path, key, wait=5, reading=reading)
    assert connection.conn.isolation_level is None  # only we begin transactions
    found = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in (
            "journal_mode",
            "synchronous",
            "foreign_keys",
            "secure_delete",
            "trusted_schema",
            "busy_timeout",
            "temp_store",
            "recursive_triggers",
            "query_only",
            "cipher_status",
        )
    }
    connection.close()

    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "busy_timeout": 5000,
        "temp_store": 2,
        "recursive_triggers": 1,
        "query_only": int(reading),
        "cipher_status": "1",
    }


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2)])
def test_a_sqlite_that_can_lose_commits_is_refused(version: tuple[int, int, int]) -> None:
    with pytest.raises(AffectedSqlite, match=r"3\.51\.3 or newer"):
        refuse_affected(version)


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 0), (4, 0, 0)])
def test_a_mended_sqlite_is_taken(version: tuple[int, int, int]) -> None:
    refuse_affected(version)


@pytest.mark.parametrize("use", [Database.open, Database.create])
def test_neither_opening_nor_creating_uses_an_affected_sqlite(
    path: Path, key: bytes, use: Callable[[Path, bytes], Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("msp_dialogue.database.driver.driver.sqlite_version_info", (3, 40, 1))

    with pytest.raises(AffectedSqlite):
        use(path, key)


def test_a_missing_database_is_not_created(tmp_path: Path, key: bytes) -> None:
    with pytest.raises(MissingDatabase):
        Database.open(tmp_path / "dialogue.db", key)
    with pytest.raises(Exception, match="unable to open"):
        connect(tmp_path / "dialogue.db", key, wait=1, reading=False)

    assert files(tmp_path) == {}


def test_an_existing_database_is_not_created_again(path: Path, key: bytes) -> None:
    before = files(path.parent)

    with pytest.raises(ExistingDatabase):
        Database.create(path, key)
    assert files(path.parent) == before


@pytest.mark.parametrize("leftover", ["-wal", "-shm", "-journal"])
def test_a_new_database_takes_up_no_log_of_an_old_one(tmp_path: Path, key: bytes, leftover: str) -> None:
    (tmp_path / f"dialogue.db{leftover}").write_bytes(b"old")

    with pytest.raises(ExistingDatabase, match=leftover):
        Database.create(tmp_path / "dialogue.db", key)
    assert files(tmp_path) == {f"dialogue.db{leftover}": b"old"}


def test_creating_leaves_nothing_but_the_database(tmp_path: Path, key: bytes) -> None:
    Database.create(tmp_path / "data" / "dialogue.db", key).close()

    assert list(files(tmp_path / "data")) == ["dialogue.db"]


@pytest.mark.parametrize("key", [b"", b"k" * 31, b"k" * 33, b"k" * 48])
def test_a_key_of_another_length_is_refused_and_leaves_nothing(tmp_path: Path, key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Database.create(tmp_path / "dialogue.db", key)

    assert files(tmp_path) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such modes")
def test_the_database_may_be_read_by_its_owner_alone(path: Path, key: bytes) -> None:
    database = Database.open(path, key)
    with database.transaction() as connection:
        connection.execute("insert into saying (words) values ('more')")
    modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    database.close()

    assert modes == {0o600}


def test_an_awkward_path_is_opened_as_it_is_spelt(tmp_path: Path, key: bytes) -> None:
    path = one_table(tmp_path / "50% of a? #1 café" / "dia logue.db", key)
    Database.open(path, key).close()

    assert list(files(tmp_path / "50% of a? #1 café")) == ["dia logue.db"]


def test_a_wrong_key_is_refused_and_nothing_is_changed(path: Path) -> None:
    before = files(path.parent)

    with pytest.raises(WrongKey, match="key"):
        Database.open(path, secrets.token_bytes(32))
    assert files(path.parent) == before


def test_a_wrong_key_says_nothing_beside_its_refusal(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WrongKey):
        Database.open(path, secrets.token_bytes(32))

    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda whole: b"", id="empty"),
        pytest.param(lambda whole: whole[:100], id="a part of the first page"),
        pytest.param(lambda whole: whole[:4096], id="the first page alone"),
        pytest.param(lambda whole: whole[:5000], id="more than a page"),
        pytest.param(lambda whole: whole[:8192], id="two pages"),
        pytest.param(lambda whole: whole[:-1], id="a byte short"),
        pytest.param(lambda whole: b"hello" * 4096, id="another file"),
        pytest.param(lambda whole: b"SQLite format 3\0" + whole[16:], id="not encrypted"),
        pytest.param(lambda whole: whole[:40] + b"x" + whole[41:], id="first page overwritten"),
    ],
)
def test_a_damaged_database_is_refused_and_left_as_it_is(
    path: Path, key: bytes, damage: Callable[[bytes], bytes]
) -> None:
    path.write_bytes(damage(path.read_bytes()))
    before = files(path.parent)

    with pytest.raises((DamagedDatabase, WrongKey)):
        Database.open(path, key)
    assert files(path.parent) == before


def test_a_plain_sqlite_database_is_refused(tmp_path: Path, key: bytes) -> None:
    plain = sqlite3.connect(tmp_path / "dialogue.db")
    plain.execute("create table saying (words text)")
    plain.close()

    with pytest.raises(DamagedDatabase, match="not encrypted"):
        Database.open(tmp_path / "dialogue.db", key)


@pytest.mark.parametrize("page", range(1, 11))
def test_damage_further_on_is_noticed_when_it_is_read(path: Path, key: bytes, page: int) -> None:
    whole = bytearray(path.read_bytes())
    whole[page * 4096 + 2000] ^= 1
    path.write_bytes(whole)
    database = Database.open(path, key)

    with pytest.raises(DamagedDatabase), database.reading() as connection:
        connection.execute("select words from saying").fetchall()
    with pytest.raises(DamagedDatabase), database.transaction() as connection:
        connection.execute("select words from saying").fetchall()
    with database.reading() as connection:
        assert connection.execute("select count(*) from sqlite_master").fetchone() == (1,)
    database.close()


def test_a_file_that_is_no_file_is_refused(tmp_path: Path, key: bytes) -> None:
    (tmp_path / "dialogue.db").mkdir()

    with pytest.raises(MissingDatabase):
        Database.open(tmp_path / "dialogue.db", key)


def test_a_log_that_cannot_be_opened_is_refused(path: Path, key: bytes) -> None:
    path.with_name("dialogue.db-wal").mkdir()

    with pytest.raises(StorageFailed) as refusal:
        Database.open(path, key)
    assert isinstance(refusal.value, DatabaseProblem)


def test_killed_while_writing_it_opens_with_what_was_committed_and_no_more(killed: Path, key: bytes) -> None:
    database = Database.open(killed, key)
    found = [row[0] for row in database.connection.execute("select words from saying order by rowid")]
    sound = database.connection.execute("PRAGMA integrity_check").fetchall()
    database.close()

    assert found == ["canary first " * 3000, "canary kept"]
    assert sound == [("ok",)]


def test_a_wrong_key_loses_nothing_of_what_a_killed_process_had_committed(killed: Path, key: bytes) -> None:
    with pytest.raises(WrongKey):
        Database.open(killed, secrets.token_bytes(32))
    database = Database.open(killed, key)
    found = database.connection.execute("select count(*) from saying where words = 'canary kept'").fetchone()
    database.close()

    assert found == (1,)


def test_an_emptied_database_does_not_cost_the_log_beside_it(killed: Path, key: bytes) -> None:
    killed.write_bytes(b"")
    before = files(killed.parent)

    with pytest.raises(DamagedDatabase):
        Database.open(killed, key)
    assert files(killed.parent) == before


def test_no_word_can_be_read_in_any_file_of_a_running_or_killed_process(killed: Path, key: bytes) -> None:
    at_death = files(killed.parent)
    database = Database.open(killed, key)
    with database.transaction() as connection:
        connection.execute("insert into saying (words) values (?)", ["canary running " * 100])
    running = files(killed.parent)
    database.close()
    closed = files(killed.parent)

    assert len(at_death["dialogue.db-wal"]) > 4_000_000  # the half-written rows had reached the disk
    for state in (at_death, running, closed):
        assert not [name for name, content in state.items() if b"canary" in content or b"saying" in content]


def test_the_types_that_others_use_are_those_of_the_encrypting_driver(database: Database) -> None:
    assert isinstance(database.connection, Connection)
    assert type(database.connection.conn).__module__.startswith("sqlcipher3")
