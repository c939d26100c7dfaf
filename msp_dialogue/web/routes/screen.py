"""The screen changes hands: handed over to the person, put at rest, and taken back by a worker who signs in."""

from contextlib import suppress
from dataclasses import dataclass, replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue import answer as answers
from msp_dialogue.accounts import Account, sessions, sign_in, throttle
from msp_dialogue.accounts.sessions import ABSOLUTE, Session
from msp_dialogue.database import Connection
from msp_dialogue.dialogue import DialogueProblem, State
from msp_dialogue.record import dialogues
from msp_dialogue.record.meaning import Meaning
from msp_dialogue.record.streams import AlreadyStored, Moved
from msp_dialogue.settings import SecondFactor
from msp_dialogue.web.changing_hands import hand_over
from msp_dialogue.web.forms import submitted
from msp_dialogue.web.permits import may_hold
from msp_dialogue.web.screen import WORKER_TYPES, Turn, at_screen
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import colleague, give, give_anonymous, living
from msp_dialogue.web.single_sign_on import for_taking_back
from msp_dialogue.web.words import _

blueprint = Blueprint("screen", __name__)

WRONG_TRIES = 5
"""Wrong tries at one screen, hidden in between or not, after which it lets go of the conversation [H-04]."""


@dataclass(frozen=True)
class BackPage:
    """Where a worker signs in at a screen that was handed over; neutral, since the person may be looking.

    `provider` is what else a screen can be taken back with; `needs_code` when a password is not enough.
    """

    name: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    over: bool = False
    provider: str = ""
    needs_code: bool = False
    language: str = "en"
    direction: str = "ltr"

    @property
    def title(self) -> str:
        """Neutral, as on every page that the person may see."""
        return _("Error: Questions") if self.errors else _("Questions")


@blueprint.post("/talk/hand-over")
def turn_over() -> ResponseReturnValue:
    """Hand the screen over: the worker's session ends here [H-01]."""
    at = at_screen()
    if at is None:
        return redirect(url_for("home.page"), code=303)
    if at.turn is Turn.HAND_OVER and at.may_be_handed_over:
        hand_over(at)
    return redirect(url_for("talk.page"), code=303)


@blueprint.post("/talk/type-instead")
def type_instead() -> ResponseReturnValue:
    """The worker keeps the screen, asks the questions and types the answers."""
    at = at_screen()
    if at is None:
        return redirect(url_for("home.page"), code=303)
    dialogue = at.held.dialogue
    asked = (each for each in dialogue.path.steps if dialogue.flow.questions[each.question].records == Meaning.SITTING)
    step = next(asked, None) or abort(404)
    typed_by_worker = answers.load(dialogue.flow.questions[step.question], WORKER_TYPES, None)
    if at.turn is Turn.HAND_OVER:
        by = at.by(request.form.get("token") or new_id())
        with suppress(AlreadyStored, Moved, DialogueProblem):  # in another window it went on already
            dialogues.step(
                service().database,
                service().library,
                at.held,
                lambda now: now.answer(step, typed_by_worker, seen=now.seq),
                by,
            )
    return redirect(url_for("talk.page"), code=303)


@blueprint.get("/talk/back")
def back_page() -> ResponseReturnValue:
    """Where a worker signs in to take the screen back."""
    if colleague():
        return redirect(url_for("talk.page"), code=303)
    return render_template("talk_back.html", page=_back())


@blueprint.post("/talk/back")
def back() -> ResponseReturnValue:
    """Take the screen back: a worker of the service signs in, by name, and the handed-over session ends [H-04]."""
    found = living()
    if found is None or colleague():
        return redirect(url_for("talk.page"), code=303)
    form, _removed = submitted()
    name = form.get("name", "")
    tries = _another_try(found)
    if tries is None:
        return _let_go(found)
    given: list[str] = []

    def then(connection: Connection, account: Account) -> None:
        given.append(taken_back(connection, found, account))

    verdict = sign_in.check(
        service().database,
        name,
        form.get("password", ""),
        form.get("code", ""),
        address=request.remote_addr or "",
        at=service().now(),
        required=_needs_code(),
        then=then,
    )
    if verdict.account is None:
        said = (
            _("Wait a minute, then try again.") if verdict.wait else _("Something here is not right. Check each part.")
        )
        page = replace(_back(), name=name, errors=(("name", said),))
        return render_template("talk_back.html", page=page), 429 if verdict.wait else 422
    with service().database.transaction() as connection:
        throttle.give_back(connection, tries)
    give(given[0])
    return redirect(after_taking_back(found, verdict.account), code=303)


def taken_back(connection: Connection, session: Session, account: Account) -> str:
    """Take a handed-over screen back for whoever signed in, in the same transaction; gives the new session's id.

    It goes on with the conversation only if the enquiry is theirs. Raises SessionOver.
    """
    theirs = may_hold(connection, account.id, session.sitting or "")
    sitting = session.sitting if theirs else None
    return sessions.take_back(connection, session, account, at=service().now(), sitting=sitting)


def after_taking_back(session: Session, account: Account) -> str:
    """Where a screen that was taken back goes on: with its conversation, or at the enquiry once that is stopped.

    The page that stands in place of a question then is for whoever had the screen, and looks locked to a worker.
    """
    with service().database.reading() as connection:
        if session.sitting and may_hold(connection, account.id, session.sitting):
            held = dialogues.load(connection, service().library, session.sitting)
            if held.set_aside or held.dialogue.state is not State.IN_PROGRESS:
                return url_for("enquiry.page", enquiry_id=held.enquiry)
    return url_for("talk.page")


def _back() -> BackPage:
    return BackPage(provider=for_taking_back(), needs_code=_needs_code())


def _needs_code() -> bool:
    return service().settings.second_factor is SecondFactor.REQUIRED


def _another_try(session: Session) -> throttle.Taken | None:
    """Count a try at this screen: by what it is still known by when it was hidden, which its session's id is not."""
    screen, at = f"{session.sitting} {session.started.isoformat()}", service().now()
    with service().database.transaction() as connection:
        return throttle.take(connection, "take-back", screen, limit=WRONG_TRIES, per=ABSOLUTE, at=at)


def _let_go(session: Session) -> ResponseReturnValue:
    with service().database.transaction() as connection:
        sessions.end(connection, session, at=service().now())
    give_anonymous()
    return render_template("talk_back.html", page=BackPage(over=True)), 403
