"""The pages on which a worker invites an advocate from outside, and sees how far the invitation is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from msp_dialogue.dialogue import State
from msp_dialogue.record import dialogues
from msp_dialogue.record.dialogues import Held
from msp_dialogue.record.invitations import Invitation, by_invitation, is_their_turn
from msp_dialogue.record.meaning import Meaning
from msp_dialogue.web import dates
from msp_dialogue.web.pages import named
from msp_dialogue.web.pages.forms import Choices, Errors
from msp_dialogue.web.words import _

SOMEONE_NEW = "new"


@dataclass(frozen=True)
class InvitedLine:
    """One invitation as a line: who, for how long, and what became of it."""

    who: str
    told: str
    good: bool


@dataclass(frozen=True)
class InvitationPage:
    """All that is shown. `kind` is the representative's [L2]; while it is their turn, `open`, one can be invited.

    `goes_on` when they have finished and the rest is the worker's.
    """

    dialogue: str
    enquiry: str
    person: str
    called: str
    kind: str
    open: bool
    goes_on: bool
    waiting: bool
    may_have_link: bool
    lines: tuple[InvitedLine, ...]
    known: Choices
    token: str
    form: Mapping[str, str]
    errors: Errors = ()


@dataclass(frozen=True)
class LinkPage:
    """The one-time link, shown once, for the worker to pass on; the service sends nothing."""

    dialogue: str
    who: str
    sign_in_name: str
    address: str
    days: int


def invitation_page(
    held: Held,
    invited: tuple[Invitation, ...],
    names: Mapping[str, str],
    known: Mapping[str, str],
    *,
    at: datetime,
    may_have_link: frozenset[str],
    token: str,
    form: Mapping[str, str],
    errors: Errors = (),
) -> InvitationPage:
    """The page as at a moment; `names` are of accounts, `known` those that whoever asks knows from before.

    `may_have_link` are those who have no password, and whom whoever asks may give a link.
    """
    good = [each for each in invited if each.is_good(at)]
    return InvitationPage(
        dialogue=held.dialogue.id,
        enquiry=held.enquiry,
        person=held.call_name or _("the person"),
        called=named.stage(held.dialogue.flow.stage),
        kind=named.representative(dialogues.told(held.dialogue, Meaning.REPRESENTATIVE_KIND)),
        open=is_their_turn(held.dialogue) and not held.set_aside,
        goes_on=_goes_on(held) and bool(invited),
        waiting=bool(good),
        may_have_link=any(each.account in may_have_link for each in good),
        lines=invited_lines(invited, names, at),
        known=tuple(
            (each, named.invited(named.name_of(names, each), organisation)) for each, organisation in known.items()
        ),
        token=token,
        form=form,
        errors=errors,
    )


def _goes_on(held: Held) -> bool:
    """Whether the rest is the worker's, after somebody answered elsewhere."""
    open_still = held.dialogue.state in {State.IN_PROGRESS, State.PAUSED} and not held.set_aside
    return open_still and by_invitation(held.dialogue) and not is_their_turn(held.dialogue)


def invited_lines(invited: tuple[Invitation, ...], names: Mapping[str, str], at: datetime) -> tuple[InvitedLine, ...]:
    """Every invitation, oldest first, and what became of each."""
    return tuple(InvitedLine(_who(each, names), _told(each, at), each.is_good(at)) for each in invited)


def _who(each: Invitation, names: Mapping[str, str]) -> str:
    return named.invited(named.name_of(names, each.account), each.organisation)


def _told(each: Invitation, at: datetime) -> str:
    if each.withdrawn:
        return _("Withdrawn on %(day)s", day=dates.day_of(each.withdrawn))
    if at >= each.until:
        return _("Was invited until %(moment)s", moment=dates.moment_in_words(each.until))
    return _("Invited until %(moment)s", moment=dates.moment_in_words(each.until))
