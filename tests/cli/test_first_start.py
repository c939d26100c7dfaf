"""The first start: the database and its key appear together or not at all, and nothing that is there is buried."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from msp_dialogue import council
from msp_dialogue.accounts import demonstration, first, passwords
from msp_dialogue.accounts.demonstration import AnotherKind
from msp_dialogue.cli import _first_start
from msp_dialogue.cli._first_start import OneIsMissing, lacks_help_numbers, prepare
from msp_dialogue.cli.serve import _announcement
from msp_dialogue.database import Database, WrongKey, create_key, read_key
from msp_dialogue.settings import Settings
from msp_dialogue.web import create_app

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", key_file=tmp_path / "keys" / "key")


def opened(settings: Settings) -> Database:
    return Database.open(settings.database, read_key(settings.key_file))


def files(settings: Settings) -> set[str]:
    return {file.name for file in settings.data.parent.rglob("*") if file.is_file()}


def test_both_missing_means_both_are_made_and_a_link_is_due(settings: Settings) -> None:
    token = prepare(settings, at=NOW)

    assert files(settings) == {settings.database.name, settings.key_file.name}
    assert token is not None
    database = opened(settings)
    with database.reading() as connection:
        assert first.is_good(connection, token, at=NOW)
    database.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_the_key_can_be_read_by_its_owner_alone(settings: Settings) -> None:
    prepare(settings, at=NOW)

    assert settings.key_file.stat().st_mode & 0o777 == 0o400


def test_a_second_start_opens_what_is_there_and_renews_the_unused_link(settings: Settings) -> None:
    old = prepare(settings, at=NOW)
    key = settings.key_file.read_bytes()
    new = prepare(settings, at=NOW)

    assert settings.key_file.read_bytes() == key
    assert new not in (None, old)


def test_with_an_account_there_is_no_link(settings: Settings) -> None:
    token = prepare(settings, at=NOW) or ""
    database = opened(settings)
    password = passwords.hash_new("a long enough sentence", sign_in_name="sam")
    with database.transaction() as connection:
        first.redeem(connection, token, name="Sam", sign_in_name="sam", password=password, team="East", at=NOW)
    database.close()

    assert prepare(settings, at=NOW) is None


def test_whoever_starts_it_is_told_while_there_is_no_help_number(settings: Settings) -> None:
    prepare(settings, at=NOW)
    told = _announcement(settings, None, no_help=lacks_help_numbers(settings))
    database = opened(settings)
    with database.transaction() as connection:
        council.add_help_line(connection, name="Care", number="01632 960100", hours="Always", at=NOW, by="test")
    database.close()

    assert "Get help has no numbers yet" in told
    assert "Get help" not in _announcement(settings, None, no_help=lacks_help_numbers(settings))


def renamed(settings: Settings, *, demo: bool) -> Settings:
    """The same files under the name that the other kind of database has."""
    other = replace(settings, demo=demo)
    settings.database.rename(other.database)
    return other


def marked(settings: Settings) -> None:
    database = opened(settings)
    with database.transaction() as connection:
        demonstration.mark(connection, at=NOW)
    database.close()


def test_a_demonstration_is_never_started_as_a_real_service(settings: Settings) -> None:
    """[A-10]"""
    prepare(settings, at=NOW)
    marked(settings)

    with pytest.raises(AnotherKind, match="passwords that everybody knows"):
        prepare(settings, at=NOW)
    with pytest.raises(AnotherKind):
        create_app(settings)
    assert prepare(renamed(settings, demo=True), at=NOW)


def test_a_real_service_is_never_started_as_a_demonstration(settings: Settings) -> None:
    token = prepare(settings, at=NOW) or ""
    database = opened(settings)
    password = passwords.hash_new("a long enough sentence", sign_in_name="sam")
    with database.transaction() as connection:
        first.redeem(connection, token, name="Sam", sign_in_name="sam", password=password, team="East", at=NOW)
    database.close()

    with pytest.raises(AnotherKind, match="real service's"):
        prepare(renamed(settings, demo=True), at=NOW)


def test_a_missing_key_is_named_and_no_other_is_made(settings: Settings) -> None:
    prepare(settings, at=NOW)
    settings.key_file.unlink()
    with pytest.raises(OneIsMissing, match=r"its key .* is missing"):
        prepare(settings, at=NOW)

    assert files(settings) == {settings.database.name}


def test_a_missing_database_is_named_and_no_other_is_made(settings: Settings) -> None:
    create_key(settings.key_file)
    with pytest.raises(OneIsMissing, match=r"the database .* is missing"):
        prepare(settings, at=NOW)

    assert files(settings) == {settings.key_file.name}


def test_the_key_of_another_database_is_refused_and_nothing_changes(settings: Settings) -> None:
    prepare(settings, at=NOW)
    before = settings.database.read_bytes()
    settings.key_file.unlink()
    create_key(settings.key_file)
    with pytest.raises(WrongKey):
        prepare(settings, at=NOW)

    assert settings.database.read_bytes() == before


def test_a_power_cut_between_the_two_namings_is_mended_by_the_next_start(settings: Settings) -> None:
    prepare(settings, at=NOW)
    settings.key_file.rename(settings.key_file.with_name(settings.key_file.name + ".unfinished"))
    prepare(settings, at=NOW)

    assert files(settings) == {settings.database.name, settings.key_file.name}


def test_the_remains_of_an_interrupted_first_start_are_cleared(settings: Settings) -> None:
    settings.data.mkdir()
    for ending in ("", "-wal", "-journal"):
        settings.database.with_name(f"{settings.database.name}.unfinished{ending}").write_bytes(b"half")
    prepare(settings, at=NOW)

    assert files(settings) == {settings.database.name, settings.key_file.name}


def test_a_first_start_that_fails_leaves_neither(settings: Settings) -> None:
    settings.data.write_text("a file where the folder should be")
    with pytest.raises(OSError, match="exists"):
        prepare(settings, at=NOW)

    assert files(settings) == {settings.data.name}


def test_a_log_that_could_not_be_merged_is_not_lost_by_renaming(settings: Settings) -> None:
    settings.data.mkdir()
    settings.database.with_name(settings.database.name + "-wal").write_bytes(b"the last changes")

    with pytest.raises(Exception, match="disk is full"):
        _first_start._refuse_a_log(settings.database)
