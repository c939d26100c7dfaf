"""What was asked and what was said to it, as a worker reads it: whose answer, when, and a non-answer as what it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from msp_dialogue.flow.ask import Asked, Item, Speaker
from msp_dialogue.flow.model import Flow, Kind, Part
from msp_dialogue.record.in_english import Meant
from msp_dialogue.record.meaning import Meaning
from msp_dialogue.record.read import Answer, Conversation, Whole
from msp_dialogue.web import dates
from msp_dialogue.web.pages import named
from msp_dialogue.web.words import _

NOT_ANSWERS = frozenset({Kind.INFORMATION, Kind.READ_BACK})


@dataclass(frozen=True)
class MeantView:
    """What some words mean in English, and who says so; the newest counts, what stood there before stays to be seen."""

    words: str
    by: str
    before: bool


@dataclass(frozen=True)
class Spoken:
    """One question and what was said to it; `open` when it was met with a non-answer, `contact` if never for paper."""

    question: str
    about: str | None
    lines: tuple[str, ...]
    who: str
    when: str
    open: bool
    contact: bool
    meant: tuple[MeantView, ...] = ()


@dataclass(frozen=True)
class Topic:
    """What was said about one matter, in the order in which it was said."""

    title: str
    said: tuple[Spoken, ...]


class Place(Protocol):
    """A question of a conversation, and in a repeated part the item it was asked of."""

    @property
    def dialogue(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def item(self) -> str: ...


class Reader:
    """Puts answers into words, with the names of those concerned."""

    def __init__(self, whole: Whole, flows: Mapping[str, Flow], names: Mapping[str, str]) -> None:
        """`flows` are those the conversations run on, by conversation; `names` are of accounts, by id."""
        self.whole, self._flows, self._names = whole, flows, names
        self.conversations = {each.id: each for each in whole.conversations}
        self._wishes = {outcome.id: outcome.words for outcome in whole.outcomes}

    @property
    def counting(self) -> tuple[Answer, ...]:
        """The answers of conversations that count, oldest first."""
        return tuple(each for each in self.whole.answers if self.conversations[each.dialogue].set_aside is None)

    def name(self, account: str | None) -> str:
        """Who somebody is."""
        return named.name_of(self._names, account)

    def who(self, answer: Answer) -> str:
        """Whose answer it is."""
        conversation = self.conversations[answer.dialogue]
        return named.voice(answer.voice, conversation.representative_kind, self.name(answer.recorded_by))

    def spoken(self, answer: Answer) -> Spoken:
        """The question, and the answer to it."""
        reason = answer.non_answer
        return Spoken(
            question=self.question(answer),
            about=self.thing(answer),
            lines=(named.non_answer(reason, answer.part),) if reason else tuple(answer.words.split("\n")),
            who=self.who(answer),
            when=dates.day_of(answer.at),
            open=reason is not None,
            contact=answer.records == Meaning.SAFE_CONTACT,
            meant=self.meant(answer.words) if answer.words else (),
        )

    def meant(self, words: str) -> tuple[MeantView, ...]:
        """What was noted of the meaning of these words, the newest first."""
        found = self.whole.meant.get(words, ())
        return tuple(MeantView(each.words, self._who_put_it(each), number > 0) for number, each in enumerate(found))

    def _who_put_it(self, meant: Meant) -> str:
        said = {"who": named.translator(meant.translator), "name": self.name(meant.by), "day": dates.day_of(meant.at)}
        return _("%(who)s; noted by %(name)s, %(day)s", **said)

    def about(self, *meanings: Meaning) -> tuple[Answer, ...]:
        """What was said last to each question of these meanings, in each voice by itself [L1]."""
        said = [each for each in self.counting if each.records in meanings and is_news(each)]
        newest = {(each.question, each.item, each.voice): each for each in said}
        return tuple(each for each in said if newest[each.question, each.item, each.voice] is each)

    def told(self, *meanings: Meaning) -> tuple[Spoken, ...]:
        """The same, the newest first, without what was left open: that only where nothing at all was told."""
        said = self.about(*meanings)
        given = [each for each in said if not each.non_answer] or said
        days = dict.fromkeys(dates.day_of(each.at) for each in given)
        return tuple(self.spoken(each) for day in reversed(days) for each in given if dates.day_of(each.at) == day)

    def transcript(self, conversation: Conversation, *, part: Part | None = None) -> tuple[Spoken, ...]:
        """Everything that was said in a conversation, or in one part of it, in its order."""
        return tuple(
            self.spoken(each)
            for each in self.whole.answers
            if each.dialogue == conversation.id and each.kind not in NOT_ANSWERS and part in {None, each.part}
        )

    def question(self, place: Place) -> str:
        """What was asked."""
        return self._asked(place).heading

    def choices(self, place: Place, chosen: Iterable[str]) -> tuple[str, ...]:
        """The words of options of the question."""
        asked = self._asked(place)
        return tuple(asked.says(option) for option in chosen)

    def thing(self, place: Place) -> str | None:
        """What a repeated question was about: a wish, or an option that was chosen before."""
        if not place.item:
            return None
        if place.item in self._wishes:
            return self._wishes[place.item]
        flow = self._flows[place.dialogue]
        source = flow.questions.get(flow.section_of[place.question].for_each or "")
        offered = {option.id for option in source.options} if source else set()
        return self._speaker(place).option(source, place.item) if source and place.item in offered else None

    def _asked(self, place: Place) -> Asked:
        question = self._flows[place.dialogue].questions[place.question]
        return self._speaker(place).ask(question, Item(place.item, self.thing(place) or ""), ())

    def _speaker(self, place: Place) -> Speaker:
        flow, conversation = self._flows[place.dialogue], self.conversations[place.dialogue]
        names = {
            "person": self.whole.enquiry.adult.call_name or _("the person"),
            "worker": self.name(conversation.started_by),
        }
        language = "en" if "en" in flow.wording else next(iter(flow.wording))
        return Speaker(flow, language, conversation.voice, names, yes=_("Yes"), no=_("No"))


def topics(reader: Reader) -> tuple[Topic, ...]:
    """What was said besides the outcomes, by matter; matters of which nothing was said are left out."""
    found = (Topic(title, tuple(map(reader.spoken, reader.about(*meanings)))) for title, meanings in _matters())
    return tuple(topic for topic in found if topic.said)


def is_news(answer: Answer) -> bool:
    """Whether an answer belongs in a summary: not what a worker passed over, nor the ordinary yes or none."""
    if answer.kind in NOT_ANSWERS or (answer.part is Part.WORKER and answer.non_answer):
        return False
    return (answer.records, answer.value) not in ((Meaning.TAKE_PART, "yes"), (Meaning.INTERPRETER, "none"))


def _matters() -> Iterable[tuple[str, tuple[Meaning, ...]]]:
    return (
        (_("What they do not want"), (Meaning.NOT_WANTED,)),
        (_("Others at risk"), (Meaning.OTHERS_AT_RISK,)),
        (_("Whether it was freely said"), (Meaning.FREELY_SAID,)),
        (_("People close to them"), (Meaning.SOMEONE_WANTS_DIFFERENT,)),
        (_("Help they want"), (Meaning.HELP_WANTED,)),
        (_("How they want to be part of it"), (Meaning.TAKE_PART, Meaning.PART_IN_IT)),
        (_("How it is going for them"), _GOING),
        (_("What happens next"), (Meaning.NEXT_STEP, Meaning.WHOM_TO_RING)),
        (_("Involvement and advocacy"), (Meaning.DIFFICULTY, Meaning.ADVOCACY)),
        (_("Capacity, decision by decision"), (Meaning.CAPACITY_DECISION, Meaning.CAPACITY)),
        (_("Risk at the end"), (Meaning.RISK_RESULT,)),
        (_("How it was for them"), _AFTERWARDS),
        (_("Why no closing conversation was held"), (Meaning.NOT_ASKED_REASON,)),
    )


_GOING = (Meaning.PLAN_B_NEEDED, Meaning.HOW_NOW, Meaning.IN_CONTROL, Meaning.TOLD, Meaning.WORRY)
_AFTERWARDS = (Meaning.OVERALL, Meaning.EXPERIENCE, Meaning.BETTER, Meaning.KNOWS_HELP, Meaning.COMMUNICATION_RIGHT)
