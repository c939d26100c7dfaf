"""What stands in place of a question: paused, over, or hidden; neutral, and nothing of what was said."""

from dataclasses import dataclass

from msp_dialogue.accounts.sessions import Kind
from msp_dialogue.dialogue import Look, State
from msp_dialogue.web.language import direction, for_staff
from msp_dialogue.web.pages.listen import Listening, listen_to
from msp_dialogue.web.screen import AtScreen, Who
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class RestPage:
    """A quiet page. `way` is how it goes on: back (a worker signs in) or done (whose session this is goes on)."""

    look: Look
    language: str
    direction: str
    title: str
    heading: str
    text: tuple[str, ...]
    kept: tuple[str, ...]
    hidden: bool
    listen: Listening | None
    way: str
    way_on: str


def rest_page(at: AtScreen, kept: tuple[str, ...] = ()) -> RestPage:
    """The page for a conversation that takes no answers here now; `kept` are words that came too late to be stored."""
    hidden = _is_hidden(at)
    return RestPage(
        look=at.held.dialogue.look,
        language=at.language,
        direction=direction(at.language),
        title=_("Questions"),
        heading=_("This screen is resting") if hidden else _heading(at),
        text=(_("Nothing is lost."),) if hidden else tuple(_text(at, late=bool(kept))),
        kept=kept,
        hidden=hidden,
        listen=None if hidden else listen_to("rest", at.held.dialogue.look, at.held.dialogue.language),
        way="back" if at.who is Who.PERSON else "done",
        way_on=_way_on(at),
    )


def _is_hidden(at: AtScreen) -> bool:
    """Whether there is more to ask, and the screen was hidden or left alone."""
    dialogue = at.held.dialogue
    if dialogue.state is not State.IN_PROGRESS or at.held.set_aside or dialogue.current is None:
        return False
    return at.session.kind is Kind.LOCKED and at.may_answer(dialogue.current)


def _heading(at: AtScreen) -> str:
    if at.held.dialogue.state is State.PAUSED:
        return _("We have stopped for now")
    return _("That is all for now. Thank you.")


def _text(at: AtScreen, *, late: bool) -> list[str]:
    """What is kept; never more than is true, so not of words that came too late."""
    if late:
        saved = _("What was saved before is kept.")
    elif at.held.dialogue.state is State.PAUSED:
        saved = _("Everything so far is kept. We can go on from here on another day.")
    else:
        saved = _("It is all kept.")
    if at.who is not Who.PERSON:  # a worker reads it themselves
        return [saved]
    return [saved, _("If you have the screen, give it back to %(worker)s.", worker=at.worker)]


def _way_on(at: AtScreen) -> str:
    if at.who is Who.ADVOCATE:
        return _("Back to your list")
    if at.who is Who.PERSON:
        return for_staff("For staff: sign in")
    return _("%(worker)s goes on from here", worker=at.worker)
