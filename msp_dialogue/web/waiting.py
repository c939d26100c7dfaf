"""Where somebody is needed now, for whoever is signed in: looked up once a request, and only for workers' pages."""

from contextlib import suppress
from typing import NamedTuple

from flask import g

from msp_dialogue.accounts.permission import Action, Thing, allowed
from msp_dialogue.database import DatabaseProblem
from msp_dialogue.record import emergencies, read, signals
from msp_dialogue.record.signals import Waiting
from msp_dialogue.web.permits import may
from msp_dialogue.web.service import service
from msp_dialogue.web.session import colleague


def waiting() -> tuple[Waiting, ...]:
    """The enquiries with open signals that this account may deal with, what waits longest first."""
    if "waiting" not in g:
        g.waiting = ()
        # The page that says what is wrong with the database has this in its frame too.
        with suppress(DatabaseProblem):
            g.waiting = _found()
    found: tuple[Waiting, ...] = g.waiting
    return found


def is_needed(enquiry: str) -> bool:
    """Whether an open signal of this enquiry waits for whoever is signed in; never so at a handed-over screen."""
    return any(each.enquiry == enquiry for each in waiting())


class Unseen(NamedTuple):
    """An enquiry that was opened or tried in an emergency; `opens` whether its page opens to whoever looks."""

    enquiry: str
    reference: str
    opens: bool


def unseen() -> tuple[Unseen, ...]:
    """What was opened or tried in an emergency, that whoever is signed in answers for and nobody has noted as seen."""
    if "unseen" not in g:
        g.unseen = ()
        with suppress(DatabaseProblem):
            g.unseen = _unseen()
    found: tuple[Unseen, ...] = g.unseen
    return found


def _unseen() -> tuple[Unseen, ...]:
    who = colleague()
    if who is None or not allowed(who.account, Action.SEE_ENQUIRIES):
        return ()
    account = who.account
    with service().database.reading() as connection:
        found = emergencies.unseen(connection, account=account.id, team=account.team)
        ownership = {each.enquiry: read.ownership(connection, each.enquiry, at=service().now()) for each in found}
    return tuple(
        Unseen(each.enquiry, each.reference, may(Action.SEE_ENQUIRY, owned))
        for each in found
        if (owned := ownership[each.enquiry]) and may(Action.SEE_WHO_LOOKED, owned)
    )


def _found() -> tuple[Waiting, ...]:
    who = colleague()
    if who is None or not allowed(who.account, Action.SEE_ENQUIRIES):
        return ()
    account = who.account
    with service().database.reading() as connection:
        found = signals.waiting(connection, account=account.id, team=account.team)

    def whose(each: Waiting) -> Thing:
        return Thing(each.team, each.lead, each.sealed, frozenset({account.id} if each.named else ()))

    return tuple(each for each in found if allowed(account, Action.DEAL_WITH_SIGNAL, whose(each)))
