"""Who looked at an enquiry or did something with it, from the trail: names and words instead of ids and codes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from msp_dialogue.audit import Deed
from msp_dialogue.web import dates
from msp_dialogue.web.pages import named
from msp_dialogue.web.words import _

DEEDS: Mapping[str, Callable[[], str]] = {
    "enquiry_seen": lambda: _("Looked at it"),
    "copy_seen": lambda: _("Opened the copy to print"),
    "copy_asked": lambda: _("Asked whether it is safe for them to keep a copy"),
    "translated": lambda: _("Noted what their words mean in English"),
    "quote_prepared": lambda: _("Made words of theirs ready for the board"),
    "quote_chosen": lambda: _("Chose words of theirs for the board"),
    "quote_put_back": lambda: _("Put words back that were chosen for the board"),
    "quote_withdrawn": lambda: _("Took words away that were ready for the board"),
    "copy_made": lambda: _("Made a copy for them"),
    "trail_seen": lambda: _("Looked at who looked"),
    "refused": lambda: _("Tried to, and was refused"),
    "adult_noted": lambda: _("Changed the adult’s details"),
    "enquiry_noted": lambda: _("Opened the enquiry here, or changed its details"),
    "conversation_started": lambda: _("Started a conversation"),
    "concluded": lambda: _("Concluded the enquiry"),
    "reopened": lambda: _("Took the conclusion back"),
    "set_aside": lambda: _("Set a conversation aside"),
    "permission_withdrawn": lambda: _("Noted that the person takes back the use of their words"),
    "started": lambda: _("Began the questions"),
    "answered": lambda: _("Recorded an answer"),
    "went_back": lambda: _("Went back to a question"),
    "paused": lambda: _("Stopped a conversation for now"),
    "resumed": lambda: _("Went on with a conversation"),
    "waited": lambda: _("Did not go on: it was not safe to talk"),
    "adopted": lambda: _("Took over a new version of the questions"),
    "look_chosen": lambda: _("Changed how the screen looks or sounds"),
    "ended": lambda: _("Finished a conversation"),
    "late_words_kept": lambda: _("Words kept that came after signing out"),
    "screen_handed_over": lambda: _("Handed the screen over"),
    "screen_rested": lambda: _("The screen came to rest: hidden, stopped or left alone"),
    "screen_taken_back": lambda: _("Took the screen back"),
    "safe_contact_noted": lambda: _("Noted safe contact"),
    "followed_up": lambda: _("Noted how they were in touch"),
    "signal_raised": lambda: _("Something was said that may mean danger"),
    "signals_dealt_with": lambda: _("Said how what may mean danger was dealt with"),
    "signal_added_to": lambda: _("Added to how what may mean danger was dealt with"),
    "advocate_invited": lambda: _("Invited an advocate from outside"),
    "invitation_withdrawn": lambda: _("Took an invitation back"),
    "agreement_noted": lambda: _("Noted what the person says of what others said for them"),
    "sealed": lambda: _("Said who works with the sealed enquiry"),
    "unsealed": lambda: _("Lifted the seal"),
    "glass_broken": lambda: _("Opened it in an emergency"),
    "glass_held": lambda: _("Tried to open it in an emergency; the seal held"),
    "emergency_seen": lambda: _("Noted an opening in an emergency, or a try, as seen"),
}
"""What each deed of the trail about an enquiry or a conversation is called."""


@dataclass(frozen=True)
class LookView:
    """What one person did, as often as they did it in a row; `times` is empty for once."""

    when: str
    who: str
    what: str
    times: str


@dataclass(frozen=True)
class LookedPage:
    """One page of the list, newest first."""

    enquiry: str
    reference: str
    opens: bool
    looks: tuple[LookView, ...]
    number: int
    more: bool


def look_views(deeds: Iterable[Deed], names: Mapping[str, str]) -> tuple[LookView, ...]:
    """The deeds as they are told: the same by the same person in a row is one line, with its first and last moment."""
    lines = []
    for (actor, action), run in groupby(deeds, key=lambda deed: (deed.actor, deed.action)):
        alike = list(run)
        first, last = dates.moment_in_words(alike[-1].at), dates.moment_in_words(alike[0].at)
        lines.append(
            LookView(
                when=last if first == last else _("%(first)s to %(last)s", first=first, last=last),
                who=_who(actor, names),
                what=DEEDS[action]() if action in DEEDS else _("Did something else"),
                times=_("%(number)s times", number=len(alike)) if len(alike) > 1 else "",
            )
        )
    return tuple(lines)


def _who(actor: str, names: Mapping[str, str]) -> str:
    return _("On the server") if actor == "command-line" else named.name_of(names, actor)
