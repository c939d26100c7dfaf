"""An export is told of in the audit trail: before its first byte, and once more when it ended [X-07]."""

import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest

from msp_dialogue import audit
from msp_dialogue.database import Database
from msp_dialogue.export import Format, deliver
from tests.measure.council import DRAWN_AT, Council, selection


def delivered(database: Database, format: Format = Format.CSV, **chosen: Any) -> Iterator[bytes]:
    return deliver(
        database, format, selection(**chosen), export_id="export-1", actor="account-1", clock=lambda: DRAWN_AT
    )


def told(database: Database) -> list[tuple[str, str, str, dict[str, str]]]:
    rows = database.connection.execute("select actor, action, thing, detail from audit order by id")
    return [(actor, action, thing, json.loads(detail)) for actor, action, thing, detail in rows]


def test_the_trail_knows_who_took_what_before_the_first_byte(council: Council) -> None:
    delivered(council.database, team="North Team")

    assert told(council.database) == [
        (
            "account-1",
            "export",
            "export-1",
            {
                "format": "csv",
                "from": "2025-04-01",
                "to": "2026-03-31",
                "date_rule": "opened",
                "team": "North Team",
            },
        )
    ]


@pytest.mark.parametrize("format", list(Format))
def test_the_trail_knows_that_it_ended_and_with_which_bytes(council: Council, format: Format) -> None:
    council.enquiry()
    exported = b"".join(delivered(council.database, format))
    _, (actor, action, thing, detail) = told(council.database)

    assert (actor, action, thing) == ("account-1", "export_finished", "export-1")
    assert detail == {"bytes": str(len(exported)), "sha256": hashlib.sha256(exported).hexdigest()}
    assert audit.verify(council.database.connection) == []


def test_the_trail_knows_of_a_download_that_broke_off_and_how_much_had_left(council: Council) -> None:
    pieces = delivered(council.database, Format.JSON)
    first = next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    _, (_, action, _, detail) = told(council.database)

    assert action == "export_broken_off"
    assert detail["bytes"] == str(len(first))


def test_nothing_leaves_when_the_trail_cannot_be_written(council: Council) -> None:
    council.database.close()

    with pytest.raises(RuntimeError):
        delivered(council.database)


def test_what_is_written_while_it_is_read_does_not_change_it(council: Council) -> None:
    council.many(600, "before")
    pieces = delivered(council.database, Format.JSON)
    begun = [next(pieces) for _ in range(5)]
    with ThreadPoolExecutor() as others:  # each thread has a connection of its own
        others.submit(council.enquiry, "Z").result()
    exported = json.loads(b"".join([*begun, *pieces]))

    assert exported["about"]["enquiries"] == len(exported["tables"]["enquiries"]) == 600


def test_the_time_it_was_drawn_at_is_the_clocks(council: Council, now: datetime) -> None:
    exported = b"".join(
        deliver(council.database, Format.JSON, selection(), export_id="e", actor="a", clock=lambda: now)
    )

    assert json.loads(exported)["about"]["drawn_at"] == "2026-03-02T09:30:00Z"
