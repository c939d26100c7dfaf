"""What is on a person's screen, read aloud: the address says where in the conversation, never what or whose it is.

Only the page that is on the screen is read, and only to whoever has it there. Nothing is written in the record.
"""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts.sessions import Kind
from msp_dialogue.speech import NoVoice, Speed
from msp_dialogue.speech.sounds import Piece, Reading
from msp_dialogue.web.language import speak
from msp_dialogue.web.pages import aloud
from msp_dialogue.web.pages.listen import listen_to
from msp_dialogue.web.pages.look import look_page
from msp_dialogue.web.pages.rest import rest_page
from msp_dialogue.web.pages.talk import talk_page
from msp_dialogue.web.routes.help import get_help_page
from msp_dialogue.web.screen import Turn, at_screen
from msp_dialogue.web.service import service

blueprint = Blueprint("listen", __name__)

SPEEDS = f"<any({', '.join(Speed)}):speed>"
HELP, REST, LOOK = "help", "rest", "look"


@blueprint.get(f"/talk/listen/<place>/{SPEEDS}/<part>")
def sound(place: str, speed: str, part: str) -> ResponseReturnValue:
    """The page on the screen, or one of its choices, as MP3; parts of it too, as some players ask for them."""
    reading = _read(_pieces(place, part), speed)
    response = Response(reading.sound, mimetype="audio/mpeg")
    return response.make_conditional(request.environ, accept_ranges=True, complete_length=len(reading.sound))


@blueprint.get(f"/talk/listen/<place>/{SPEEDS}/marks")
def marks(place: str, speed: str) -> ResponseReturnValue:
    """From which second on which element of the page is heard; only ids of elements, and no words."""
    return jsonify(_read(_pieces(place, aloud.ALL), speed).marks)


def _read(pieces: Sequence[Piece], speed: str) -> Reading:
    if not pieces:
        abort(404)
    try:
        return service().sounds.read(pieces, Speed(speed))
    except NoVoice:
        abort(503)


def _pieces(place: str, part: str) -> Sequence[Piece]:
    """What is to be read; nothing when that is not on this screen now."""
    if place == HELP:
        return aloud.get_help(get_help_page()) if part == aloud.ALL else ()
    at = at_screen()
    if at is None:
        return ()
    if place == REST:
        page = rest_page(at) if at.turn is Turn.OVER and part == aloud.ALL else None
        return aloud.rest(page) if page and not page.hidden else ()
    if at.turn is Turn.OVER or at.session.kind is Kind.LOCKED:
        return ()
    if place == LOOK:
        return aloud.look(look_page(at)) if part == aloud.ALL else ()
    if at.turn is not Turn.ASK:
        return ()
    speak(at.held.dialogue.language)  # also where a worker asks, whose own page is English
    asked = talk_page(at)
    return aloud.talk(asked, part) if asked.listen == listen_to(place, asked.look, asked.asked.language) else ()
