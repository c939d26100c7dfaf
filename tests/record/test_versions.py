"""Conversations and the versions of their flow: words reach them at once, structure only where it fits."""

from collections.abc import Callable
from pathlib import Path

import pytest

from msp_dialogue.flow.check import proved
from msp_dialogue.flow.load import parse_flow
from msp_dialogue.flow.model import Stage
from msp_dialogue.flow.step import Step
from msp_dialogue.record.dialogues import Held
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.rebuild import differences
from tests.record.talking import Talk

FLOW = """\
flow: wishes
stage: beginning
title: Wishes
sections:
  - id: wants
    part: person
    title: Wants
    questions:
      - id: want
        kind: words
        ask: What do you want?
        easy: What do you want?
        records: desired_outcome
      - id: examples
        kind: some_of
        ask: Which of these?
        easy: Which?
        options:
          - {id: be_safer, says: To be safer}
          - {id: make_friends, says: To make friends}
  - id: own_words
    part: person
    title: Wants
    for_each: examples
    questions:
      - id: example_words
        kind: words
        ask: How would you say it?
        easy: Say it.
        records: desired_outcome
  - id: ending
    part: person
    title: The end
    questions:
      - id: thanks
        kind: information
        ask: Thank you
        easy: Thank you
        next:
          - when: {items: outcome, at_least: 1}
            to: matters
          - to: feeling
      - id: matters
        kind: rank
        ask: What matters most?
        easy: What first?
        from: outcome
        records: rank
      - id: feeling
        kind: one_of
        ask: How are you?
        easy: How are you?
        options:
          - {id: good, says: Good}
          - {id: bad, says: Bad}
        next:
          - to: end
"""
CORRECTED = FLOW.replace("To be safer", "To feel safer").replace(
    "How are you?\n        easy", "How do you do?\n        easy"
)
COMPATIBLE = FLOW.replace("{id: bad, says: Bad}", "{id: bad, says: Bad}\n          - {id: between, says: Between}")
BREAKING = FLOW.replace("id: good,", "id: well,")

Versions = Callable[[str], Talk]


@pytest.fixture
def using(talk: Talk, tmp_path: Path) -> Versions:
    """The same record as it is after a restart with this version of the flow."""

    def restarted(source: str) -> Talk:
        flow = proved(parse_flow(source, file="wishes.yaml", folder=tmp_path))
        talk.library = FlowLibrary([flow])
        with talk.database.transaction() as connection:
            talk.library.keep(connection, talk.by().at)
        return talk

    return restarted


def heading(held: Held) -> str:
    current = held.dialogue.current
    assert current is not None
    return held.dialogue.asked(current, held.dialogue.speaker({})).heading


def offered(held: Held) -> list[str]:
    current = held.dialogue.current
    assert current is not None
    return [choice.key for choice in held.dialogue.asked(current, held.dialogue.speaker({})).choices]


def half_way(talk: Talk) -> Held:
    """A conversation that has come to its last question."""
    held = talk.held(talk.start(talk.enquiry(), Stage.BEGINNING))
    held = talk.go_on(held, {"want": "Home.", "examples": ["be_safer"]}, until="matters")
    home, safer = held.dialogue.outcomes
    return talk.say(held, Step("matters"), {"order": [safer, home], "offered": 2})


def words(talk: Talk) -> dict[str, str]:
    return {row["question"]: row["words"] for row in talk.rows("answer")}


def wishes(talk: Talk) -> list[str]:
    return [row["words"] for row in sorted(talk.rows("outcome"), key=lambda row: int(row["number"]))]


def test_corrected_words_reach_a_started_conversation_at_once(using: Versions) -> None:
    dialogue = half_way(using(FLOW)).dialogue.id
    held = using(CORRECTED).held(dialogue)

    assert heading(held) == "How do you do?"


def test_a_picture_reaches_a_started_conversation_at_once_as_its_words_do(using: Versions) -> None:
    dialogue = half_way(using(FLOW)).dialogue.id
    drawn = FLOW.replace("id: feeling", "id: feeling\n        picture: heart").replace(
        "{id: good, says: Good}", "{id: good, says: Good, picture: face_good}"
    )
    talk = using(drawn)
    current = talk.held(dialogue).dialogue
    asked = current.asked(Step("feeling"), current.speaker({}))

    assert asked.question.picture == "heart"
    assert [choice.picture for choice in asked.choices] == ["face_good", None]
    assert list(differences(talk.database, talk.library)) == []


def test_a_structure_named_when_pictures_still_counted_is_the_current_one_if_nothing_else_changed(
    using: Versions,
) -> None:
    talk = using(FLOW)
    current = talk.library.for_stage(Stage.BEGINNING)
    row = {"wording": "w", "structure": "with pictures", "flow": "wishes", "source": FLOW, "first_used": "2026-01-01"}
    with talk.database.transaction() as connection:
        connection.table("flow_version").insert(row)

    assert talk.library.version(talk.database.connection, "wishes", "with pictures") is current


def test_what_was_chosen_stays_in_the_words_it_was_chosen_in(using: Versions) -> None:
    dialogue = half_way(using(FLOW)).dialogue.id
    before = words(using(FLOW)), wishes(using(FLOW))
    talk = using(CORRECTED)
    found = list(differences(talk.database, talk.library))
    talk.say(talk.held(dialogue), Step("feeling"), "good")

    assert found == []
    assert list(differences(talk.database, talk.library)) == []
    assert words(talk) == before[0] | {"feeling": "Good"}
    assert words(talk)["matters"] == "1. To be safer\n2. Home."
    assert wishes(talk) == before[1] == ["Home.", "To be safer"]


def test_each_answer_names_the_words_it_was_given_to(using: Versions) -> None:
    dialogue = half_way(using(FLOW)).dialogue.id
    talk = using(CORRECTED)
    talk.say(talk.held(dialogue), Step("feeling"), "good")
    named = talk.query(
        "select question, source from event join flow_version on event.wording = 'en:' || flow_version.wording"
        " where kind = 'answered'"
    )

    assert {question for question, source in named if "To feel safer" in source} == {"feeling"}
    assert {question for question, source in named if "To be safer" in source} >= {"want", "examples"}


def test_a_compatible_version_is_taken_after_the_next_answer(using: Versions) -> None:
    held = talked = half_way(using(FLOW))
    talk = using(COMPATIBLE)
    before = talk.held(held.dialogue.id)
    held = talk.change(before, Step("want"), "Home again.")
    kinds = [kind for (kind,) in talk.query("select kind from event where stream = ? order by seq", held.dialogue.id)]

    assert offered(before) == ["good", "bad"]
    assert offered(talk.held(held.dialogue.id)) == offered(held) == ["good", "bad", "between"]
    assert kinds.count("adopted") == 1
    assert talk.query("select structure from dialogue") == [(talk.library.for_stage(Stage.BEGINNING).structure,)]
    assert talk.query("select structure from dialogue") != [(talked.dialogue.started.structure,)]
    assert list(differences(talk.database, talk.library)) == []


def test_answers_from_before_keep_their_words_in_a_compatible_version(using: Versions) -> None:
    dialogue = half_way(using(FLOW)).dialogue.id
    talk = using(COMPATIBLE.replace("To be safer", "To feel safer"))
    held = talk.change(talk.held(dialogue), Step("want"), "Home again.")
    talk.say(held, Step("feeling"), "between")

    assert words(talk)["examples"] == "To be safer"
    assert words(talk)["feeling"] == "Between"
    assert list(differences(talk.database, talk.library)) == []


def test_a_conversation_goes_on_to_its_end_on_the_structure_it_started_on(using: Versions) -> None:
    dialogue = half_way(using(FLOW)).dialogue.id
    talk = using(BREAKING)
    held = talk.change(talk.held(dialogue), Step("want"), "Home again.")
    before_the_end = offered(talk.held(dialogue))
    held = talk.say(held, Step("feeling"), "good")
    fresh = talk.go_on(talk.held(talk.start("e1", Stage.BEGINNING, "fresh")), {}, until="feeling")

    assert str(held.dialogue.state) == "finished"
    assert words(talk)["feeling"] == "Good"
    assert before_the_end == ["good", "bad"]
    assert offered(fresh) == ["well", "bad"]
    assert list(differences(talk.database, talk.library)) == []


def test_a_conversation_on_an_old_structure_has_the_newest_words_of_it(using: Versions) -> None:
    dialogue = half_way(using(FLOW)).dialogue.id
    using(CORRECTED)
    held = using(BREAKING).held(dialogue)

    assert heading(held) == "How do you do?"
    assert offered(held) == ["good", "bad"]


def test_a_conversation_outlives_its_flow(using: Versions) -> None:
    dialogue = half_way(using(FLOW)).dialogue.id
    talk = using(FLOW.replace("flow: wishes", "flow: others"))
    held = talk.say(talk.held(dialogue), Step("feeling"), "good")

    assert str(held.dialogue.state) == "finished"
    assert list(differences(talk.database, talk.library)) == []


def test_a_conversation_that_is_over_takes_no_new_version(using: Versions) -> None:
    talk = using(FLOW)
    held = talk.say(half_way(talk), Step("feeling"), "good")
    talk = using(COMPATIBLE)
    kinds = talk.query("select distinct kind from event where stream = ?", held.dialogue.id)

    assert ("adopted",) not in kinds
    assert list(differences(talk.database, talk.library)) == []
