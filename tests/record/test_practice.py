"""What is tried out before the first scale is kept with its conversation, and told and counted nowhere."""

import pytest

from msp_dialogue.flow.model import PRACTICE, Kind, Part, Stage
from msp_dialogue.flow.step import Step
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.rebuild import differences
from tests.record.talking import Talk


@pytest.mark.parametrize("stage", list(Stage))
def test_a_practice_stands_once_before_the_first_scale_of_the_persons_part(library: FlowLibrary, stage: Stage) -> None:
    flow = library.for_stage(stage).flow
    scales = [
        question
        for question in flow.questions.values()
        if question.kind is Kind.SCALE and flow.section_of[question.id].part is Part.PERSON
    ]

    assert [question.records == PRACTICE for question in scales] == [True] + [False] * (len(scales) - 1)


@pytest.mark.parametrize("said", ["bad", "skipped", "rather_not_say"])
def test_what_is_tried_out_leaves_an_event_and_no_answer(talk: Talk, said: str) -> None:
    held = talk.hold(talk.enquiry(), Stage.MIDDLE, practice=said, in_control="yes")
    events = talk.query("select question from event where kind = 'answered' and stream = ?", held.dialogue.id)

    assert ("practice",) in events
    assert "practice" not in {row["question"] for row in talk.rows("answer")}
    assert "in_control" in {row["question"] for row in talk.rows("answer")}
    assert list(differences(talk.database, talk.library)) == []


def test_what_is_tried_out_is_not_read_back_and_can_be_gone_back_to(talk: Talk) -> None:
    held = talk.held(talk.start(talk.enquiry(), Stage.MIDDLE))
    held = talk.go_on(held, {"practice": "good"}, until="in_control")
    before = held.dialogue.before
    held = talk.go_on(held, {"in_control": "yes"}, until="read_back")

    assert before == Step("practice")
    assert Step("practice") not in held.dialogue.turns(this_sitting=False)
    assert Step("in_control") in held.dialogue.turns(this_sitting=False)
