"""The field's words for what the record keeps as codes: voices, kinds, stages, answers of the council, ratings."""

from collections.abc import Iterable, Mapping

from msp_dialogue.accounts import Role
from msp_dialogue.dialogue import State
from msp_dialogue.flow.model import Part, Stage
from msp_dialogue.flow.voice import NonAnswer, Voice
from msp_dialogue.record.enquiries import EnquiryKind
from msp_dialogue.record.in_english import Translator
from msp_dialogue.web.words import _


def name_of(names: Mapping[str, str], account: str | None) -> str:
    """The name of an account; of one that is gone, that it is."""
    return names.get(account or "", _("a former colleague"))


def roles(of: Iterable[Role]) -> str:
    """The roles of an account."""
    names = {
        Role.WORKER: _("Worker"),
        Role.MANAGER: _("Manager"),
        Role.ANALYST: _("Analyst"),
        Role.BOARD: _("Board member"),
        Role.MSP_LEAD: _("MSP lead"),
        Role.ADVOCATE: _("Advocate from outside"),
        Role.ADMINISTRATOR: _("Administrator"),
    }
    return ", ".join(name for role, name in names.items() if role in set(of))


def invited(name: str, organisation: str) -> str:
    """An advocate from outside, with the organisation they come from."""
    return f"{name}, {organisation}" if organisation else name


def enquiry_kind(kind: EnquiryKind) -> str:
    """The kind of enquiry [S3]."""
    return {EnquiryKind.SECTION_42: _("Section 42 enquiry"), EnquiryKind.OTHER: _("Other enquiry")}[kind]


def stage(which: Stage) -> str:
    """The conversation of a stage [G2]."""
    return {
        Stage.BEGINNING: _("First conversation"),
        Stage.MIDDLE: _("Review"),
        Stage.CLOSURE: _("Closing conversation"),
    }[which]


def state(which: State) -> str:
    """Whether a conversation goes on."""
    return {
        State.IN_PROGRESS: _("In progress"),
        State.PAUSED: _("Stopped for now"),
        State.FINISHED: _("Finished"),
        State.NOT_HELD: _("Not held"),
    }[which]


def representative(kind: str | None) -> str:
    """What kind of representative speaks [L2]."""
    return {
        "family_or_friend": _("family member or friend"),
        "care_act_advocate": _("Care Act advocate"),
        "imca": _("IMCA"),
        "attorney_or_deputy": _("attorney or deputy"),
        "best_interests": _("best interests"),
    }.get(kind or "", _("another kind of representative"))


def voice(whose: Voice, representative_kind: str | None = None, worker: str = "") -> str:
    """Whose answer it is; always shown, never merged [L1]."""
    return {
        Voice.ADULT: _("The adult"),
        Voice.ADULT_WITH_SUPPORT: _("The adult, with support"),
        Voice.REPRESENTATIVE: _("Representative (%(kind)s)", kind=representative(representative_kind)),
        Voice.WORKER: _("Worker: %(name)s", name=worker) if worker else _("A worker"),
    }[whose]


def non_answer(reason: NonAnswer, part: Part = Part.PERSON) -> str:
    """A non-answer as what it is; never a no [R3]."""
    if part is Part.WORKER:
        return _("Not known") if reason is NonAnswer.DONT_KNOW else _("Skipped")
    return {
        NonAnswer.DONT_KNOW: _("Said: I don’t know"),
        NonAnswer.RATHER_NOT_SAY: _("Said: I’d rather not say"),
        NonAnswer.SKIPPED: _("Skipped the question"),
    }[reason]


def rating(value: str) -> str:
    """How far an outcome came true."""
    return {
        "fully": _("Fully achieved"),
        "partially": _("Partially achieved"),
        "not": _("Not achieved"),
        "withdrawn": _("No longer wanted"),
    }[value]


def asker(who: str | None) -> str:
    """Who took a rating [E2]."""
    return {
        "lead": _("asked by the lead of the enquiry"),
        "independent": _("asked by someone independent of the enquiry"),
    }.get(who or "", "")


def council_answer(which: str) -> str:
    """What the council answered to a wish [G7]."""
    return {
        "worked_towards": _("It can be worked towards"),
        "negotiated": _("It was negotiated"),
        "cannot": _("It cannot be worked towards"),
    }[which]


def not_asked_reasons() -> tuple[tuple[str, str], ...]:
    """Why somebody was never asked [R3], in the order in which they are offered."""
    return (
        ("too_unwell", _("They were too unwell")),
        ("could_not_be_reached", _("They could not be reached")),
        ("not_safe", _("It was not safe to ask")),
        ("died", _("They died")),
        ("moved", _("They moved away")),
        ("other", _("Another reason")),
    )


def translator(who: Translator) -> str:
    """Who put words into English."""
    return {
        Translator.INTERPRETER: _("An interpreter who was there"),
        Translator.WORKER: _("A worker who speaks the language"),
        Translator.OTHER: _("Somebody else, such as a translator afterwards"),
    }[who]
