"""Holds conversations in the record as a page would, with what is not said skipped; a driver for tests."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from msp_dialogue.answer import load
from msp_dialogue.answer.kind import Information
from msp_dialogue.database import Database
from msp_dialogue.dialogue import Dialogue, Event
from msp_dialogue.flow.model import Kind, Stage
from msp_dialogue.flow.step import Step
from msp_dialogue.flow.voice import NonAnswer
from msp_dialogue.record import dialogues, enquiries, models
from msp_dialogue.record.dialogues import Held
from msp_dialogue.record.enquiries import AdultDetails, EnquiryDetails, EnquiryKind
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.streams import By

USUAL: Mapping[str, Any] = {
    "held": "yes",
    "asker": "lead",
    "who_answers": "adult",
    "representative_kind": "imca",
    "source_of_harm": "no",
    "present": [{"name": "Test Reed", "relation": "the adult"}],
    "alone": "alone",
    "safe_to_talk": "yes",
    "sitting": "handed_over",
    "take_part": "yes",
    "not_asked_reason": "other",
}
"""What is answered where a test says nothing: all that must be, and taking part."""


@dataclass
class Talk:
    """One record, a clock that moves with every submission, and a worker."""

    database: Database
    library: FlowLibrary
    at: datetime
    actor: str = "worker-1"
    submissions: int = field(default=0)

    def by(self, token: str | None = None) -> By:
        """The next submission, a minute after the one before."""
        self.submissions += 1
        self.at += timedelta(minutes=1)
        return By(self.actor, self.at, token or f"token-{self.submissions}")

    def enquiry(self, name: str = "e1", *, adult: str = "SYN-A1", opened: str = "2026-01-05") -> str:
        """A new enquiry."""
        details = EnquiryDetails(f"SYN-{name}", EnquiryKind.SECTION_42, "North", opened, "worker-1")
        known = AdultDetails(adult, "Test Reed")
        return enquiries.open_enquiry(self.database, f"adult-{name}", name, known, details, self.by())

    def start(self, enquiry: str, stage: Stage, name: str | None = None) -> str:
        """A new conversation, not yet talked in."""
        new = name or f"{enquiry}-{stage}"
        return dialogues.start(self.database, self.library, new, enquiry, stage, self.by())

    def held(self, dialogue: str) -> Held:
        """The conversation as a page loads it."""
        with self.database.reading() as connection:
            return dialogues.load(connection, self.library, dialogue)

    def step(self, held: Held, decide: Callable[[Dialogue], Iterable[Event]], token: str | None = None) -> Held:
        """One submission."""
        return dialogues.step(self.database, self.library, held, decide, self.by(token))

    def say(self, held: Held, step: Step, said: Any, token: str | None = None) -> Held:
        """An answer in stored form, or a non-answer by its name."""
        question = held.dialogue.flow.questions[step.question]
        reason = NonAnswer(said) if isinstance(said, str) and said in list(NonAnswer) else None
        answer = Information() if question.kind is Kind.INFORMATION else load(question, said, reason)
        return self.step(held, lambda dialogue: dialogue.answer(step, answer, seen=dialogue.seq), token)

    def change(self, held: Held, step: Step, said: Any) -> Held:
        """Turn back to a question and answer it anew."""
        held = self.step(held, lambda dialogue: dialogue.turn_to(step, seen=dialogue.seq))
        return self.say(held, step, said)

    def go_on(self, held: Held, said: Mapping[str, Any], until: str | None = None) -> Held:
        """Answer until a question is on the screen, or to the end.

        What is asked of each outcome is given by the outcome's words.
        """
        everything = {**USUAL, **said}
        while (current := held.dialogue.current) is not None and current.question != until:
            answer = everything.get(current.question, NonAnswer.SKIPPED)
            if isinstance(answer, Mapping) and current.item is not None:
                words = held.dialogue.outcomes[current.item].words
                answer = answer.get(words, NonAnswer.SKIPPED)
            held = self.say(held, current, answer)
        return held

    def hold(self, enquiry: str, stage: Stage, *, name: str | None = None, **said: Any) -> Held:
        """A whole conversation."""
        return self.go_on(self.held(self.start(enquiry, stage, name)), said)

    def conclude(self, enquiry: str, on: str = "2026-06-30", **told: Any) -> None:
        """Conclude an enquiry."""
        enquiries.conclude(self.database, enquiry, date.fromisoformat(on), self.by(), **told)

    def rows(self, table: str, enquiry: str = "e1") -> list[dict[str, Any]]:
        """The rows of a read model."""
        with self.database.reading() as connection:
            return models.rows(connection, table, enquiry)

    def standing(self, enquiry: str = "e1") -> dict[str, Any]:
        """How the enquiry counts."""
        (row,) = self.rows("standing", enquiry)
        return row

    def query(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query finds."""
        with self.database.reading() as connection:
            return list(connection.execute(sql, list(values)).fetchall())

    def contents(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table, to see that nothing was written."""
        with self.database.reading() as connection:
            tables = [name for name in connection.table_names() if not name.startswith("sqlite_")]
            return {name: connection.execute(f"select * from {name}").fetchall() for name in tables}  # noqa: S608
