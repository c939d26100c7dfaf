"""Words sent after the session had been idle too long: kept for when the conversation goes on, and not shown."""

from datetime import datetime

from flask import request, session

from msp_dialogue import audit
from msp_dialogue.accounts import Role, people, sessions
from msp_dialogue.database import Connection
from msp_dialogue.record import drafts, invitations
from msp_dialogue.web import tokens
from msp_dialogue.web.forms import submitted, written
from msp_dialogue.web.permits import may_hold
from msp_dialogue.web.service import service


def keep_late_words() -> bool:
    """Keep what this form held with the question it was shown at, where nothing else is kept; else False.

    False too when it cannot be told where it belongs, or whoever wrote may not go on with the conversation any more.
    """
    at = service().now()
    browser = session._get_current_object()  # type: ignore[attr-defined]
    with service().database.reading() as connection:
        found = sessions.idle_sitting(connection, browser.token, at=at)
    if found is None or request.path not in {"/talk", "/talk/keep"}:
        return False  # before the form is read, which costs time: most who come here are strangers
    account, dialogue = found
    form, _removed = submitted()
    if not written(form):
        return False
    try:
        shown = tokens.read(form.get("step", ""), dialogue)
    except tokens.BadToken:
        return False
    with service().database.transaction() as connection:
        may = _may_go_on(connection, account, dialogue, at=at)
        if not may or not drafts.keep(connection, dialogue, shown.step, written(form), over=False):
            return False
        audit.record(connection, actor=account, action="late_words_kept", thing=dialogue, at=at)
    return True


def _may_go_on(connection: Connection, account: str, dialogue: str, *, at: datetime) -> bool:
    """Whether a colleague may still hold it, or the invitation of somebody from outside did not run out meanwhile."""
    found = people.by_id(connection, account)
    if found is not None and Role.ADVOCATE in found.roles:
        return account in invitations.good_for(connection, dialogue, at=at)
    return may_hold(connection, account, dialogue)
