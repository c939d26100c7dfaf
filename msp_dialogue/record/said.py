"""The answers that count, as rows: those on the path of a dialogue, each with its words and what it was before."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from msp_dialogue.answer import Answer, load
from msp_dialogue.database import stamp
from msp_dialogue.dialogue import Answered, Dialogue
from msp_dialogue.flow.ask import Speaker
from msp_dialogue.flow.model import PRACTICE
from msp_dialogue.flow.step import Step
from msp_dialogue.record.streams import Row

NAMES = {"person": "the person", "worker": "the worker"}
"""The record keeps no names inside answers; pages fill them in."""

Key = tuple[str, str]


def answer_rows(dialogue: Dialogue, events: Sequence[Row], enquiry: str) -> dict[Key, dict[str, Any]]:
    """The rows of one dialogue by question and item; `events` are the rows of its stream, numbered from 1."""
    return _rows(dialogue, _places(dialogue), events, enquiry)


def changed_rows(
    before: Dialogue, after: Dialogue, events: Sequence[Row], enquiry: str
) -> tuple[dict[Key, dict[str, Any]], dict[Key, dict[str, Any]]]:
    """The rows before and after a step, without those that cannot differ: most answers are not touched by the next."""
    earlier, later = _places(before), _places(after)
    if before.flow is after.flow and before.voice is after.voice:
        settled = before.outcomes == after.outcomes
        same = {
            step
            for step, place in earlier.items()
            if later.get(step) == place
            and before.said[step] is after.said[step]
            and (settled or _asks_the_same(step, before, after))
        }
        earlier = {step: place for step, place in earlier.items() if step not in same}
        later = {step: place for step, place in later.items() if step not in same}
    return _rows(before, earlier, events, enquiry), _rows(after, later, events, enquiry)


def _asks_the_same(step: Step, before: Dialogue, after: Dialogue) -> bool:
    """Whether a step asks in the same words, of which some hang on the desired outcomes."""
    names_outcomes = step.item or before.flow.questions[step.question].choices_from
    return not names_outcomes or before.known_at(step) == after.known_at(step)


def _places(dialogue: Dialogue) -> dict[Step, int]:
    """The steps on the path whose answers count; what is only tried out stays with its event and makes no row."""
    return {
        step: place
        for place, step in enumerate(dialogue.path.steps, start=1)
        if dialogue.flow.questions[step.question].records != PRACTICE
    }


def _rows(
    dialogue: Dialogue, places: Mapping[Step, int], events: Sequence[Row], enquiry: str
) -> dict[Key, dict[str, Any]]:
    return {
        (step.question, step.item or ""): _answer_row(dialogue, step, place, events, enquiry)
        for step, place in places.items()
    }


def _answer_row(dialogue: Dialogue, step: Step, place: int, events: Sequence[Row], enquiry: str) -> dict[str, Any]:
    said = dialogue.said[step]
    question = dialogue.flow.questions[step.question]
    event = events[said.seq - 1]
    # What was chosen stays in the words it was chosen in, whatever a corrected flow says now; in the flow's own
    # language, since workers read it.
    flow = dialogue.worded(said.event)
    speaker = Speaker(flow, flow.language, dialogue.voice, NAMES)
    return {
        "dialogue": dialogue.id,
        "question": step.question,
        "item": step.item or "",
        "enquiry": enquiry,
        "place": place,
        "part": str(dialogue.part(step)),
        "kind": str(question.kind),
        "records": question.records,
        "theme": question.theme,
        "value": _json(said.event.value),
        "non_answer": said.event.non_answer,
        "voice": str(said.event.voice),
        "words": "\n".join(said.answer.words(dialogue.asked(step, speaker))),
        "wishes": _json(_wishes(dialogue, step, said.answer, said.event)),
        "earlier": _json(_earlier(dialogue, step, events)),
        "at": stamp(event.at),
        "recorded_by": event.recorded_by,
    }


def _earlier(dialogue: Dialogue, step: Step, events: Sequence[Row]) -> list[Mapping[str, Any]] | None:
    """What was answered before it was corrected, oldest first."""
    found: list[Mapping[str, Any]] = []
    number = dialogue.said[step].event.corrects
    while number:
        row = events[number - 1]
        event = Answered.of(row.columns())
        answer = load(dialogue.flow.questions[step.question], event.value, event.non_answer)
        found.append(
            {
                "value": event.value,
                "non_answer": event.non_answer,
                "wishes": _wishes(dialogue, step, answer, event),
                "voice": event.voice,
                "at": stamp(row.at),
                "by": row.recorded_by,
            }
        )
        number = event.corrects
    return found[::-1] or None


def _wishes(dialogue: Dialogue, step: Step, answer: Answer, given: Answered) -> list[Mapping[str, str | None]] | None:
    return [asdict(item) for item in dialogue.wishes(step, answer, given.voice, given)] or None


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)
