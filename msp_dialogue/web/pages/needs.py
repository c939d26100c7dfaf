"""How an adult likes to communicate, as workers read it: asked, told, met on the screen, reviewed [L10]."""

from dataclasses import dataclass

from msp_dialogue.dialogue.look import USUAL, Colours, Listen, Look, Pace, Pictures, Speed, Text, Words
from msp_dialogue.languages.languages import ENGLISH
from msp_dialogue.record.needs import Needs
from msp_dialogue.web import dates
from msp_dialogue.web.language import language, name_for_workers
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class NeedsView:
    """The steps of the Accessible Information Standard, each as it stands, in words."""

    steps: tuple[tuple[str, tuple[str, ...]], ...]


def needs_view(needs: Needs) -> NeedsView:
    """Every step besides what they said themselves, also one that has not been taken."""
    wanted, right = needs.wanted, needs.right
    return NeedsView(
        (
            (_("Asked what helps them"), (dates.day_of(wanted.at) if wanted else _("Not yet"),)),
            *(((_("Language of the questions"), (_language(needs),)),) if needs.look.language else ()),
            (_("On the screen"), screen_of(needs.look) or (_("As it usually looks"),)),
            (
                _("Was it right for them?"),
                (*right.words, dates.day_of(right.at)) if right else (_("Not asked yet"),),
            ),
        )
    )


def flag_of(needs: Needs) -> tuple[str, ...]:
    """What to mind before talking, a phrase each; of the screen only what they did not ask for in words."""
    spoken = (_language(needs),) if needs.look.language else ()
    wanted = needs.wanted
    if wanted is None:
        return (*spoken, *screen_of(needs.look))
    met = screen_of(USUAL.meeting(wanted.chosen))
    return (*spoken, *wanted.words, *(each for each in screen_of(needs.look) if each not in met))


def _language(needs: Needs) -> str:
    return name_for_workers(language(needs.look.language or ENGLISH))


def screen_of(look: Look) -> tuple[str, ...]:
    """How the screen looks and sounds to them, where that is not as usual."""
    said = {
        Text.LARGE: _("large words on the screen"),
        Text.LARGEST: _("very large words on the screen"),
        Words.EASY: _("fewer, shorter words on the screen"),
        Pictures.WITH: _("pictures on the screen"),
        Colours.LIGHT: _("dark words on light"),
        Colours.DARK: _("light words on dark"),
        Colours.HIGH: _("yellow words on black"),
        Listen.BY_ITSELF: _("each page read out by itself"),
        Speed.SLOW: _("read out slowly"),
        Speed.FAST: _("read out fast"),
        Pace.SLOW: _("a break offered more often"),
    }
    sides = ("text", "words", "pictures", "colours", "listen", "speed", "pace")
    values = (getattr(look, side) for side in sides if getattr(look, side) != getattr(USUAL, side))
    return tuple(said[value] for value in values)
