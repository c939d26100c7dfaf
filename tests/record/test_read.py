"""What pages read of the record: lists within what an account may see, and an enquiry whole."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime

import pytest

from msp_dialogue.database import Database
from msp_dialogue.flow.voice import Voice
from msp_dialogue.record import read
from msp_dialogue.record.enquiries import (
    AdultDetails,
    EnquiryDetails,
    EnquiryKind,
    conclude,
    open_enquiry,
)
from msp_dialogue.record.library import FlowLibrary, read_flows
from msp_dialogue.record.read import Listing, Scope, Whole
from msp_dialogue.record.standing import Due
from msp_dialogue.record.streams import By
from msp_dialogue.story import play, read_stories

WENDY = Scope("wendy")
NORTH = Scope("wendy", "North")
Open = Callable[..., str]


@pytest.fixture(scope="module")
def library() -> FlowLibrary:
    """The flows in use."""
    return FlowLibrary(read_flows())


@pytest.fixture
def opened(database: Database, now: datetime) -> Open:
    """Opens an enquiry by its reference; its id is `id-of-` and that."""

    def open_one(reference: str, *, team: str = "North", lead: str | None = None, on: str = "2026-02-02") -> str:
        adult = AdultDetails(f"P-{reference}")
        enquiry = EnquiryDetails(reference, EnquiryKind.SECTION_42, team, on, lead)
        by = By("wendy", now, f"open {reference}")
        return open_enquiry(database, f"adult-of-{reference}", f"id-of-{reference}", adult, enquiry, by)

    return open_one


def test_mine_are_led_by_me_and_my_teams_are_of_my_team(database: Database, opened: Open) -> None:
    opened("E-1", lead="wendy")
    opened("E-2")
    opened("E-3", team="South")
    opened("E-4", team="South", lead="wendy")

    assert listed(database, WENDY, Listing.OPEN) == ["E-1", "E-4"]
    assert listed(database, NORTH, Listing.OPEN) == ["E-1", "E-2"]


def test_every_list_has_as_many_as_it_counts(
    database: Database, library: FlowLibrary, opened: Open, now: datetime
) -> None:
    for story in read_stories():
        play(story, database, library, ids(story.id), team="North", chapters=1)
    conclude(database, opened("E-9"), date(2026, 3, 1), By("wendy", now, "concluded"))

    with database.reading() as connection:
        counts = read.counts(connection, NORTH)

    assert {listing: len(listed(database, NORTH, listing)) for listing in Listing} == counts
    assert all(counts[listing] for listing in (Listing.GO_ON, Listing.FIRST, Listing.REVIEW, Listing.CONCLUDED))


def test_what_waits_longest_stands_first(database: Database, opened: Open) -> None:
    opened("E-1", on="2026-02-03")
    opened("E-2", on="2026-01-02")
    opened("E-3", on="2026-03-01")

    assert listed(database, NORTH, Listing.OPEN) == ["E-2", "E-1", "E-3"]


def test_a_page_of_a_list_goes_on_where_the_one_before_ended(database: Database, opened: Open) -> None:
    for number in range(30):
        opened(f"E-{number:02}")

    first, second = (listed(database, NORTH, Listing.OPEN, page=page) for page in (1, 2))

    assert len(first) == read.PAGE
    assert sorted(first + second) == [f"E-{number:02}" for number in range(30)]


def test_only_what_the_newest_conversation_agreed_is_the_agreed_day(database: Database, library: FlowLibrary) -> None:
    story = next(each for each in read_stories() if each.id == "plan_a_and_plan_b")
    agreed = []
    for chapters in (1, 2):
        label = f"{story.id} {chapters}"
        with_reference = story.__class__(
            **vars(story)
            | {
                "adult": AdultDetails(label),
                "enquiry": EnquiryDetails(label, EnquiryKind.SECTION_42, "North", "2026-01-01"),
            }
        )
        play(with_reference, database, library, ids(label), chapters=chapters)
        agreed += [line.agreed for line in lines(database, NORTH, Listing.OPEN) if line.reference == label]

    assert agreed[0] is not None
    assert agreed[1] != agreed[0]


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", "E_1", "nothing"])
def test_marks_of_the_search_itself_find_only_themselves(database: Database, opened: Open, text: str) -> None:
    opened("E-1")

    with database.reading() as connection:
        found = read.find(connection, [Scope("wendy"), Scope("wendy", "North")], text=text, page=1)

    assert found.lines == ()


def test_a_search_stays_within_what_the_account_may_see(database: Database, opened: Open) -> None:
    opened("E-1")
    opened("E-2", team="South")
    opened("E-3", team="South", lead="wendy")

    with database.reading() as connection:
        found = read.find(connection, [Scope("wendy"), Scope("wendy", "North")], text="e-", page=1)
        hidden = read.find(connection, [Scope("wendy"), Scope("wendy", "North")], text="E-2", page=1)

    assert {line.reference for line in found.lines} == {"E-1", "E-3"}
    assert hidden.exact is None


def test_a_reference_of_two_enquiries_of_one_adult_opens_neither(
    database: Database, opened: Open, now: datetime
) -> None:
    opened("E-1")
    enquiry = EnquiryDetails("E-2", EnquiryKind.OTHER, "North", "2026-02-02")
    open_enquiry(database, "another", "id-of-E-2", AdultDetails("P-E-1"), enquiry, By("wendy", now, "second"))

    with database.reading() as connection:
        by_adult = read.find(connection, [Scope("wendy"), Scope("wendy", "North")], text="P-E-1", page=1)
        by_own = read.find(connection, [Scope("wendy"), Scope("wendy", "North")], text="E-2", page=1)

    assert by_adult.exact is None
    assert len(by_adult.lines) == 2
    assert by_own.exact == "id-of-E-2"


def test_whose_an_enquiry_is(database: Database, opened: Open, now: datetime) -> None:
    opened("E-1", lead="wendy")

    with database.reading() as connection:
        assert read.ownership(connection, "id-of-E-1", at=now) == read.Ownership("North", "wendy", enquiry="id-of-E-1")
        assert read.ownership(connection, "another", at=now) is None
        assert read.whole(connection, "another") is None


def test_a_new_enquiry_is_whole_with_nothing_said(database: Database, opened: Open) -> None:
    whole = whole_of(database, opened("E-1"))

    assert (whole.conversations, whole.answers, whole.outcomes) == ((), (), ())
    assert whole.enquiry.standing.due is Due.FIRST
    assert whole.enquiry.adult.born is None


def test_an_outcome_has_every_wording_and_rating_oldest_first(database: Database, library: FlowLibrary) -> None:
    story = next(each for each in read_stories() if each.id == "changes_their_mind_twice")
    whole = whole_of(database, play(story, database, library, ids(story.id)).enquiry)

    (outcome,) = whole.outcomes
    assert [wording.number for wording in outcome.wordings] == [1, 2, 3]
    assert outcome.wordings[-1].words == outcome.words
    assert [rating.counted for rating in outcome.ratings if rating.value] == [True]
    assert outcome.voice is Voice.ADULT
    assert [each.dialogue for each in whole.answers] == sorted(
        (each.dialogue for each in whole.answers), key=[each.id for each in whole.conversations].index
    )


def listed(database: Database, scope: Scope, listing: Listing, *, page: int = 1) -> list[str]:
    """The references in a list."""
    return [line.reference for line in lines(database, scope, listing, page=page)]


def lines(database: Database, scope: Scope, listing: Listing, *, page: int = 1) -> tuple[read.Line, ...]:
    """A page of a list."""
    with database.reading() as connection:
        return read.lines(connection, scope, listing, page=page)


def whole_of(database: Database, enquiry: str) -> Whole:
    """An enquiry, which is there."""
    with database.reading() as connection:
        found = read.whole(connection, enquiry)
    assert found is not None
    return found


def ids(story: str) -> Callable[[str], str]:
    """Ids that differ from story to story."""
    return lambda label: hashlib.sha256(f"{story}/{label}".encode()).hexdigest()[:32]
