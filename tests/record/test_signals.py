"""Something wrong, said quietly: raised in the transaction of the answer, merged while open, dealt with once and whole.

[G-01] every one has its audit row; [Z-10] dealing looks and writes in one transaction.
"""

import pytest

from msp_dialogue.database import Database
from msp_dialogue.flow.model import Stage
from msp_dialogue.flow.step import Step
from msp_dialogue.record import noting, seals, signals, streams
from msp_dialogue.record.dialogues import Held
from msp_dialogue.record.rebuild import differences, rebuild
from msp_dialogue.record.signals import How, Kind, NotAsSeen, Signal
from tests.record.talking import Talk

UPSET = Step("how_now")
STARTED = "e1-beginning"


def upset(talk: Talk, said: str = "bad") -> Held:
    """A first conversation up to how they feel now, and the answer to that."""
    held = talk.go_on(talk.held(talk.start(talk.enquiry(), Stage.BEGINNING)), {"carry_on": "now"}, until="how_now")
    return talk.say(held, UPSET, said)


def stored(talk: Talk, enquiry: str = "e1") -> tuple[Signal, ...]:
    with talk.database.reading() as connection:
        return signals.of_enquiry(connection, enquiry)


def alone(talk: Talk, shown: Step | None = UPSET, token: str | None = None) -> None:
    with talk.database.transaction() as connection:
        signals.raise_alone(connection, "e1", STARTED, shown, talk.by(token))


def deal(talk: Talk, seen: dict[int, int], words: str = "Seen alone.", token: str | None = None) -> None:
    with talk.database.transaction() as connection:
        signals.deal_with(connection, "e1", seen, How.TALKED_ALONE, words, talk.by(token))


def add(talk: Talk, number: int, words: str, *, opens: bool = False, token: str | None = None) -> None:
    with talk.database.transaction() as connection:
        signals.add_to(connection, "e1", number, words, opens=opens, by=talk.by(token))


def waiting(talk: Talk, account: str = "worker-1", team: str = "North") -> list[tuple[str, int, bool, bool]]:
    with talk.database.reading() as connection:
        found = signals.waiting(connection, account=account, team=team)
    return [(each.enquiry, each.signals, each.sealed, each.named) for each in found]


def test_an_answer_that_can_mean_danger_raises_a_signal_as_it_is_stored(talk: Talk) -> None:
    upset(talk)
    (signal,) = stored(talk)

    assert (signal.kind, signal.dialogue, signal.question, signal.item) == (Kind.ANSWER, STARTED, "how_now", None)
    assert (signal.chosen, signal.times, signal.dealt) == (("bad",), 1, None)
    assert signal.raised == talk.at


def test_an_answer_and_its_signal_are_stored_together_or_not_at_all(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = talk.go_on(talk.held(talk.start(talk.enquiry(), Stage.BEGINNING)), {"carry_on": "now"}, until="how_now")
    before = talk.contents()
    monkeypatch.setattr(noting, "note", _fails)

    with pytest.raises(OSError, match="full"):
        talk.say(held, UPSET, "bad")
    assert talk.contents() == before


def _fails(*_: object) -> bool:
    raise OSError("full")


@pytest.mark.parametrize("said", ["good", "middle", "skipped", "dont_know", "rather_not_say"])
def test_other_answers_and_not_answering_signal_nothing(talk: Talk, said: str) -> None:
    upset(talk, said)

    assert stored(talk) == ()


def test_one_signalling_choice_among_several_is_enough_and_is_the_one_that_is_told(talk: Talk) -> None:
    said = {"carry_on": "now", "contact_ways": ["no_safe_way"]}
    talk.go_on(talk.held(talk.start(talk.enquiry(), Stage.BEGINNING)), said)

    assert [(each.question, each.chosen) for each in stored(talk)] == [("contact_ways", ("no_safe_way",))]


def test_the_workers_own_answers_signal_too(talk: Talk) -> None:
    talk.hold(talk.enquiry(), Stage.BEGINNING, others_at_risk="yes", freely_said="pressed")

    assert [each.question for each in stored(talk)] == ["others_at_risk", "freely_said"]


def test_the_same_submission_again_raises_nothing_more(talk: Talk) -> None:
    upset(talk)
    held = talk.held(STARTED)

    with pytest.raises(streams.AlreadyStored):
        talk.say(held, UPSET, "bad", token=held.events[-1].token)
    assert len(stored(talk)) == 1


def test_an_answer_that_is_changed_or_taken_back_leaves_its_signal_open(talk: Talk) -> None:
    held = upset(talk)
    held = talk.change(held, UPSET, "good")
    talk.change(held, UPSET, "skipped")

    assert [(each.chosen, each.times, each.dealt) for each in stored(talk)] == [(("bad",), 1, None)]


def test_the_same_answer_given_again_is_told_at_the_open_signal(talk: Talk) -> None:
    held = talk.change(upset(talk), UPSET, "good")
    talk.change(held, UPSET, "bad")
    (signal,) = stored(talk)

    assert signal.times == 2
    assert signal.raised < signal.last == talk.at


def test_asking_to_talk_alone_again_counts_the_times_and_adds_no_second_signal(talk: Talk) -> None:
    upset(talk, "good")
    alone(talk)
    first = talk.at
    alone(talk, Step("read_back"))
    alone(talk, None)
    (signal,) = stored(talk)

    assert (signal.kind, signal.times, signal.raised, signal.last) == (Kind.TALK_ALONE, 3, first, talk.at)
    assert signal.question == "how_now"


def test_one_press_that_is_sent_twice_counts_once(talk: Talk) -> None:
    upset(talk, "good")
    alone(talk, token="press")
    alone(talk, token="press")

    assert [each.times for each in stored(talk)] == [1]


def test_after_it_was_dealt_with_the_next_press_is_a_signal_of_its_own(talk: Talk) -> None:
    upset(talk, "good")
    alone(talk)
    (signal,) = stored(talk)
    deal(talk, {signal.number: 1})
    alone(talk)

    assert [each.dealt is None for each in stored(talk)] == [False, True]


def test_who_dealt_with_it_when_and_how_is_kept(talk: Talk) -> None:
    upset(talk)
    alone(talk)
    first, second = stored(talk)
    deal(talk, {first.number: 1, second.number: 1})

    for each in stored(talk):
        assert (each.dealt, each.dealt_by, each.how) == (talk.at, "worker-1", How.TALKED_ALONE)
        assert each.words == "Seen alone."


def test_what_was_raised_again_since_it_was_looked_at_is_not_dealt_with(talk: Talk) -> None:
    """Somebody reads "pressed once"; meanwhile it is pressed again: their form must not end a call they never saw."""
    upset(talk, "good")
    alone(talk)
    (seen,) = stored(talk)
    alone(talk)

    with pytest.raises(NotAsSeen):
        deal(talk, {seen.number: seen.times})
    assert stored(talk)[0].dealt is None


def test_what_a_colleague_dealt_with_first_is_not_written_over(talk: Talk) -> None:
    upset(talk)
    (signal,) = stored(talk)
    deal(talk, {signal.number: 1}, "First")

    with pytest.raises(NotAsSeen):
        deal(talk, {signal.number: 1}, "Second")
    assert [each.words for each in stored(talk)] == ["First"]


def test_what_was_done_is_put_right_by_adding_and_both_stay(talk: Talk) -> None:
    upset(talk)
    (signal,) = stored(talk)
    deal(talk, {signal.number: 1}, "Seen alone.")
    add(talk, signal.number, "It was by telephone.", token="form")
    add(talk, signal.number, "It was by telephone.", token="form")
    (signal,) = stored(talk)

    assert [(each.how, each.words, each.by) for each in signal.done] == [
        (How.TALKED_ALONE, "Seen alone.", "worker-1"),
        (None, "It was by telephone.", "worker-1"),
    ]
    assert (signal.words, signal.dealt) == ("Seen alone.", signal.done[0].at)
    assert waiting(talk) == []


def test_what_was_not_dealt_with_after_all_is_open_again_and_nothing_of_it_is_lost(talk: Talk) -> None:
    upset(talk)
    (signal,) = stored(talk)
    deal(talk, {signal.number: 1}, "Seen alone.")
    add(talk, signal.number, "That was another person.", opens=True)
    assert waiting(talk) == [("e1", 1, False, False)]
    deal(talk, {signal.number: 1}, "Seen now.")
    (signal,) = stored(talk)

    assert [(each.words, each.opens) for each in signal.done] == [
        ("Seen alone.", False),
        ("That was another person.", True),
        ("Seen now.", False),
    ]
    assert waiting(talk) == []


def test_nothing_is_added_to_what_is_open_or_not_there(talk: Talk) -> None:
    upset(talk)

    for number in (stored(talk)[0].number, 99):
        with pytest.raises(NotAsSeen):
            add(talk, number, "More")
    assert stored(talk)[0].done == ()


@pytest.mark.parametrize("seen", [{}, {99: 1}])
def test_a_signal_that_is_not_there_cannot_be_dealt_with(talk: Talk, seen: dict[int, int]) -> None:
    upset(talk)

    with pytest.raises(NotAsSeen):
        deal(talk, seen)


def test_the_same_form_again_changes_nothing(talk: Talk) -> None:
    upset(talk)
    (signal,) = stored(talk)
    deal(talk, {signal.number: 1}, "First", token="form")
    before = talk.contents()
    deal(talk, {signal.number: 1}, "First", token="form")

    assert talk.contents() == before


def test_every_signal_and_every_dealing_has_its_row_in_the_trail_and_none_of_the_words(talk: Talk) -> None:
    upset(talk)
    deal(talk, {stored(talk)[0].number: 1}, "CANARY")
    rows = talk.query("select action, actor, thing from audit where action like 'signal%' order by id")

    assert rows == [("signal_raised", "worker-1", "e1"), ("signals_dealt_with", "worker-1", "e1")]
    assert "CANARY" not in str(talk.query("select * from audit"))


def test_a_rebuild_finds_and_mends_what_is_not_as_the_events_say(talk: Talk) -> None:
    upset(talk)
    alone(talk)
    deal(talk, {stored(talk)[0].number: 1})
    alone(talk)
    right = stored(talk)
    assert list(differences(talk.database, talk.library)) == []
    with talk.database.transaction() as connection:
        connection.execute("update signal set dealt = '2026-01-01T00:00:00.000000Z' where kind = 'talk_alone'")

    assert {difference.table for difference in differences(talk.database, talk.library)} == {"signal"}
    assert rebuild(talk.database, talk.library) == 1
    assert stored(talk) == right


def test_open_signals_wait_for_the_team_and_the_lead_and_for_nobody_else(talk: Talk) -> None:
    upset(talk)
    alone(talk)

    assert waiting(talk, "anybody", "North") == [("e1", 2, False, False)]
    assert waiting(talk, "worker-1", "South") == [("e1", 2, False, False)]
    assert waiting(talk, "anybody", "South") == []
    for signal in stored(talk):
        deal(talk, {signal.number: signal.times})
    assert waiting(talk) == []


def test_of_a_sealed_enquiry_it_is_told_whether_the_account_is_named(talk: Talk) -> None:
    upset(talk)
    with talk.database.transaction() as connection:
        seals.seal(connection, "e1", ["walter"], talk.by())

    assert waiting(talk, "worker-1") == [("e1", 1, True, False)]
    assert waiting(talk, "walter") == [("e1", 1, True, True)]


def test_finding_what_waits_costs_no_more_with_more_enquiries(database: Database) -> None:
    """It starts from the open signals by their own index; nothing is read of enquiries without one."""
    with database.reading() as connection:
        rows = connection.execute(f"explain query plan {signals.WAITING}", ["", "", "", ""]).fetchall()
    plan = " ".join(str(row[3]) for row in rows)

    assert "SCAN signal USING INDEX signal_open" in plan
    assert "SEARCH enquiry USING INDEX sqlite_autoindex_enquiry_1 (id=?)" in plan


def test_nothing_is_asked_of_the_database_where_nothing_signals(talk: Talk) -> None:
    held = talk.go_on(talk.held(talk.start(talk.enquiry(), Stage.BEGINNING)), {"carry_on": "now"}, until="how_now")
    queries: list[str] = []
    with talk.database.transaction() as connection:
        connection.conn.set_trace_callback(queries.append)
        signals.raise_by_answers(connection, "e1", STARTED, held.dialogue.flow, (), talk.by())
        connection.conn.set_trace_callback(None)

    assert queries == []
