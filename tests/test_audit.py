"""The audit trail: chained, append-only, in the transaction of the deed [G-01, G-02]."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from msp_dialogue import audit
from msp_dialogue.database import Connection, Database, DatabaseError, guarded_tables
from msp_dialogue.database.driver import connect

ROWS = 6
COLUMNS = ("at", "actor", "action", "thing", "detail", "previous", "hash")


def fill(database: Database, now: datetime, rows: int = ROWS) -> None:
    for number in range(rows):
        with database.transaction() as connection:
            audit.record(
                connection,
                actor="worker-1",
                action="enquiry_opened",
                thing=f"enquiry/{number}",
                at=now + timedelta(minutes=number),
                detail={"to": "team", "from": "a “quote”\n\x1b"},
            )


@pytest.fixture
def tampering(database: Database, key: bytes, now: datetime) -> Iterator[Connection]:
    """A filled trail in the hands of one who has the key and took the guards away."""
    fill(database, now)
    connection = connect(database.path, key, wait=1, reading=False)
    for trigger in ("audit_refuses_update", "audit_refuses_delete"):
        connection.execute(f"drop trigger {trigger}")
    yield connection
    connection.close()


def test_a_trail_as_it_was_written_is_whole(database: Database, now: datetime) -> None:
    fill(database, now)

    assert audit.verify(database.connection) == []
    assert database.connection.execute("select count(*) from audit").fetchone() == (ROWS,)


def test_an_empty_trail_is_whole_and_has_the_beginning_as_its_head(database: Database) -> None:
    assert audit.verify(database.connection) == []
    assert audit.head(database.connection) == audit.BEGINNING
    assert audit.verify(database.connection, kept=audit.BEGINNING) == []


def test_a_row_tells_who_did_what_to_which_thing_and_when(database: Database, now: datetime) -> None:
    fill(database, now, rows=1)
    (row,) = database.connection.query("select * from audit")

    assert (row["actor"], row["action"], row["thing"]) == ("worker-1", "enquiry_opened", "enquiry/0")
    assert row["at"] == "2026-03-02T09:30:00.000000Z"
    assert json.loads(row["detail"]) == {"to": "team", "from": "a “quote”\n\x1b"}
    assert row["previous"] == audit.BEGINNING


def test_a_deed_that_is_undone_leaves_no_row_and_no_gap(database: Database, now: datetime) -> None:
    fill(database, now, rows=2)
    with suppress(ZeroDivisionError), database.transaction() as connection:
        audit.record(connection, actor="a", action="b", thing="c", at=now)
        raise ZeroDivisionError
    fill(database, now, rows=2)

    assert audit.verify(database.connection) == []
    assert [row[0] for row in database.connection.execute("select id from audit order by id")] == [1, 2, 3, 4]


def test_no_row_is_written_outside_a_transaction(database: Database, now: datetime) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        audit.record(database.connection, actor="a", action="b", thing="c", at=now)


@pytest.mark.parametrize("field", ["actor", "action", "thing"])
@pytest.mark.parametrize("words", ["", "Mary Smith", "two\nlines", "café", "x" * 201, "=1+1", "\x00"])
def test_what_may_be_somebodys_words_is_refused(database: Database, now: datetime, field: str, words: str) -> None:
    fields = {"actor": "a", "action": "b", "thing": "c", field: words}

    with pytest.raises(ValueError, match="ids and single words"), database.transaction() as connection:
        audit.record(connection, actor=fields["actor"], action=fields["action"], thing=fields["thing"], at=now)
    assert database.connection.execute("select count(*) from audit").fetchone() == (0,)


def test_the_trail_refuses_change_and_removal(database: Database, now: datetime) -> None:
    fill(database, now)

    for change in ("update audit set actor = 'x' where id = 1", "delete from audit where id = 1"):
        with pytest.raises(DatabaseError, match="not authorized"), database.transaction() as connection:
            connection.execute(change)
    assert "audit" in guarded_tables(database.connection)
    assert audit.verify(database.connection) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    seq=some.integers(1, ROWS),
    column=some.sampled_from(COLUMNS),
    text=some.text(alphabet="0a{}", min_size=1),
)
def test_any_edit_of_any_field_is_found(tampering: Connection, seq: int, column: str, text: str) -> None:
    tampering.begin()
    before = tampering.table("audit").get(seq)[column]
    tampering.table("audit").update(seq, {column: text})
    breaks = audit.verify(tampering)
    tampering.rollback()

    assert (breaks == []) == (before == text)
    assert {found.seq for found in breaks} <= {seq, seq + 1}


def test_an_edit_that_covers_its_tracks_in_two_rows_is_found_in_the_next(tampering: Connection) -> None:
    row = tampering.table("audit").get(3) | {"actor": "somebody-else"}
    fields = [row[column] for column in ("id", *COLUMNS[:-1])]
    fresh = audit._hash(*fields)
    tampering.table("audit").update(3, {"actor": "somebody-else", "hash": fresh})
    tampering.table("audit").update(4, {"previous": fresh})

    assert audit.verify(tampering) == [audit.Break(4, "It was changed after it was written.")]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(some.permutations(range(1, ROWS + 1)))
def test_any_reordering_is_found(tampering: Connection, order: list[int]) -> None:
    tampering.begin()
    for old, new in enumerate(order, start=1):
        tampering.execute("update audit set id = ? where id = ?", [-new, old])
    tampering.execute("update audit set id = -id")
    breaks = audit.verify(tampering)
    tampering.rollback()

    assert (breaks == []) == (order == sorted(order))


@pytest.mark.parametrize("gone", range(1, ROWS))
def test_a_missing_row_is_found(tampering: Connection, gone: int) -> None:
    tampering.execute("delete from audit where id = ?", [gone])

    assert audit.verify(tampering) == [
        audit.Break(gone + 1, f"The rows between {gone - 1} and {gone + 1} are missing.")
    ]


def test_a_missing_row_is_found_though_the_rest_were_numbered_again(tampering: Connection) -> None:
    tampering.execute("delete from audit where id = 3")
    tampering.execute("update audit set id = id - 1 where id > 3")

    assert audit.Break(3, "It does not follow from the row before it.") in audit.verify(tampering)


def test_a_missing_end_is_found_by_the_head_that_was_kept(tampering: Connection) -> None:
    head = audit.head(tampering)
    assert audit.verify(tampering, kept=head) == []
    tampering.execute("delete from audit where id = ?", [ROWS])

    assert audit.verify(tampering) == []
    assert [found.seq for found in audit.verify(tampering, kept=head)] == [ROWS - 1]


def test_a_head_that_was_kept_is_still_good_when_more_was_written(database: Database, now: datetime) -> None:
    fill(database, now)
    head = audit.head(database.connection)
    fill(database, now)

    assert audit.verify(database.connection, kept=head) == []


def test_what_was_noted_since_an_instant_can_be_asked(database: Database, now: datetime) -> None:
    fill(database, now, rows=2)

    def noted(since: datetime, **other: str) -> bool:
        asked = {"actor": "worker-1", "action": "enquiry_opened", "thing": "enquiry/1"} | other
        return audit.noted(database.connection, **asked, since=since)

    assert noted(now + timedelta(minutes=1))
    assert not noted(now + timedelta(minutes=1, seconds=1))
    assert not any(noted(now, **{field: "other"}) for field in ("actor", "action", "thing"))
