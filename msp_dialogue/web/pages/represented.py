"""What was said for the person by others, and beside it what they say of it; neither hides the other [L1]."""

from collections.abc import Mapping
from dataclasses import dataclass

from msp_dialogue.flow.model import Part
from msp_dialogue.flow.voice import Voice
from msp_dialogue.record.agreements import About, Agreement, View
from msp_dialogue.record.read import Conversation, Outcome, Whole
from msp_dialogue.web import dates
from msp_dialogue.web.pages import named
from msp_dialogue.web.pages.forms import Choices, Errors
from msp_dialogue.web.pages.said import Reader, Spoken
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class ViewSaid:
    """One view of what was said for them."""

    says: str
    colour: str
    who: str
    words: str
    when: str
    by: str


@dataclass(frozen=True)
class Represented:
    """What a representative said, as something that can be confirmed, and every view of it, oldest first."""

    about: str
    subject: str
    called: str
    views: tuple[ViewSaid, ...]


@dataclass(frozen=True)
class AgreementPage:
    """Noting what the person says of something that was said for them; above the form, what that was."""

    enquiry: str
    reference: str
    person: str
    represented: Represented
    who: str
    quote: str | None
    said: tuple[Spoken, ...]
    choices: Choices
    voices: Choices
    token: str
    form: Mapping[str, str]
    errors: Errors = ()


def of_conversation(reader: Reader, each: Conversation) -> Represented | None:
    """What was said in a conversation for the person; None when nobody spoke for them."""
    if each.voice is not Voice.REPRESENTATIVE:
        return None
    called = f"{named.stage(each.stage)}, {dates.moment_in_words(each.started)}"
    return _represented(reader, About.CONVERSATION, each.id, called)


def invited_to(reader: Reader, conversation: Conversation) -> tuple[str, ...]:
    """Who was ever invited from outside to answer in a conversation, each once."""
    invited = (each for each in reader.whole.invitations if each.dialogue == conversation.id)
    return tuple(dict.fromkeys(named.invited(reader.name(each.account), each.organisation) for each in invited))


def of_outcome(reader: Reader, outcome: Outcome) -> Represented | None:
    """An outcome as a representative put it into words; None when none did."""
    if all(wording.voice is not Voice.REPRESENTATIVE for wording in outcome.wordings):
        return None
    return _represented(reader, About.OUTCOME, outcome.id, _("Outcome %(number)s", number=outcome.number))


def agreement_page(
    reader: Reader, about: str, subject: str, form: Mapping[str, str], token: str, errors: Errors = ()
) -> AgreementPage | None:
    """The form for one thing that was said for them; None when nobody said it for them, or not in this enquiry."""
    whole = reader.whole
    conversation = next(
        (each for each in whole.conversations if (about, each.id) == (About.CONVERSATION, subject)), None
    )
    outcome = next((each for each in whole.outcomes if (about, each.id) == (About.OUTCOME, subject)), None)
    found = of_conversation(reader, conversation) if conversation else of_outcome(reader, outcome) if outcome else None
    source = conversation or (reader.conversations[outcome.dialogue] if outcome else None)
    if found is None or source is None:
        return None
    return AgreementPage(
        enquiry=whole.enquiry.id,
        reference=whole.enquiry.reference,
        person=_person(whole),
        represented=found,
        who=named.voice(Voice.REPRESENTATIVE, source.representative_kind),
        quote=outcome.words if outcome else None,
        said=reader.transcript(conversation, part=Part.PERSON) if conversation else (),
        choices=tuple((str(view), view_name(view)) for view in View),
        voices=_voices(_person(whole)),
        token=token,
        form=form,
        errors=errors,
    )


def view_name(view: View) -> str:
    """Whether what was recorded is right, in the words of the form and of the enquiry's page."""
    return {
        View.AGREES: _("Agrees with it"),
        View.PARTLY: _("Agrees with part of it"),
        View.DISAGREES: _("Does not agree with it"),
        View.NOT_ASKED: _("Could not be asked"),
    }[view]


def _represented(reader: Reader, about: About, subject: str, called: str) -> Represented:
    told = (each for each in reader.whole.agreements if (each.about, each.subject) == (about, subject))
    return Represented(str(about), subject, called, tuple(_view(reader, each) for each in told))


def _view(reader: Reader, said: Agreement) -> ViewSaid:
    colours = {View.AGREES: "green", View.PARTLY: "yellow", View.DISAGREES: "red", View.NOT_ASKED: "grey"}
    by = reader.name(said.recorded_by)
    own = said.voice is Voice.WORKER and said.view is not View.NOT_ASKED
    return ViewSaid(
        says=view_name(said.view),
        colour=colours[said.view],
        who=_("The worker’s own view") if own else named.voice(said.voice, worker=by),
        words=said.words,
        when=dates.day_of(said.at),
        by=by,
    )


def _voices(person: str) -> Choices:
    return (
        (str(Voice.ADULT), _("%(person)s says so", person=person)),
        (str(Voice.ADULT_WITH_SUPPORT), _("%(person)s says so, with someone helping them to answer", person=person)),
        (str(Voice.WORKER), _("This is my own view, from what I see or know")),
    )


def _person(whole: Whole) -> str:
    return whole.enquiry.adult.call_name or _("the person")
