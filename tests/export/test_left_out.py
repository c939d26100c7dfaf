"""What never leaves in an export: what people are called, when they were born, who was in the room, safe contact.

Giving a safe address away is the commonest real harm: no word of it is in any format, in whatever way it was noted.
"""

from datetime import date, datetime

import pytest

from msp_dialogue.database import Database
from msp_dialogue.export import Format
from msp_dialogue.flow.model import Stage
from msp_dialogue.record import contact, enquiries, follow_ups
from msp_dialogue.record.contact import SafeContact, Way
from msp_dialogue.record.enquiries import AdultDetails
from msp_dialogue.record.library import FlowLibrary, read_flows
from tests.export.reading import files_of, made
from tests.record.talking import Talk

WISH, CANARY, BORN, DIED = "to feel safe at home", "Canarywharf", "1947-11-23", "2026-02-19"
SAID = {
    "want": WISH,
    "present": [{"name": f"{CANARY} room", "relation": f"{CANARY} relation"}],
    "carry_on": "now",
    "contact_ways": ["letter", "call"],
    "contact_details": f"{CANARY} Lane 5",
    "contact_times": f"{CANARY} mornings",
    "contact_words": f"say {CANARY}",
    "contact_never": f"never {CANARY}",
}


@pytest.fixture(scope="module")
def library() -> FlowLibrary:
    """The flows in use."""
    return FlowLibrary(read_flows())


@pytest.fixture
def talked(database: Database, library: FlowLibrary, now: datetime) -> Database:
    """A record in which a first conversation was held to its end, with a canary in everything that stays inside."""
    with database.transaction() as connection:
        library.keep(connection, now)
    talk = Talk(database, library, now)
    enquiry = talk.enquiry(opened="2026-01-05")
    enquiries.change_adult(database, enquiry, AdultDetails("SYN-A1", CANARY, BORN, DIED), talk.by())
    talk.go_on(talk.held(talk.start(enquiry, Stage.BEGINNING)), SAID)
    talk.hold(enquiry, Stage.MIDDLE, still_wanted={WISH: "want"}, contact_change=f"not {CANARY}")
    safe: dict[Way, str] = {way: f"{CANARY} {way}" for way in Way if way is not Way.LETTER}
    noted = SafeContact(safe, CANARY, CANARY, CANARY, frozenset({Way.LETTER}), BORN)
    with database.transaction() as connection:
        contact.note(connection, enquiry, noted, talk.by(), known=0)
        follow_ups.note(connection, enquiry, date(2026, 2, 3), Way.CALL, CANARY, CANARY, talk.by())
    return database


def test_the_record_holds_the_canaries(talked: Database) -> None:
    words = [row["words"] for row in talked.connection.table("answer").rows_where("records = 'safe_contact'")]

    assert sum(CANARY in each for each in words) == 5
    assert [row["times"] for row in talked.connection.table("safe_contact").rows] == [CANARY]
    assert [row["words"] for row in talked.connection.table("follow_up").rows] == [CANARY]


@pytest.mark.parametrize("format", list(Format))
def test_no_export_holds_a_canary(talked: Database, format: Format) -> None:
    exported = made(talked, format)
    everything = exported if format is Format.JSON else b"".join(files_of(exported).values())

    assert WISH.encode() in everything
    for kept_inside in (CANARY, BORN, DIED):
        assert kept_inside.encode() not in everything
        assert kept_inside.casefold().encode() not in everything.lower()
