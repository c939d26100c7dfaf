"""What the record adds up to: definitions of the measures, the figures they give, and the rows behind the figures.

It must not know pages or file formats.
"""

from msp_dialogue.measure.definition import Counted, Definition, Stand
from msp_dialogue.measure.definitions import DEFINITIONS, NOT_YET, OUTCOMES_EXPRESSED, OUTCOMES_MET
from msp_dialogue.measure.figures import EVERY_VOICE, HEADLINE, Drawn, Figure, draw
from msp_dialogue.measure.selection import DateRule, Period, PeriodProblem, Selection
from msp_dialogue.measure.tally import Tally, tally

__all__ = [
    "DEFINITIONS",
    "EVERY_VOICE",
    "HEADLINE",
    "NOT_YET",
    "OUTCOMES_EXPRESSED",
    "OUTCOMES_MET",
    "Counted",
    "DateRule",
    "Definition",
    "Drawn",
    "Figure",
    "Period",
    "PeriodProblem",
    "Selection",
    "Stand",
    "Tally",
    "draw",
    "tally",
]
