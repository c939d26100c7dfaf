"""Copies to make forms of: one of a whole story, and one of blocks that are hard to get right."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest

from msp_dialogue.copies import Copy, Tongue, person_copy
from msp_dialogue.copies.content import From
from msp_dialogue.copies.model import Heading, Listing, Paragraph, Quote, Speaker
from msp_dialogue.database import Database
from msp_dialogue.record import read
from msp_dialogue.record.library import FlowLibrary, read_flows
from msp_dialogue.record.read import Whole
from msp_dialogue.story import play, read_stories
from tests.conftest import MIGRATIONS

STORY = "three_outcomes_one_of_each_rating"
ON = date(2026, 3, 3)
GIVEN = From("Norchester Council", "Wendy Worker", ON)

Stories = Callable[[str], Whole]


def say(message: str, **values: object) -> str:
    """English as it stands."""
    return message % values if values else message


def day(on: date) -> str:
    """A day as it is said."""
    return f"{on.day} {on:%B %Y}"


ENGLISH = Tongue("en", "ltr", say, day)


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory, key: bytes) -> Stories:
    """Gives the enquiry of a story, played once."""
    path = tmp_path_factory.mktemp("copies") / "dialogue.db"
    database = Database.create(path, key)
    database.migrate(*MIGRATIONS)
    library = FlowLibrary(read_flows())
    with database.transaction() as connection:
        library.keep(connection, datetime(2026, 3, 2, tzinfo=UTC))
    told = {story.id: story for story in read_stories()}
    played: dict[str, Whole] = {}

    def whole(name: str) -> Whole:
        if name not in played:
            enquiry = play(told[name], database, library, partial(_id, name)).enquiry
            with database.reading() as connection:
                found = read.whole(connection, enquiry)
            assert found
            played[name] = found
        return played[name]

    return whole


def _id(story: str, label: str) -> str:
    return f"{story}-{label.replace(' ', '-')}"


@pytest.fixture
def copy(stories: Stories) -> Copy:
    """The copy of one story, in usual words."""
    return person_copy(stories(STORY), GIVEN, ENGLISH)


@pytest.fixture
def easy(stories: Stories) -> Copy:
    """The copy of one story, in easy words."""
    return person_copy(stories(STORY), GIVEN, ENGLISH, easy=True, pictured=True)


HARD = "I said: “No!”\n\nand \\x41 <b>&amp; Zoë\x07"
ARABIC = "أريد أن أعود إلى البيت"


def hard(*, easy: bool = False, direction: str = "ltr") -> Copy:
    """A copy of blocks that are hard to get right."""
    return Copy(
        title="What you told us",
        language="en",
        direction=direction,
        easy=easy,
        pictured=easy,
        other_letters="These words are in other letters.",
        blocks=(
            Heading("What you want", picture="speech"),
            Paragraph(("This matters most to you.", "It really does."), strong=True, picture="star", kept=True),
            Quote(HARD, Speaker.PERSON, picture="speech", told="You said:"),
            Quote(ARABIC, Speaker.PERSON, picture="no_such_picture"),
            Listing(("One thing\nin two lines", "Another")),
            Quote("Ring \u2068Wendy\u2069 on 01632 960100", Speaker.COUNCIL),
        ),
    )


def written(path: Path, content: bytes) -> Path:
    """A file with this in it."""
    path.write_bytes(content)
    return path
