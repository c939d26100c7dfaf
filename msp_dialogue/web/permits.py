"""Whether somebody may do something to one thing, asked by its page; not yours and not there are the same 404.

What a page was let in for is asked again inside each of its writes (reliance.py).
"""

from typing import NoReturn

from flask import abort, g

from msp_dialogue.accounts import Account, people
from msp_dialogue.accounts.permission import Action, Thing, allowed
from msp_dialogue.accounts.sessions import Session
from msp_dialogue.database import Connection
from msp_dialogue.record import invitations, read
from msp_dialogue.record.read import Ownership
from msp_dialogue.web import seen
from msp_dialogue.web.reliance import rely_on
from msp_dialogue.web.service import service
from msp_dialogue.web.session import account


def thing_of(enquiry_id: str) -> Ownership:
    """Whose an enquiry is now, for `permit`; without one, the page that is not there."""
    with service().database.reading() as connection:
        found = read.ownership(connection, enquiry_id, at=service().now())
    return found if found is not None else abort(404)


def permit(action: Action, owned: Ownership) -> None:
    """Go on only if the account may do this to this enquiry; otherwise it is as if it were not there [Z-02]."""
    if not may(action, owned):
        _refuse(action)
    g.about = owned
    rely_on_enquiry(action, owned)


def about() -> Ownership | None:
    """The enquiry that this request was let in to, for the frame of its page; None without one."""
    found: Ownership | None = g.get("about")
    return found


def permit_to_answer(enquiry_id: str, dialogue_id: str) -> None:
    """Go on only if the account is an advocate's whose invitation to this conversation is good now [Z-04]."""

    def answers(connection: Connection, account: Account) -> bool:
        at = service().now()
        owned = read.ownership(connection, enquiry_id, at=at)
        invited = invitations.good_for(connection, dialogue_id, at=at)
        thing = Thing(**owned._asdict(), invited=invited, dialogue=dialogue_id) if owned else None
        return bool(allowed(account, Action.ANSWER_QUESTIONS, thing))

    with service().database.reading() as connection:
        if not answers(connection, account()):
            _refuse(Action.ANSWER_QUESTIONS)
    rely_on(Action.ANSWER_QUESTIONS, lambda connection, now: answers(connection, now.account))


def may(action: Action, owned: Ownership) -> bool:
    """Whether the account may do this to this enquiry: pages offer nothing else."""
    return _decides(account(), action, owned)


def may_hold(connection: Connection, account_id: str, dialogue_id: str) -> bool:
    """Whether an account may hold this conversation, as both stand in the database."""
    account = people.by_id(connection, account_id)
    return account is not None and holds(connection, account, dialogue_id)


def holds(connection: Connection, account: Account, dialogue_id: str) -> bool:
    """The same of an account that was read from the database by this connection just now."""
    owned = read.ownership_of_dialogue(connection, dialogue_id, at=service().now())
    return owned is not None and _decides(account, Action.HOLD_CONVERSATION, owned)


def rely_on_enquiry(action: Action, owned: Ownership) -> None:
    """Note that what this request writes rests on being allowed this to this enquiry."""

    def still(connection: Connection, now: Session) -> bool:
        current = read.ownership(connection, owned.enquiry, at=service().now()) if owned.enquiry else owned
        return current is not None and _decides(now.account, action, current)

    rely_on(action, still)


def _decides(account: Account, action: Action, owned: Ownership) -> bool:
    return bool(allowed(account, action, Thing(**owned._asdict())))


def _refuse(action: Action | None) -> NoReturn:
    seen.refuse(action)
    abort(404)
