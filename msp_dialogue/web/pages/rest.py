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
            _saved(stopped=stopped, late=bool(kept)),
            _("If you have the screen, give it back to %(worker)s.", worker=worker),
        ),
        kept=kept,
        worker=worker,
    )


def _saved(*, stopped: bool, late: bool) -> str:
    """What is kept; never more than is true, so not of words that came too late."""
    if late:
        return _("What was saved before is kept.")
    if stopped:
        return _("Everything so far is kept. We can go on from here on another day.")
    return _("It is all kept.")
