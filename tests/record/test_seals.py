"""Sealed enquiries, and those opened in an emergency: noted as events, told as tables, proved by a rebuild [Z-08]."""

from datetime import datetime, timedelta

import pytest

from msp_dialogue.database import Database
from msp_dialogue.flow.model import Stage
from msp_dialogue.record import dialogues, emergencies, read, seals
from msp_dialogue.record.emergencies import OPEN_FOR
from msp_dialogue.record.enquiries import AdultDetails, EnquiryDetails, EnquiryKind, conclude, open_enquiry
from msp_dialogue.record.library import FlowLibrary, read_flows
from msp_dialogue.record.rebuild import differences, rebuild
from msp_dialogue.record.streams import By

MOMENT = timedelta(microseconds=1)


@pytest.fixture
def enquiry(database: Database, now: datetime) -> str:
    """An enquiry of team North, led by wendy."""
    details = EnquiryDetails("E-1", EnquiryKind.SECTION_42, "North", "2026-02-02", "wendy")
    return open_enquiry(database, "adult-1", "enquiry-1", AdultDetails("A-1"), details, By("wendy", now, "open"))


def owned(database: Database, at: datetime) -> read.Ownership:
    with database.reading() as connection:
        found = read.ownership(connection, "enquiry-1", at=at)
    assert found is not None
    return found


def test_whose_a_conversation_is_follows_its_enquiry(
    database: Database, library: FlowLibrary, enquiry: str, now: datetime
) -> None:
    dialogues.start(database, library, "dialogue-1", enquiry, Stage.BEGINNING, By("wendy", now, "start"))

    def owned_by_dialogue() -> read.Ownership | None:
        with database.reading() as connection:
            return read.ownership_of_dialogue(connection, "dialogue-1", at=now)

    assert owned_by_dialogue() == owned(database, now) == read.Ownership("North", "wendy", enquiry=enquiry)
    with database.transaction() as connection:
        emergencies.break_glass(connection, enquiry, "They are missing tonight", By("sofia", now, "glass"))
        seals.seal(connection, enquiry, ["walter"], By("wendy", now, "seal"))
    now_sealed = read.Ownership("North", "wendy", True, frozenset({"walter"}), frozenset({"sofia"}), enquiry)
    assert owned_by_dialogue() == owned(database, now) == now_sealed
    with database.reading() as connection:
        assert read.ownership_of_dialogue(connection, "another", at=now) is None


def test_a_seal_names_who_works_with_it_until_it_is_lifted(database: Database, enquiry: str, now: datetime) -> None:
    assert not owned(database, now).sealed
    with database.transaction() as connection:
        seals.seal(connection, enquiry, ["wendy", "walter"], By("wendy", now, "seal"))
        seals.seal(connection, enquiry, ["wendy", "walter"], By("wendy", now, "seal"))
    assert owned(database, now).sealed
    assert owned(database, now).named == {"wendy", "walter"}
    with database.transaction() as connection:
        seals.seal(connection, enquiry, ["walter"], By("wendy", now, "others"))
    assert owned(database, now).named == {"walter"}
    with database.transaction() as connection:
        seals.unseal(connection, enquiry, "They have left", By("mina", now, "lift"))
    assert not owned(database, now).sealed
    assert owned(database, now).named == frozenset()


def test_a_seal_that_names_nobody_is_refused(database: Database, enquiry: str, now: datetime) -> None:
    with database.transaction() as connection, pytest.raises(ValueError, match="at least one"):
        seals.seal(connection, enquiry, [], By("wendy", now, "seal"))


def test_breaking_the_glass_opens_for_one_hour_and_for_nobody_else(
    database: Database, enquiry: str, now: datetime
) -> None:
    with database.transaction() as connection:
        emergencies.break_glass(connection, enquiry, "They are missing tonight", By("sofia", now, "glass"))

    assert owned(database, now).opened_for == {"sofia"}
    assert owned(database, now + OPEN_FOR - MOMENT).opened_for == {"sofia"}
    assert owned(database, now + OPEN_FOR).opened_for == frozenset()
    assert owned(database, now - MOMENT).opened_for == frozenset()  # a clock set back opens nothing


def test_a_rebuild_proves_what_is_noted_and_puts_right_what_was_tampered_with(
    database: Database, enquiry: str, now: datetime
) -> None:
    library = FlowLibrary(read_flows())
    with database.transaction() as connection:
        seals.seal(connection, enquiry, ["wendy"], By("wendy", now, "seal"))
        emergencies.break_glass(connection, enquiry, "They are missing tonight", By("sofia", now, "glass"))
    conclude(database, enquiry, now.date(), By("wendy", now, "end"))
    with database.transaction() as connection:
        seals.seal(connection, enquiry, ["wendy", "walter"], By("wendy", now, "more"))
    assert list(differences(database, library)) == []
    with database.transaction() as connection:
        connection.execute("delete from sealed_for where account = 'walter'")
        connection.execute("insert into sealed_for (enquiry, account) values (?, 'mallory')", [enquiry])
        connection.execute("insert into sealed_for (enquiry, account) values ('none', 'mallory')")

    assert {difference.table for difference in differences(database, library)} == {"sealed_for"}
    assert rebuild(database, library) == 3
    assert list(differences(database, library)) == []
    assert owned(database, now).named == {"wendy", "walter"}
