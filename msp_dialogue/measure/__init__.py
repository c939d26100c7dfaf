"""What the record adds up to: definitions of the measures, the figures they give, and the rows behind the figures.

It must not know pages or file formats.
"""

from msp_dialogue.measure.count import ASKERS, VOICES, Cell, count
from msp_dialogue.measure.defined.achieved import OUTCOMES_MET
from msp_dialogue.measure.defined.asked import OUTCOMES_EXPRESSED
from msp_dialogue.measure.definition import Counted, Definition, Stand
from msp_dialogue.measure.definitions import DEFINITIONS, FAMILIES
from msp_dialogue.measure.derived import AGE_BANDS, NOT_YET
from msp_dialogue.measure.facts import Facts, read
from msp_dialogue.measure.figures import EVERY_VOICE, EVERYONE, HEADLINE, Drawn, Figure, draw, facts_of, figures_of
from msp_dialogue.measure.selection import DateRule, Period, PeriodProblem, Selection
from msp_dialogue.measure.span import Span, quarter_of, span_of, year_of

__all__ = [
    "AGE_BANDS",
    "ASKERS",
    "DEFINITIONS",
    "EVERYONE",
    "EVERY_VOICE",
    "FAMILIES",
    "HEADLINE",
    "NOT_YET",
    "OUTCOMES_EXPRESSED",
    "OUTCOMES_MET",
    "VOICES",
    "Cell",
    "Counted",
    "DateRule",
    "Definition",
    "Drawn",
    "Facts",
    "Figure",
    "Period",
    "PeriodProblem",
    "Selection",
    "Span",
    "Stand",
    "count",
    "draw",
    "facts_of",
    "figures_of",
    "quarter_of",
    "read",
    "span_of",
    "year_of",
]
