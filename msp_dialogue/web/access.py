"""Who may reach which page: closed by default, one line for every endpoint.

A page that is not in the table answers to nobody. Whose a thing is, a page itself asks: permits.py.
"""

from collections.abc import Mapping

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts import Account
from msp_dialogue.accounts.permission import Action, allowed
from msp_dialogue.accounts.sessions import Kind
from msp_dialogue.web import limits, seen
from msp_dialogue.web.forms import FORM, has_too_many_fields
from msp_dialogue.web.reliance import rely_on
from msp_dialogue.web.screen import is_held
from msp_dialogue.web.session import account, give_anonymous, keep_value, living, load_session, touch

PUBLIC = None

ACCESS: Mapping[str, Action | None] = {
    "static": PUBLIC,
    "theme.sheet": PUBLIC,
    "theme.logo": PUBLIC,
    "pictures.file": PUBLIC,
    "sign_in.page": PUBLIC,
    "sign_in.sign_in": PUBLIC,
    "sign_in.sign_out": PUBLIC,
    "first_account.page": PUBLIC,
    "first_account.create": PUBLIC,
    "single_sign_on.start": PUBLIC,
    "single_sign_on.back": PUBLIC,
    "single_sign_on.on_page": PUBLIC,
    "single_sign_on.go_on": PUBLIC,
    "single_sign_on.unbind": Action.MANAGE_ACCOUNTS,
    "home.page": Action.SEE_ENQUIRIES,
    "enquiries.found": Action.SEE_ENQUIRIES,
    "enquiries.new": Action.OPEN_ENQUIRY,
    "enquiries.open_one": Action.OPEN_ENQUIRY,
    "enquiry.page": Action.SEE_ENQUIRY,
    "enquiry.details": Action.CHANGE_ENQUIRY,
    "enquiry.change": Action.CHANGE_ENQUIRY,
    "closing.page": Action.CHANGE_ENQUIRY,
    "closing.conclude": Action.CHANGE_ENQUIRY,
    "closing.reopen": Action.CHANGE_ENQUIRY,
    "closing.set_aside_page": Action.CHANGE_ENQUIRY,
    "closing.set_aside": Action.CHANGE_ENQUIRY,
    "closing.withdraw_permission": Action.CHANGE_ENQUIRY,
    "contact.page": Action.SEE_ENQUIRY,
    "contact.details": Action.CHANGE_ENQUIRY,
    "contact.said": Action.CHANGE_ENQUIRY,
    "contact.change": Action.CHANGE_ENQUIRY,
    "follow_ups.page": Action.CHANGE_ENQUIRY,
    "follow_ups.note": Action.CHANGE_ENQUIRY,
    "signals.page": Action.DEAL_WITH_SIGNAL,
    "signals.deal": Action.DEAL_WITH_SIGNAL,
    "signals.one": Action.DEAL_WITH_SIGNAL,
    "signals.add": Action.DEAL_WITH_SIGNAL,
    "conversation.start": Action.HOLD_CONVERSATION,
    "conversation.resume_page": Action.HOLD_CONVERSATION,
    "conversation.resume": Action.HOLD_CONVERSATION,
    "invitations.page": Action.INVITE_ADVOCATE,
    "invitations.invite": Action.INVITE_ADVOCATE,
    "invitations.link": Action.INVITE_ADVOCATE,
    "invitations.withdraw": Action.INVITE_ADVOCATE,
    "invitations.take_back": Action.INVITE_ADVOCATE,
    "advocate.page": Action.SEE_INVITATIONS,
    "advocate.later": Action.SEE_INVITATIONS,
    "exit.page": Action.SEE_INVITATIONS,
    "exit.choose": Action.SEE_INVITATIONS,
    "exit.tracks": Action.SEE_INVITATIONS,
    "advocate.before": Action.ANSWER_QUESTIONS,
    "advocate.begin": Action.ANSWER_QUESTIONS,
    "agreements.page": Action.CHANGE_ENQUIRY,
    "agreements.note": Action.CHANGE_ENQUIRY,
    "in_english.page": Action.CHANGE_ENQUIRY,
    "in_english.note": Action.CHANGE_ENQUIRY,
    "talk.page": Action.ANSWER_QUESTIONS,
    "talk.answer": Action.ANSWER_QUESTIONS,
    "talk.keep": Action.ANSWER_QUESTIONS,
    "look.page": Action.ANSWER_QUESTIONS,
    "look.choose": Action.ANSWER_QUESTIONS,
    "talk.done": Action.ANSWER_QUESTIONS,
    "screen.turn_over": Action.HOLD_CONVERSATION,
    "screen.type_instead": Action.HOLD_CONVERSATION,
    "screen.back_page": Action.ANSWER_QUESTIONS,
    "screen.back": Action.ANSWER_QUESTIONS,
    "listen.sound": Action.ANSWER_QUESTIONS,
    "listen.marks": Action.ANSWER_QUESTIONS,
    "leave.page": PUBLIC,
    "leave.hide": PUBLIC,
    "copy.page": Action.PRINT_COPY,
    "copy.ask": Action.PRINT_COPY,
    "copy.make": Action.PRINT_COPY,
    "copy.show": Action.PRINT_COPY,
    "export.page": Action.EXPORT,
    "export.download": Action.EXPORT,
    "export.figures_page": Action.SEE_DASHBOARD,
    "export.figures": Action.SEE_DASHBOARD,
    "national.page": Action.DRAW_RETURN,
    "national.download": Action.DRAW_RETURN,
    "seal.page": Action.SEAL,
    "seal.seal": Action.SEAL,
    "seal.lift": Action.SEAL,
    "break_glass.page": Action.BREAK_GLASS,
    "break_glass.open_one": Action.BREAK_GLASS,
    "break_glass.note_seen": Action.SEE_WHO_LOOKED,
    "looked.page": Action.SEE_WHO_LOOKED,
    "team.page": Action.SEE_TEAM,
    "team.end_sessions": Action.END_SESSIONS,
    "quotes.page": Action.CHANGE_ENQUIRY,
    "quotes.details": Action.CHANGE_ENQUIRY,
    "quotes.prepare": Action.CHANGE_ENQUIRY,
    "quotes.take_back": Action.CHANGE_ENQUIRY,
    "quotes.ready": Action.CHOOSE_QUOTES,
    "quotes.choose": Action.CHOOSE_QUOTES,
    "quotes.put_back": Action.CHOOSE_QUOTES,
    "quotes.refuse": Action.CHOOSE_QUOTES,
    "worklist.page": Action.SEE_WORKLIST,
    "worklist.listed": Action.SEE_WORKLIST,
    "worklist.teams": Action.SEE_WORKLIST,
    "release.page": Action.RELEASE_FIGURES,
    "release.look": Action.RELEASE_FIGURES,
    "release.release": Action.RELEASE_FIGURES,
    "release.withdraw": Action.RELEASE_FIGURES,
    "figures.page": Action.SEE_FIGURES,
    "figures.table": Action.SEE_FIGURES,
    "figures.whole_file": Action.SEE_FIGURES,
    "figures.board_report": Action.SEE_FIGURES,
    "figures.report_file": Action.SEE_FIGURES,
    "dashboard.page": Action.SEE_DASHBOARD,
    "dashboard.measure": Action.SEE_DASHBOARD,
    "dashboard.file": Action.SEE_DASHBOARD,
    "wording.page": Action.SEE_WORDING,
    "pictures.page": Action.SEE_WORDING,
    "help.person": Action.ANSWER_QUESTIONS,
    "help.page": Action.SET_UP_SERVICE,
    "help.add": Action.SET_UP_SERVICE,
    "help.details": Action.SET_UP_SERVICE,
    "help.change": Action.SET_UP_SERVICE,
    "help.remove_page": Action.SET_UP_SERVICE,
    "help.remove": Action.SET_UP_SERVICE,
    "help.move_up": Action.SET_UP_SERVICE,
    "password_link.page": PUBLIC,
    "password_link.choose": PUBLIC,
    "second_factor.page": Action.OWN_ACCOUNT,
    "second_factor.enter": Action.OWN_ACCOUNT,
    "second_factor.set_up": Action.OWN_ACCOUNT,
    "second_factor.accept": Action.OWN_ACCOUNT,
    "own_account.page": Action.OWN_ACCOUNT,
    "own_account.end_sessions": Action.OWN_ACCOUNT,
    "own_account.password_page": Action.OWN_ACCOUNT,
    "own_account.change_password": Action.OWN_ACCOUNT,
    "own_account.factor_page": Action.OWN_ACCOUNT,
    "own_account.change_factor": Action.OWN_ACCOUNT,
    "accounts.page": Action.MANAGE_ACCOUNTS,
    "accounts.add": Action.MANAGE_ACCOUNTS,
    "one_account.page": Action.MANAGE_ACCOUNTS,
    "one_account.place": Action.MANAGE_ACCOUNTS,
    "one_account.link": Action.MANAGE_ACCOUNTS,
    "one_account.clear_factor": Action.MANAGE_ACCOUNTS,
    "one_account.end_sessions": Action.MANAGE_ACCOUNTS,
    "accounts.disable_page": Action.MANAGE_ACCOUNTS,
    "accounts.disable": Action.MANAGE_ACCOUNTS,
    "accounts.enable": Action.MANAGE_ACCOUNTS,
}
"""What each endpoint is about; whether this thing may be touched is asked again, with the thing, by `permit`."""

STARTS = (
    (Action.SEE_ENQUIRIES, "home.page"),
    (Action.SEE_INVITATIONS, "advocate.page"),
    (Action.SEE_FIGURES, "figures.page"),
    (Action.MANAGE_ACCOUNTS, "accounts.page"),
)
"""Where work begins, for the first of these that an account may do; several roles in one account work together."""

PERSON_MAY = frozenset(
    {
        "talk.page",
        "talk.answer",
        "talk.keep",
        "help.person",
        "look.page",
        "look.choose",
        "listen.sound",
        "listen.marks",
        "screen.back_page",
        "screen.back",
        "single_sign_on.start",
        "single_sign_on.back",
        "single_sign_on.on_page",
        "single_sign_on.go_on",
    }
)
"""All that a screen reaches that was handed over, in use or at rest, besides the ways off it [H-02, H-03]."""

NEVER_ASKED = frozenset({"static", "theme.sheet", "theme.logo", "pictures.file", "leave.page", "leave.hide"})
"""What answers whoever asks, whatever else is wrong: with no session, and with the database locked [H-06]."""

FROM_ELSEWHERE = frozenset({"single_sign_on.back"})
"""Where another site sends people: with that step a browser sends no session, and it must not be given another."""

HALF_MAY = frozenset(
    {
        "sign_in.sign_out",
        "second_factor.page",
        "second_factor.enter",
        "second_factor.set_up",
        "second_factor.accept",
    }
)
"""All that somebody reaches whose password was right and whose second factor is outstanding [A-06]."""

NEEDS_NO_THING = frozenset(
    {
        Action.SEE_ENQUIRIES,
        Action.OPEN_ENQUIRY,
        Action.EXPORT,
        Action.BREAK_GLASS,
        Action.SEE_TEAM,
        Action.END_SESSIONS,
        Action.SEE_FIGURES,
        Action.RELEASE_FIGURES,
        Action.DRAW_RETURN,
        Action.SEE_WORKLIST,
        Action.DRAW_RETURN,
        Action.SEE_DASHBOARD,
        Action.CHOOSE_QUOTES,
        Action.SEE_INVITATIONS,
        Action.MANAGE_ACCOUNTS,
        Action.SET_UP_SERVICE,
        Action.SEE_WORDING,
        Action.OWN_ACCOUNT,
    }
)
"""Decided about before anything is said of what it is done to."""


def guard() -> ResponseReturnValue | None:
    """Before every request: closed unless the table and the account open it; signed out means sign in first."""
    endpoint = request.endpoint
    if endpoint in NEVER_ASKED:
        return None
    if endpoint in FROM_ELSEWHERE:
        keep_value()  # first: not even a failure may end a session that is only not shown
    load_session(is_held)
    request.get_data()  # kept, so that the form's own bytes can be looked at again
    if has_too_many_fields():
        abort(413)
    if endpoint is None:
        return None  # there is no such page, or not by this method: the router says so
    if endpoint not in ACCESS:
        abort(404)
    if request.method == "POST":
        _refuse_foreign_forms()
    action, found = ACCESS[endpoint], living()
    if found and found.kind is not Kind.FULL:
        return _confined(endpoint, found.kind)
    if action is PUBLIC:
        return None
    return _let_in(endpoint, action) if found else to_sign_in()


def _refuse_foreign_forms() -> None:
    """Take a form only as our own pages send it [C-01]. `Origin` says nothing here, since we send no referrer."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        abort(403)
    if request.content_length and request.mimetype != FORM:
        abort(400)  # what is sent in parts would be put down in files, where it could be read [K-01]


def _let_in(endpoint: str, action: Action) -> ResponseReturnValue | None:
    """A colleague goes on if their roles allow what needs no thing; about a thing it is asked again by `permit`."""
    if action in NEEDS_NO_THING and not allowed(account(), action):
        return _elsewhere(endpoint, action)
    if request.method == "POST":
        limits.count(account(), action)
    touch()
    if action in NEEDS_NO_THING:
        rely_on(action, lambda _connection, now: bool(allowed(now.account, action)))
    return None


def _confined(endpoint: str, kind: Kind) -> ResponseReturnValue | None:
    """A session that is not a colleague's reaches its own few pages; everything else is not there for it."""
    if endpoint not in (HALF_MAY if kind is Kind.HALF else PERSON_MAY):
        if kind is Kind.HALF and request.method != "POST":
            return redirect(url_for("second_factor.page"), code=303)
        seen.refuse(ACCESS[endpoint])
        abort(404)
    if request.method == "POST":
        touch()
    return None


def _elsewhere(endpoint: str, action: Action) -> ResponseReturnValue:
    """Where an account goes whose work begins on another page; any other page it may not see stays closed."""
    if endpoint != "home.page":
        seen.refuse(action)
        abort(403)
    return redirect(url_for(start_of(account())), code=303)


def start_of(account: Account) -> str:
    """The endpoint where an account's work begins: that of the first thing it may do."""
    return next(endpoint for action, endpoint in STARTS if allowed(account, action))


def to_sign_in() -> ResponseReturnValue:
    """Send somebody who is not signed in to the sign-in page, with a new cookie value; a form is told so in place."""
    if request.method == "POST":
        abort(401)
    give_anonymous()
    return redirect(url_for("sign_in.page"), code=303)
