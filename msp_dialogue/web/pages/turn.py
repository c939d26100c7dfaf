"""A question that was asked and what was said to it, as it stands above the next; put into words once."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from msp_dialogue.answer import Answer, NotAnswered
from msp_dialogue.dialogue import Dialogue, Said
from msp_dialogue.dialogue.look import Words
from msp_dialogue.flow.ask import Asked, Speaker
from msp_dialogue.flow.model import Part
from msp_dialogue.flow.step import Step
from msp_dialogue.flow.version import wording_id
from msp_dialogue.flow.voice import NonAnswer, Voice
from msp_dialogue.record.dialogues import Held
from msp_dialogue.web import tokens
from msp_dialogue.web.language import page_language
from msp_dialogue.web.words import _

MOST = 64
"""Conversations whose turns are remembered; then all are forgotten, and put into words anew."""


class Turn(NamedTuple):
    """A question that was asked, and what was said to it."""

    question: str
    answer: tuple[str, ...]
    who: str
    change: str | None


_Known = dict[tuple[Step, str | None], tuple[Said, Turn]]
_remembered: dict[tuple[object, ...], _Known] = {}
"""By all that the words of a conversation's turns hang on: each turn, with the answer it was made of."""


def turns(held: Held, steps: Iterable[Step], speaker: Speaker, *, change: bool = True) -> tuple[Turn, ...]:
    """What was asked at each of these steps, and what was answered."""
    dialogue = held.dialogue
    spoken = (speaker.language, speaker.voice, wording_id(speaker.flow), *speaker.names.values())
    how = (dialogue.id, spoken, page_language(), dialogue.look.words, change)
    if how not in _remembered and len(_remembered) >= MOST:
        _remembered.clear()
    known = _remembered.setdefault(how, {})
    return tuple(_turn(dialogue, step, speaker, known, change=change) for step in steps)


def _turn(dialogue: Dialogue, step: Step, speaker: Speaker, known: _Known, *, change: bool) -> Turn:
    said = dialogue.said[step]
    if dialogue.flow.questions[step.question].choices_from:  # its words hang on all that was wished for
        return _in_words(dialogue, step, speaker, change=change)
    about = dialogue.about(step) if step.item else None
    key = (step, about.words if about else None)
    made = known.get(key)
    if made is None or made[0] is not said:
        made = known[key] = said, _in_words(dialogue, step, speaker, change=change)
    return made[1]


def _in_words(dialogue: Dialogue, step: Step, speaker: Speaker, *, change: bool) -> Turn:
    said = dialogue.said[step]
    asked = _as_read(dialogue.asked(step, speaker), dialogue)
    skipped = isinstance(said.answer, NotAnswered) and said.answer.reason is NonAnswer.SKIPPED
    return Turn(
        question=asked.heading if not asked.item else f"{asked.heading} “{asked.item.words}”",
        answer=() if skipped else answer_words(said.answer, asked),
        who=_who_skipped(said.event.voice, speaker) if skipped else who(said.event.voice, speaker),
        change=tokens.change(dialogue.id, step) if change else None,
    )


def _as_read(asked: Asked, dialogue: Dialogue) -> Asked:
    """The question in the words that whoever answers reads it in."""
    if asked.part is not Part.PERSON or dialogue.look.words is not Words.EASY:
        return asked
    choices = tuple(replace(each, says=each.easy or each.says) for each in asked.choices)
    return replace(asked, heading=asked.easy or asked.heading, choices=choices)


def answer_words(answer: Answer, asked: Asked) -> tuple[str, ...]:
    """An answer as people read it; a non-answer is said as what it is."""
    if isinstance(answer, NotAnswered):
        return (_said_non_answer(answer.reason),)
    return answer.words(asked)


def who(voice: Voice, speaker: Speaker) -> str:
    """Whose answer it is, as it is shown beside it."""
    if voice is Voice.REPRESENTATIVE:
        return _("You said, for %(person)s", person=speaker.names["person"])
    return _("%(worker)s noted", worker=speaker.names["worker"]) if voice is Voice.WORKER else _("You said")


def _who_skipped(voice: Voice, speaker: Speaker) -> str:
    if voice is Voice.WORKER:
        return _("%(worker)s skipped this", worker=speaker.names["worker"])
    return _("You skipped this")


def _said_non_answer(reason: NonAnswer) -> str:
    return {
        NonAnswer.SKIPPED: _("(skipped)"),
        NonAnswer.DONT_KNOW: _("I don’t know"),
        NonAnswer.RATHER_NOT_SAY: _("I’d rather not say"),
    }[reason]
