"""What stands in place of a question when the conversation is paused or over: neutral, and nothing of what was said."""

from dataclasses import dataclass

from msp_dialogue.dialogue import State
from msp_dialogue.record.dialogues import Held
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class RestPage:
    """A quiet page, with the way back for the worker."""

    language: str
    direction: str
    title: str
    heading: str
    text: tuple[str, ...]
    kept: tuple[str, ...]
    worker: str


def rest_page(held: Held, worker: str, kept: tuple[str, ...] = ()) -> RestPage:
    """The page for a conversation that takes no answers now; `kept` are words that came too late to be stored."""
    stopped = held.dialogue.state is State.PAUSED
    return RestPage(
        language=held.dialogue.started.language,
        direction="ltr",
        title=_("Questions"),
        heading=_("We have stopped for now") if stopped else _("That is all for now. Thank you."),
        text=(
            _("Everything so far is kept. We can go on from here on another day.") if stopped else _("It is all kept."),
            _("If you have the screen, give it back to %(worker)s.", worker=worker),
        ),
        kept=kept,
        worker=worker,
    )
