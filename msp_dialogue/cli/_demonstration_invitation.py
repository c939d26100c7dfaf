"""A review in the demonstration that waits for an advocate from outside, so that an invitation can be tried."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msp_dialogue import answer as answers
from msp_dialogue.answer import NotAnswered
from msp_dialogue.answer.kind import Information
from msp_dialogue.database import Database
from msp_dialogue.flow.model import Kind, Stage
from msp_dialogue.flow.voice import NonAnswer
from msp_dialogue.record import dialogues, invitations, read
from msp_dialogue.record.dialogues import Held
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.read import Listing, Scope
from msp_dialogue.record.streams import By

ORGANISATION = "Demo Voices"
ANSWERED: Mapping[str, Any] = {
    "who_answers": "representative",
    "representative_kind": "care_act_advocate",
    "source_of_harm": "no",
    "present": [{"name": "Nobody yet", "relation": "the advocate answers elsewhere"}],
    "alone": "not_there",
    "safe_to_talk": "yes",
    "interpreter": "none",
    "sitting": invitations.OWN_DEVICE,
}
"""The worker's part of the review; what is not here is passed over."""


def invite(database: Database, library: FlowLibrary, advocate: str, team: str, at: datetime) -> None:
    """Start one more review of an enquiry of the team that is near its close, and invite the advocate to answer in it.

    An enquiry that nobody leads is passed over; without one that fits, nothing happens.
    """
    with database.reading() as connection:
        near = read.lines(connection, Scope("", team), Listing.CLOSURE, page=1)
    fits = next((each for each in near if each.lead and not each.going_on), None)
    if fits is None or fits.lead is None:
        return
    worker = fits.lead
    dialogues.start(database, library, "demonstration-invited", fits.id, Stage.MIDDLE, By(worker, at, "demonstration"))
    with database.reading() as connection:
        held = dialogues.load(connection, library, "demonstration-invited")
    while not invitations.is_their_turn(held.dialogue):
        held = _answered(database, library, held, By(worker, at, f"demonstration-{held.dialogue.seq}"))
    with database.transaction() as connection:
        by = By(worker, at, "demonstration-invitation")
        invitations.invite(connection, held, advocate, ORGANISATION, invitations.USUAL_DAYS, by)


def _answered(database: Database, library: FlowLibrary, held: Held, by: By) -> Held:
    step = held.dialogue.current
    if step is None:
        raise LookupError("the review came to its end before an advocate's turn")
    question = held.dialogue.flow.questions[step.question]
    if question.kind is Kind.INFORMATION:
        answer: answers.Answer = Information()
    elif step.question in ANSWERED:
        answer = answers.load(question, ANSWERED[step.question], None)
    else:
        answer = NotAnswered(NonAnswer.SKIPPED)
    return dialogues.step(
        database, library, held, lambda dialogue: dialogue.answer(step, answer, seen=dialogue.seq), by
    )
