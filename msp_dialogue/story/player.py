"""A story played through the real dialogue and record, chapter by chapter; times and ids come from outside."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from msp_dialogue.answer import Answer
from msp_dialogue.database import Database
from msp_dialogue.dialogue import Dialogue, DialogueProblem, Event, NotAllowed
from msp_dialogue.flow.ask import Asked
from msp_dialogue.flow.step import Step
from msp_dialogue.record import dialogues, enquiries, signals
from msp_dialogue.record.dialogues import Held
from msp_dialogue.record.enquiries import RecordProblem
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.streams import By
from msp_dialogue.story import model
from msp_dialogue.story.model import Chapter, Correction, Story, shifted
from msp_dialogue.story.problems import Mistake
from msp_dialogue.story.script import Saying

NAMES = {"person": "the person", "worker": "the worker"}
NO_SHIFT = timedelta(0)
A_WHILE = timedelta(seconds=20)
"""The time a question takes."""


@dataclass
class Played:
    """What a story has become: the id of its enquiry, and of each conversation by its name."""

    enquiry: str
    conversations: dict[str, str] = field(default_factory=dict)


def play(
    story: Story,
    database: Database,
    library: FlowLibrary,
    ids: Callable[[str], str],
    shift: timedelta = NO_SHIFT,
    *,
    workers: Mapping[str, str] | None = None,
    team: str | None = None,
    chapters: int | None = None,
) -> Played:
    """Play a story, or its first `chapters`; raises Mistake where it says something that cannot happen.

    `ids` gives an id for a label that is unique within the story; `shift` is in whole days. `workers` gives the account
    for each worker key: without it the keys stand for themselves. `team` takes the place of the story's own.
    """
    player = _Player(story, database, library, ids, shift, workers or {})
    player.open(team or story.enquiry.team)
    for chapter in story.chapters[:chapters]:
        try:
            player.happen(chapter)
        except (RecordProblem, DialogueProblem) as error:
            raise Mistake(chapter.place, f"This cannot happen now ({type(error).__name__}: {error}).") from error
    return player.played


class _Player:
    def __init__(
        self,
        story: Story,
        database: Database,
        library: FlowLibrary,
        ids: Callable[[str], str],
        shift: timedelta,
        workers: Mapping[str, str],
    ) -> None:
        self.story = story
        self.database = database
        self.library = library
        self.ids = ids
        self.shift = shift
        self.workers = workers
        self.adult = replace(story.adult, died=shifted(story.adult.died, shift))
        self.played = Played(ids("enquiry"))
        self.submissions = 0

    def open(self, team: str) -> None:
        told = self.story.enquiry
        opened = shifted(told.opened, self.shift) or told.opened
        lead = self.workers.get(told.lead, told.lead) if told.lead else None
        by = self.by(told.lead or "lead", datetime.fromisoformat(f"{opened}T09:00:00+00:00"))
        details = replace(told, team=team, lead=lead, opened=opened)
        enquiries.open_enquiry(self.database, self.ids("adult"), self.played.enquiry, self.adult, details, by)

    def happen(self, chapter: Chapter) -> None:
        by = self.by(chapter.by, chapter.at + self.shift)
        enquiry = self.played.enquiry
        match chapter:
            case model.Begun():
                self.begin(chapter, by)
            case model.TakenUp():
                held = self.step(self.held(chapter, chapter.name), lambda told: told.resume(chapter.present), by)
                self.sit(chapter, chapter.script, held)
            case model.AdultChanged():
                self.change(chapter)
                enquiries.change_adult(self.database, enquiry, self.adult, by)
            case model.PutAside():
                conversation = self.conversation(chapter, chapter.name)
                enquiries.set_aside(self.database, enquiry, conversation, chapter.why, by)
            case model.Closed():
                on = chapter.on + self.shift
                enquiries.conclude(self.database, enquiry, on, by, asked=chapter.asked, reason=chapter.reason)
            case model.Opened():
                enquiries.reopen(self.database, enquiry, by)
            case model.DealtWith():
                self.deal_with(chapter, by)

    def deal_with(self, chapter: model.DealtWith, by: By) -> None:
        with self.database.transaction() as connection:
            found = signals.of_enquiry(connection, self.played.enquiry)
            seen = {each.number: each.times for each in found if each.dealt is None}
            if not seen:
                raise Mistake(chapter.place, "Nothing signals danger by then.")
            signals.deal_with(connection, self.played.enquiry, seen, chapter.how, chapter.words, by)

    def begin(self, chapter: model.Begun, by: By) -> None:
        if chapter.name in self.played.conversations:
            raise Mistake(chapter.place, f"There is a conversation `{chapter.name}` already: give this one a `name`.")
        new = self.ids(f"conversation {chapter.name}")
        started = dialogues.start(self.database, self.library, new, self.played.enquiry, chapter.stage, by)
        self.played.conversations[chapter.name] = started
        self.sit(chapter, chapter.script, self.held(chapter, chapter.name))

    def sit(self, chapter: Chapter, script: model.Script, held: Held) -> None:
        """Hold a sitting to its end, or to the question it stops after."""
        saying = Saying(script, chapter.place, self.shift)
        at = chapter.at + self.shift
        while (current := held.dialogue.current) is not None:
            at += A_WHILE
            if saying.presses(current):
                self.press(held, current, self.by(chapter.by, at))
            correction = saying.correction(current)
            if correction is not None:
                held = self.correct(held, correction, saying, chapter.by, at)
                continue
            answer = saying.answer(current, _asked(held.dialogue, current))
            try:
                held = self.step(held, _answering(current, answer), self.by(chapter.by, at))
            except NotAllowed as error:
                what = f"`{current.question}` does not take this answer (it cannot be left with `{error}`)."
                raise Mistake(saying.place(current), what) from error
            if current.question == script.stop_after:
                self.step(held, lambda dialogue: dialogue.pause(), self.by(chapter.by, at + A_WHILE))
                break
        saying.finish()

    def press(self, held: Held, shown: Step, by: By) -> None:
        with self.database.transaction() as connection:
            signals.raise_alone(connection, self.played.enquiry, held.dialogue.id, shown, by)

    def correct(self, held: Held, correction: Correction, saying: Saying, worker: str, at: datetime) -> Held:
        """Turn back to a question, and answer it anew."""
        step = _step_of(held.dialogue, correction)
        held = self.step(held, lambda dialogue: dialogue.turn_to(step, seen=dialogue.seq), self.by(worker, at))
        answer = saying.corrected(correction, _asked(held.dialogue, step))
        return self.step(held, _answering(step, answer), self.by(worker, at + A_WHILE / 2))

    def change(self, chapter: model.AdultChanged) -> None:
        died = shifted(chapter.died.isoformat(), self.shift) if chapter.died else self.adult.died
        self.adult = replace(self.adult, call_name=chapter.call_name or self.adult.call_name, died=died)

    def step(self, held: Held, decide: Callable[[Dialogue], Iterable[Event]], by: By) -> Held:
        return dialogues.step(self.database, self.library, held, decide, by)

    def held(self, chapter: Chapter, name: str) -> Held:
        with self.database.reading() as connection:
            return dialogues.load(connection, self.library, self.conversation(chapter, name))

    def conversation(self, chapter: Chapter, name: str) -> str:
        if name not in self.played.conversations:
            raise Mistake(chapter.place, f"There was no conversation `{name}` yet.")
        return self.played.conversations[name]

    def by(self, worker: str, at: datetime) -> By:
        self.submissions += 1
        return By(self.workers.get(worker, worker), at, self.ids(f"submission {self.submissions}"))


def _answering(step: Step, answer: Answer) -> Callable[[Dialogue], Iterable[Event]]:
    return lambda dialogue: dialogue.answer(step, answer, seen=dialogue.seq)


def _asked(dialogue: Dialogue, step: Step) -> Asked:
    return dialogue.asked(step, dialogue.speaker(NAMES))


def _step_of(dialogue: Dialogue, correction: Correction) -> Step:
    """The step on the path that a correction is about."""
    for step in dialogue.path.steps:
        item = _asked(dialogue, step).item
        named = (None,) if step.item is None else (step.item, item.words if item else None)
        if step.question == correction.question and correction.item in named:
            return step
    what = f"`{correction.question}` was not answered before `{correction.seen_at}`, so it cannot be changed there."
    raise Mistake(correction.place, what)
