"""What stands on the copy: wishes, what was answered, what comes next, whom to ring; addressed to the person.

It leaves out references, workers' notes, other people's matters and every way of contact, since the wrong person may
find it. Every fixed sentence of every form is in this file, once in usual and, where that helps, once in easy words.
`_` gives each in the language of the copy; it has that name because whoever gathers messages looks for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from msp_dialogue.copies.model import Block, Copy, Heading, Listing, Paragraph, Quote, Say, Speaker, Tongue, set_apart
from msp_dialogue.dialogue import State
from msp_dialogue.flow.model import Kind
from msp_dialogue.flow.voice import Voice
from msp_dialogue.record.meaning import Meaning
from msp_dialogue.record.read import Answer, Outcome, Rating, Whole

FOR_THEM = frozenset({Voice.REPRESENTATIVE, Voice.WORKER})
OWN = frozenset({Voice.ADULT, Voice.ADULT_WITH_SUPPORT})
PICTURES_OF_RATINGS = {"fully": "all", "partially": "some", "not": "none"}


@dataclass(frozen=True)
class From:
    """Who gives the copy, and on which day; `worker` is the name of whoever leads, empty when nobody does."""

    council: str
    worker: str
    on: date


def person_copy(whole: Whole, given: From, tongue: Tongue, *, easy: bool = False, pictured: bool = False) -> Copy:
    """The copy as things stand on its day, in this language, in usual or easy words."""
    writer, _ = _Writer(whole, given, tongue, easy), tongue.say
    return Copy(
        title=_("What you told us"),
        language=tongue.language,
        direction=tongue.direction,
        easy=easy,
        pictured=pictured,
        other_letters=_("These words are in other letters. They are in the printed copy."),
        blocks=tuple(writer.blocks()),
    )


@dataclass(frozen=True)
class _Writer:
    """Writes one copy, block by block."""

    whole: Whole
    given: From
    tongue: Tongue
    easy: bool

    @property
    def say(self) -> Say:
        return self.tongue.say

    def name(self, words: str) -> str:
        return set_apart(words, self.tongue.direction)

    def said(self, words: str, voice: Voice, *, picture: str | None = None) -> Iterator[Block]:
        """Words of the person; of anybody else, never without the sentence that says so."""
        _ = self.say
        if voice in OWN:
            yield Quote(words, Speaker.PERSON, picture=picture, told=_("You said:"))
            return
        whose = _("A worker said this for you:") if voice is Voice.WORKER else _("Someone who speaks for you said:")
        yield Paragraph((whose,), kept=True)
        yield Quote(words, Speaker.REPRESENTATIVE, picture=picture)

    def blocks(self) -> Iterator[Block]:
        yield from self.lead()
        yield from self.wishes()
        yield from self.not_wanted()
        yield from self.next_steps()
        yield from self.whom_to_ring()
        yield from self.end()

    def lead(self) -> Iterator[Block]:
        _, given, called = self.say, self.given, self.whole.enquiry.adult.call_name
        council, day = self.name(given.council), self.tongue.day(given.on)
        if called and self.easy:
            yield Paragraph((_("This is for %(name)s.", name=self.name(called)),), picture="letter")
        elif called:
            yield Paragraph((_("For %(name)s", name=self.name(called)),), kept=True)
        if self.easy:
            yield Paragraph(
                (_("It is from %(council)s.", council=council), _("We wrote it on %(day)s.", day=day)),
                picture="calendar",
            )
        else:
            yield Paragraph((_("From %(council)s, on %(day)s", council=council, day=day),))

    def wishes(self) -> Iterator[Block]:
        _ = self.say
        outcomes = self.whole.outcomes
        wanted = [each for each in outcomes if each.status != "withdrawn"]
        wanted.sort(key=lambda each: (each.rank or 99, each.number))
        if not outcomes:
            yield Paragraph(
                (_("You have not told us yet what you want to happen."), _("You can tell us on any day.")),
                picture="speech",
            )
            return
        yield Heading(_("What you want") if self.easy else _("What you want to happen"), picture="speech")
        for outcome in wanted:
            yield from _together(self.wish(outcome, first=len(wanted) > 1 and outcome.rank == 1))
        for outcome in outcomes:
            if outcome.status == "withdrawn":
                yield from _together(self.withdrawn(outcome))

    def withdrawn(self, outcome: Outcome) -> Iterator[Block]:
        _ = self.say
        yield from self.said(outcome.words, outcome.voice)
        if outcome.voice in OWN:
            yield Paragraph((_("You wanted this at first."), _("Later you did not want it any more.")))
        else:
            yield Paragraph((_("This was on the list at first."), _("Later it was taken off.")))

    def wish(self, outcome: Outcome, *, first: bool) -> Iterator[Block]:
        _ = self.say
        rating = next((each for each in outcome.ratings if each.counted), None)
        if first:
            yield Paragraph((_("This matters most to you."),), strong=True, picture="star")
        yield from self.said(outcome.words, outcome.voice, picture="speech")
        yield from self.answer(outcome)
        if rating:
            yield self.came_true(rating)
            if rating.words and rating.voice is not Voice.WORKER:
                yield from self.said(rating.words, rating.voice, picture="speech")

    def answer(self, outcome: Outcome) -> Iterator[Block]:
        """What was answered; once it is known how far it came true, as what was said then."""
        _ = self.say
        if outcome.status == "happening" and not outcome.achieved:
            own = outcome.voice in OWN
            happening = _("You said this is happening already.") if own else _("This is happening already.")
            yield Paragraph((happening,))
        sentences = self.answered(outcome)
        if sentences:
            yield Paragraph(sentences, picture="worker")
        agreed = next((each.words for each in reversed(outcome.wordings) if each.reason == "negotiated"), None)
        if outcome.council_answer == "negotiated" and agreed:
            yield Quote(agreed, Speaker.AGREED)
        if outcome.council_answer in {"negotiated", "cannot"} and outcome.council_reason:
            yield from self.written(_("This is why:"), outcome.council_reason)
        if outcome.council_answer == "cannot" and outcome.next_best:
            yield from self.written(_("What we can do instead:"), outcome.next_best)

    def answered(self, outcome: Outcome) -> tuple[str, ...]:
        _, answer = self.say, outcome.council_answer
        if not answer:
            if outcome.achieved or outcome.status == "happening":
                return ()
            if self.easy:
                return (_("We have not answered this yet."),)
            return (_("We have not given you our answer to this yet."),)
        if answer == "cannot":
            return (_("We said we could not do this.") if outcome.achieved else _("We cannot do this."),)
        if answer == "worked_towards":
            if outcome.achieved:
                return (_("We said we would work towards this."),)
            return (_("We will try to do this with you.") if self.easy else _("We will work towards this with you."),)
        if self.easy:
            done = _("We said we would do this:") if outcome.achieved else _("We will try to do this:")
            return (_("We talked about it."), done)
        if outcome.achieved:
            return (_("We talked about it, and said we would work towards this:"),)
        return (_("We talked about it, and will work towards this:"),)

    def came_true(self, rating: Rating) -> Paragraph:
        _, own = self.say, rating.voice in OWN
        said = {
            "fully": _("You said all of it happened.") if own else _("All of it happened."),
            "partially": _("You said some of it happened.") if own else _("Some of it happened."),
            "not": _("You said none of it happened.") if own else _("None of it happened."),
        }[rating.value or ""]
        others = (_("That is how others see it."),) if rating.voice in FOR_THEM else ()
        return Paragraph((said, *others), strong=True, picture=PICTURES_OF_RATINGS[rating.value or ""])

    def written(self, label: str, words: str) -> Iterator[Block]:
        """Something a worker wrote for the person, under its label."""
        yield Paragraph((label,), kept=True)
        yield Quote(words, Speaker.COUNCIL)

    def not_wanted(self) -> Iterator[Block]:
        _, said = self.say, _newest(self.whole, Meaning.NOT_WANTED)
        if said:
            title = _("What you do not want") if self.easy else _("What you do not want to happen")
            yield Heading(title)
            yield from self.said(said.words, said.voice, picture="hand_stop")

    def next_steps(self) -> Iterator[Block]:
        _, steps = self.say, _next_steps(self.whole)
        written = tuple(each.words for each in steps if each.kind is Kind.WORDS and each.words)
        today = self.given.on.isoformat()
        days = [each.value for each in steps if each.kind is Kind.DATE and each.value >= today]
        if not written and not days:
            return
        yield Heading(_("What happens next"), picture="calendar")
        if len(written) > 1:
            yield Listing(written, picture="worker")
        elif written:
            yield Quote(written[0], Speaker.COUNCIL, picture="worker")
        if days:
            day = self.tongue.day(date.fromisoformat(days[-1]))
            yield Paragraph((_("We want to talk with you again on %(day)s.", day=day),), picture="calendar")

    def whom_to_ring(self) -> Iterator[Block]:
        _, council = self.say, self.name(self.given.council)
        yield Heading(_("Who you can ring"), picture="phone")
        noted = [each.words for each in _noted(self.whole, Meaning.WHOM_TO_RING) if each.words]
        if noted:
            yield Quote(noted[-1], Speaker.COUNCIL, picture="worker")
        elif self.given.worker:
            asked = _("Ask for %(worker)s at %(council)s.", worker=self.name(self.given.worker), council=council)
            yield Paragraph((asked,), picture="worker")
        else:
            asked = _("Ask for the worker you talked with, at %(council)s.", council=council)
            yield Paragraph((asked,), picture="worker")
        yield Paragraph((_("If you are in danger now, ring 999."),), strong=True, picture="phone")

    def end(self) -> Iterator[Block]:
        _ = self.say
        if self.easy:
            yield Paragraph(
                (_("Is something here wrong?"), _("Do you want something else now?"), _("Tell us on any day.")),
                picture="speech",
            )
        else:
            asked = _("Is something here not right, or do you want something else now?")
            yield Paragraph((asked, _("Tell us on any day.")))


def _together(blocks: Iterator[Block]) -> Iterator[Block]:
    """Blocks that belong to each other, to stand on one page."""
    *others, last = blocks
    for block in others:
        yield replace(block, kept=True) if isinstance(block, Paragraph | Quote) else block
    yield last


def _noted(whole: Whole, meaning: Meaning) -> tuple[Answer, ...]:
    """What the worker noted of this meaning, in conversations that were held to their end."""
    held = {each.id for each in whole.conversations if each.state is State.FINISHED and each.set_aside is None}
    return tuple(each for each in whole.answers if each.records == meaning and each.dialogue in held and each.value)


def _next_steps(whole: Whole) -> tuple[Answer, ...]:
    """What the newest conversation that noted anything noted."""
    noted = _noted(whole, Meaning.NEXT_STEP)
    return tuple(each for each in noted if each.dialogue == noted[-1].dialogue)


def _newest(whole: Whole, meaning: Meaning) -> Answer | None:
    """The newest answer of this meaning, if it has any words."""
    counting = {each.id for each in whole.conversations if each.set_aside is None}
    said = [each for each in whole.answers if each.records == meaning and each.dialogue in counting and each.words]
    return said[-1] if said else None
