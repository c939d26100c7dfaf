"""The copy for the person: their wishes, what was answered, what comes next, whom to ring; addressed to them.

It leaves out references, workers' notes, other people's matters and every way of contact, since the wrong person may
find it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from msp_dialogue.dialogue import State
from msp_dialogue.flow.model import Kind
from msp_dialogue.flow.voice import Voice
from msp_dialogue.record.meaning import Meaning
from msp_dialogue.record.read import Answer, Outcome, Rating, Whole
from msp_dialogue.web import dates
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class WishView:
    """One wish, and what came of it; `said_for` when somebody said it for the person."""

    words: str
    said_for: bool
    first: bool
    answer: tuple[str, ...]
    agreed: str | None
    reason: str | None
    instead: str | None
    came_true: str | None
    rated_for: bool
    their_words: str | None


@dataclass(frozen=True)
class CopyPage:
    """Everything on the copy."""

    enquiry: str
    large: bool
    day: str
    call_name: str | None
    worker: str
    wishes: tuple[WishView, ...]
    no_longer: tuple[str, ...]
    not_wanted: tuple[str, ...]
    next_steps: tuple[str, ...]
    talk_again: str | None
    ring: tuple[str, ...]


def copy_page(whole: Whole, worker: str, *, on: date, large: bool) -> CopyPage:
    """The copy as things stand on a day; `worker` is the name of whoever leads, empty when nobody does."""
    wanted = sorted(
        (each for each in whole.outcomes if each.status != "withdrawn"), key=lambda each: (each.rank or 99, each.number)
    )
    steps = _next_steps(whole)
    days = [each.value for each in steps if each.kind is Kind.DATE and each.value >= on.isoformat()]
    return CopyPage(
        enquiry=whole.enquiry.id,
        large=large,
        day=dates.in_words(on),
        call_name=whole.enquiry.adult.call_name,
        worker=worker,
        wishes=tuple(_wish(each, len(wanted)) for each in wanted),
        no_longer=tuple(each.words for each in whole.outcomes if each.status == "withdrawn"),
        not_wanted=tuple(_newest(whole, Meaning.NOT_WANTED)),
        next_steps=tuple(each.words for each in steps if each.kind is Kind.WORDS),
        talk_again=dates.in_words(days[-1]) if days else None,
        ring=tuple(each.words for each in _noted(whole, Meaning.WHOM_TO_RING))[-1:],
    )


def _wish(outcome: Outcome, number: int) -> WishView:
    rating = next((each for each in outcome.ratings if each.counted), None)
    agreed = next((each.words for each in reversed(outcome.wordings) if each.reason == "negotiated"), None)
    negotiated, cannot = outcome.council_answer == "negotiated", outcome.council_answer == "cannot"
    return WishView(
        words=outcome.words,
        said_for=outcome.voice in {Voice.REPRESENTATIVE, Voice.WORKER},
        first=number > 1 and outcome.rank == 1,
        answer=tuple(_answered(outcome)),
        agreed=agreed if negotiated else None,
        reason=outcome.council_reason if negotiated or cannot else None,
        instead=outcome.next_best if cannot else None,
        came_true=_came_true(rating) if rating else None,
        rated_for=rating is not None and rating.voice in {Voice.REPRESENTATIVE, Voice.WORKER},
        their_words=rating.words if rating and rating.voice is not Voice.WORKER else None,
    )


def _answered(outcome: Outcome) -> Iterator[str]:
    """What was answered; once it is known how far it came true, as what was said then."""
    if outcome.status == "happening" and not outcome.achieved:
        yield _("You said this is happening already.")
    if outcome.council_answer and outcome.achieved:
        yield {
            "worked_towards": _("We said we would work towards this."),
            "negotiated": _("We talked about it, and said we would work towards this:"),
            "cannot": _("We said we could not do this."),
        }[outcome.council_answer]
    elif outcome.council_answer:
        yield {
            "worked_towards": _("We will work towards this with you."),
            "negotiated": _("We talked about it, and will work towards this:"),
            "cannot": _("We cannot do this."),
        }[outcome.council_answer]
    elif not outcome.achieved and outcome.status != "happening":
        yield _("We have not given you our answer to this yet.")


def _came_true(rating: Rating) -> str:
    own = rating.voice in {Voice.ADULT, Voice.ADULT_WITH_SUPPORT}
    return {
        "fully": _("You said all of it happened.") if own else _("All of it happened."),
        "partially": _("You said some of it happened.") if own else _("Some of it happened."),
        "not": _("You said none of it happened.") if own else _("None of it happened."),
    }[rating.value or ""]


def _noted(whole: Whole, meaning: Meaning) -> tuple[Answer, ...]:
    """What the worker noted of this meaning, in conversations that were held to their end."""
    held = {each.id for each in whole.conversations if each.state is State.FINISHED and each.set_aside is None}
    return tuple(each for each in whole.answers if each.records == meaning and each.dialogue in held and each.value)


def _next_steps(whole: Whole) -> tuple[Answer, ...]:
    """What the newest conversation that noted anything noted."""
    noted = _noted(whole, Meaning.NEXT_STEP)
    return tuple(each for each in noted if each.dialogue == noted[-1].dialogue)


def _newest(whole: Whole, meaning: Meaning) -> Iterator[str]:
    """The words of the newest answer of this meaning, if it has any."""
    counting = {each.id for each in whole.conversations if each.set_aside is None}
    said = [
        each.words for each in whole.answers if each.records == meaning and each.dialogue in counting and each.words
    ]
    yield from said[-1:]
