"""The record as it stood at the end of an earlier day [R0]: its events until then, played into a database of its own.

Seals are those of today, since what was sealed later is sealed now; and permission taken back later is not given again.
"""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from msp_dialogue.cli._opened import MIGRATIONS
from msp_dialogue.database import Connection, Database
from msp_dialogue.export.delivery import Stood
from msp_dialogue.record.library import FlowLibrary, read_flows
from msp_dialogue.record.rebuild import rebuild
from msp_dialogue.settings import Settings

DAY = click.DateTime(["%Y-%m-%d"])
"""How a day is written on the command line."""

ALWAYS = ("sealed", "unsealed", "permission_withdrawn")
"""The events that count whenever they happened."""
WHOLE = ("flow_version", "account")
"""What is not about a day: the flows that conversations run on, and the names of colleagues."""
_KEY_BYTES = 32


@contextmanager
def stood_on(database: Database, settings: Settings, day: datetime | None) -> Iterator[Stood | None]:
    """The record as it stood at the end of a day, where one is given; it takes as long as `rebuild`."""
    if day is None:
        yield None
        return
    with _as_it_stood(database, settings, day.date()) as earlier:
        yield Stood(day.date(), earlier)


@contextmanager
def _as_it_stood(database: Database, settings: Settings, day: date) -> Iterator[Database]:
    """The database to draw from, encrypted with a key that is kept nowhere, and gone at the end."""
    with tempfile.TemporaryDirectory(dir=settings.database.parent, prefix="as-it-stood-") as folder:
        earlier = Database.create(Path(folder) / "dialogue.db", secrets.token_bytes(_KEY_BYTES))
        try:
            earlier.migrate(*MIGRATIONS)
            with database.reading() as now, earlier.transaction() as then:
                _copy(now, then, day)
            rebuild(earlier, FlowLibrary(read_flows(settings.flows)))
            yield earlier
        finally:
            earlier.close()


def _copy(now: Connection, then: Connection, day: date) -> None:
    marks = ", ".join("?" for _ in ALWAYS)
    before = f"{day + timedelta(days=1)}T00:00:00"
    query = f"select * from event where at < ? or kind in ({marks}) order by rowid"  # noqa: S608 - question marks only
    _insert(then, "event", now, query, (before, *ALWAYS))
    for table in WHOLE:
        _insert(then, table, now, f"select * from {table}", ())  # noqa: S608 - names from this file


def _insert(then: Connection, table: str, now: Connection, query: str, values: tuple[str, ...]) -> None:
    cursor = now.execute(query, values)
    names = [column[0] for column in cursor.description]
    then.table(table).insert_all(dict(zip(names, row, strict=True)) for row in cursor)
