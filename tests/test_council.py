"""What a council sets for all: its own numbers for help, in an order, each change in the trail [G-01]."""

from datetime import datetime

import pytest

from msp_dialogue import council
from msp_dialogue.council import MOST_HELP_LINES, HelpLine, TooMany
from msp_dialogue.database import Connection, Database


def names(database: Database) -> list[str]:
    with database.reading() as connection:
        return [line.name for line in council.help_lines(connection)]


def added(connection: Connection, name: str, now: datetime) -> str:
    return council.add_help_line(connection, name=name, number="01632 960100", hours="Any time", at=now, by="ada")


@pytest.fixture
def three(database: Database, now: datetime) -> list[str]:
    """The ids of three numbers, called a, b and c."""
    with database.transaction() as connection:
        return [added(connection, name, now) for name in "abc"]


def test_numbers_are_kept_in_the_order_in_which_they_were_added(database: Database, three: list[str]) -> None:
    assert names(database) == ["a", "b", "c"]
    assert len(set(three)) == 3


def test_one_is_moved_up_until_it_is_first(database: Database, three: list[str], now: datetime) -> None:
    orders = []
    for _ in range(3):
        with database.transaction() as connection:
            council.move_help_line_up(connection, three[2], at=now, by="ada")
        orders.append("".join(names(database)))

    assert orders == ["acb", "cab", "cab"]


def test_one_that_is_taken_away_leaves_the_others_in_their_order(
    database: Database, three: list[str], now: datetime
) -> None:
    with database.transaction() as connection:
        council.remove_help_line(connection, three[1], at=now, by="ada")
        council.remove_help_line(connection, three[1], at=now, by="ada")
        added(connection, "d", now)
        council.move_help_line_up(connection, three[2], at=now, by="ada")

    assert names(database) == ["c", "a", "d"]


def test_one_that_is_gone_is_not_brought_back_by_changing_it(
    database: Database, three: list[str], now: datetime
) -> None:
    with database.transaction() as connection:
        council.change_help_line(connection, HelpLine(three[0], "first", "999", "Now"), at=now, by="ada")
        council.change_help_line(connection, HelpLine("gone", "last", "999", "Now"), at=now, by="ada")

    assert names(database) == ["first", "b", "c"]


def test_there_are_never_more_than_people_can_choose_among(database: Database, now: datetime) -> None:
    with database.transaction() as connection:
        for number in range(MOST_HELP_LINES):
            added(connection, str(number), now)
        with pytest.raises(TooMany):
            added(connection, "one more", now)

    assert len(names(database)) == MOST_HELP_LINES


def test_every_change_has_its_row_in_the_trail_and_what_changes_nothing_has_none(
    database: Database, three: list[str], now: datetime
) -> None:
    with database.transaction() as connection:
        council.move_help_line_up(connection, three[1], at=now, by="ada")
        council.move_help_line_up(connection, three[1], at=now, by="ada")
        council.move_help_line_up(connection, "gone", at=now, by="ada")
        council.change_help_line(connection, HelpLine(three[0], "x", "999", "y"), at=now, by="ada")
        council.remove_help_line(connection, three[0], at=now, by="ada")
        council.remove_help_line(connection, "gone", at=now, by="ada")
        rows = connection.execute("select action, actor, thing from audit order by id").fetchall()

    assert rows == [
        *(("help_line_added", "ada", line) for line in three),
        ("help_line_moved", "ada", three[1]),
        ("help_line_changed", "ada", three[0]),
        ("help_line_removed", "ada", three[0]),
    ]
