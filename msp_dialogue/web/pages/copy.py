"""Giving the person a copy: first whether it is safe to keep one, then its forms, those first that fit them best."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from msp_dialogue.copies import FORMS, Copy, Form
from msp_dialogue.dialogue.look import Listen, Look, Pictures, Text, Words
from msp_dialogue.record.copies import Asked, Given, Safe
from msp_dialogue.record.meaning import Meaning
from msp_dialogue.record.read import Whole
from msp_dialogue.speech import Speed
from msp_dialogue.web import dates
from msp_dialogue.web.pages.forms import Choices, Errors
from msp_dialogue.web.pages.named import name_of
from msp_dialogue.web.words import _

NAMES: Mapping[Form, Callable[[], str]] = {
    Form.PAGE: lambda: _("Normal print"),
    Form.PAGE_18: lambda: _("Large print, 18 point"),
    Form.PAGE_24: lambda: _("Very large print, 24 point"),
    Form.EASY_PAGE: lambda: _("Easy read with pictures"),
    Form.PDF: lambda: _("PDF"),
    Form.PDF_18: lambda: _("PDF in large print, 18 point"),
    Form.PDF_24: lambda: _("PDF in very large print, 24 point"),
    Form.EASY_PDF: lambda: _("PDF, easy read with pictures"),
    Form.WORD: lambda: _("Word"),
    Form.SOUND: lambda: _("Sound, read aloud (MP3)"),
    Form.BRAILLE_1: lambda: _("Braille file, grade 1 (BRF)"),
    Form.BRAILLE_2: lambda: _("Braille file, grade 2 (BRF)"),
}
"""What workers read of each form; the person reads none of it."""

SIZES: Mapping[Text, tuple[Form, ...]] = {
    Text.USUAL: (),
    Text.LARGE: (Form.PAGE_18, Form.PDF_18),
    Text.LARGEST: (Form.PAGE_24, Form.PDF_24),
}
EASY = (Form.EASY_PAGE, Form.EASY_PDF)


class Needs(NamedTuple):
    """What helps the person, as far as a copy can do it."""

    fitting: frozenset[Form]
    easy_words: bool
    speed: Speed


@dataclass(frozen=True)
class FormView:
    """One form that can be made."""

    form: str
    name: str
    fits: bool


@dataclass(frozen=True)
class CopyPage:
    """Giving a copy; without `safe_since` the forms are not there yet, and `told` says what was answered instead."""

    enquiry: str
    reference: str
    call_name: str | None
    language: str
    token: str
    answers: Choices
    safe_since: str | None
    told: str | None
    printed: tuple[FormView, ...]
    files: tuple[FormView, ...]
    history: tuple[str, ...]
    form: Mapping[str, str]
    errors: Errors = ()


@dataclass(frozen=True)
class PrintPage:
    """The copy itself, to print from the browser; `points` is the size of its letters."""

    enquiry: str
    points: int
    copy: Copy


def needs_of(whole: Whole, look: Look) -> Needs:
    """What fits the screen as they last had it, and what they said last of how to talk with them."""
    counting = {each.id for each in whole.conversations if each.set_aside is None}
    said = [
        each.value
        for each in whole.answers
        if each.records == Meaning.COMMUNICATION and each.dialogue in counting and isinstance(each.value, list)
    ]
    easy = look.words is Words.EASY or look.pictures is Pictures.WITH
    aloud = look.listen is Listen.BY_ITSELF or (bool(said) and "read_aloud" in said[-1])
    fitting = {*SIZES[look.text], *(EASY if easy else ()), *((Form.SOUND,) if aloud else ())}
    return Needs(frozenset(fitting), look.words is Words.EASY, Speed(look.speed))


def copy_page(
    whole: Whole,
    fitting: Collection[Form],
    offered: Sequence[Form],
    language: str,
    token: str,
    *,
    safe_since: datetime | None,
    last: Asked | None,
    history: tuple[str, ...],
    form: Mapping[str, str],
    errors: Errors = (),
) -> CopyPage:
    """The page; `last` is what was answered last, `offered` the forms that can be made, `fitting` those for them.

    `language` is the name of that of the copy.
    """
    views = [FormView(str(form), NAMES[form](), form in fitting) for form in offered]
    views.sort(key=lambda view: not view.fits)
    shown = views if safe_since else []
    pages = {str(form) for form, kind in FORMS.items() if kind.make is None}
    return CopyPage(
        enquiry=whole.enquiry.id,
        reference=whole.enquiry.reference,
        call_name=whole.enquiry.adult.call_name,
        language=language,
        token=token,
        answers=answers(),
        safe_since=dates.moment_in_words(safe_since) if safe_since else None,
        told=_told(last) if last and not safe_since else None,
        printed=tuple(view for view in shown if view.form in pages),
        files=tuple(view for view in shown if view.form not in pages),
        history=history,
        form=form,
        errors=errors,
    )


def answers() -> Choices:
    """What can be answered when it is asked whether it is safe."""
    return (
        (str(Safe.YES), _("Yes, it is safe")),
        (str(Safe.NO), _("No")),
        (str(Safe.NOT_SURE), _("Not sure, or nobody can say")),
    )


def history(asked: Sequence[Asked], given: Sequence[Given], names: Mapping[str, str]) -> tuple[str, ...]:
    """What was given and what was answered, a line for each day and person, the newest first."""
    lines = [*_refused(asked, names), *_given(given, names)]
    return tuple(line for _at, line in sorted(lines, reverse=True))


def _given(given: Sequence[Given], names: Mapping[str, str]) -> Iterator[tuple[datetime, str]]:
    for (day, by), alike in groupby(given, key=lambda each: (dates.day_of(each.at), each.by)):
        made = list(alike)
        forms = dict.fromkeys(name_of_form(each.form) for each in reversed(made))
        told = _("%(day)s, by %(name)s: %(forms)s", day=day, name=name_of(names, by), forms="; ".join(forms))
        yield made[0].at, told


def _refused(asked: Sequence[Asked], names: Mapping[str, str]) -> Iterator[tuple[datetime, str]]:
    for each in asked:
        if each.safe is not Safe.YES:
            day, name = dates.day_of(each.at), name_of(names, each.by)
            if each.safe is Safe.NO:
                yield each.at, _("%(day)s, noted by %(name)s: not safe for them to keep one", day=day, name=name)
            else:
                yield each.at, _("%(day)s, noted by %(name)s: not sure whether it is safe", day=day, name=name)


def _told(last: Asked) -> str | None:
    return {
        Safe.YES: None,
        Safe.NO: _("Noted: it is not safe for them to keep a copy."),
        Safe.NOT_SURE: _("Noted: nobody is sure that it is safe for them to keep a copy. That counts as no."),
    }[last.safe]


def name_of_form(form: str) -> str:
    """What a form is called, also one of an older version that is not made any more."""
    return NAMES[Form(form)]() if form in set(Form) else form
