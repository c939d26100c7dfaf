"""What a council sets for all who use its service: its own numbers for help. It must know no person and no page."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from msp_dialogue import audit
from msp_dialogue.database import Connection, Migrations

MIGRATIONS = Migrations("council")

MOST_HELP_LINES = 10
"""More than a frightened person can choose among would help nobody."""


@dataclass(frozen=True)
class HelpLine:
    """A number to ring for help, whose it is, and when somebody answers."""

    id: str
    name: str
    number: str
    hours: str


class TooMany(Exception):
    """There are as many numbers as people can choose among; nothing was written."""


@MIGRATIONS()
def numbers_for_help(connection: Connection) -> None:
    """The numbers, in the order in which they are shown."""
    connection.table("help_line").create(
        {"id": str, "place": int, "name": str, "number": str, "hours": str},
        pk="id",
        not_null=["place", "name", "number", "hours"],
        strict=True,
    )


def help_lines(connection: Connection) -> tuple[HelpLine, ...]:
    """Every number, in the order in which they are shown."""
    rows = connection.execute("select id, name, number, hours from help_line order by place, id")
    return tuple(HelpLine(*row) for row in rows)


def add_help_line(connection: Connection, *, name: str, number: str, hours: str, at: datetime, by: str) -> str:
    """Add a number after the others and give its id; `by` is the account id of who adds it. Raises TooMany."""
    (many, last) = connection.execute("select count(*), coalesce(max(place), 0) from help_line").fetchone()
    if many >= MOST_HELP_LINES:
        raise TooMany
    new = secrets.token_hex(16)
    row = {"id": new, "place": last + 1, "name": name, "number": number, "hours": hours}
    connection.table("help_line").insert(row)
    audit.record(connection, actor=by, action="help_line_added", thing=new, at=at)
    return new


def change_help_line(connection: Connection, line: HelpLine, *, at: datetime, by: str) -> None:
    """Write a number anew; one that is gone is not brought back."""
    values = [line.name, line.number, line.hours, line.id]
    done = connection.execute("update help_line set name = ?, number = ?, hours = ? where id = ?", values)
    if done.rowcount:
        audit.record(connection, actor=by, action="help_line_changed", thing=line.id, at=at)


def remove_help_line(connection: Connection, line: str, *, at: datetime, by: str) -> None:
    """Take a number away; once is enough."""
    if connection.execute("delete from help_line where id = ?", [line]).rowcount:
        audit.record(connection, actor=by, action="help_line_removed", thing=line, at=at)


def move_help_line_up(connection: Connection, line: str, *, at: datetime, by: str) -> None:
    """Let a number change places with the one before it; the first one stays."""
    rows = connection.execute("select id, place from help_line order by place, id").fetchall()
    places: Mapping[str, int] = dict(rows)
    order = list(places)
    if line not in places or order.index(line) == 0:
        return
    before = order[order.index(line) - 1]
    for one, place in ((line, places[before]), (before, places[line])):
        connection.execute("update help_line set place = ? where id = ?", [place, one])
    audit.record(connection, actor=by, action="help_line_moved", thing=line, at=at)
