"""How often a colleague may do what costs much, or could be used to look through people [L-01].

Whoever answers questions, or types for somebody who does, is never limited: an answer must not be lost to a rule.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from flask import request
from werkzeug.exceptions import TooManyRequests

from msp_dialogue.accounts import Account, throttle
from msp_dialogue.accounts.permission import Action
from msp_dialogue.database import DatabaseProblem
from msp_dialogue.web import seen
from msp_dialogue.web.service import service

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Limit(NamedTuple):
    """How often, from one account and from one address, in how long; a whole council may sit behind one address."""

    kind: str
    of_account: int
    from_address: int
    per: timedelta


SAVE = Limit("save", 120, 1200, MINUTE)
LIMITS: Mapping[Action, Limit | None] = {
    Action.SEE_ENQUIRIES: Limit("search", 30, 300, MINUTE),
    Action.EXPORT: Limit("export", 20, 200, HOUR),
    Action.SEE_DASHBOARD: Limit("export", 20, 200, HOUR),
    Action.DRAW_RETURN: Limit("national_return", 20, 200, HOUR),
    Action.PRINT_COPY: Limit("copy", 30, 300, MINUTE),
    Action.BREAK_GLASS: Limit("break-glass", 30, 300, HOUR),
    Action.HOLD_CONVERSATION: None,
    Action.ANSWER_QUESTIONS: None,
}
"""The limit of every form by what it is about; a form about anything else has that of `SAVE`."""


REFERENCES = (10, timedelta(minutes=10))
"""How many references that are not theirs an account may try, and in how long."""


def try_reference(account: str) -> throttle.Taken | None:
    """Count a try at a reference that may be somebody else's; None when there were too many of late."""
    limit, per = REFERENCES
    with service().database.transaction() as connection:
        return throttle.take(connection, "break_glass", account, limit=limit, per=per, at=service().now())


def count(account: Account, action: Action) -> None:
    """Count a form that was sent; raises TooManyRequests, and notes a refusal, when there were too many."""
    limit = LIMITS.get(action, SAVE)
    if limit is None or not _is_too_often(limit, account.id, request.remote_addr or ""):
        return
    seen.refuse(action)
    raise TooManyRequests(retry_after=int(limit.per.total_seconds()))


def _is_too_often(limit: Limit, account: str, address: str) -> bool:
    subjects = ((limit.kind, account, limit.of_account), (f"{limit.kind}-from", address, limit.from_address))
    at = service().now()
    try:
        with service().database.transaction() as connection:
            taken = [
                throttle.take(connection, kind, subject, limit=most, per=limit.per, at=at)
                for kind, subject, most in subjects
            ]
    except DatabaseProblem:
        return False  # what is to be saved will meet the same problem, and says it better
    return None in taken
