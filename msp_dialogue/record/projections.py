"""Everything that is noted beside conversations: each kind of thing with the tables its events fill."""

from msp_dialogue.record import (
    agreements,
    contact,
    copies,
    emergencies,
    follow_ups,
    in_english,
    invitations,
    quotes,
    seals,
    signals,
)

PROJECTIONS = (
    seals.PROJECTION,
    emergencies.PROJECTION,
    contact.PROJECTION,
    follow_ups.PROJECTION,
    invitations.PROJECTION,
    agreements.PROJECTION,
    signals.PROJECTION,
    copies.PROJECTION,
    in_english.PROJECTION,
    quotes.PROJECTION,
)
"""In the order in which they are rebuilt."""
