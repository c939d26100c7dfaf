"""What was said and done since somebody last looked, as a short list of facts, the newest first.

Ways of contact are named as changed and never told here: what is safe stands in one place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from msp_dialogue.dialogue import State
from msp_dialogue.record.contact import NotedContact
from msp_dialogue.record.follow_ups import FollowUp
from msp_dialogue.record.meaning import Meaning
from msp_dialogue.record.read import Conversation
from msp_dialogue.record.signals import Signal
from msp_dialogue.web import dates
from msp_dialogue.web.pages import named
from msp_dialogue.web.pages.said import Reader, is_news
from msp_dialogue.web.pages.story import Happened, OutcomeView
from msp_dialogue.web.words import _

SHOWN_AT_ONCE = 6
TALKING = (Meaning.COMMUNICATION, Meaning.INTERPRETER)


@dataclass(frozen=True)
class Change:
    """One fact: what happened, to which outcome, and the words before and now where words changed."""

    at: datetime
    title: str
    told: str
    """When, and whose words or doing it is."""
    about: str | None = None
    before: str | None = None
    now: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changed:
    """Everything since an instant, newest first; empty when nothing happened."""

    since: str
    facts: tuple[Change, ...]

    @property
    def newest(self) -> tuple[Change, ...]:
        """Those that are shown at once."""
        return self.facts[:SHOWN_AT_ONCE]

    @property
    def others(self) -> tuple[Change, ...]:
        """Those that are shown when asked for."""
        return self.facts[SHOWN_AT_ONCE:]


@dataclass(frozen=True)
class Besides:
    """What happened besides the conversations."""

    signals: Sequence[Signal] = ()
    contact: NotedContact | None = None
    follow_ups: Sequence[FollowUp] = field(default=())


def changed(reader: Reader, outcomes: Sequence[OutcomeView], besides: Besides, since: datetime) -> Changed:
    """What is new in an enquiry since an instant."""
    facts = [
        *_of_outcomes(outcomes),
        *_of_answers(reader),
        *_of_conversations(reader),
        *_of_signals(reader, besides.signals),
        *_of_contact(reader, besides),
    ]
    new = sorted((each for each in facts if each.at > since), key=lambda each: each.at, reverse=True)
    return Changed(dates.moment_in_words(since), tuple(new))


def _of_outcomes(outcomes: Sequence[OutcomeView]) -> Iterator[Change]:
    """Each wording, answer and rating; where words changed, the words before stand beside the new ones."""
    for outcome in outcomes:
        before = None
        for moment in outcome.story:
            worded = moment.kind is Happened.WORDED
            if moment.kind is not Happened.PERMITTED:
                yield Change(
                    moment.at,
                    moment.title,
                    _told(moment.at, moment.who),
                    about=_("Outcome %(number)s", number=outcome.number),
                    before=before if worded else None,
                    now=moment.quote or before,
                    notes=() if moment.kind is Happened.RATED else moment.notes,
                )
            before = moment.quote if worded else before


def _of_answers(reader: Reader) -> Iterator[Change]:
    """How to talk with them, and what matters most."""
    titles = {Meaning.RANK: _("What matters most was put in order")}
    titles |= dict.fromkeys(TALKING, _("How to talk with them"))
    for answer in reader.counting:
        if answer.records in titles and not answer.non_answer and is_news(answer):
            lines = tuple(answer.words.split("\n"))
            yield Change(answer.at, titles[Meaning(answer.records)], _told(answer.at, reader.who(answer)), notes=lines)


def _of_conversations(reader: Reader) -> Iterator[Change]:
    for each in reader.whole.conversations:
        if each.set_aside is None:
            yield Change(each.last, _became(each), _told(each.last, reader.name(each.started_by)))


def _became(each: Conversation) -> str:
    return {
        State.IN_PROGRESS: _("%(conversation)s: begun and not yet finished", conversation=named.stage(each.stage)),
        State.PAUSED: _("%(conversation)s: stopped for now", conversation=named.stage(each.stage)),
        State.FINISHED: _("%(conversation)s: finished", conversation=named.stage(each.stage)),
        State.NOT_HELD: _("%(conversation)s: not held", conversation=named.stage(each.stage)),
    }[each.state]


def _of_signals(reader: Reader, signals: Sequence[Signal]) -> Iterator[Change]:
    for each in signals:
        yield Change(each.last, _("Somebody was needed"), dates.moment_in_words(each.last))
        if each.dealt:
            yield Change(
                each.dealt, _("It was said how that was dealt with"), _told(each.dealt, reader.name(each.dealt_by))
            )


def _of_contact(reader: Reader, besides: Besides) -> Iterator[Change]:
    if besides.contact:
        noted = besides.contact
        yield Change(noted.at, _("How to contact them safely was noted anew"), _told(noted.at, reader.name(noted.by)))
    for each in besides.follow_ups:
        yield Change(each.at, _("They were contacted between conversations"), _told(each.at, reader.name(each.by)))


def _told(at: datetime, who: str) -> str:
    return _("%(moment)s, %(who)s", moment=dates.moment_in_words(at), who=who)
