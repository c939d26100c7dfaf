"""The fixed wording in use, for whatever is read aloud; put together once for each language."""

from flask import current_app

from msp_dialogue.speech import words
from msp_dialogue.speech.phrases import PHRASES
from msp_dialogue.speech.words import Wording
from msp_dialogue.web.language import speaking
from msp_dialogue.web.service import service
from msp_dialogue.web.words import _

EXTENSION = "msp_dialogue_wording"


def wording(language: str) -> Wording:
    """The flows' fixed wording in this language, with the pages' own phrases in it."""
    known: dict[str, Wording] = current_app.extensions.setdefault(EXTENSION, {})
    if language in known:
        return known[language]
    with speaking(language):  # whatever page asks first
        flows = (version.flow for version in service().library.current.values())
        own = (place for flow in flows for place in words.of_flow(flow) if place.words.language == language)
        known[language] = Wording((*own, *words.of_pages(map(_, PHRASES), language)))
    return known[language]
