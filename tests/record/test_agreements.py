"""What the person says of what was said for them: beside it, never in its place [L1]; proved by a rebuild."""

import pytest

from msp_dialogue.flow.model import Stage
from msp_dialogue.flow.voice import Voice
from msp_dialogue.record import agreements, read
from msp_dialogue.record.agreements import About, View
from msp_dialogue.record.dialogues import Held
from msp_dialogue.record.enquiries import NoSuchThing
from msp_dialogue.record.rebuild import differences, rebuild
from tests.record.talking import Talk

WISH = [{"key": "1", "words": "To stay at home"}]


@pytest.fixture
def held(talk: Talk) -> Held:
    """A first conversation in which an IMCA said what the person wants."""
    return talk.hold(talk.enquiry(), Stage.BEGINNING, who_answers="representative", want=WISH)


def note(
    talk: Talk,
    about: About,
    subject: str,
    view: View,
    voice: Voice = Voice.ADULT,
    words: str = "",
    token: str | None = None,
) -> None:
    with talk.database.transaction() as connection:
        agreements.note(connection, "e1", about, subject, view, voice, words, talk.by(token))


def test_every_view_is_kept_and_what_was_said_stays_as_it_was(talk: Talk, held: Held) -> None:
    (outcome,) = talk.rows("outcome")
    before = {table: talk.rows(table) for table in ("answer", "outcome", "outcome_wording", "standing")}
    note(talk, About.OUTCOME, outcome["id"], View.NOT_ASKED, Voice.WORKER, "Asleep")
    note(talk, About.OUTCOME, outcome["id"], View.DISAGREES, Voice.ADULT_WITH_SUPPORT, "I want to move")
    note(talk, About.CONVERSATION, held.dialogue.id, View.PARTLY)

    assert {table: talk.rows(table) for table in before} == before
    with talk.database.reading() as connection:
        whole = read.whole(connection, "e1")
    assert whole is not None
    assert [(each.about, each.view, each.voice, each.words) for each in whole.agreements] == [
        (About.OUTCOME, View.NOT_ASKED, Voice.WORKER, "Asleep"),
        (About.OUTCOME, View.DISAGREES, Voice.ADULT_WITH_SUPPORT, "I want to move"),
        (About.CONVERSATION, View.PARTLY, Voice.ADULT, ""),
    ]
    assert {each.recorded_by for each in whole.agreements} == {"worker-1"}


def test_only_what_a_representative_said_can_be_confirmed(talk: Talk) -> None:
    own = talk.hold(talk.enquiry(), Stage.BEGINNING, want=WISH)
    (outcome,) = talk.rows("outcome")

    for about, subject in ((About.CONVERSATION, own.dialogue.id), (About.OUTCOME, outcome["id"])):
        with pytest.raises(NoSuchThing):
            note(talk, about, subject, View.AGREES)


def test_nobody_confirms_what_belongs_to_another_enquiry(talk: Talk, held: Held) -> None:
    talk.enquiry("e2", adult="SYN-A2")
    with talk.database.transaction() as connection, pytest.raises(NoSuchThing):
        agreements.note(connection, "e2", About.CONVERSATION, held.dialogue.id, View.AGREES, Voice.ADULT, "", talk.by())


def test_a_representative_confirms_nothing_and_who_was_not_asked_says_nothing(talk: Talk, held: Held) -> None:
    for view, voice in ((View.AGREES, Voice.REPRESENTATIVE), (View.NOT_ASKED, Voice.ADULT)):
        with pytest.raises(ValueError, match="cannot say so"):
            note(talk, About.CONVERSATION, held.dialogue.id, view, voice)


def test_the_same_submission_is_noted_once_and_a_rebuild_proves_it(talk: Talk, held: Held) -> None:
    for _ in range(2):
        note(talk, About.CONVERSATION, held.dialogue.id, View.AGREES, token="once")

    assert len(talk.rows("agreement")) == 1
    assert list(differences(talk.database, talk.library)) == []
    with talk.database.transaction() as connection:
        connection.execute("update agreement set view = 'disagrees'")
    assert {each.table for each in differences(talk.database, talk.library)} == {"agreement"}
    rebuild(talk.database, talk.library)
    assert [row["view"] for row in talk.rows("agreement")] == ["agrees"]
