"""What a submitted form of a conversation asks for, and doing it; it must not know how the reply looks."""

import re
from collections.abc import Callable, Iterable

from werkzeug.datastructures import MultiDict

from msp_dialogue import answer as answers
from msp_dialogue.answer import NotAccepted, NotAnswered
from msp_dialogue.dialogue import Dialogue, Event, NotInProgress, NotOnPath, State
from msp_dialogue.flow.step import Step
from msp_dialogue.record import dialogues
from msp_dialogue.record.dialogues import Held
from msp_dialogue.web import tokens
from msp_dialogue.web.forms import written
from msp_dialogue.web.screen import AtScreen
from msp_dialogue.web.service import service


class Asked:
    """A form that answers, skips, goes back, changes, stops, or wants another row."""

    def __init__(self, at: AtScreen, form: MultiDict[str, str], shown: tokens.Shown) -> None:
        """Take the form as it was read; nothing happens yet."""
        self.at, self.held, self.form, self.shown = at, at.held, form, shown

    def carry_out(self) -> Held | None:
        """The conversation after it; None when only another row is wanted on the same page.

        Raises what storing raises, NotAccepted, DialogueProblem and tokens.BadToken.
        """
        dialogue, seen = self.held.dialogue, self.shown.seen
        if self.form.get("do") == "stop":
            return self._store(_paused, leaving=True)
        self._must_be_theirs(self.shown.step)
        if self.form.get("do") == "add":
            return None
        if self.form.get("do") == "go_back":
            return self._store(lambda now: now.turn_to(self.at.back_from(now), seen=seen), leaving=True)
        if self.form.get("change"):
            to = tokens.read(self.form["change"], dialogue.id).step
            self._must_be_theirs(to)
            if not self.at.may_show(to):
                raise NotOnPath(to)
            return self._store(lambda now: now.turn_to(to, seen=seen), leaving=True)
        return self._store(self._answered, leaving="non_answer" in self.form)

    def with_another_row(self) -> MultiDict[str, str]:
        """The form as it was typed, with one more empty row after the last."""
        form = MultiDict(self.form)
        for name in ("words", "name"):
            numbers = [int(row[1]) for key in form if (row := re.fullmatch(f"{name}-([0-9]{{1,4}})", key))]
            last = max([*numbers, *self._rows_before()], default=0)
            if numbers and last < answers.MOST_ROWS:
                form.add(f"{name}-{last + 1}", "")
        return form

    def _must_be_theirs(self, step: Step) -> None:
        """Whoever has the screen answers in their own part, however the form came about [Z-06]."""
        if not self.held.dialogue.is_on_path(step) or not self.at.may_answer(step):
            raise NotOnPath(step)

    def _rows_before(self) -> list[int]:
        """The rows this question ever had: a new one must not take the place of one that was taken out."""
        told = [row.value for row in self.held.events if Step(row.question or "", row.item) == self.shown.step]
        rows = [row for value in told if isinstance(value, list) for row in value if isinstance(row, dict)]
        return [int(row["key"]) for row in rows if "key" in row]

    def _answered(self, dialogue: Dialogue) -> tuple[Event, ...]:
        step = self.shown.step
        reason = self.form.get("non_answer")
        if reason:
            known = {str(each): each for each in dialogue.non_answers(step)}
            if reason not in known:
                raise NotAccepted(answers.Fault("choice", "not_offered"))
            return dialogue.answer(step, NotAnswered(known[reason]), seen=self.shown.seen)
        asked = dialogue.asked(step, self.at.speaker)
        return dialogue.answer(step, answers.read(asked, self.form), seen=self.shown.seen)

    def _store(self, decide: Callable[[Dialogue], Iterable[Event]], *, leaving: bool = False) -> Held:
        """Store it; what was typed at a question that is left without an answer is kept beside it."""
        typed = written(self.form)
        left = (self.shown.step, typed) if leaving and typed else None
        by = self.at.by(self.shown.token)
        return dialogues.step(service().database, service().library, self.held, decide, by, left=left)


def _paused(dialogue: Dialogue) -> tuple[Event, ...]:
    if dialogue.state is not State.IN_PROGRESS:
        raise NotInProgress(dialogue.state)
    return dialogue.pause()
