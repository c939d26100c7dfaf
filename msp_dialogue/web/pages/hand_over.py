"""The page between the worker's part and the person's: what handing over does, before it is done."""

from dataclasses import dataclass

from msp_dialogue.web.pages.overheard import told_to_worker
from msp_dialogue.web.screen import AtScreen
from msp_dialogue.web.service import new_id
from msp_dialogue.web.waiting import is_needed
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class HandOverPage:
    """Everything the page shows; `ready` when all that must be recorded before is recorded [H-18]."""

    enquiry: str
    whose: str
    ready: bool
    needed: bool
    token: str
    aloud: str
    """What to know of reading aloud."""
    kept: tuple[str, ...]


def hand_over_page(at: AtScreen, kept: tuple[str, ...] = ()) -> HandOverPage:
    """The page as things stand; `kept` are words that came too late to be stored."""
    return HandOverPage(
        enquiry=at.held.enquiry,
        whose=at.held.call_name or _("the person"),
        ready=at.may_be_handed_over,
        needed=is_needed(at.held.enquiry),
        token=new_id(),
        aloud=told_to_worker(at.held.dialogue.language),
        kept=kept,
    )
