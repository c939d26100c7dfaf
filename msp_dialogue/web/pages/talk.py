"""The conversation page: a dialogue as it stands becomes everything its template may show, and nothing more."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from msp_dialogue import answer as answers
from msp_dialogue.answer import Fault
from msp_dialogue.dialogue import Dialogue
from msp_dialogue.dialogue.look import USUAL, Beside, Look, Pace, Pictures, Words
from msp_dialogue.flow.ask import Asked, Choice, Speaker
from msp_dialogue.flow.model import COMMUNICATION, Kind, Part
from msp_dialogue.flow.step import Step
from msp_dialogue.flow.voice import NonAnswer, Voice
from msp_dialogue.languages.languages import ENGLISH
from msp_dialogue.record.dialogues import Held
from msp_dialogue.web import tokens
from msp_dialogue.web.language import direction, language, name_for_workers
from msp_dialogue.web.pages.faults import in_words
from msp_dialogue.web.pages.listen import Listening, listen_to
from msp_dialogue.web.pages.overheard import told_to_worker
from msp_dialogue.web.pages.turn import Turn, turns
from msp_dialogue.web.pictures import picture
from msp_dialogue.web.screen import AtScreen, Who
from msp_dialogue.web.service import service
from msp_dialogue.web.waiting import is_needed
from msp_dialogue.web.words import _

BREAK_EVERY = {Pace.USUAL: 6, Pace.SLOW: 3}
"""Questions of the person's part after which a break is offered [E3]."""


_SENTENCE_END = re.compile(r"(?<=[.!?۔])\s+")


@dataclass(frozen=True)
class Worded:
    """A question's words in one language, and how that is written."""

    language: str
    direction: str
    heading: str
    text: tuple[str, ...]
    why: str | None
    hint: str | None


@dataclass(frozen=True)
class ChoiceWords:
    """What a choice says, and its good sides and worries."""

    says: str
    good: str | None
    worry: str | None


@dataclass(frozen=True)
class ChoiceView:
    """A choice as it is shown; `own` if it is somebody's own words, `beside` what it says in the worker's language."""

    id: str
    value: str
    says: str
    picture: str | None
    good: str | None
    worry: str | None
    own: bool
    beside: ChoiceWords | None
    chosen: bool
    apart: bool
    alone: bool


@dataclass(frozen=True)
class TalkPage:
    """All that the conversation page shows."""

    template: str
    screen: str
    """Whose hands it is in: worker, person (handed over) or advocate (a screen of their own)."""
    rest_after: int | None
    """Seconds after which a handed-over screen that is left alone comes to rest."""
    look: Look
    """How the screen is to look and sound; in the worker's part as it usually does."""
    hands_over: bool
    """Whether the worker is signed out here when the person's questions begin."""
    needed: str | None
    """Whether the worker should look at the enquiry before going on: something there cannot wait."""
    part: str
    for_another: bool
    """Whether a representative answers, so that "you" is not the person."""
    language: str
    direction: str
    """Of the page; the question may be said in another, as `asked` tells."""
    draft: str | None
    """The name of the conversation's language, where that is a draft and a worker looks at it."""
    title: str
    section: str
    section_in: str
    answering: str
    asked: Worded
    beside: Worded | None
    """The same question in the worker's language, where both stand side by side."""
    picture: str | None
    item_lead: str
    item_words: str | None
    number: int | None
    section_number: int | None
    sections: int
    offer_break: bool
    choices: tuple[ChoiceView, ...]
    form: Mapping[str, Any]
    step: str
    non_answers: tuple[tuple[str, str], ...]
    can_go_back: bool
    said: tuple[Turn, ...]
    errors: tuple[tuple[str, str], ...]
    notice: str | None
    conflict: tuple[Turn, ...]
    continue_label: str
    kind: Kind
    listen: Listening | None
    """How the page is read aloud; only the person's part is."""
    aloud: str | None
    """What the worker is to know of reading aloud, before the screen changes hands."""


@dataclass(frozen=True)
class Moment:
    """What is special about showing the page this time: what was typed, what was wrong with it, what happened."""

    form: MultiDict[str, str] | None = None
    faults: Sequence[Fault] = ()
    notice: str | None = None
    conflict: tuple[Turn, ...] = ()
    token: str | None = None
    """Set to let the form be sent again as the same submission, when it is not known whether it was saved."""


def talk_page(at: AtScreen, moment: Moment | None = None, *, step: Step | None = None) -> TalkPage:
    """The page for the current question, or for another step of the path."""
    moment = moment or Moment()
    held, speaker = at.held, at.speaker
    dialogue = held.dialogue
    shown = step or dialogue.current
    if shown is None:
        raise LookupError("the conversation is at its end")
    asked = dialogue.asked(shown, speaker)
    number = _number(dialogue, shown)
    look = dialogue.look if asked.part is Part.PERSON else USUAL
    beside = dialogue.asked(shown, at.speaker_in(ENGLISH)) if _is_beside(at, asked, look) else None
    this_sitting = asked.question.kind is not Kind.READ_BACK
    said = dialogue.turns(this_sitting=this_sitting)
    if not this_sitting:
        said = tuple(each for each in said if at.may_show(each))
    form = _fields(held, asked, shown, moment)
    hands_over = asked.part is Part.WORKER and at.turns_over_by_itself and not _persons_part_began(dialogue)
    return TalkPage(
        template=f"questions/{asked.question.kind}.html",
        screen=str(at.who),
        rest_after=rest_after(at),
        look=look,
        hands_over=hands_over,
        needed=held.enquiry if asked.part is Part.WORKER and is_needed(held.enquiry) else None,
        part=str(asked.part),
        for_another=dialogue.voice is Voice.REPRESENTATIVE,
        language=at.language,
        direction=direction(at.language),
        draft=_draft(at),
        title=_("Error: Questions") if moment.faults else _("Questions"),
        section=asked.section,
        section_in=asked.section_language,
        answering=answering(dialogue, asked.part, speaker),
        asked=_worded(asked, look),
        beside=_worded(beside, look) if beside else None,
        picture=picture(asked.question.picture) if look.pictures is Pictures.WITH else None,
        item_words=asked.item.words if asked.item else None,
        item_lead=_item_lead(asked.part, dialogue.voice, speaker),
        number=number,
        section_number=_section_number(dialogue, shown),
        sections=len(_section_titles(dialogue)),
        offer_break=shown not in dialogue.path.steps and _time_for_a_break(number or 0, look.pace),
        choices=_choices(look, asked, beside, form.get("chosen", ())),
        form=form,
        step=tokens.show(dialogue.id, shown, dialogue.seq, moment.token),
        non_answers=tuple((str(reason), _label(reason, asked.part)) for reason in dialogue.non_answers(shown)),
        can_go_back=at.back_from(dialogue) is not None and shown == dialogue.current,
        said=turns(held, (each for each in said if each != shown), speaker),
        errors=tuple((_anchor(fault, asked), in_words(fault, asked.part)) for fault in moment.faults),
        notice=moment.notice,
        conflict=moment.conflict,
        kind=asked.question.kind,
        aloud=told_to_worker(dialogue.language) if hands_over else None,
        listen=listen_to(place_of(dialogue, shown), dialogue.look, asked.language)
        if asked.part is Part.PERSON
        else None,
        continue_label=_("Yes, this is right") if asked.question.kind is Kind.READ_BACK else _("Continue"),
    )


def _is_beside(at: AtScreen, asked: Asked, look: Look) -> bool:
    """Whether the worker's language stands beside the question: always for a worker, else where it is wanted."""
    return asked.language != ENGLISH and (at.who is Who.WORKER or look.beside is Beside.WITH)


def _worded(asked: Asked, look: Look) -> Worded:
    easy = look.words is Words.EASY
    return Worded(
        language=asked.language,
        direction=direction(asked.language),
        heading=(asked.easy if easy else None) or asked.heading,
        text=_a_line_each(asked.easy_text or asked.text) if easy else asked.text,
        why=asked.why,
        hint=asked.help,
    )


def _draft(at: AtScreen) -> str | None:
    """How a worker is told that nobody has checked the words of the conversation's language."""
    spoken = language(at.held.dialogue.language)
    return name_for_workers(spoken) if at.who is Who.WORKER and not spoken.checked else None


def _time_for_a_break(number: int, pace: Pace) -> bool:
    return number > 1 and number % BREAK_EVERY[pace] == 1


def place_of(dialogue: Dialogue, step: Step) -> str:
    """Where on its way the conversation is at this step: a number that tells nothing of what is asked."""
    steps = dialogue.path.steps
    return str(steps.index(step) if step in steps else len(steps))


def _persons_part_began(dialogue: Dialogue) -> bool:
    return any(dialogue.part(step) is Part.PERSON for step in dialogue.path.steps)


def rest_after(at: AtScreen) -> int | None:
    """The seconds after which a handed-over screen that is left alone comes to rest; None for any other."""
    return round(service().settings.rest_after.total_seconds()) if at.who is Who.PERSON else None


def answering(dialogue: Dialogue, part: Part, speaker: Speaker) -> str:
    """Who is answering now; always on the page."""
    if part is Part.WORKER:
        return _("Answered by the worker, %(worker)s", worker=speaker.names["worker"])
    return {
        Voice.ADULT: _("You are answering"),
        Voice.ADULT_WITH_SUPPORT: _("You are answering, with someone helping"),
        Voice.REPRESENTATIVE: _("You are answering for %(person)s", person=speaker.names["person"]),
    }[dialogue.voice]


def _a_line_each(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """One idea a line."""
    return tuple(sentence for paragraph in paragraphs for sentence in _SENTENCE_END.split(paragraph))


def _choices(look: Look, asked: Asked, beside: Asked | None, chosen: Collection[str]) -> tuple[ChoiceView, ...]:
    plain = look.words is Words.EASY
    by_themselves = asked.question.kind is Kind.SCALE or asked.question.records == COMMUNICATION
    pictured = look.pictures is Pictures.WITH or by_themselves
    return tuple(
        ChoiceView(
            id="choice" if number == 1 else f"choice-{number}",
            value=choice.key,
            says=(choice.easy if plain else None) or choice.says,
            picture=picture(choice.picture) if pictured else None,
            good=choice.good,
            worry=choice.worry,
            own=asked.question.choices_from is not None,
            beside=_beside(choice, beside, plain=plain),
            chosen=choice.key in chosen,
            apart=choice.apart,
            alone=choice.alone,
        )
        for number, choice in enumerate(asked.choices, start=1)
    )


def _beside(choice: Choice, beside: Asked | None, *, plain: bool) -> ChoiceWords | None:
    """A choice in the worker's language; a wish in somebody's own words is the same in both, and stands once."""
    other = beside.choice(choice.key) if beside and not beside.question.choices_from else None
    return ChoiceWords((other.easy if plain else None) or other.says, other.good, other.worry) if other else None


def _fields(held: Held, asked: Asked, step: Step, moment: Moment) -> Mapping[str, Any]:
    """What stands in the form: what was just typed, else what was half typed before, else the answer given."""
    form, before = moment.form, held.dialogue.said.get(step)
    if form is None and step in held.half_typed:
        form = MultiDict(held.half_typed[step])
    fields = dict(answers.fields(asked, form, before.answer if before else None))
    if asked.question.kind is Kind.WORDS and not fields["words"] and before is None and asked.item:
        fields["words"] = asked.item.words if asked.item.themes == (asked.item.key,) else ""
    if "places" in fields:
        fields["places"] = [place | {"label": _place(place["place"])} for place in fields["places"]]
    return fields


def _place(number: int) -> str:
    return {1: _("What matters most"), 2: _("Then"), 3: _("And then")}.get(number, _("Place %(number)s", number=number))


def _number(dialogue: Dialogue, step: Step) -> int | None:
    """Which question of the person's part this is; not counted are the worker's, what is only shown, and practice."""
    numbered, steps = dialogue.flow.asks[Part.PERSON], dialogue.path.steps
    if step.question not in numbered:
        return None
    before = steps[: steps.index(step)] if step in steps else steps
    return sum(each.question in numbered for each in before) + 1


def _section_titles(dialogue: Dialogue) -> tuple[str, ...]:
    """The parts of the person's part, as their titles name them: neighbours of one title are one part."""
    titles = dialogue.flow.words(dialogue.language).sections
    return tuple(dict.fromkeys(titles[each.id] for each in dialogue.flow.sections if each.part is Part.PERSON))


def _section_number(dialogue: Dialogue, step: Step) -> int | None:
    """Which part of the person's part this is; it never goes backwards by itself, since flows only lead on."""
    if dialogue.part(step) is Part.WORKER:
        return None
    title = dialogue.flow.words(dialogue.language).sections[dialogue.flow.section_of[step.question].id]
    return _section_titles(dialogue).index(title) + 1


def _item_lead(part: Part, voice: Voice, speaker: Speaker) -> str:
    """What stands before somebody's own words."""
    if part is Part.WORKER:
        return _("The wish, as it was worded:")
    if voice is Voice.REPRESENTATIVE:
        return _("What %(person)s wants:", person=speaker.names["person"])
    return _("You said you wanted:")


def _anchor(fault: Fault, asked: Asked) -> str:
    """The id of the field a fault is about, as the templates name it."""
    return "choice" if fault.field == "choice" and asked.choices else fault.field


def _label(reason: NonAnswer, part: Part) -> str:
    if part is Part.WORKER:
        return {NonAnswer.SKIPPED: _("Skip"), NonAnswer.DONT_KNOW: _("Not known")}[reason]
    return {
        NonAnswer.SKIPPED: _("Skip"),
        NonAnswer.DONT_KNOW: _("I don’t know"),
        NonAnswer.RATHER_NOT_SAY: _("I’d rather not say"),
    }[reason]
