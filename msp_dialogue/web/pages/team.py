"""A manager's page: their team's colleagues and sessions, what is sealed, what was opened, and what needs attention."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from msp_dialogue.accounts import Account
from msp_dialogue.accounts.sessions import Session
from msp_dialogue.record.emergencies import Emergency
from msp_dialogue.record.seals import Lifted
from msp_dialogue.web import dates
from msp_dialogue.web.pages import named
from msp_dialogue.web.pages.emergency import EmergencyView, emergency_view
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class ColleagueView:
    """One colleague; `ends` says whether their sessions can be ended from here."""

    id: str
    name: str
    sign_in_name: str
    roles: str
    disabled: bool
    sessions: tuple[str, ...]
    ends: bool


@dataclass(frozen=True)
class LiftedView:
    """A seal that was lifted: of which enquiry, by whom and when, and why."""

    reference: str
    told: str
    reason: str


@dataclass(frozen=True)
class SealedView:
    """A sealed enquiry; `abandoned` when nobody whom it names can sign in any more."""

    id: str
    reference: str
    by: str
    abandoned: bool


@dataclass(frozen=True)
class TeamPage:
    """Everything the page shows."""

    team: str
    emergencies: tuple[EmergencyView, ...]
    sealed: tuple[SealedView, ...]
    lifted: tuple[LiftedView, ...]
    attention: tuple[tuple[str, str], ...]
    colleagues: tuple[ColleagueView, ...]


def colleague_view(each: Account, living: Sequence[Session], *, ends: bool) -> ColleagueView:
    """One colleague with their living sessions, newest first."""
    return ColleagueView(
        id=each.id,
        name=each.name,
        sign_in_name=each.sign_in_name,
        roles=named.roles(each.roles),
        disabled=each.disabled,
        sessions=tuple(_session(session) for session in living),
        ends=ends and bool(living),
    )


def emergency_views(found: Iterable[Emergency], names: Mapping[str, str]) -> tuple[EmergencyView, ...]:
    """What was opened or tried, what nobody has noted as seen first."""
    return tuple(emergency_view(each, names) for each in sorted(found, key=lambda each: each.seen is not None))


def lifted_views(found: Iterable[Lifted], names: Mapping[str, str]) -> tuple[LiftedView, ...]:
    """The seals that were lifted, as they are told."""
    return tuple(
        LiftedView(
            each.reference,
            _(
                "Seal lifted by %(who)s on %(when)s.",
                who=named.name_of(names, each.by),
                when=dates.moment_in_words(each.at),
            ),
            each.reason,
        )
        for each in found
    )


def _session(session: Session) -> str:
    return _(
        "Signed in %(started)s, last used %(seen)s",
        started=dates.moment_in_words(session.started),
        seen=dates.moment_in_words(session.seen),
    )
