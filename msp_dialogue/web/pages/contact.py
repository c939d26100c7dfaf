"""How somebody can be reached safely, as workers see and note it; what must never be used comes first.

Nothing of it is for any other page: not for the person's copy, not for paper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from msp_dialogue.flow.voice import Voice
from msp_dialogue.record.contact import NO_SAFE_WAY, NotedContact, SafeContact, Way
from msp_dialogue.record.follow_ups import FollowUp
from msp_dialogue.record.meaning import Meaning
from msp_dialogue.record.read import Answer
from msp_dialogue.web import dates
from msp_dialogue.web.pages.forms import Choices, Errors
from msp_dialogue.web.pages.said import Reader, Spoken
from msp_dialogue.web.words import _

OWN = frozenset({Voice.ADULT, Voice.ADULT_WITH_SUPPORT})


@dataclass(frozen=True)
class NotedView:
    """What was noted at one time: each safe way with what is safe of it; none is safe if there are none."""

    never: tuple[str, ...]
    ways: Choices
    times: str
    words: str
    review: str | None
    when: str
    by: str


@dataclass(frozen=True)
class FollowUpView:
    """One time somebody was reached; `unsafe` when it was by a way that was not marked as safe."""

    day: str
    way: str
    with_whom: str
    words: str
    unsafe: bool
    by: str


@dataclass(frozen=True)
class ContactView:
    """Everything about reaching the adult; `said` is what they said since and is not noted yet.

    `elsewhere` when something was said in another enquiry of theirs, which may be another team's to read. `review` says
    why it must be looked at again, `doubted` that what it rests on has changed, and `live` that there is
    a way that may be used.
    """

    enquiry: str
    noted: NotedView | None
    doubted: bool
    review: str | None
    said: tuple[Spoken, ...]
    elsewhere: bool
    follow_ups: tuple[FollowUpView, ...]
    live: bool
    may_change: bool


@dataclass(frozen=True)
class ContactPage:
    """The page about reaching the adult, with what was noted before."""

    id: str
    reference: str
    call_name: str | None
    contact: ContactView
    earlier: tuple[NotedView, ...]


@dataclass(frozen=True)
class WayChoice:
    """One way in the form, and what is to be said of it when it is safe."""

    id: str
    name: str
    which: str


@dataclass(frozen=True)
class ContactFormPage:
    """Noting how the adult can be reached; `now` is what was noted meanwhile, `said` what the form was filled from."""

    enquiry: str
    reference: str
    token: str
    known: int
    ways: tuple[WayChoice, ...]
    now: NotedView | None
    said: tuple[Spoken, ...]
    form: Mapping[str, str]
    errors: Errors = ()


@dataclass(frozen=True)
class FollowUpPage:
    """Noting that somebody was reached: `ways` are the safe ones, each with its name and what is safe of it.

    `others` are not, and are there for what happened all the same.
    """

    enquiry: str
    reference: str
    token: str
    contact: ContactView
    ways: tuple[tuple[str, str, str], ...]
    others: Choices
    form: Mapping[str, str]
    errors: Errors = ()


def contact_view(
    reader: Reader,
    noted: NotedContact | None,
    follow_ups: Sequence[FollowUp],
    *,
    elsewhere: bool,
    on: date,
    may_change: bool,
) -> ContactView:
    """What is known on a day."""
    return ContactView(
        enquiry=reader.whole.enquiry.id,
        noted=noted_view(reader, noted) if noted else None,
        doubted=noted is not None and noted.doubted,
        review=_review(noted, on) if noted else None,
        said=tuple(map(reader.spoken, said_since(reader, noted))),
        elsewhere=elsewhere,
        follow_ups=tuple(_follow_up(reader, each) for each in follow_ups),
        live=noted is not None and not noted.doubted and bool(noted.contact.ways),
        may_change=may_change,
    )


def noted_view(reader: Reader, noted: NotedContact) -> NotedView:
    """What was noted, in words."""
    contact = noted.contact
    never = [way_name(way) for way in Way if way in contact.never_ways]
    return NotedView(
        never=(*never, *([contact.never] if contact.never.strip() else [])),
        ways=tuple((way_name(way), contact.ways[way]) for way in Way if way in contact.ways),
        times=contact.times,
        words=contact.words,
        review=dates.in_words(contact.review) if contact.review else None,
        when=dates.moment_in_words(noted.at),
        by=reader.name(noted.by),
    )


def said_since(reader: Reader, noted: NotedContact | None) -> tuple[Answer, ...]:
    """What was said of contact in this enquiry after it was last noted from here, in conversations that count."""
    said = [each for each in reader.counting if each.records == Meaning.SAFE_CONTACT and each.value]
    looked = noted.looked.get(reader.whole.enquiry.id) if noted else None
    return tuple(each for each in said if looked is None or each.at > looked)


def form_of(contact: SafeContact) -> Mapping[str, str]:
    """What stands in the form for what is noted."""
    ways = {f"way-{way}": "yes" if way in contact.ways else "" for way in Way}
    which = {f"which-{way}": contact.ways.get(way, "") for way in Way}
    never = {f"avoid-{way}": "yes" if way in contact.never_ways else "" for way in Way}
    texts = {"times": contact.times, "words": contact.words, "never": contact.never, "no-way": ""}
    return {**ways, **which, **never, **texts, **dates.boxes("review", contact.review)}


def filled(contact: SafeContact, said: Sequence[Answer]) -> Mapping[str, str]:
    """The form filled with what was said, for a worker to check: their own words count before a representative's.

    What anybody said must never be used is added to what is known, and nothing ever leaves that list. Where more than
    one way is safe nobody but the worker can say which number or address belongs to which.
    """
    form = dict(form_of(contact))
    told = {each.question: each for each in sorted(said, key=lambda each: (each.voice in OWN, each.at))}
    chosen = told["contact_ways"].value if "contact_ways" in told else None
    if isinstance(chosen, list):
        form |= {f"way-{way}": "yes" if way in chosen else "" for way in Way}
        form["no-way"] = "yes" if NO_SAFE_WAY in chosen else ""
    safe = [way for way in Way if form[f"way-{way}"]]
    if "contact_details" in told and len(safe) == 1:
        form[f"which-{safe[0]}"] = " ".join(told["contact_details"].words.split())
    form |= {name: told[f"contact_{name}"].words for name in ("times", "words") if f"contact_{name}" in told}
    for each in said:
        if each.question == "contact_never" and each.words not in form["never"]:
            form["never"] = f"{form['never']}\n{each.words}".strip()
    return form


def way_name(way: Way) -> str:
    """A way to reach somebody."""
    return {
        Way.CALL: _("A phone call"),
        Way.TEXT: _("A text message"),
        Way.LETTER: _("A letter"),
        Way.EMAIL: _("An email"),
        Way.VISIT: _("A visit at home"),
        Way.MEET: _("Meeting somewhere else"),
        Way.THROUGH_SOMEONE: _("Through someone they trust"),
    }[way]


def way_choices() -> tuple[WayChoice, ...]:
    """The ways in the order of the form."""
    which = {
        Way.CALL: _("Which number is safe to call?"),
        Way.TEXT: _("Which number is safe for text messages?"),
        Way.LETTER: _("Which address is safe for letters?"),
        Way.EMAIL: _("Which email address is safe?"),
        Way.VISIT: _("Which address is safe to visit?"),
        Way.MEET: _("Where is it safe to meet?"),
        Way.THROUGH_SOMEONE: _("Who is safe to go through, and how are they reached?"),
    }
    return tuple(WayChoice(str(way), way_name(way), which[way]) for way in Way)


def _review(noted: NotedContact, on: date) -> str | None:
    """Why it must be looked at again; None while it need not."""
    review = noted.contact.review
    if review is None:
        return _("There is no day for it yet.")
    return _("It was due on %(day)s.", day=dates.in_words(review)) if review <= on.isoformat() else None


def _follow_up(reader: Reader, each: FollowUp) -> FollowUpView:
    return FollowUpView(
        day=dates.in_words(each.day),
        way=way_name(each.way),
        with_whom=each.with_whom,
        words=each.words,
        unsafe=each.unsafe,
        by=reader.name(each.by),
    )
