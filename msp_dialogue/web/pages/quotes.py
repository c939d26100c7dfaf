"""Words for the board: what may be used of an enquiry, making it ready, and what the council can choose from."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from msp_dialogue.flow.voice import Voice
from msp_dialogue.measure.span import quarter_of
from msp_dialogue.record.masking import Mask, Suggestion
from msp_dialogue.record.meaning import EXPERIENCE_THEMES, OUTCOME_THEMES, theme_in_words
from msp_dialogue.record.quotes import Permitted, Ready, State
from msp_dialogue.web import dates
from msp_dialogue.web.pages import named
from msp_dialogue.web.pages.forms import Choices, Errors
from msp_dialogue.web.words import _

KEEP = "keep"
AROUND = 4
"""How many words before and after show which one is meant."""


@dataclass(frozen=True)
class PermittedView:
    """What somebody said and lets others learn from, and how far it has come."""

    dialogue: str
    outcome: str
    wish: str
    words: str
    who: str
    said: str
    state: str
    colour: str
    prepared: str | None
    theme: str


@dataclass(frozen=True)
class QuotesPage:
    """All that may be used of what was said in an enquiry."""

    enquiry: str
    reference: str
    sealed: bool
    said: tuple[PermittedView, ...]


@dataclass(frozen=True)
class SuggestionView:
    """What may name somebody: the field of the form, the words, and where they stand."""

    name: str
    text: str
    before: str
    after: str


@dataclass(frozen=True)
class PreparePage:
    """Making somebody's words ready, in three steps: what to mask, what to leave out, and how it would be shown."""

    enquiry: str
    reference: str
    dialogue: str
    outcome: str
    step: str
    words: str
    who: str
    suggestions: tuple[SuggestionView, ...]
    masks: Choices
    themes: Choices
    shown: str
    known: str
    token: str
    form: Mapping[str, str]
    errors: Errors = ()


@dataclass(frozen=True)
class ReadyView:
    """A quote to choose: the masked words, theme and voice, and nothing that leads to a person."""

    quote: str
    theme: str
    words: str
    who: str
    chosen: bool


@dataclass(frozen=True)
class ReadyPage:
    """The quotes to choose from, by the quarter in which their enquiries were concluded."""

    quarters: tuple[tuple[str, tuple[ReadyView, ...]], ...]


def permitted_view(each: Permitted) -> PermittedView:
    """One of them as it is shown."""
    state, colour = {
        State.PERMITTED: (_("May be used"), "grey"),
        State.PREPARED: (_("Ready for the council to choose"), "blue"),
        State.CHOSEN: (_("Chosen for the board"), "green"),
    }[each.state]
    return PermittedView(
        dialogue=each.dialogue,
        outcome=each.outcome,
        wish=each.wish,
        words=each.words,
        who=named.voice(Voice(each.voice)),
        said=dates.day_of(each.said_at),
        state=state,
        colour=colour,
        prepared=each.prepared,
        theme=theme_in_words(each.theme) if each.theme else "",
    )


def suggestion_views(words: str, found: Iterable[Suggestion]) -> tuple[SuggestionView, ...]:
    """Each with the words that stand next to it."""
    return tuple(
        SuggestionView(f"mask-{number}", each.text, _before(words[: each.start]), _after(words[each.end :]))
        for number, each in enumerate(found)
    )


def _before(words: str) -> str:
    near = " ".join(words.split()[-AROUND:])
    return f"{near} " if words[-1:].isspace() else near


def _after(words: str) -> str:
    near = " ".join(words.split()[:AROUND])
    return f" {near}" if words[:1].isspace() else near


def masks() -> Choices:
    """What can be done with something that may name somebody."""
    return (
        (str(Mask.NAME), _("[name]: it names a person")),
        (str(Mask.PLACE), _("[place]: it names a place")),
        (str(Mask.OTHER), _("[other]: it says something else that could tell who it is")),
        (KEEP, _("Keep it: it tells nobody who it is")),
    )


def themes(of: Permitted) -> Choices:
    """The themes to choose from: those of the outcome first, then the guide's others [G4], then experience [F1]."""
    own = tuple(json.loads(of.themes))
    others = (each for each in (*OUTCOME_THEMES, *EXPERIENCE_THEMES) if each not in own)
    return tuple((each, theme_in_words(each)) for each in (*own, *others))


def ready_page(found: Iterable[Ready]) -> ReadyPage:
    """The page: the newest quarter first."""
    quarters: dict[str, list[ReadyView]] = {}
    for each in found:
        view = ReadyView(each.quote, theme_in_words(each.theme), each.words, _voice(each.voice), each.chosen)
        quarters.setdefault(quarter_of(date.fromisoformat(each.concluded)).name, []).append(view)
    return ReadyPage(tuple((name, tuple(views)) for name, views in quarters.items()))


def _voice(voice: str) -> str:
    """Whose words they are; not the kind of representative, who may be one in a town."""
    return _("Somebody who speaks for the adult") if voice == Voice.REPRESENTATIVE else named.voice(Voice(voice))
