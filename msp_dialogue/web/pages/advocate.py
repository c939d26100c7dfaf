"""An advocate's own pages, on a device of their own: what they are invited to, and what is asked before each sitting.

They show whom it is about and when, and nothing that was said or is known besides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from msp_dialogue.flow.model import Stage
from msp_dialogue.web.pages.forms import Errors
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class Own:
    """What the layout needs, and every such page has; the title is neutral, because others may see the screen."""

    language: str = field(default="en", init=False)
    direction: str = field(default="ltr", init=False)

    @property
    def title(self) -> str:
        """Neutral, as on every page of a conversation."""
        return _("Questions")


@dataclass(frozen=True)
class InvitedView:
    """One conversation in the list; `start` says what the button does, without one there is nothing to do now."""

    dialogue: str
    person: str
    about: str
    until: str
    by: str
    told: str
    start: str | None


@dataclass(frozen=True)
class InvitedPage(Own):
    """Every conversation that the advocate is invited to now."""

    name: str
    lines: tuple[InvitedView, ...]


@dataclass(frozen=True)
class LaterPage(Own):
    """It is not safe to answer now; nothing is lost."""


@dataclass(frozen=True)
class BeforePage(Own):
    """Who is with the advocate, and is it private and safe [L7]."""

    dialogue: str
    person: str
    about: str
    by: str
    token: str
    form: Mapping[str, str]
    errors: Errors = ()

    @property
    def title(self) -> str:
        """Neutral, and says when something is wrong."""
        return _("Error: Questions") if self.errors else _("Questions")


def about(stage: Stage) -> str:
    """What the questions of a stage are about, for somebody from outside."""
    return {
        Stage.BEGINNING: _("What they want to happen"),
        Stage.MIDDLE: _("Whether they still want it"),
        Stage.CLOSURE: _("Whether it happened"),
    }[stage]
