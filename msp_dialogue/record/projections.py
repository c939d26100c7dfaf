"""Everything that is noted beside conversations: each kind of thing with the tables its events fill."""

from msp_dialogue.record import seals

PROJECTIONS = (seals.PROJECTION,)
"""In the order in which they are rebuilt."""
