"""What may mean danger, as workers read it: what was chosen or pressed, when and where, and how it was dealt with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from msp_dialogue.flow.model import Flow
from msp_dialogue.record.read import Whole
from msp_dialogue.record.signals import Done, How, Kind, Signal, Waiting
from msp_dialogue.web import dates
from msp_dialogue.web.pages import named
from msp_dialogue.web.pages.forms import Choices, Errors
from msp_dialogue.web.pages.said import Reader
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class DoneView:
    """One thing that was done about a signal, or added later."""

    title: str
    words: str
    when: str


@dataclass(frozen=True)
class SignalView:
    """One signal. `seen` names it as it stands; `again` says how often it was raised, `changed` what became of it."""

    number: int
    seen: str
    title: str
    about: str | None
    lines: tuple[str, ...]
    where: str
    when: str
    again: str | None
    changed: bool
    done: tuple[DoneView, ...]


@dataclass(frozen=True)
class Signals:
    """All signals of an enquiry: those that need somebody now, and what was dealt with."""

    open: tuple[SignalView, ...]
    dealt: tuple[SignalView, ...]


@dataclass(frozen=True)
class SignalsPage:
    """Saying how open signals were dealt with."""

    enquiry: str
    reference: str
    open: tuple[SignalView, ...]
    hows: Choices
    chosen: frozenset[str]
    token: str
    form: Mapping[str, str]
    errors: Errors = ()


@dataclass(frozen=True)
class SignalPage:
    """Adding to how one signal was dealt with; without a signal there is nothing to add to (any more)."""

    enquiry: str
    reference: str
    number: int
    signal: SignalView | None
    needs: Choices
    token: str
    form: Mapping[str, str]
    errors: Errors = ()


@dataclass(frozen=True)
class WaitingView:
    """One enquiry in which somebody is needed; what for is told there."""

    enquiry: str
    reference: str
    call_name: str | None
    since: str


class _Place(NamedTuple):
    """A question of a conversation, as `Reader` asks for it."""

    dialogue: str
    question: str
    item: str


def signals_view(
    whole: Whole, flows: Mapping[str, Flow], names: Mapping[str, str], found: tuple[Signal, ...]
) -> Signals:
    """The signals of an enquiry, the newest first; `names` are of accounts by id."""
    reader = Reader(whole, flows, names)
    views = [(each, _view(reader, each)) for each in reversed(found)]
    return Signals(
        open=tuple(view for each, view in views if each.dealt is None),
        dealt=tuple(view for each, view in views if each.dealt is not None),
    )


def signals_page(
    whole: Whole, shown: Signals, form: Mapping[str, str], chosen: frozenset[str], token: str, errors: Errors = ()
) -> SignalsPage:
    """The form about the open signals; where there is only one, it is chosen."""
    only = frozenset(each.seen for each in shown.open) if len(shown.open) == 1 else frozenset()
    return SignalsPage(
        enquiry=whole.enquiry.id,
        reference=whole.enquiry.reference,
        open=shown.open,
        hows=hows(),
        chosen=only or chosen,
        token=token,
        form=form,
        errors=errors,
    )


def signal_page(
    whole: Whole, shown: Signals, number: int, form: Mapping[str, str], token: str, errors: Errors = ()
) -> SignalPage:
    """The form about one signal that was dealt with."""
    return SignalPage(
        enquiry=whole.enquiry.id,
        reference=whole.enquiry.reference,
        number=number,
        signal=next((each for each in shown.dealt if each.number == number), None),
        needs=(("no", _("No, this only adds to it")), ("yes", _("Yes, open it again"))),
        token=token,
        form=form,
        errors=errors,
    )


def waiting_views(found: tuple[Waiting, ...]) -> tuple[WaitingView, ...]:
    """The lines of the start page."""
    return tuple(
        WaitingView(each.enquiry, each.reference, each.call_name, dates.moment_in_words(each.since)) for each in found
    )


def hows() -> Choices:
    """How a signal can have been dealt with."""
    return (
        (How.TALKED_ALONE, _("Somebody talked with them alone")),
        (How.SAFETY_PLAN, _("A safety plan was made or changed")),
        (How.RAISED_CONCERN, _("A new safeguarding concern was raised")),
        (How.POLICE, _("The police were told")),
        (How.NOT_NEEDED, _("Nothing was needed, and that was checked")),
        (How.OTHER, _("Something else was done")),
    )


def _view(reader: Reader, signal: Signal) -> SignalView:
    conversation = reader.conversations[signal.dialogue]
    place = _Place(signal.dialogue, signal.question, signal.item or "") if signal.question else None
    alone = signal.kind is Kind.TALK_ALONE
    return SignalView(
        number=signal.number,
        seen=f"{signal.number}-{signal.times}",
        title=_("Pressed “I’d like to talk more later”") if alone or not place else reader.question(place),
        about=reader.thing(place) if place and not alone else None,
        lines=_alone(reader, place) if alone or not place else reader.choices(place, signal.chosen),
        where=_(
            "%(stage)s of %(day)s. Who answered: %(who)s",
            stage=named.stage(conversation.stage),
            day=dates.day_of(conversation.started),
            who=named.voice(conversation.voice, conversation.representative_kind),
        ),
        when=dates.moment_in_words(signal.raised),
        again=_again(signal),
        changed=bool(place) and not alone and not _still_said(reader, signal),
        done=tuple(_done(reader, each) for each in signal.done),
    )


def _done(reader: Reader, done: Done) -> DoneView:
    later = _("Opened again") if done.opens else _("Added later")
    title = dict(hows())[done.how] if done.how else later
    return DoneView(title, done.words, dates.moment_in_words(done.at) + ", " + reader.name(done.by))


def _alone(reader: Reader, place: _Place | None) -> tuple[str, ...]:
    """What the button means; the person may have pressed it because of what was on the screen."""
    told = (_("They pressed the button for this, and the screen showed nothing. See them alone, without saying why."),)
    return (*told, _("On the screen then: %(question)s", question=reader.question(place))) if place else told


def _again(signal: Signal) -> str | None:
    if signal.times == 1:
        return None
    return _("%(times)s times, last on %(moment)s", times=signal.times, moment=dates.moment_in_words(signal.last))


def _still_said(reader: Reader, signal: Signal) -> bool:
    """Whether the answer that signalled is still the answer."""
    about = (signal.dialogue, signal.question, signal.item or "")
    values = (each.value for each in reader.whole.answers if (each.dialogue, each.question, each.item) == about)
    value = next(values, None)
    return set(signal.chosen) <= set(value if isinstance(value, list) else [value])
