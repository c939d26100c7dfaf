"""Every form a copy can have: its file, the tool it needs, and what makes it. The one list of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from msp_dialogue import optional, speech
from msp_dialogue.copies import braille, pdf, sound, word
from msp_dialogue.copies.model import Copy
from msp_dialogue.copies.pdf import Pictures
from msp_dialogue.programs import ProgramProblem
from msp_dialogue.speech import NoVoice, Speed

NAME = "what-you-told-us"
"""What every file is called: nothing of whom it is about or where it comes from."""


class FormProblem(Exception):
    """This form could not be made now; another may."""


class TooLong(FormProblem):
    """So much was said that this form would keep everybody else waiting while it is made."""


class Form(StrEnum):
    """One form of a copy; a page is shown and printed, everything else is a file."""

    PAGE = "page"
    PAGE_18 = "page-18"
    PAGE_24 = "page-24"
    EASY_PAGE = "easy-page"
    PDF = "pdf"
    PDF_18 = "pdf-18"
    PDF_24 = "pdf-24"
    EASY_PDF = "easy-pdf"
    WORD = "word"
    SOUND = "sound"
    BRAILLE_1 = "braille-1"
    BRAILLE_2 = "braille-2"


@dataclass(frozen=True)
class Way:
    """What a form is made with, besides the copy: the pictures in use, the day, how fast a sound is read."""

    pictures: Pictures
    on: date
    speed: Speed


Maker = Callable[[Copy, Way], bytes]


@dataclass(frozen=True)
class Kind:
    """What a form is: of a page the size of its letters in points, of a file what it is called and what makes it."""

    points: int = 0
    easy: bool = False
    ending: str = ""
    media_type: str = ""
    tool: optional.Tool | None = None
    make: Maker | None = None
    languages: Callable[[], tuple[str, ...]] | None = None
    longest: int | None = None
    """The most work that is made into it, in letters: about ten seconds."""


@dataclass(frozen=True)
class Made:
    """A file as it is given away."""

    name: str
    media_type: str
    content: bytes


def _pdf(points: int, ending: str = ".pdf", *, easy: bool = False) -> Kind:
    def made(copy: Copy, way: Way) -> bytes:
        return pdf.pdf(copy, way.pictures, points=points)

    return Kind(points, easy, ending, "application/pdf", optional.PDF, made, longest=100_000)


def _braille(grade: int, ending: str) -> Kind:
    def made(copy: Copy, _way: Way) -> bytes:
        return braille.braille(copy, grade=grade)

    tool, languages = optional.BRAILLE, lambda: tuple(braille.TABLES)
    return Kind(ending=ending, media_type="application/x-brf", tool=tool, make=made, languages=languages)


FORMS: dict[Form, Kind] = {
    Form.PAGE: Kind(13),
    Form.PAGE_18: Kind(18),
    Form.PAGE_24: Kind(24),
    Form.EASY_PAGE: Kind(18, easy=True),
    Form.PDF: _pdf(14),
    Form.PDF_18: _pdf(18, "-18.pdf"),
    Form.PDF_24: _pdf(24, "-24.pdf"),
    Form.EASY_PDF: _pdf(18, "-easy.pdf", easy=True),
    Form.WORD: Kind(
        ending=".docx",
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        make=lambda copy, way: word.word(copy, on=way.on),
    ),
    Form.SOUND: Kind(
        ending=".mp3",
        media_type="audio/mpeg",
        tool=optional.SPEECH,
        make=lambda copy, way: sound.sound(copy, speed=way.speed),
        languages=speech.languages,
        longest=15_000,
    ),
    Form.BRAILLE_1: _braille(1, "-grade-1.brf"),
    Form.BRAILLE_2: _braille(2, "-grade-2.brf"),
}


def offered(language: str) -> tuple[Form, ...]:
    """The forms that can be made here, in this language."""
    return tuple(form for form, kind in FORMS.items() if _can(kind, language))


def missing(language: str) -> tuple[optional.Tool, ...]:
    """The tools without which some form is not offered."""
    tools = {kind.tool: None for kind in FORMS.values() if kind.tool and _speaks(kind, language)}
    return tuple(tool for tool in tools if not optional.works(tool))


def make(form: Form, copy: Copy, pictures: Pictures, *, on: date, speed: Speed = Speed.USUAL) -> Made:
    """The file of a form that is no page, made on a day; `speed` is that of a sound. Raises FormProblem, TooLong."""
    kind = FORMS[form]
    if kind.make is None:
        raise ValueError("a page is not a file")
    if kind.longest is not None and copy.work > kind.longest:
        raise TooLong(form)
    try:
        content = kind.make(copy, Way(pictures, on, speed))
    except (ProgramProblem, NoVoice, pdf.MissingLetters) as problem:
        raise FormProblem(str(problem)) from problem
    return Made(f"{NAME}{kind.ending}", kind.media_type, content)


def _can(kind: Kind, language: str) -> bool:
    return _speaks(kind, language) and (kind.tool is None or optional.works(kind.tool))


def _speaks(kind: Kind, language: str) -> bool:
    return kind.languages is None or language in kind.languages()
