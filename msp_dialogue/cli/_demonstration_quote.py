"""Words in the demonstration that are ready for the board, so that whoever chooses has something to choose from."""

from datetime import datetime

from msp_dialogue.database import Connection
from msp_dialogue.record import enquiries, quotes, read
from msp_dialogue.record.quotes import QuotePrepared
from msp_dialogue.record.streams import By

REFERENCE = "SYN-0017"
ORIGINAL = "It is quiet. But I go in by the other door."
SHOWN = "It is quiet. But I go in by the [other] door."
THEME = "be_safer"


def make_ready(connection: Connection, at: datetime) -> None:
    """Make them ready as whoever leads the enquiry does; where nobody does, or they may not be used, nothing happens.

    The other stories' words that may be used are left for whoever tries it.
    """
    enquiry = enquiries.known_as(connection, REFERENCE)
    owned = read.ownership(connection, enquiry, at=at) if enquiry else None
    if not enquiry or not owned or not owned.lead:
        return
    for each in quotes.of_enquiry(connection, enquiry):
        if each.words == ORIGINAL:
            prepared = QuotePrepared(
                "demonstration-quote", each.dialogue, each.outcome, each.words, SHOWN, THEME, each.voice
            )
            quotes.prepare(connection, enquiry, prepared, By(owned.lead, at, "demonstration-quote"))
