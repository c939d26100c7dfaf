"""What is still to be set up, for whoever sets the service up for the council."""

from msp_dialogue import council
from msp_dialogue.accounts.permission import Action, allowed
from msp_dialogue.web.service import service
from msp_dialogue.web.session import colleague


def lacks_help_numbers() -> bool:
    """Whether Get help has no number to show, and whoever looks can add one."""
    found = colleague()
    if found is None or not allowed(found.account, Action.SET_UP_SERVICE):
        return False
    with service().database.reading() as connection:
        return not council.help_lines(connection)
