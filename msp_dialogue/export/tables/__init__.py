"""The tables of an export, in the order in which they are written."""

from msp_dialogue.export.column import Table
from msp_dialogue.export.tables.closing import EXPERIENCE, RATINGS
from msp_dialogue.export.tables.enquiries import ENQUIRIES
from msp_dialogue.export.tables.figures import MEASURE
from msp_dialogue.export.tables.outcomes import OUTCOMES, WORDINGS
from msp_dialogue.export.tables.unanswered import NON_ANSWERS

TABLES: tuple[Table, ...] = (MEASURE, ENQUIRIES, OUTCOMES, WORDINGS, RATINGS, EXPERIENCE, NON_ANSWERS)

__all__ = ["TABLES"]
