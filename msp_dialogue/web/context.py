"""What every template may use besides its page."""

from typing import Any

from flask import request, url_for

from msp_dialogue.accounts.permission import Action, allowed
from msp_dialogue.web import dates, needs
from msp_dialogue.web.notices import what_was_done
from msp_dialogue.web.service import service
from msp_dialogue.web.session import colleague
from msp_dialogue.web.setting_up import lacks_help_numbers
from msp_dialogue.web.static import has_govuk
from msp_dialogue.web.theme import theme_view
from msp_dialogue.web.waiting import unseen, waiting
from msp_dialogue.web.words import _


def context() -> dict[str, Any]:
    """Names for the layouts: service, council, who is signed in, which day it is."""
    found = colleague()
    return {
        "govuk": has_govuk(),
        "service_name": _("MSP Dialogue"),
        "council_name": service().settings.council,
        "theme": theme_view(),
        "signed_in": found.account.name if found else "",
        "today": _today,
        "nav": _nav,
        "exit_button": bool(found and found.quick_exit),
        "waiting": waiting,
        "unseen": unseen,
        "what_was_done": what_was_done,
        "lacks_help_numbers": lacks_help_numbers,
        "how_to_talk": needs.flag,
        "demo": service().settings.demo,
        "language": "en",
        "direction": "ltr",
    }


def _today() -> str:
    return dates.in_words(dates.today(service().now()))


def _nav() -> tuple[tuple[str, str, bool], ...]:
    """Where the account that is signed in can go: address, name, and whether that is where it is."""
    found = colleague()
    places = (
        (Action.SEE_ENQUIRIES, "home.page", _("Enquiries")),
        (Action.SEE_WORKLIST, "worklist.page", _("Worklist")),
        (Action.SEE_DASHBOARD, "dashboard.page", _("Dashboard")),
        (Action.CHOOSE_QUOTES, "quotes.ready", _("Words")),
        (Action.SEE_TEAM, "team.page", _("Team")),
        (Action.SEE_INVITATIONS, "advocate.page", _("Conversations")),
        (Action.EXPORT, "export.page", _("Export")),
        (Action.SEE_FIGURES, "figures.page", _("Figures")),
        (Action.RELEASE_FIGURES, "release.page", _("Release")),
        (Action.DRAW_RETURN, "national.page", _("National return")),
        (Action.MANAGE_ACCOUNTS, "accounts.page", _("Accounts")),
        (Action.SET_UP_SERVICE, "help.page", _("Help numbers")),
    )
    here = (request.endpoint or "").partition(".")[0]
    return tuple(
        (url_for(endpoint), name, here == endpoint.partition(".")[0])
        for action, endpoint, name in places
        if found and allowed(found.account, action)
    )
