"""What happens in a sitting: events, the fold over them, and what may happen next."""

from msp_dialogue.dialogue.events import (
    Adopted,
    Answered,
    Ended,
    Event,
    LookChosen,
    Paused,
    Resumed,
    Started,
    Waited,
    WentBack,
    of_row,
)
from msp_dialogue.dialogue.fold import Dialogue, Said, State, begin
from msp_dialogue.dialogue.look import Look
from msp_dialogue.dialogue.problems import DialogueProblem, NotAllowed, NotInProgress, NotOnPath, Stale

__all__ = [
    "Adopted",
    "Answered",
    "Dialogue",
    "DialogueProblem",
    "Ended",
    "Event",
    "Look",
    "LookChosen",
    "NotAllowed",
    "NotInProgress",
    "NotOnPath",
    "Paused",
    "Resumed",
    "Said",
    "Stale",
    "Started",
    "State",
    "Waited",
    "WentBack",
    "begin",
    "of_row",
]
