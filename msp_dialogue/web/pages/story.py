"""The story of each desired outcome: every wording, the council's answers, what became of it, and whose view it is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from msp_dialogue.flow.voice import Voice
from msp_dialogue.record.meaning import Meaning, theme_in_words
from msp_dialogue.record.read import Answer, Outcome, Rating, Wording
from msp_dialogue.web import dates
from msp_dialogue.web.pages import named
from msp_dialogue.web.pages.represented import Represented, of_outcome
from msp_dialogue.web.pages.said import MeantView, Reader
from msp_dialogue.web.words import _


class Happened(StrEnum):
    """What kind of thing happened to an outcome; other moments are of what was said of it."""

    WORDED = "worded"  # the quote is the outcome itself, in the words it had from then on
    RATED = "rated"
    PERMITTED = "permitted"  # that words may be used


@dataclass(frozen=True)
class Moment:
    """One thing that happened to an outcome; `quote` holds somebody's own words."""

    at: datetime
    title: str
    when: str
    who: str
    quote: str | None = None
    notes: tuple[str, ...] = ()
    kind: Happened | None = None
    withdraw: str | None = None
    """The conversation whose words about the outcome may be used, and need not stay so."""


@dataclass(frozen=True)
class OutcomeView:
    """A desired outcome and its story."""

    id: str
    number: int
    words: str
    who: str
    tags: tuple[tuple[str, str], ...]
    themes: tuple[str, ...]
    difference: str | None
    story: tuple[Moment, ...]
    represented: Represented | None
    meant: tuple[MeantView, ...]


def outcome_views(reader: Reader) -> tuple[OutcomeView, ...]:
    """Every outcome of the enquiry, in the order in which they were said."""
    return tuple(_view(reader, outcome) for outcome in reader.whole.outcomes)


def _view(reader: Reader, outcome: Outcome) -> OutcomeView:
    moments = [*_wordings(reader, outcome), *_answers(reader, outcome), *_ratings(reader, outcome)]
    current = next((each for each in reversed(outcome.wordings) if each.words == outcome.words), None)
    return OutcomeView(
        id=outcome.id,
        number=outcome.number,
        words=outcome.words,
        who=whose(reader, current or outcome),
        tags=_tags(outcome),
        themes=tuple(theme_in_words(each) for each in outcome.themes),
        difference=outcome.difference,
        story=tuple(sorted(moments, key=lambda each: each.at)),
        represented=of_outcome(reader, outcome),
        meant=reader.meant(outcome.words),
    )


def _tags(outcome: Outcome) -> tuple[tuple[str, str], ...]:
    """Where it stands: words, and the colour of a tag, which never says more than they do."""
    found = []
    if outcome.status == "withdrawn":
        found.append((_("No longer wanted"), "grey"))
    elif outcome.achieved:
        colour = {"fully": "green", "partially": "yellow", "not": "red"}[outcome.achieved]
        found.append((named.rating(outcome.achieved), colour))
    elif outcome.status == "happening":
        found.append((_("Already happening"), "green"))
    if outcome.rank:
        most = outcome.rank == 1
        found.append((_("Matters most") if most else _("Number %(rank)s in what matters", rank=outcome.rank), "purple"))
    if outcome.plan:
        found.append((_("Plan %(letter)s", letter=outcome.plan), "blue"))
    elif outcome.pulls:
        found.append((_("Pulls against another"), "blue"))
    return tuple(found)


def whose(reader: Reader, said: Wording | Outcome | Rating) -> str:
    """Whose words or view it is."""
    conversation = reader.conversations[said.dialogue]
    worker = reader.name(getattr(said, "recorded_by", None))
    return named.voice(said.voice, conversation.representative_kind, worker)


def _wordings(reader: Reader, outcome: Outcome) -> Iterator[Moment]:
    titles = {
        "first": _("First put into words"),
        "changed": _("Changed"),
        "negotiated": _("Negotiated wording, beside their own"),
    }
    for wording in outcome.wordings:
        why = (_("Why it changed: %(why)s", why=wording.why),) if wording.why else ()
        yield Moment(
            wording.at,
            titles[wording.reason],
            dates.day_of(wording.at),
            whose(reader, wording),
            wording.words,
            why,
            kind=Happened.WORDED,
        )


def _answers(reader: Reader, outcome: Outcome) -> Iterator[Moment]:
    """What they still wanted when it was looked at again, and what the council answered each time [G7]."""
    about = [each for each in reader.counting if each.item == outcome.id]
    for answer in about:
        if answer.records == Meaning.STILL_WANTED:
            yield _moment(reader, answer, _still(answer))
        elif answer.records == Meaning.CHANGE_REASON and outcome.status == "withdrawn" and answer.words:
            yield _moment(reader, answer, _("Why it is no longer wanted"), quote=answer.words)
        elif answer.records == Meaning.COUNCIL_ANSWER and answer.value:
            with_it = [each for each in about if each.dialogue == answer.dialogue and each.words]
            yield _moment(reader, answer, _("The council’s answer"), notes=tuple(_council(answer, with_it)))
        elif answer.records == Meaning.PERMISSION and answer.value:
            yield _permitted(reader, outcome, answer)


def _permitted(reader: Reader, outcome: Outcome, answer: Answer) -> Moment:
    """What was said of using their words, and where it stands: it can be taken back."""
    now = [rating.permission for rating in outcome.ratings if rating.dialogue == answer.dialogue and rating.permission]
    if "withdrawn" in now:
        notes: tuple[str, ...] = (_("Taken back since. They may not be used."),)
    else:
        notes = ()
    told = replace(_moment(reader, answer, _permission(answer), notes=notes), kind=Happened.PERMITTED)
    return replace(told, withdraw=answer.dialogue) if "yes" in now else told


def _permission(answer: Answer) -> str:
    if answer.value == "yes":
        return _("Their words about it may be used, without a name, to help others learn")
    return _("Their words about it may not be used to help others learn")


def _council(answer: Answer, with_it: list[Answer]) -> Iterator[str]:
    yield named.council_answer(answer.value)
    for other in with_it:
        if other.records == Meaning.COUNCIL_REASON:
            yield _("Reason given: %(words)s", words=other.words)
        elif other.records == Meaning.NEXT_BEST:
            yield _("Next best: %(words)s", words=other.words)


def _still(answer: Answer) -> str:
    if answer.non_answer:
        return _("Asked if still wanted")
    return {
        "want": _("Still wanted"),
        "changed": _("Something different is wanted now"),
        "withdrawn": _("No longer wanted"),
        "happening": _("Already happening"),
    }[answer.value]


def _moment(
    reader: Reader, answer: Answer, title: str, *, quote: str | None = None, notes: tuple[str, ...] = ()
) -> Moment:
    if answer.non_answer:
        notes = (named.non_answer(answer.non_answer, answer.part),)
    return Moment(answer.at, title, dates.day_of(answer.at), reader.who(answer), quote, notes)


def _ratings(reader: Reader, outcome: Outcome) -> Iterator[Moment]:
    """Every view of how far it came true, and why the one that counts does [R2, E2]."""
    for rating in outcome.ratings:
        title = named.rating(rating.value) if rating.value else _("Asked how far it happened")
        said = named.non_answer(rating.non_answer) if rating.non_answer and rating.voice is not Voice.WORKER else ""
        skipped = _("No view recorded") if rating.non_answer and rating.voice is Voice.WORKER else ""
        notes = (said, skipped, _counting(rating, outcome.ratings), named.asker(rating.asker))
        shown = tuple(note[:1].upper() + note[1:] for note in notes if note)
        yield Moment(
            rating.at, title, dates.day_of(rating.at), whose(reader, rating), rating.words, shown, Happened.RATED
        )


def _counting(rating: Rating, ratings: tuple[Rating, ...]) -> str:
    if rating.value is None:
        return _("Not a rating: it does not count either way.")
    given = [each for each in ratings if each.value]
    if not rating.counted:
        return _("Kept beside. Another rating counts.") if len(given) > 1 else _("Does not count.")
    if len(given) == 1:
        return _("This rating counts.")
    return _("This rating counts: the adult’s own comes before a representative’s and a worker’s, then the latest.")
