"""Safe contact: one record for each adult, noted whole, what was before kept; nobody is reached by any other way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msp_dialogue.flow.model import Stage
from msp_dialogue.record import contact, enquiries, follow_ups, seals
from msp_dialogue.record.contact import Contradictory, NotedContact, NotedMeanwhile, NotSafe, SafeContact, Way
from msp_dialogue.record.enquiries import NoSuchThing
from msp_dialogue.record.rebuild import differences, rebuild
from tests.record.talking import Talk

DAY = date(2026, 3, 2)
OWN_PHONE = SafeContact(
    ways={Way.CALL: "01632 960001", Way.MEET: "The library"},
    times="Mornings",
    words="Say it is about my bins.",
    never="The house phone",
    never_ways=frozenset({Way.LETTER}),
    review="2026-06-01",
)


def noted(talk: Talk, enquiry: str) -> NotedContact | None:
    with talk.database.reading() as connection:
        return contact.of_enquiry(connection, enquiry)


def note(talk: Talk, enquiry: str, said: SafeContact, *, known: int | None = None, token: str | None = None) -> None:
    if known is None:
        now = noted(talk, enquiry)
        known = now.number if now else 0
    with talk.database.transaction() as connection:
        contact.note(connection, enquiry, said, talk.by(token), known=known)


def reach(talk: Talk, enquiry: str, way: Way, *, token: str | None = None) -> None:
    with talk.database.transaction() as connection:
        follow_ups.note(connection, enquiry, DAY, way, "the adult", "How it goes", talk.by(token))


def times_reached(talk: Talk, enquiry: str) -> list[Way]:
    with talk.database.reading() as connection:
        return [each.way for each in follow_ups.of_enquiry(connection, enquiry)]


def test_nothing_is_noted_at_first(talk: Talk) -> None:
    assert noted(talk, talk.enquiry()) is None


def test_what_was_noted_is_read_back_with_who_and_when(talk: Talk) -> None:
    enquiry = talk.enquiry()
    note(talk, enquiry, OWN_PHONE)
    now = noted(talk, enquiry)

    assert now is not None
    assert (now.contact, now.by, now.at, now.doubted) == (OWN_PHONE, "worker-1", talk.at, False)


def test_there_is_one_record_for_each_person_whichever_enquiry_it_is_noted_from(talk: Talk) -> None:
    one, other = talk.enquiry("e1"), talk.enquiry("e2")
    somebody_else = talk.enquiry("e3", adult="SYN-A2")
    note(talk, one, OWN_PHONE)
    note(talk, other, SafeContact())
    of_one = noted(talk, one)

    assert of_one is not None
    assert of_one.contact == SafeContact()
    assert noted(talk, somebody_else) is None


def test_what_was_noted_before_stays_readable_the_newest_first(talk: Talk) -> None:
    enquiry = talk.enquiry()
    second = SafeContact(ways={Way.TEXT: "01632 960002"})
    for each in (OWN_PHONE, second, SafeContact()):
        note(talk, enquiry, each)
    with talk.database.reading() as connection:
        earlier = contact.earlier(connection, enquiry)

    assert [each.contact for each in earlier] == [second, OWN_PHONE]
    assert earlier[0].at > earlier[1].at


def test_a_double_tap_notes_once(talk: Talk) -> None:
    enquiry = talk.enquiry()
    note(talk, enquiry, OWN_PHONE, known=0, token="one tap")
    note(talk, enquiry, OWN_PHONE, known=0, token="one tap")
    reach(talk, enquiry, Way.CALL, token="another tap")
    reach(talk, enquiry, Way.CALL, token="another tap")

    assert talk.query("select count(*) from event where kind = 'safe_contact_noted'") == [(1,)]
    assert times_reached(talk, enquiry) == [Way.CALL]


def test_what_somebody_else_noted_meanwhile_is_not_overwritten(talk: Talk) -> None:
    enquiry = talk.enquiry()
    note(talk, enquiry, OWN_PHONE)
    before = talk.contents()

    with pytest.raises(NotedMeanwhile):
        note(talk, enquiry, SafeContact(), known=0)
    assert talk.contents() == before


@pytest.mark.parametrize(
    "said",
    [
        SafeContact(ways={Way.CALL: "01632 960001"}, never_ways=frozenset({Way.CALL})),
        SafeContact(ways={Way.CALL: "  "}),
    ],
    ids=["safe and never", "safe without saying which"],
)
def test_what_cannot_be_meant_is_refused(talk: Talk, said: SafeContact) -> None:
    enquiry = talk.enquiry()
    before = talk.contents()

    with pytest.raises(Contradictory):
        note(talk, enquiry, said)
    assert talk.contents() == before


def test_an_enquiry_that_is_not_there_has_nothing(talk: Talk) -> None:
    with pytest.raises(NoSuchThing):
        noted(talk, "nowhere")
    with pytest.raises(NoSuchThing):
        note(talk, "nowhere", OWN_PHONE, known=0)
    with pytest.raises(NoSuchThing):
        reach(talk, "nowhere", Way.CALL)


@pytest.mark.parametrize("said", [None, SafeContact(), OWN_PHONE], ids=["nothing noted", "no way", "other ways"])
def test_nobody_is_reached_by_a_way_that_is_not_marked_as_safe(talk: Talk, said: SafeContact | None) -> None:
    enquiry = talk.enquiry()
    if said:
        note(talk, enquiry, said)
    before = talk.contents()

    with pytest.raises(NotSafe):
        reach(talk, enquiry, Way.EMAIL)
    assert talk.contents() == before


def test_a_way_that_was_safe_once_is_not_safe_any_more(talk: Talk) -> None:
    enquiry = talk.enquiry()
    note(talk, enquiry, OWN_PHONE)
    reach(talk, enquiry, Way.CALL)
    note(talk, enquiry, SafeContact(ways={Way.MEET: "The library"}))

    with pytest.raises(NotSafe):
        reach(talk, enquiry, Way.CALL)
    assert times_reached(talk, enquiry) == [Way.CALL]


def test_ways_that_may_come_from_a_source_of_harm_are_not_safe_until_they_are_noted_anew(talk: Talk) -> None:
    enquiry = talk.enquiry()
    spoken = talk.hold(enquiry, Stage.BEGINNING, carry_on="now", contact_ways=["call"], contact_details="01632 960001")
    note(talk, enquiry, OWN_PHONE)
    reach(talk, enquiry, Way.CALL)
    enquiries.set_aside(talk.database, enquiry, spoken.dialogue.id, "It was the source of harm.", talk.by())
    doubted = noted(talk, enquiry)

    assert doubted is not None
    assert doubted.doubted
    with pytest.raises(NotSafe):
        reach(talk, enquiry, Way.CALL)
    note(talk, enquiry, OWN_PHONE)
    reach(talk, enquiry, Way.CALL)


def test_what_another_enquiry_heard_is_not_forgotten_when_somebody_notes_it_from_this_one(talk: Talk) -> None:
    one, other = talk.enquiry("e1"), talk.enquiry("e2")
    talk.hold(other, Stage.BEGINNING, carry_on="now", contact_never="The house phone")

    def elsewhere(enquiry: str) -> bool:
        with talk.database.reading() as connection:
            return contact.said_elsewhere(connection, enquiry, contact.of_enquiry(connection, enquiry))

    assert (elsewhere(one), elsewhere(other)) == (True, False)
    note(talk, one, OWN_PHONE)
    assert (elsewhere(one), elsewhere(other)) == (True, False)
    with talk.database.transaction() as connection:
        seals.seal(connection, other, ["worker-1"], talk.by())
    assert not elsewhere(one)
    with talk.database.transaction() as connection:
        seals.unseal(connection, other, "They have left", talk.by())
    note(talk, other, OWN_PHONE)
    assert (elsewhere(one), elsewhere(other)) == (False, False)


def test_setting_aside_a_conversation_that_did_not_speak_of_contact_puts_nothing_in_doubt(talk: Talk) -> None:
    enquiry = talk.enquiry()
    silent = talk.hold(enquiry, Stage.BEGINNING, want="To feel safe.")
    note(talk, enquiry, OWN_PHONE)
    enquiries.set_aside(talk.database, enquiry, silent.dialogue.id, "why", talk.by())
    now = noted(talk, enquiry)

    assert now is not None
    assert not now.doubted


def test_the_trail_says_who_noted_it_and_nothing_of_what(talk: Talk) -> None:
    enquiry = talk.enquiry()
    note(talk, enquiry, OWN_PHONE)
    reach(talk, enquiry, Way.CALL)

    rows = talk.query("select actor, action, thing, detail from audit order by id desc limit 2")
    assert rows == [("worker-1", "followed_up", "e1", "{}"), ("worker-1", "safe_contact_noted", "e1", "{}")]


CHANGED = {
    "a way": 'update safe_contact set ways = \'{"call": "01632 960999"}\'',
    "what is never used": "update safe_contact set never = ''",
    "the record": "delete from safe_contact",
    "a follow-up": "update follow_up set way = 'letter'",
    "a made-up record": "insert into safe_contact select 'x', enquiry, number, ways, times, words, never, never_ways,"
    " review, heard, at, recorded_by from safe_contact",
    "a made-up follow-up": "insert into follow_up select 'x', number, day, way, with_whom, words, at, recorded_by,"
    " unsafe from follow_up",
}


@pytest.mark.parametrize("statement", CHANGED.values(), ids=CHANGED)
def test_a_changed_row_is_found_and_put_right(talk: Talk, statement: str) -> None:
    enquiry = talk.enquiry()
    note(talk, enquiry, OWN_PHONE)
    reach(talk, enquiry, Way.CALL)
    before = talk.contents()
    with talk.database.transaction() as connection:
        connection.execute(statement)

    assert len(list(differences(talk.database, talk.library))) == 1
    assert rebuild(talk.database, talk.library) == 1
    assert talk.contents() == before


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)
records = st.builds(
    SafeContact,
    ways=st.dictionaries(st.sampled_from(Way), texts.filter(str.strip)),
    times=texts,
    words=texts,
    never=texts,
    never_ways=st.frozensets(st.sampled_from(Way)),
    review=st.none() | st.dates().map(date.isoformat),
).map(lambda made: replace(made, never_ways=made.never_ways - made.ways.keys()))


@pytest.fixture
def fresh(talk: Talk) -> Callable[[], str]:
    """A new enquiry of a new adult for each example."""
    return lambda: talk.enquiry(f"e{talk.submissions}", adult=f"SYN-{talk.submissions}")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(records | st.sampled_from(Way), max_size=6))
def test_after_any_history_the_tables_equal_the_events(
    talk: Talk, fresh: Callable[[], str], steps: list[SafeContact | Way]
) -> None:
    enquiry, reached = fresh(), list[Way]()
    safe = SafeContact()
    for step in steps:
        if isinstance(step, SafeContact):
            note(talk, enquiry, step)
            safe = step
        elif step in safe.ways:
            reach(talk, enquiry, step)
            reached.insert(0, step)
        else:
            with pytest.raises(NotSafe):
                reach(talk, enquiry, step)
    now = noted(talk, enquiry)

    assert (now.contact if now else SafeContact()) == safe
    assert times_reached(talk, enquiry) == reached
    assert list(differences(talk.database, talk.library)) == []


def test_what_happened_by_an_unsafe_way_is_kept_as_that_also_when_it_is_rebuilt(talk: Talk) -> None:
    enquiry = talk.enquiry()
    note(talk, enquiry, OWN_PHONE)
    with talk.database.transaction() as connection:
        for way in (Way.LETTER, Way.CALL):
            follow_ups.note(connection, enquiry, DAY, way, "her son", "", talk.by(), happened_anyway=True)
    with talk.database.reading() as connection:
        kept = {each.way: each.unsafe for each in follow_ups.of_enquiry(connection, enquiry)}

    assert kept == {Way.LETTER: True, Way.CALL: False}
