"""Adults and enquiries: opened, changed, concluded and opened again."""

from datetime import date

import pytest

from msp_dialogue.flow.model import Stage
from msp_dialogue.record import enquiries
from msp_dialogue.record.enquiries import (
    AdultDetails,
    EnquiryDetails,
    EnquiryKind,
    NoSuchThing,
    NotConcludable,
    ReferenceTaken,
)
from tests.record.talking import Talk


def test_two_enquiries_of_one_adult_share_the_adult(talk: Talk) -> None:
    talk.enquiry("e1", adult="SYN-A1")
    talk.enquiry("e2", adult="SYN-A1")

    assert talk.query("select id from adult") == [("adult-e1",)]
    assert talk.query("select distinct adult from enquiry") == [("adult-e1",)]


def test_a_reference_that_is_taken_is_refused(talk: Talk) -> None:
    talk.enquiry("e1")
    before = talk.contents()
    details = EnquiryDetails("SYN-e1", EnquiryKind.SECTION_42, "North", "2026-01-05")
    with pytest.raises(ReferenceTaken):
        enquiries.open_enquiry(talk.database, "a2", "e2", AdultDetails("SYN-A2"), details, talk.by())

    assert talk.contents() == before


def test_an_adults_reference_stays_whatever_is_noted(talk: Talk) -> None:
    enquiry = talk.enquiry()
    enquiries.change_adult(talk.database, enquiry, AdultDetails("OTHER", "Test Ash", died="2026-02-01"), talk.by())

    assert talk.query("select reference, call_name, died from adult") == [("SYN-A1", "Test Ash", "2026-02-01")]


def test_another_team_and_lead_are_noted_and_the_conclusion_stays(talk: Talk) -> None:
    enquiry = talk.enquiry()
    talk.conclude(enquiry, "2026-03-01")
    enquiries.change_enquiry(
        talk.database, enquiry, talk.by(), team="South", lead="worker-2", kind=EnquiryKind.OTHER, opened="2026-01-06"
    )
    found = talk.query("select team, lead, kind, opened, concluded from enquiry")

    assert found == [("South", "worker-2", "other", "2026-01-06", "2026-03-01")]


def test_an_enquiry_is_not_concluded_before_it_was_opened_or_twice(talk: Talk) -> None:
    enquiry = talk.enquiry(opened="2026-02-01")
    with pytest.raises(NotConcludable):
        talk.conclude(enquiry, "2026-01-31")
    talk.conclude(enquiry, "2026-02-01")
    with pytest.raises(NotConcludable):
        talk.conclude(enquiry, "2026-02-02")

    assert talk.query("select concluded from enquiry") == [("2026-02-01",)]


def test_a_no_needs_its_reason(talk: Talk) -> None:
    enquiry = talk.enquiry()
    with pytest.raises(NotConcludable):
        talk.conclude(enquiry, asked="no")
    talk.conclude(enquiry, asked="no", reason="moved")
    row = talk.standing()

    assert (row["asked"], row["not_asked_reason"]) == ("not_asked", "moved")


def test_opening_again_takes_back_the_conclusion_and_what_was_said_with_it(talk: Talk) -> None:
    enquiry = talk.enquiry()
    talk.conclude(enquiry, asked="dont_know")
    concluded = talk.standing()["asked"]
    enquiries.reopen(talk.database, enquiry, talk.by())
    row = talk.standing()

    assert concluded == "dont_know"
    assert (row["asked"], row["due"]) == ("not_recorded", "first")
    assert talk.query("select concluded, asked, not_asked_reason from enquiry") == [(None, None, None)]


def test_a_wish_first_worded_after_the_conclusion_counts_once_the_enquiry_is_opened_again(talk: Talk) -> None:
    enquiry = talk.enquiry()
    talk.conclude(enquiry, (talk.at.date() - date.resolution).isoformat())
    talk.hold(enquiry, Stage.BEGINNING, want="Home.")
    before = talk.standing()["asked"]
    enquiries.reopen(talk.database, enquiry, talk.by())

    assert (before, talk.standing()["asked"]) == ("not_recorded", "expressed")


def test_an_enquiry_that_is_not_there_cannot_be_changed(talk: Talk) -> None:
    with pytest.raises(NoSuchThing):
        enquiries.reopen(talk.database, "no-such-enquiry", talk.by())


def test_an_enquiry_is_found_by_its_reference(talk: Talk) -> None:
    talk.enquiry("e1")
    with talk.database.reading() as connection:
        found = [enquiries.known_as(connection, reference) for reference in ("SYN-e1", "SYN-e2")]

    assert found == ["e1", None]
