"""How some of the demonstration's invented people can be reached, so that every sight of safe contact can be met."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from msp_dialogue.database import Connection
from msp_dialogue.record import contact, enquiries, follow_ups, read
from msp_dialogue.record.contact import SafeContact, Way
from msp_dialogue.record.streams import By

A_WHILE = timedelta(hours=2)


@dataclass(frozen=True)
class Reached:
    """How the adult of an enquiry can be reached, in how many days to ask again, and how a worker reached them."""

    reference: str
    contact: SafeContact
    review_in: int
    words: str


EVERYBODY = (
    Reached(
        "SYN-0001",
        SafeContact(
            ways={Way.CALL: "01632 960001, her own phone", Way.VISIT: "Flat 2, 1 Invented Road, when her niece is out"},
            times="Mornings, before eleven",
            words="Say it is about her bins.",
            never="The phone in the hall. Her niece answers it.",
            never_ways=frozenset({Way.LETTER}),
        ),
        60,
        "She has the new bank card, and has told nobody the number.",
    ),
    Reached(
        "SYN-0014",
        SafeContact(ways={Way.CALL: "01632 960014"}, times="After the midday news"),
        0,
        "She would like to talk again next week.",
    ),
)


def note_contact(connection: Connection, at: datetime) -> None:
    """Note it as whoever leads the enquiry does; an enquiry that is not there, or has nobody, is passed over."""
    for each in EVERYBODY:
        enquiry = enquiries.known_as(connection, each.reference)
        owned = read.ownership(connection, enquiry, at=at) if enquiry else None
        if not enquiry or not owned or not owned.lead:
            continue
        noted = replace(each.contact, review=(at + timedelta(days=each.review_in)).date().isoformat())
        contact.note(connection, enquiry, noted, By(owned.lead, at - A_WHILE, "safe-contact"), known=0)
        by = By(owned.lead, at - A_WHILE, "reached")
        follow_ups.note(connection, enquiry, by.at.date(), Way.CALL, "The adult", each.words, by)
