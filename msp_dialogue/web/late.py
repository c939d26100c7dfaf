"""Words sent after the session had been idle too long: kept for when the conversation goes on, and not shown."""

from flask import request, session

from msp_dialogue import audit
from msp_dialogue.accounts import sessions
from msp_dialogue.record import drafts
from msp_dialogue.web import tokens
from msp_dialogue.web.forms import submitted, written
from msp_dialogue.web.service import service


def keep_late_words() -> bool:
    """Keep what this form held with the question it was shown at; False when it cannot be told where it belongs."""
    at = service().now()
    browser = session._get_current_object()  # type: ignore[attr-defined]
    with service().database.reading() as connection:
        found = sessions.idle_sitting(connection, browser.token, at=at)
    form, _removed = submitted()
    if found is None or request.path not in {"/talk", "/talk/keep"} or not written(form):
        return False
    account, dialogue = found
    try:
        shown = tokens.read(form.get("step", ""), dialogue)
    except tokens.BadToken:
        return False
    with service().database.transaction() as connection:
        drafts.keep(connection, dialogue, shown.step, written(form))
        audit.record(connection, actor=account, action="late_words_kept", thing=dialogue, at=at)
    return True
