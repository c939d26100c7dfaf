"""`rekey`: what it leaves, what it says, and when it refuses [K-02, K-04]."""

import os
import stat
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from msp_dialogue.cli import commands
from msp_dialogue.database import Busy, Connection, Database, WrongKey, change_key, read_key, settle
from msp_dialogue.database.driver import connect
from tests.cli.killing import Place, filled

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such modes and owners")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return filled(tmp_path_factory.mktemp("rekey") / "service")


@pytest.fixture
def place(served: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A service's folders of this test's own, named by the environment."""
    own = served.copied(tmp_path / "service")
    monkeypatch.setenv("MSP_DATA", str(own.data))
    monkeypatch.setenv("MSP_KEY_FILE", str(own.key))
    return own


def rekey() -> Result:
    return CliRunner().invoke(commands, ["rekey"])


def kept_key(place: Place) -> Path:
    (found,) = place.folder.glob("key.until-*")
    return found


def test_only_the_new_key_opens_the_database_and_nothing_is_lost(place: Place) -> None:
    before, old = place.tables(), read_key(place.key)
    told = rekey()
    after = place.tables()

    assert told.exit_code == 0, told.output
    assert read_key(place.key) != old
    with pytest.raises(WrongKey):
        Database.open(place.settings.database, old)
    assert {**after, "audit": after["audit"][:-1]} == before


def test_the_change_is_a_row_of_the_trail(place: Place) -> None:
    rekey()

    assert place.tables()["audit"][-1][2:5] == ("command-line", "key_changed", "database")


def test_the_old_key_is_kept_in_a_dated_file_and_the_command_says_until_when(place: Place) -> None:
    old = read_key(place.key)
    told = rekey()

    assert read_key(kept_key(place)) == old
    assert str(kept_key(place)) in told.stdout
    assert "destroy it when the last of these backups is destroyed" in told.stdout
    assert place.files() == {"record.db", "key", kept_key(place).name}


def test_a_second_change_on_the_same_day_keeps_both_old_keys(place: Place) -> None:
    rekey()
    rekey()

    assert len(list(place.folder.glob("key.until-*"))) == 2


def test_neither_key_is_said_or_handed_over_in_clear(place: Place) -> None:
    old = read_key(place.key).hex()
    told = rekey()
    new = read_key(place.key).hex()

    assert old not in told.output
    assert new not in told.output
    assert not [value for value in os.environ.values() if old in value or new in value]


@posix
def test_every_file_may_be_read_by_its_owner_alone(place: Place) -> None:
    place.key.chmod(0o600)
    rekey()
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in place.folder.rglob("*") if file.is_file()}

    assert modes == {"record.db": 0o600, "key": 0o400, kept_key(place).name: 0o400}


@posix
@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can give a file away")
def test_run_by_root_it_leaves_the_files_to_the_services_own_user(place: Place) -> None:
    for file in (place.key, place.settings.database):
        os.chown(file, 12345, 12345)
    rekey()

    assert {file.stat().st_uid for file in (place.key, place.settings.database, kept_key(place))} == {12345}


@posix
def test_a_key_behind_a_link_is_changed_where_it_lies(place: Place, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    place.key.rename(elsewhere / "key")
    place.key.symlink_to(elsewhere / "key")
    old = read_key(place.key)
    rekey()

    assert place.key.is_symlink()
    assert read_key(place.key) != old
    assert place.tables()


def test_it_refuses_while_the_service_has_the_database_open(place: Place) -> None:
    running = Database.open(place.settings.database, read_key(place.key))
    told = rekey()
    running.close()

    assert told.exit_code == 1
    assert "End the service" in told.stderr
    assert told.stderr.count("\n") == 1
    assert place.files() == {"record.db", "key"}
    assert rekey().exit_code == 0


@posix
def test_nobody_gets_hold_of_the_old_file_while_another_takes_its_name(place: Place) -> None:
    old = read_key(place.key)

    def come_meanwhile(_original: Connection, _copy: Connection) -> None:
        with pytest.raises(Busy):
            Database.open(place.settings.database, old, longest_wait=0.1)
        with pytest.raises(Busy):
            settle(place.settings.database, place.key)

    change_key(place.settings.database, place.key, note=lambda _: None, proof=come_meanwhile)

    assert place.tables()


def test_it_refuses_a_missing_database_and_makes_none(place: Place) -> None:
    place.settings.database.unlink()
    told = rekey()

    assert told.exit_code == 1
    assert "no database" in told.stderr
    assert place.files() == {"key"}


def test_it_refuses_a_missing_key_and_makes_none(place: Place) -> None:
    place.key.unlink()
    told = rekey()

    assert told.exit_code == 1
    assert "no key file" in told.stderr
    assert place.files() == {"record.db"}


def test_it_refuses_a_damaged_database_and_leaves_it_as_it_is(place: Place) -> None:
    whole = bytearray(place.settings.database.read_bytes())
    whole[20 * 4096 + 100] ^= 1
    place.settings.database.write_bytes(whole)
    old = read_key(place.key)
    told = rekey()

    assert told.exit_code == 1
    assert "damaged" in told.stderr
    assert place.files() == {"record.db", "key"}
    assert read_key(place.key) == old


def test_a_trail_that_was_tampered_with_does_not_keep_anybody_from_a_new_key(place: Place) -> None:
    tampering = connect(place.settings.database, read_key(place.key), wait=1, reading=False)
    for refused in ("update", "delete"):
        tampering.execute(f"drop trigger audit_refuses_{refused}")
    tampering.execute("update audit set actor = 'another' where id = 7")
    tampering.close()

    assert rekey().exit_code == 0
