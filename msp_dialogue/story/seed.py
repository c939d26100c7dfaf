"""Fills a demonstration with the stories, moved in time so that they end around today; everything in it is invented."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from msp_dialogue.database import Database
from msp_dialogue.record import enquiries
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.story.model import Story
from msp_dialogue.story.player import play

LATELY, SOME_TIME_AGO = 6, 90
"""Within how many days the last chapter lies: where the story goes on, and where it is over."""
STRIDE = 17
"""Spreads what is over across that time: it has no divisor in common with the days."""


class Worker(NamedTuple):
    """An account of the demonstration, and its team."""

    account: str
    team: str


def seed(
    database: Database,
    library: FlowLibrary,
    stories: Sequence[Story],
    workers: Sequence[Worker],
    today: date,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> int:
    """Play every story that is not there yet, and give their number; `progress` hears how many of how many are done.

    Each is played as far as its `demonstration` says, so that some wait for the first conversation, for the review or
    for the closing one, one was left half-way, and the others are concluded.
    """
    with database.transaction() as connection:
        library.keep(connection, datetime.combine(today, time.min, UTC))
    with database.reading() as connection:
        missing = [story for story in stories if enquiries.known_as(connection, story.enquiry.reference) is None]
    for number, story in enumerate(missing, start=1):
        place = stories.index(story)
        lead, colleague = _two_of_a_team(workers, stories, place)
        by = {"lead": lead.account, "colleague": colleague.account, "independent": colleague.account}
        shift = _last_day(story, place, today) - story.ends().date()
        play(
            story,
            database,
            library,
            _ids(story),
            shift,
            workers=by,
            team=lead.team,
            chapters=story.demonstration,
        )
        progress(number, len(missing))
    return len(missing)


def _two_of_a_team(workers: Sequence[Worker], stories: Sequence[Story], place: int) -> tuple[Worker, Worker]:
    """Who leads and who helps: the stories of one team stay with one team, and its workers take turns."""
    teams = list(dict.fromkeys(worker.team for worker in workers))
    theirs = list(dict.fromkeys(story.enquiry.team for story in stories))
    team = teams[theirs.index(stories[place].enquiry.team) % len(teams)]
    members = [worker for worker in workers if worker.team == team]
    return members[place % len(members)], members[(place + 1) % len(members)]


def _last_day(story: Story, place: int, today: date) -> date:
    """The day of the last chapter that has happened."""
    goes_on = story.demonstration < len(story.chapters)
    ago = place % LATELY if goes_on else place * STRIDE % SOME_TIME_AGO
    return today - timedelta(days=1 + ago)


def _ids(story: Story) -> Callable[[str], str]:
    """The same ids for the same story, and nothing in them that means anything."""
    return lambda label: hashlib.sha256(f"{story.enquiry.reference} {label}".encode()).hexdigest()[:32]
