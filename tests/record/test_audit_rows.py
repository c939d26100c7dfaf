"""Every write has its row in the trail, with a named actor, and nothing personal in it [G-01]."""

from collections import Counter
from datetime import date

from msp_dialogue import audit
from msp_dialogue.flow.model import Stage
from msp_dialogue.record import enquiries
from msp_dialogue.record.enquiries import AdultDetails, EnquiryKind
from tests.record.talking import Talk


def everything(talk: Talk) -> None:
    """Each thing that can be done to an enquiry, once."""
    enquiry = talk.enquiry()
    held = talk.hold(enquiry, Stage.BEGINNING, want="Home.")
    paused = talk.go_on(talk.held(talk.start(enquiry, Stage.MIDDLE)), {}, until="more")
    paused = talk.step(paused, lambda dialogue: dialogue.turn_to(dialogue.before, seen=dialogue.seq))
    paused = talk.step(paused, lambda dialogue: dialogue.pause())
    talk.step(paused, lambda dialogue: dialogue.resume("alone"))
    enquiries.change_adult(talk.database, enquiry, AdultDetails("", died="2026-02-01"), talk.by())
    enquiries.change_enquiry(
        talk.database, enquiry, talk.by(), team="South", lead=None, kind=EnquiryKind.OTHER, opened="2026-01-06"
    )
    enquiries.set_aside(talk.database, enquiry, held.dialogue.id, "why", talk.by())
    enquiries.conclude(talk.database, enquiry, date(2026, 4, 1), talk.by())
    enquiries.reopen(talk.database, enquiry, talk.by())


def test_every_submission_has_one_row_for_each_thing_it_writes_to(talk: Talk) -> None:
    """What is noted of an adult from one of their enquiries is told of that enquiry."""
    everything(talk)
    written = Counter(
        talk.query(
            "select thing, recorded_by, at from (select distinct"
            " iif(stream glob 'adult-*' and seq > 1, substr(stream, 7), stream) as thing, token, recorded_by, at"
            " from event)"
        )
    )
    audited = Counter(talk.query("select thing, actor, at from audit where action != 'flow_version_kept'"))

    assert audited == written
    assert set(written.values()) == {1}


def test_every_actor_is_named(talk: Talk) -> None:
    everything(talk)

    assert talk.query("select distinct actor from audit order by actor") == [("service",), ("worker-1",)]


def test_the_trail_says_what_was_done_and_holds_nothing_that_was_said(talk: Talk) -> None:
    everything(talk)
    actions = {action for (action,) in talk.query("select distinct action from audit")}
    details = talk.query("select distinct detail from audit")

    assert actions == {
        "adult_noted",
        "answered",
        "concluded",
        "conversation_started",
        "enquiry_noted",
        "flow_version_kept",
        "paused",
        "reopened",
        "resumed",
        "set_aside",
        "started",
        "went_back",
    }
    assert details == [("{}",)]


def test_the_trail_is_whole_after_everything(talk: Talk) -> None:
    everything(talk)
    with talk.database.reading() as connection:
        breaks = audit.verify(connection)

    assert breaks == []


def test_each_version_of_a_flow_is_kept_once_with_its_row(talk: Talk) -> None:
    with talk.database.transaction() as connection:
        talk.library.keep(connection, talk.at)
    kept = talk.query("select wording from flow_version order by wording")

    assert talk.query("select thing from audit where action = 'flow_version_kept' order by thing") == kept
    assert len(kept) == 3
