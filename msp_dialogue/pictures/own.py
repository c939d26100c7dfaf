"""Our own pictures: where they are, and what each shows."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

FOLDER = Path(__file__).parent.parent / "static" / "pictures"


def N_(message: str) -> str:
    """The message itself; marks it for translators where it is not yet known in which language it will be shown."""
    return message


SHOWS: Mapping[str, str] = MappingProxyType(
    {
        "advocate": N_("Somebody who speaks up for another person"),
        "against": N_("Two arrows that point against each other"),
        "all": N_("A full glass: all of it"),
        "better": N_("Stairs that go up"),
        "bulb": N_("A light bulb"),
        "calendar": N_("A calendar"),
        "care": N_("A hand below a heart"),
        "change": N_("A square that becomes a circle"),
        "choice": N_("A signpost with two ways"),
        "clock": N_("A clock"),
        "close": N_("Two people with a heart between them"),
        "control": N_("A steering wheel"),
        "court": N_("The scales of justice"),
        "cross": N_("A cross"),
        "cup": N_("A hot drink"),
        "day_later": N_("A calendar with an arrow to another day"),
        "door": N_("An open door"),
        "ear": N_("An ear"),
        "easy_read": N_("A page with a picture beside each line"),
        "email": N_("A screen with a letter on it"),
        "eye": N_("An eye"),
        "face_bad": N_("A sad face"),
        "face_good": N_("A happy face"),
        "face_middle": N_("A face that is neither happy nor sad"),
        "first": N_("The first place"),
        "flag": N_("A flag at the end"),
        "give_back": N_("A hand that gives a screen"),
        "go_on": N_("An arrow that goes on"),
        "group": N_("Three people"),
        "hand_stop": N_("A hand that says stop"),
        "health": N_("A doctor's bag"),
        "heart": N_("A heart"),
        "help": N_("A lifebelt"),
        "house": N_("A house"),
        "interpreter": N_("The same words said in two ways"),
        "language": N_("The world"),
        "large_print": N_("A small letter and a large one"),
        "letter": N_("A letter"),
        "lock": N_("A lock"),
        "mediation": N_("A person between two others"),
        "meeting": N_("Three people at a table"),
        "message": N_("A mobile phone with a message"),
        "money": N_("A banknote and coins"),
        "more": N_("A plus sign"),
        "none": N_("An empty glass: none of it"),
        "pencil": N_("A pencil that writes"),
        "person": N_("A person"),
        "phone": N_("A telephone"),
        "pictures": N_("A picture in a frame"),
        "place": N_("A place on a map"),
        "plan": N_("A list with ticks"),
        "police": N_("A police officer"),
        "question": N_("A question mark"),
        "rain": N_("A cloud with rain"),
        "read_aloud": N_("A loudspeaker"),
        "read_back": N_("A page with a tick"),
        "safe_house": N_("A house with a tick"),
        "shield": N_("A shield with a tick"),
        "signing": N_("Two hands that sign"),
        "some": N_("A glass half full: some of it"),
        "speech": N_("A speech bubble"),
        "star": N_("A star"),
        "tick": N_("A tick"),
        "together": N_("Two arrows that point the same way"),
        "two_people": N_("Two people"),
        "visit": N_("A person at a house"),
        "want": N_("A person who thinks of a star"),
        "warning": N_("A warning sign"),
        "worker": N_("A worker with a badge"),
        "worry": N_("A sad face under a cloud"),
    }
)
"""What each of our own pictures shows, in English."""
