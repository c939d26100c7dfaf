"""The tables of an export, in the order in which they are written."""

from msp_dialogue.export.column import Table
from msp_dialogue.export.tables.closing import EXPERIENCE, RATINGS
from msp_dialogue.export.tables.enquiries import ENQUIRIES
from msp_dialogue.export.tables.figures import MEASURE
from msp_dialogue.export.tables.outcomes import OUTCOMES, WORDINGS
from msp_dialogue.export.tables.unanswered import NON_ANSWERS
from msp_dialogue.measure import Drawn

TABLES: tuple[Table, ...] = (MEASURE, ENQUIRIES, OUTCOMES, WORDINGS, RATINGS, EXPERIENCE, NON_ANSWERS)


def tables_of(drawn: Drawn) -> tuple[Table, ...]:
    """The tables of an export: every one, or the figures alone."""
    return (MEASURE,) if drawn.figures_alone else TABLES


__all__ = ["TABLES", "tables_of"]
