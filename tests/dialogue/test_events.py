"""Every kind of event survives the record: written as columns, stored as JSON, read again."""

import json
from typing import Any, get_args

import pytest

from msp_dialogue.dialogue import (
    Adopted,
    Answered,
    Ended,
    Event,
    LookChosen,
    Paused,
    Resumed,
    Started,
    Waited,
    WentBack,
    of_row,
)
from msp_dialogue.dialogue.look import USUAL
from msp_dialogue.flow.ask import Item
from msp_dialogue.flow.step import Step
from msp_dialogue.flow.voice import NonAnswer, Voice
from msp_dialogue.record.streams import COLUMNS

EVENTS: list[Event] = [
    Started("outcomes", "0" * 64, "cy", (Item("o.1", "شكرا 🙂", ("safer",)), Item("o.2", "x")), ("plan_b",)),
    Started("outcomes", "0" * 64, "en"),
    Answered(Step("want"), "  kept as typed\r\n", None, Voice.ADULT, "en:1"),
    Answered(Step("rate", "o.1"), {"order": ["a"], "offered": 3}, None, Voice.REPRESENTATIVE, "en:1", corrects=7),
    Answered(Step("want"), None, NonAnswer.RATHER_NOT_SAY, Voice.ADULT_WITH_SUPPORT, "en:1"),
    Answered(Step("many"), 0, None, Voice.WORKER, "en:1"),
    WentBack(Step("want")),
    WentBack(Step("rate", "o.1")),
    Paused(),
    Resumed("Sam and Ann"),
    Waited("Sam, and a neighbour"),
    Adopted("1" * 64),
    LookChosen(USUAL, for_now=True),
    LookChosen(USUAL.having("text", "large").having("speed", "slow")),
    Ended("not_held"),
]


def stored(event: Event) -> dict[str, Any]:
    """The row of an event as the record gives it back."""
    columns = {name: event.columns().get(name) for name in COLUMNS}
    row: dict[str, Any] = json.loads(json.dumps(columns, ensure_ascii=False))
    return {"kind": event.KIND, **row}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.KIND)
def test_an_event_is_read_as_it_was_stored(event: Event) -> None:
    assert of_row(stored(event)) == event


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.KIND)
def test_an_event_has_no_column_that_the_record_does_not_keep(event: Event) -> None:
    assert set(event.columns()) <= set(COLUMNS)


def test_every_kind_of_event_is_tried_here() -> None:
    assert {type(event) for event in EVENTS} == set(get_args(Event))
