"""Opening an enquiry in an emergency, and telling those who answer for it that it was opened or tried."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from msp_dialogue.record.emergencies import Emergency
from msp_dialogue.web import dates
from msp_dialogue.web.pages import named
from msp_dialogue.web.pages.forms import Errors
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class BreakGlassPage:
    """The form, and what the account has open in an emergency now: id, reference, until when."""

    form: Mapping[str, str]
    token: str
    open: tuple[tuple[str, str, str], ...]
    errors: Errors = ()


@dataclass(frozen=True)
class EmergencyView:
    """One opening, or try, as it is told; `seen` says who noted that they know of it, nothing if nobody did."""

    enquiry: str
    number: int
    reference: str
    told: str
    reason: str
    seen: str | None


@dataclass(frozen=True)
class OpenedView:
    """The band on an enquiry for whoever has it open in an emergency."""

    until: str
    reason: str


@dataclass(frozen=True)
class Guarded:
    """Who else sees an enquiry: whether it is open in an emergency, whom it is sealed for, who opened it."""

    opened: OpenedView | None = None
    sealed_for: tuple[str, ...] = ()
    emergencies: tuple[EmergencyView, ...] = ()


def opened_now(found: Iterable[Emergency]) -> tuple[tuple[str, str, str], ...]:
    """What an account has open, each enquiry once."""
    latest: dict[str, Emergency] = {}
    for each in found:
        latest.setdefault(each.enquiry, each)
    return tuple((each.enquiry, each.reference, dates.moment_in_words(each.until)) for each in latest.values())


def band(found: Iterable[Emergency], account: str, at: datetime) -> OpenedView | None:
    """Until when and why this account has the enquiry open in an emergency; None when it has not."""
    mine = [each for each in found if each.account == account and each.at <= at < each.until]
    if not mine:
        return None
    latest = max(mine, key=lambda each: each.until)
    return OpenedView(dates.moment_in_words(latest.until), latest.reason)


def emergency_view(each: Emergency, names: Mapping[str, str]) -> EmergencyView:
    """What happened, in words."""
    who, when = named.name_of(names, each.account), dates.moment_in_words(each.at)
    if each.held:
        told = _("%(who)s tried to open it in an emergency on %(when)s; the seal held.", who=who, when=when)
    else:
        told = _("Opened in an emergency by %(who)s on %(when)s, for an hour.", who=who, when=when)
    seen = None
    if each.seen:
        by, at = named.name_of(names, each.seen_by or ""), dates.moment_in_words(each.seen)
        seen = _("Noted as seen by %(who)s on %(when)s", who=by, when=at)
    return EmergencyView(each.enquiry, each.number, each.reference, told, each.reason, seen)
