"""What people said in words of their own, each with what it means in English and the form to note that."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from msp_dialogue.flow.model import Kind, Part
from msp_dialogue.record.in_english import Translator
from msp_dialogue.record.meaning import Meaning
from msp_dialogue.record.read import Answer
from msp_dialogue.web.pages import named
from msp_dialogue.web.pages.forms import Choices, Errors
from msp_dialogue.web.pages.said import MeantView, Reader

OWN_WORDS = frozenset({Kind.WORDS, Kind.OUTCOMES, Kind.PEOPLE})


@dataclass(frozen=True)
class OwnWords:
    """One thing that somebody said; `key` names it in the form."""

    key: str
    question: str
    who: str
    words: str
    meant: tuple[MeantView, ...]


@dataclass(frozen=True)
class InEnglishPage:
    """Everything that was said in words of their own, oldest first."""

    enquiry: str
    reference: str
    said: tuple[OwnWords, ...]
    which: Choices
    translators: Choices
    token: str
    form: Mapping[str, str]
    errors: Errors = ()


def in_english_page(reader: Reader, form: Mapping[str, str], token: str, errors: Errors = ()) -> InEnglishPage:
    """The page, with the form as it was typed."""
    own = tuple(
        OwnWords(each_key, reader.question(answer), reader.who(answer), words, reader.meant(words))
        for each_key, answer, words in own_words(reader)
    )
    return InEnglishPage(
        enquiry=reader.whole.enquiry.id,
        reference=reader.whole.enquiry.reference,
        said=own,
        which=tuple((each.key, each.words) for each in own),
        translators=tuple((str(each), named.translator(each)) for each in Translator),
        token=token,
        form=form,
        errors=errors,
    )


def own_words(reader: Reader) -> Iterator[tuple[str, Answer, str]]:
    """Every own words of the person's part, with a key: its answer, of several which, and what they say.

    Words that were corrected have another key, so that no meaning comes to stand below words it was not meant for.
    """
    for answer in reader.counting:
        about_contact = answer.records == Meaning.SAFE_CONTACT  # that has pages of its own [H-05]
        if answer.part is Part.PERSON and answer.kind in OWN_WORDS and answer.words and not about_contact:
            several = answer.words.split("\n") if answer.kind is not Kind.WORDS else [answer.words]
            for number, words in enumerate(several):
                said = hashlib.sha256(words.encode()).hexdigest()[:16]
                yield ".".join(("k", answer.dialogue, answer.question, answer.item, str(number), said)), answer, words
