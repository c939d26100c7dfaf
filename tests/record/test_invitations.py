"""Who is invited from outside to answer in one conversation, and until when [Z-04]: noted, told, rebuilt."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from msp_dialogue.flow.model import Stage
from msp_dialogue.flow.step import Step
from msp_dialogue.record import enquiries, invitations, seals, streams
from msp_dialogue.record.dialogues import Held
from msp_dialogue.record.enquiries import NoSuchThing
from msp_dialogue.record.invitations import OthersAnswered
from msp_dialogue.record.rebuild import differences, rebuild
from tests.record.talking import Talk

MOMENT = timedelta(microseconds=1)
OUTSIDE = {"who_answers": "representative", "sitting": "own_device"}
FIRST_ASKED = "talk"


@pytest.fixture
def held(talk: Talk) -> Held:
    """A first conversation whose worker's part is over: an advocate is to be invited to the rest."""
    return begun(talk, talk.enquiry())


def begun(talk: Talk, enquiry: str, stage: Stage = Stage.BEGINNING, **said: Any) -> Held:
    first = {Stage.BEGINNING: FIRST_ASKED}.get(stage, "what_this_is")
    return talk.go_on(talk.held(talk.start(enquiry, stage)), {**OUTSIDE, **said}, until=first)


def invite(talk: Talk, held: Held, account: str = "ada", days: int = 14, organisation: str = "Voices") -> None:
    with talk.database.transaction() as connection:
        invitations.invite(connection, held, account, organisation, days, talk.by())


def good(talk: Talk, held: Held, at: datetime) -> frozenset[str]:
    with talk.database.reading() as connection:
        return invitations.good_for(connection, held.dialogue.id, at=at)


def test_only_a_representative_on_a_device_of_their_own_answers_by_invitation(talk: Talk) -> None:
    told = {
        who: begun(talk, talk.enquiry(who, adult=who), who_answers=answers, sitting=sitting).dialogue
        for who, answers, sitting in (
            ("outside", "representative", "own_device"),
            ("here", "representative", "handed_over"),
            ("themselves", "adult", "own_device"),
        )
    }

    assert {who: invitations.by_invitation(dialogue) for who, dialogue in told.items()} == {
        "outside": True,
        "here": False,
        "themselves": False,
    }
    assert invitations.is_their_turn(told["outside"])
    assert not invitations.is_their_turn(
        talk.held(talk.start(talk.enquiry("new", adult="new"), Stage.BEGINNING)).dialogue
    )


def test_an_invitation_is_good_for_its_days_and_a_clock_set_back_does_not_revive_it(talk: Talk, held: Held) -> None:
    invite(talk, held, days=3)
    since = talk.at

    assert good(talk, held, since) == {"ada"}
    assert good(talk, held, since + timedelta(days=3) - MOMENT) == {"ada"}
    assert good(talk, held, since + timedelta(days=3)) == frozenset()
    assert good(talk, held, since - MOMENT) == frozenset()


@pytest.mark.parametrize("days", [0, 31])
def test_an_invitation_is_good_for_1_to_30_days(talk: Talk, held: Held, days: int) -> None:
    with pytest.raises(ValueError, match="1 to 30"):
        invite(talk, held, days=days)


def test_who_is_invited_again_has_the_longer_time_and_sees_one_conversation(talk: Talk, held: Held) -> None:
    invite(talk, held, days=20)
    until = talk.at + timedelta(days=20)
    invite(talk, held, days=1)

    with talk.database.reading() as connection:
        (only,) = invitations.of_account(connection, "ada", at=talk.at)
    assert (only.dialogue, only.call_name, only.stage, only.until) == (
        held.dialogue.id,
        "Test Reed",
        Stage.BEGINNING,
        until,
    )


def test_withdrawing_ends_it_at_once_and_says_whose_it_was(talk: Talk, held: Held) -> None:
    invite(talk, held)
    with talk.database.transaction() as connection:
        ended = invitations.withdraw(connection, held.enquiry, held.dialogue.id, talk.by())

    assert ended == {"ada"}
    assert good(talk, held, talk.at) == frozenset()
    with talk.database.reading() as connection:
        assert invitations.of_account(connection, "ada", at=talk.at) == ()
        (kept,) = invitations.of_enquiry(connection, held.enquiry)
    assert kept.withdrawn == talk.at
    assert not kept.is_good(talk.at)


def test_an_invitation_opens_its_own_conversation_and_no_other(talk: Talk, held: Held) -> None:
    other = begun(talk, held.enquiry, Stage.CLOSURE)
    invite(talk, held, "ada")
    invite(talk, other, "bob")

    assert good(talk, held, talk.at) == {"ada"}
    assert good(talk, other, talk.at) == {"bob"}


def test_a_conversation_that_was_set_aside_is_open_to_nobody(talk: Talk, held: Held) -> None:
    invite(talk, held)
    enquiries.set_aside(talk.database, held.enquiry, held.dialogue.id, "They may not speak", talk.by())

    assert good(talk, held, talk.at) == frozenset()
    with talk.database.reading() as connection:
        assert invitations.of_account(connection, "ada", at=talk.at) == ()
    with pytest.raises(NoSuchThing):
        invite(talk, talk.held(held.dialogue.id))


def test_nobody_is_invited_to_what_is_not_for_them(talk: Talk) -> None:
    by_worker = talk.held(talk.start(talk.enquiry(), Stage.BEGINNING))

    with pytest.raises(NoSuchThing):
        invite(talk, by_worker)


def test_a_second_advocate_waits_until_the_first_is_withdrawn_and_never_sees_what_the_first_said(
    talk: Talk, held: Held
) -> None:
    invite(talk, held, "ada")
    with pytest.raises(OthersAnswered):
        invite(talk, held, "bob")
    with talk.database.transaction() as connection:
        invitations.withdraw(connection, held.enquiry, held.dialogue.id, talk.by())
    invite(talk, held, "bob")  # nothing was said yet
    talk.actor = "bob"
    after = talk.say(held, Step(FIRST_ASKED), "skipped")
    with talk.database.transaction() as connection:
        invitations.withdraw(connection, held.enquiry, held.dialogue.id, talk.by())

    with pytest.raises(OthersAnswered):
        invite(talk, after, "ada")
    invite(talk, after, "bob")


def test_words_half_typed_by_one_are_not_for_the_next(talk: Talk, held: Held) -> None:
    invite(talk, held, "ada")
    half_typed = replace(held, half_typed={Step(FIRST_ASKED): {"words": ["half"]}})
    invite(talk, half_typed, "ada")
    with talk.database.transaction() as connection:
        invitations.withdraw(connection, held.enquiry, held.dialogue.id, talk.by())

    with pytest.raises(OthersAnswered):
        invite(talk, half_typed, "bob")


def test_what_was_begun_elsewhere_can_be_held_here_in_a_sitting_of_its_own(talk: Talk, held: Held) -> None:
    answered = talk.say(held, Step(FIRST_ASKED), ["breaks"])
    paused = talk.step(answered, lambda dialogue: dialogue.pause())
    for before in (answered, paused):
        assert [each.KIND for each in invitations.taken_back(before.dialogue)] == ["answered", "paused"]
    here = talk.step(paused, lambda dialogue: invitations.taken_back(dialogue))
    assert here.dialogue.state == "paused"
    assert not invitations.by_invitation(here.dialogue)
    here = talk.step(here, lambda dialogue: dialogue.resume("Rose, and the advocate"))

    assert here.dialogue.current == Step("turn_screen")
    on_screen = talk.go_on(here, {}, until="take_part").dialogue
    assert on_screen.turns() == ()  # the rest of it was said in another sitting
    assert Step(FIRST_ASKED) in on_screen.turns(this_sitting=False)


def test_a_team_knows_the_advocates_it_invited_by_their_latest_organisation(talk: Talk, held: Held) -> None:
    invite(talk, held, organisation="Voices")
    invite(talk, held, organisation="Voices United")

    with talk.database.reading() as connection:
        assert invitations.known_to(connection, "walter", "North") == {"ada": "Voices United"}
        assert invitations.known_to(connection, "sofia", "South") == {}


def test_who_was_invited_to_what_is_sealed_is_known_to_those_who_are_named(talk: Talk, held: Held) -> None:
    invite(talk, held)
    with talk.database.transaction() as connection:
        seals.seal(connection, held.enquiry, ["sofia"], talk.by())
        connection.execute("update enquiry set lead = 'walter'")

    with talk.database.reading() as connection:
        assert invitations.known_to(connection, "walter", "North") == {}
        assert invitations.known_to(connection, "sofia", "South") == {"ada": "Voices"}


def test_an_account_answers_in_the_enquiries_where_its_invitation_is_good(talk: Talk, held: Held) -> None:
    other = begun(talk, talk.enquiry("E-2", adult="A-2"))
    invite(talk, held, days=1)
    invite(talk, other, days=3)

    with talk.database.reading() as connection:
        assert invitations.enquiries_of(connection, "ada", at=talk.at) == {held.enquiry, other.enquiry}
        assert invitations.enquiries_of(connection, "ada", at=talk.at + timedelta(days=2)) == {other.enquiry}
        assert invitations.enquiries_of(connection, "bob", at=talk.at) == frozenset()


def test_invitations_leave_rows_in_the_trail_and_a_rebuild_proves_them(talk: Talk, held: Held) -> None:
    invite(talk, held)
    with talk.database.transaction() as connection:
        invitations.withdraw(connection, held.enquiry, held.dialogue.id, talk.by())
    invite(talk, held, "bob")
    trail = talk.query("select action from audit where thing = ? order by id", held.enquiry)

    assert trail[-3:] == [("advocate_invited",), ("invitation_withdrawn",), ("advocate_invited",)]
    assert list(differences(talk.database, talk.library)) == []
    with talk.database.transaction() as connection:
        connection.execute("update invitation set withdrawn = null")
        connection.execute("update invitation set until = '2999-01-01T00:00:00.000000Z'")
    assert {each.table for each in differences(talk.database, talk.library)} == {"invitation"}
    rebuild(talk.database, talk.library)
    assert good(talk, held, talk.at) == {"bob"}


def test_the_same_submission_invites_once(talk: Talk, held: Held) -> None:
    by = talk.by()
    for _ in range(2):
        with talk.database.transaction() as connection:
            invitations.invite(connection, held, "ada", "Voices", 14, by)

    with talk.database.reading() as connection:
        assert len(invitations.of_dialogue(connection, held.dialogue.id)) == 1
        kinds = [row.kind for row in streams.read(connection, held.enquiry)]
    assert kinds.count("advocate_invited") == 1
