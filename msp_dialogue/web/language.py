"""The language of a page: of whoever answers, that of their conversation; of colleagues, English."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from flask import Flask, g, request
from flask_babel import Babel, refresh
from werkzeug.exceptions import HTTPException

from msp_dialogue.accounts.account import Role
from msp_dialogue.accounts.sessions import Kind, Session
from msp_dialogue.database import DatabaseProblem
from msp_dialogue.languages.languages import ENGLISH, Language, locale_of
from msp_dialogue.record import dialogues
from msp_dialogue.record.enquiries import NoSuchThing
from msp_dialogue.web.service import service
from msp_dialogue.web.session import living
from msp_dialogue.web.words import PAGE, _, change_language

FOR_STAFF = frozenset({"screen.back_page", "screen.back"})
"""Pages of a person's screen where only colleagues read: they must find their way back in any language."""


def install(app: Flask) -> None:
    """Say every page in its own language."""
    Babel(app, default_locale=ENGLISH, locale_selector=_locale)
    app.extensions[PAGE] = _words
    app.jinja_env.globals["_"] = _  # Jinja's own is slower, and takes translations for markup


def page_language() -> str:
    """The code of the language that this page is in."""
    if "page_language" not in g:
        g.page_language = _of_the_screen()
    found: str = g.page_language
    return found


def speak(language: str) -> None:
    """Let the rest of this request be in a language."""
    if g.get("page_language") != language:
        g.page_language = language
        change_language()
        refresh()


def language(code: str) -> Language:
    """What is known of a language."""
    return service().languages[code]


def direction(code: str) -> str:
    """How a language is written: ltr or rtl."""
    return language(code).direction


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Say some sentences in a language, whichever the page is in."""
    before = page_language()
    speak(code)
    try:
        yield
    finally:
        speak(before)


def for_staff(message: str) -> str:
    """A sentence for colleagues on a page of whoever answers: in English, whatever that page is in."""
    with speaking(ENGLISH):
        return _(message)


def of_last_conversation(enquiry: str) -> str:
    """The language that the adult's last conversation was held in, as long as it is offered."""
    with service().database.reading() as connection:
        last = dialogues.look_before(connection, service().library, enquiry).language
    return last if last and service().languages.is_offered(last) else ENGLISH


def name_for_workers(spoken: Language) -> str:
    """The name of a language, for workers: its own and its English one, and that it is a draft if it is one."""
    if spoken.code == ENGLISH:
        return spoken.name
    names = {"name": spoken.name, "english": spoken.english_name}
    if spoken.checked:
        return _("%(english)s – %(name)s", **names)
    return _("%(english)s – %(name)s (draft, not checked)", **names)


def is_of_whoever_answers(session: Session) -> bool:
    """Whether whoever sits at a screen is the one who answers, and not a worker."""
    return session.kind is not Kind.FULL or Role.ADVOCATE in session.account.roles


def _words() -> Mapping[str, str]:
    catalogue = language(page_language()).catalogue
    return catalogue.words if catalogue else {}


def _locale() -> str:
    locale = locale_of(page_language())
    return str(locale) if locale else ENGLISH


def _of_the_screen() -> str:
    """The language of the conversation on a screen that is not a worker's, as far as that can be found out."""
    session = living()
    if request.endpoint in FOR_STAFF:
        return ENGLISH
    if session is None or session.sitting is None or not is_of_whoever_answers(session):
        return ENGLISH
    try:
        with service().database.reading() as connection:
            return dialogues.load(connection, service().library, session.sitting).dialogue.language
    except (DatabaseProblem, NoSuchThing, HTTPException):
        return ENGLISH
