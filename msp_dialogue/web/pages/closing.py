"""The pages before something is closed: what is still open, what counts as things stand, what the step will do."""

from collections.abc import Iterator, Mapping

from msp_dialogue.flow.model import Stage
from msp_dialogue.record.read import Whole
from msp_dialogue.record.standing import Asked
from msp_dialogue.web import dates
from msp_dialogue.web.pages import named
from msp_dialogue.web.pages.enquiry import OPEN
from msp_dialogue.web.pages.forms import ConcludePage, Errors, SetAsidePage
from msp_dialogue.web.words import _


def conclude_page(whole: Whole, form: Mapping[str, str], token: str, errors: Errors = ()) -> ConcludePage:
    """The form to conclude an enquiry, or to take that back."""
    enquiry = whole.enquiry
    return ConcludePage(
        enquiry=enquiry.id,
        reference=enquiry.reference,
        opened=dates.in_words(enquiry.opened),
        concluded=dates.in_words(enquiry.concluded) if enquiry.concluded else None,
        asks=enquiry.standing.asked is Asked.NOT_RECORDED,
        warnings=tuple(_warnings(whole)),
        reasons=named.not_asked_reasons(),
        token=token,
        form=form,
        errors=errors,
    )


def set_aside_page(
    whole: Whole, dialogue_id: str, form: Mapping[str, str], token: str, errors: Errors = ()
) -> SetAsidePage:
    """The form to set a conversation aside; raises StopIteration when it is not of this enquiry."""
    conversation = next(each for each in whole.conversations if each.id == dialogue_id)
    return SetAsidePage(
        enquiry=whole.enquiry.id,
        dialogue=dialogue_id,
        reference=whole.enquiry.reference,
        name=named.stage(conversation.stage),
        who=named.voice(conversation.voice, conversation.representative_kind),
        when=dates.moment_in_words(conversation.started),
        outcomes=tuple(outcome.words for outcome in whole.outcomes if outcome.dialogue == dialogue_id),
        token=token,
        form=form,
        errors=errors,
    )


def _warnings(whole: Whole) -> Iterator[str]:
    counting = [each for each in whole.conversations if each.set_aside is None]
    if any(each.state in OPEN for each in counting):
        yield _("A conversation is still open. What is first wished for after the day of conclusion is not counted.")
    closed = any(each.stage is Stage.CLOSURE and each.state not in OPEN for each in counting)
    if not closed:
        yield _(
            "There is no closing conversation. Hold it first, or open it to record why it is not held: "
            "only then can it be counted how far what they wanted came true."
        )
    elif whole.enquiry.standing.unrated:
        unrated = whole.enquiry.standing.unrated
        yield _(
            "Outcomes without a rating: %(number)s. The enquiry counts as “not rated” until they have one.",
            number=unrated,
        )
