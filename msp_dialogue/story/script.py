"""What a sitting says, taken question by question, so that nothing of it stays unsaid unnoticed; it stores nothing."""

from collections.abc import Iterable
from datetime import timedelta

from msp_dialogue.answer import Answer, NotAnswered
from msp_dialogue.answer.kind import Information
from msp_dialogue.flow.ask import Asked
from msp_dialogue.flow.model import Kind, Place
from msp_dialogue.flow.step import Step
from msp_dialogue.flow.voice import NonAnswer
from msp_dialogue.story.answering import answered
from msp_dialogue.story.model import Correction, Given, Script, Told
from msp_dialogue.story.problems import Mistake


class Saying:
    """A script while it is said; `place` is the chapter's, and days move by `shift`."""

    def __init__(self, script: Script, place: Place, shift: timedelta) -> None:
        """Start with everything unsaid."""
        self.script = script
        self._place = place
        self._shift = shift
        self._given = {each.question: each for each in script.answers}
        self._unsaid = {(question, key) for question, each in self._given.items() for key in _keys(each.said)}
        self._uncorrected = list(script.corrections)
        self._presses_at = script.presses_at
        self._reached: set[str] = set()
        self._known_as: dict[str, set[str]] = {}

    def answer(self, step: Step, asked: Asked) -> Answer:
        """What is said at a question; where nothing is, it is skipped, which a required question does not take."""
        self._reached.add(step.question)
        given = self._given.get(step.question)
        said = self._of_item(given, step, asked) if given else None
        if given and said is not None:
            return answered(asked, said, given.place, self._shift)
        if asked.question.kind is Kind.INFORMATION:
            return Information()
        if asked.question.required:
            raise Mistake(self._place, f"`{step.question}` must be answered here, and the story says nothing at it.")
        return NotAnswered(NonAnswer.SKIPPED)

    def place(self, step: Step) -> Place:
        """Where the file says something at a question."""
        given = self._given.get(step.question)
        return given.place if given else self._place

    def correction(self, step: Step) -> Correction | None:
        """The change that is to be made while this question is on the screen."""
        return next((each for each in self._uncorrected if each.seen_at == step.question), None)

    def corrected(self, correction: Correction, asked: Asked) -> Answer:
        """What is said instead."""
        self._uncorrected.remove(correction)
        return answered(asked, correction.said, correction.place, self._shift)

    def presses(self, step: Step) -> bool:
        """Whether the quiet button is pressed while this question is on the screen; once in a sitting."""
        if step.question != self._presses_at:
            return False
        self._presses_at = None
        return True

    def finish(self) -> None:
        """Raise Mistake for what the story says where nothing was asked."""
        for each in self._uncorrected:
            raise Mistake(each.place, f"This is never changed: `{each.seen_at}` is not asked in this sitting.")
        for question, item in sorted(self._unsaid, key=str):
            raise Mistake(self._given[question].place, self._why_unsaid(question, item))
        if self.script.stop_after and self.script.stop_after not in self._reached:
            what = f"It cannot stop after `{self.script.stop_after}`, which is not asked in this sitting."
            raise Mistake(self._place, what)

        if self._presses_at:
            what = f"Nothing can be pressed at `{self._presses_at}`, which is not asked in this sitting."
            raise Mistake(self._place, what)

    def _of_item(self, given: Given, step: Step, asked: Asked) -> Told | None:
        if step.item is None:
            self._unsaid = {each for each in self._unsaid if each[0] != step.question}
            return given.said
        if not isinstance(given.said, dict):
            what = f"`{step.question}` is asked of each of several things: write `what it is: answer` for each."
            raise Mistake(given.place, what)
        named = self._known_as.setdefault(step.item, {step.item})
        if asked.item:
            named.add(asked.item.words)  # beside what it was called before it was changed in this sitting
        key = next((key for key in given.said if key in named), None)
        self._unsaid.discard((step.question, key))
        return None if key is None else given.said[key]

    def _why_unsaid(self, question: str, item: str | None) -> str:
        if question not in self._reached:
            return f"`{question}` is not reached in this sitting, so nothing can be said at it."
        return f"`{question}` is not asked of `{item}`."


def _keys(said: Told) -> Iterable[str | None]:
    """What a story waits to be asked: a question once, or of each thing it names."""
    return said if isinstance(said, dict) else (None,)
