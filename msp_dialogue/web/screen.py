"""Who is at the screen of a conversation, and what may be done there now; it must not know what a page looks like."""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from flask import abort, g

from msp_dialogue.accounts import people
from msp_dialogue.accounts.account import Role
from msp_dialogue.accounts.permission import Action, Person, Thing, allowed
from msp_dialogue.accounts.sessions import Kind, Session
from msp_dialogue.database import Connection
from msp_dialogue.dialogue import Dialogue, State
from msp_dialogue.flow.ask import Speaker
from msp_dialogue.flow.model import Part
from msp_dialogue.flow.step import Step
from msp_dialogue.flow.voice import Voice
from msp_dialogue.languages.languages import ENGLISH
from msp_dialogue.record import dialogues, invitations
from msp_dialogue.record.dialogues import Held
from msp_dialogue.record.enquiries import NoSuchThing
from msp_dialogue.record.meaning import Meaning
from msp_dialogue.record.streams import By
from msp_dialogue.web.language import speak, speaking
from msp_dialogue.web.permits import holds, permit, permit_to_answer, thing_of
from msp_dialogue.web.reliance import rely_on
from msp_dialogue.web.service import service
from msp_dialogue.web.session import living
from msp_dialogue.web.words import _

HANDED_OVER, WORKER_TYPES = "handed_over", "worker_typed"
"""Answers to `sitting`: the screen goes to whoever answers, or the worker asks and types. Any other is for a screen
elsewhere."""

MUST_BE_TOLD = (Meaning.VOICE, Meaning.PRESENT, Meaning.SAFE_TO_TALK)
"""What the worker records before a screen is handed over: who answers, who is here, is it safe [L7, H-18]."""


class Who(StrEnum):
    """Whose hands the screen is in."""

    WORKER = "worker"
    PERSON = "person"  # the person or their representative, at a screen that was handed over
    ADVOCATE = "advocate"  # from outside, at a screen of their own


class Turn(StrEnum):
    """What the screen is to show now."""

    ASK = "ask"
    HAND_OVER = "hand_over"  # the person's part comes next, and the worker still has the screen
    ELSEWHERE = "elsewhere"  # the same, but whoever is invited answers on a device of their own
    OVER = "over"  # nothing to ask whoever has the screen: paused, ended, or the worker's part comes next


@dataclass(frozen=True)
class AtScreen:
    """A conversation, and the session in which it is on a screen."""

    held: Held
    session: Session

    @property
    def who(self) -> Who:
        """Whose hands the screen is in."""
        if self.session.kind is not Kind.FULL:
            return Who.PERSON
        return Who.ADVOCATE if Role.ADVOCATE in self.session.account.roles else Who.WORKER

    @property
    def turn(self) -> Turn:
        """What the screen is to show now."""
        return self.turn_when_resumed if self.held.dialogue.state is State.IN_PROGRESS else Turn.OVER

    @cached_property
    def turn_when_resumed(self) -> Turn:
        """What the screen is to show once a conversation that was stopped goes on."""
        current = self.held.dialogue.current
        if self.held.set_aside or current is None:
            return Turn.OVER
        if self.may_answer(current):
            return Turn.ASK
        if self.who is not Who.WORKER:
            return Turn.OVER
        return Turn.ELSEWHERE if invitations.by_invitation(self.held.dialogue) else Turn.HAND_OVER

    @property
    def is_the_persons_own(self) -> bool:
        """Whether the adult has the screen in their own hands, so that how they want it says something of them."""
        return self.who is Who.PERSON and self.held.dialogue.voice is not Voice.REPRESENTATIVE

    @property
    def worker_types(self) -> bool:
        """Whether the worker asks the person's questions and types what they say."""
        return dialogues.told(self.held.dialogue, Meaning.SITTING) == WORKER_TYPES

    @property
    def may_be_handed_over(self) -> bool:
        """Whether all that must be recorded before is recorded, and it is safe to talk [H-18]."""
        told = {meaning: dialogues.told(self.held.dialogue, meaning) for meaning in MUST_BE_TOLD}
        return None not in told.values() and told[Meaning.SAFE_TO_TALK] == "yes"

    @property
    def turns_over_by_itself(self) -> bool:
        """Whether the worker, having been told to turn the screen, hands it over by going on."""
        return dialogues.told(self.held.dialogue, Meaning.SITTING) == HANDED_OVER and self.may_be_handed_over

    def may_answer(self, step: Step) -> bool:
        """Whether this step is for whoever has the screen; nobody answers in another's part."""
        if self.held.dialogue.part(step) is Part.WORKER:
            return self.who is Who.WORKER
        if invitations.by_invitation(self.held.dialogue):
            return self.who is Who.ADVOCATE
        return self.who is Who.PERSON or (self.who is Who.WORKER and self.worker_types)

    def may_show(self, step: Step) -> bool:
        """Whether what was answered at a step may stand on this screen again [H-17].

        Of what the person said before this sitting only the outcomes: somebody else may be beside them now.
        """
        dialogue = self.held.dialogue
        question = dialogue.flow.questions[step.question]
        return (
            dialogue.part(step) is Part.WORKER
            or dialogue.is_of_this_sitting(step)
            or question.records in {Meaning.DESIRED_OUTCOME, Meaning.CHANGED_WORDING}
        )

    def back_from(self, dialogue: Dialogue) -> Step | None:
        """The step that Go back leads to: in the person's part never to what was said before this sitting [H-17]."""
        earlier = dialogue.before
        if earlier is None or dialogue.part(earlier) is Part.WORKER or dialogue.is_of_this_sitting(earlier):
            return earlier
        return None

    def by(self, token: str) -> By:
        """Who does something here now, for the record."""
        return By(self.session.account.id, service().now(), token, on_screen=self.who is Who.PERSON)

    @property
    def language(self) -> str:
        """The language of the page: that of the conversation, but a worker's page is English."""
        return ENGLISH if self.who is Who.WORKER else self.held.dialogue.language

    @cached_property
    def speaker(self) -> Speaker:
        """Says the conversation's questions with the names of those in the room."""
        dialogue = self.held.dialogue
        persons = dialogue.current is not None and dialogue.part(dialogue.current) is Part.PERSON
        return self.speaker_in(dialogue.language if persons else ENGLISH)

    def speaker_in(self, code: str) -> Speaker:
        """Says them in a language, whichever the conversation is in."""
        with speaking(code):
            names = {"person": self.held.call_name or _("the person"), "worker": self.worker}
            speaker = self.held.dialogue.speaker(names, yes=_("Yes"), no=_("No"))
        return replace(speaker, language=code)

    @cached_property
    def worker(self) -> str:
        """The name of the worker whose conversation it is, as pages say it."""
        if self.who is not Who.ADVOCATE:
            return self.session.account.name
        with service().database.reading() as connection:
            found = people.by_id(connection, self.held.events[0].recorded_by)
        return found.name if found else ""


def at_screen() -> AtScreen | None:
    """The conversation that this session has on its screen, if it may; None without one."""
    session = living()
    if session is None or session.sitting is None:
        return None
    try:
        with service().database.reading() as connection:
            at = AtScreen(dialogues.load(connection, service().library, session.sitting), session)
            g.on_screen = at.held.enquiry
            _permit(at)
    except NoSuchThing:
        abort(404)
    speak(at.language)
    return at


def is_held(connection: Connection, session: Session) -> bool:
    """Whether whoever handed this screen over may still hold its conversation; it goes on no longer than that.

    `session` is as it was read by this connection just now, and its account with it.
    """
    return holds(connection, session.account, session.sitting or "")


def rely_on_being_held(at: AtScreen) -> None:
    """Note that what a handed-over screen answers now rests on that; what is half typed is kept all the same."""
    if at.who is Who.PERSON:
        rely_on(Action.HOLD_CONVERSATION, is_held)


def _permit(at: AtScreen) -> None:
    if at.who is Who.PERSON:
        dialogue = at.held.dialogue.id
        if not _answers(at.session, dialogue):
            abort(404)
        rely_on(Action.ANSWER_QUESTIONS, lambda _, now: _answers(now, dialogue))
    elif at.who is Who.ADVOCATE:
        permit_to_answer(at.held.enquiry, at.held.dialogue.id)
    else:
        permit(Action.HOLD_CONVERSATION, thing_of(at.held.enquiry))


def _answers(session: Session, dialogue: str) -> bool:
    """Whether this session is of a screen that was handed over for the conversation."""
    person = Person(session.sitting or "")
    return bool(allowed(person, Action.ANSWER_QUESTIONS, Thing(team="", dialogue=dialogue)))
