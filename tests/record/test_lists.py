"""How long the lists of a worker are is counted by what is still to do, however much was concluded over the years."""

from collections.abc import Sequence

import pytest

from msp_dialogue.flow.model import Stage
from msp_dialogue.record.read.lists import Listing, Scope, counts
from tests.record.talking import Talk


def plan(talk: Talk, scope: Scope) -> Sequence[str]:
    """How each table is looked through to count the lists of a scope."""
    asked: list[str] = []
    with talk.database.reading() as connection:
        connection.conn.set_trace_callback(asked.append)
        counts(connection, scope)
        connection.conn.set_trace_callback(None)
        found = [connection.execute(f"explain query plan {each}").fetchall() for each in asked]
    return [str(row[3]) for rows in found for row in rows]


@pytest.fixture
def talked(talk: Talk) -> Talk:
    """One that goes on, one that has not begun, and two that are concluded, one of them with a talk that goes on."""
    for name in ("e1", "e2", "e3", "e4"):
        talk.enquiry(name, adult=f"A-{name}")
    talk.start("e1", Stage.BEGINNING)
    talk.start("e3", Stage.CLOSURE)
    for name in ("e3", "e4"):
        talk.conclude(name, asked="dont_know")
    return talk


@pytest.mark.parametrize("team", [None, "North"])
def test_each_list_is_as_long_as_it_is_counted(talked: Talk, team: str | None) -> None:
    with talked.database.reading() as connection:
        found = counts(connection, Scope("worker-1", team))

    told = {Listing.OPEN: 2, Listing.GO_ON: 2, Listing.FIRST: 2, Listing.CONCLUDED: 2}
    assert found == dict.fromkeys(Listing, 0) | told
    assert list(found) == list(Listing)


def test_what_a_team_concluded_is_counted_in_its_index_and_looked_up_nowhere(talked: Talk) -> None:
    found = plan(talked, Scope("worker-1", "North"))
    enquiries = [line for line in found if " enquiry " in f"{line} "]

    assert sum("COVERING INDEX idx_enquiry_team_concluded_id" in line for line in enquiries) >= 2
    assert not any(line.startswith("SCAN enquiry") for line in found)
