"""How a page of the person's screen is read aloud: where its sound is, and what the page must know to offer it."""

from dataclasses import dataclass

from msp_dialogue.dialogue.look import Listen, Look
from msp_dialogue.speech import voice
from msp_dialogue.web.service import service

SERVICE, DEVICE = "service", "device"


@dataclass(frozen=True)
class Listening:
    """Reads this page. `voice` says whose: the service's, or the device's own where the service has none.

    `by_itself` begins without being asked.
    """

    address: str
    voice: str
    speed: str
    by_itself: bool


def listen_to(place: str, look: Look, language: str) -> Listening:
    """How the page is read that stands at this place of the address, to whom it looks so, in its language."""
    return Listening(f"/talk/listen/{place}", whose_voice(language), str(look.speed), look.listen is Listen.BY_ITSELF)


def whose_voice(language: str) -> str:
    """Who reads a language aloud: the service, or only the device that somebody has in their hands."""
    return SERVICE if voice.speaks(language) or service().sounds.recordings.has(language) else DEVICE
