"""What the worker must know of reading aloud before somebody else has the screen."""

from msp_dialogue.speech import voice
from msp_dialogue.web.pages.listen import SERVICE, whose_voice
from msp_dialogue.web.words import _


def told_to_worker(language: str) -> str:
    """What a worker must know of listening in this language before the screen is handed over."""
    if whose_voice(language) == SERVICE:
        return _("“Listen” reads the pages aloud, also what was said. Whoever is near hears it: offer headphones.")
    if voice.speaks("en"):
        return _(
            "This service has no voice for the language, so “Listen” is there only if this device has one of its own."
        )
    return _(
        "Nothing on this service reads aloud yet, so “Listen” is there only if this device has a voice of its own."
        " Whoever looks after the service can install eSpeak NG: the command “doctor” tells how."
    )
