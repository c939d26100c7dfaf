"""The measures there are, in the order in which they are shown. A later one is another Definition in `defined/`:
reading, counting and printing know none by name.
"""

from collections.abc import Mapping
from types import MappingProxyType

from msp_dialogue.measure.defined.achieved import MET_INDEPENDENT, OUTCOMES_MET
from msp_dialogue.measure.defined.asked import (
    ASKED_AT_BEGINNING,
    ASKED_AT_CLOSURE,
    ASKED_AT_MIDDLE,
    ASKED_WITHIN,
    OUTCOMES_EXPRESSED,
)
from msp_dialogue.measure.defined.experience import EXPERIENCE
from msp_dialogue.measure.defined.returned import RETURNED
from msp_dialogue.measure.defined.support import ADVOCACY, COMMUNICATION_MET, FOLLOW_UP
from msp_dialogue.measure.defined.wants import BY_THEME, COUNCIL_ANSWER, PLAN_B, WANTS_CHANGED
from msp_dialogue.measure.definition import Definition

_ALL = (
    OUTCOMES_EXPRESSED,
    OUTCOMES_MET,
    MET_INDEPENDENT,
    ASKED_AT_BEGINNING,
    ASKED_AT_MIDDLE,
    ASKED_AT_CLOSURE,
    ASKED_WITHIN,
    WANTS_CHANGED,
    *BY_THEME,
    COUNCIL_ANSWER,
    PLAN_B,
    *EXPERIENCE,
    ADVOCACY,
    COMMUNICATION_MET,
    FOLLOW_UP,
    *RETURNED,
)
DEFINITIONS: Mapping[str, Definition] = MappingProxyType({each.id: each for each in _ALL})

FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "expressed": "Saying what they want",
        "met": "How far it came true",
        "asked_by_stage": "Asked at each stage",
        "asked_within": "How soon they were asked",
        "wants_changed": "How wants changed",
        "themes": "What people wanted, and how far it came true",
        "council_answer": "What the council answered",
        "plan_b": "Plan A and plan B",
        "experience": "How it was for people",
        "advocacy": "Support and representation",
        "communication_met": "Ways of communicating",
        "follow_up": "Follow-up",
        "national_return": "As the national return counts",
    }
)
"""What measures that are shown together are called together."""
