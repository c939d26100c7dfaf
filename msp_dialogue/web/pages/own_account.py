"""A colleague's own account: what it may do, where it is signed in, its password and its second factor."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from msp_dialogue.accounts.sessions import Kind, Session
from msp_dialogue.web import dates
from msp_dialogue.web.pages.forms import Errors
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class SessionLine:
    """One place where somebody is signed in; `mark` names it in a form and opens nothing."""

    mark: str
    what: str
    started: str
    seen: str
    here: bool


@dataclass(frozen=True)
class OwnAccountPage:
    """The overview; `provider` is what else to sign in with, and `bound` whether that opens this account already."""

    name: str
    sign_in_name: str
    team: str
    roles: tuple[str, ...]
    factor: bool
    codes_left: int
    provider: str
    bound: bool
    sessions: tuple[SessionLine, ...]


@dataclass(frozen=True)
class OwnPasswordPage:
    """Changing the password."""

    errors: Errors = ()


@dataclass(frozen=True)
class OwnFactorPage:
    """Setting up another device, or making new recovery codes; `known` says whether there is a device already."""

    known: bool
    form: Mapping[str, str]
    errors: Errors = ()


@dataclass(frozen=True)
class PasswordLinkPage:
    """Choosing a password by a link: `invited` for the first one, `live` while the link works, `done` afterwards."""

    token: str
    live: bool
    invited: bool
    sign_in_name: str
    done: bool = False
    errors: Errors = ()


def session_line(session: Session, here: str) -> SessionLine:
    """A session as it is listed; `here` is the mark of the one that looks."""
    return SessionLine(
        mark=session.hash,
        what=_what(session.kind),
        started=_at(session.started),
        seen=_at(session.seen),
        here=session.hash == here,
    )


def _what(kind: Kind) -> str:
    if kind in {Kind.PERSON, Kind.LOCKED}:
        return _("A screen that was handed over")
    return _("Signing in, second step not done") if kind is Kind.HALF else _("Signed in")


def _at(at: datetime) -> str:
    return dates.moment_in_words(at)
