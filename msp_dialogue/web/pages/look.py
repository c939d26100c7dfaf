"""How the screen looks, reads and sounds: what can be chosen, and the classes by which the style sheet meets it."""

from dataclasses import dataclass, replace
from functools import lru_cache

from msp_dialogue.dialogue.look import Beside, Colours, Listen, Look, Pace, Pictures, Speed, Text, Words
from msp_dialogue.languages.languages import ENGLISH
from msp_dialogue.web import tokens
from msp_dialogue.web.language import direction, name_for_workers
from msp_dialogue.web.pages.listen import Listening, listen_to
from msp_dialogue.web.pages.talk import rest_after
from msp_dialogue.web.screen import AtScreen, Who
from msp_dialogue.web.service import service
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class Chance:
    """One thing to press, and whether it is so now."""

    value: str
    says: str
    now: bool
    language: str | None = None


@dataclass(frozen=True)
class Group:
    """One side of the look, and what it can be."""

    name: str
    says: str
    chances: tuple[Chance, ...]


@dataclass(frozen=True)
class LookPage:
    """All that can be changed, each at one press."""

    screen: str
    rest_after: int | None
    look: Look
    groups: tuple[Group, ...]
    step: str
    notice: str | None
    listen: Listening
    language: str
    direction: str
    title: str


def look_page(at: AtScreen, notice: str | None = None, *, token: str | None = None) -> LookPage:
    """The page as things stand; `token` lets the same press be sent again."""
    dialogue = at.held.dialogue
    if dialogue.current is None:
        raise LookupError("the conversation is at its end")
    sides = _sides()
    if dialogue.language == ENGLISH:
        del sides["beside"]
    return LookPage(
        screen=str(at.who),
        rest_after=rest_after(at),
        look=dialogue.look,
        groups=(*_languages(at), *(_group(name, says, dialogue.look) for name, says in sides.items())),
        step=tokens.show(dialogue.id, dialogue.current, dialogue.seq, token),
        notice=notice,
        listen=replace(listen_to("look", dialogue.look, at.language), by_itself=False),  # else at every press
        language=at.language,
        direction=direction(at.language),
        title=_("Questions"),
    )


def _group(name: str, says: str, look: Look) -> Group:
    now = getattr(look, name)
    return Group(name, says, tuple(Chance(str(value), label, value == now) for value, label in _labels(name).items()))


def _languages(at: AtScreen) -> tuple[Group, ...]:
    """The languages to choose from, each in its own words; nothing where there is one."""
    offered, now = service().languages.offered, at.held.dialogue.language
    if len(offered) < 2:
        return ()
    worker = at.who is Who.WORKER
    chances = tuple(
        Chance(each.code, name_for_workers(each) if worker else each.name, each.code == now, language=each.code)
        for each in offered
    )
    return (Group("language", _("Language"), chances),)


def _sides() -> dict[str, str]:
    return {
        "text": _("How big the words are"),
        "words": _("Which words we use"),
        "pictures": _("Pictures"),
        "colours": _("Colours"),
        "listen": _("Reading out"),
        "speed": _("How fast it is read out"),
        "pace": _("Breaks"),
        "beside": _("English beside it"),
    }


def _labels(name: str) -> dict[object, str]:
    labels: dict[str, dict[object, str]] = {
        "text": {Text.USUAL: _("Usual size"), Text.LARGE: _("Large"), Text.LARGEST: _("Very large")},
        "words": {Words.USUAL: _("Usual words"), Words.EASY: _("Fewer, shorter words")},
        "pictures": {Pictures.WITHOUT: _("No pictures"), Pictures.WITH: _("Pictures with the words")},
        "colours": {
            Colours.DEVICE: _("As this device is set"),
            Colours.LIGHT: _("Dark words on light"),
            Colours.DARK: _("Light words on dark"),
            Colours.HIGH: _("Yellow words on black"),
        },
        "listen": {Listen.BUTTON: _("When I press Listen"), Listen.BY_ITSELF: _("Each page by itself")},
        "speed": {Speed.SLOW: _("Slow"), Speed.USUAL: _("Usual speed"), Speed.FAST: _("Fast")},
        "pace": {Pace.USUAL: _("A break now and then"), Pace.SLOW: _("More breaks")},
        "beside": {Beside.WITHOUT: _("This language alone"), Beside.WITH: _("English beside this language")},
    }
    return labels[name]


@lru_cache(maxsize=256)
def classes(look: Look) -> str:
    """The classes of the page's root element that the style sheet reads; none for the usual look."""
    told = look.store()
    return " ".join(f"{name}-{told[name]}" for name in _CLASSED if name in told)


_CLASSED = ("text", "colours", "words", "pictures")
