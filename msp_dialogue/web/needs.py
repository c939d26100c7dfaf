"""How to talk with the adult whom a worker's page is about: flagged on every such page, looked up once [L10]."""

from contextlib import suppress

from flask import g

from msp_dialogue.accounts.permission import Action
from msp_dialogue.database import DatabaseProblem
from msp_dialogue.flow.yaml_reader import FlowProblems
from msp_dialogue.record import needs
from msp_dialogue.web.pages.needs import flag_of
from msp_dialogue.web.permits import about, may
from msp_dialogue.web.service import service


def flag() -> tuple[str, ...]:
    """What to mind, a phrase each; nothing where the page is about no enquiry, or one that may not be read here."""
    owned = about()
    if owned is None or not may(Action.SEE_ENQUIRY, owned):
        return ()
    if "needs" not in g:
        g.needs = ()
        with suppress(DatabaseProblem, FlowProblems), service().database.reading() as connection:
            g.needs = flag_of(needs.of_enquiry(connection, service().library, owned.enquiry))
    found: tuple[str, ...] = g.needs
    return found
