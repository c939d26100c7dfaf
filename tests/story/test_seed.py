"""The demonstration: stories that end at every stage around today, with the workers there are, and nothing ahead."""

from datetime import date, datetime

import pytest

from msp_dialogue.database import Connection, Database
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.story import Story, Worker, read_stories, seed, verify

TODAY = date(2026, 11, 23)
WORKERS = (Worker("account-1", "Demo North"), Worker("account-2", "Demo North"), Worker("account-3", "Demo South"))
STORIES = read_stories()
FEW = [story for story in STORIES if story.id in {"never_safe_to_ask", "gives_up_every_wish", "dies_before_closure"}]


@pytest.fixture(scope="module")
def whole() -> list[Story]:
    """The stories that a demonstration plays to their end."""
    return [story for story in STORIES if story.demonstration == len(story.chapters)]


def one(connection: Connection, query: str) -> list[object]:
    return [value for (value,) in connection.execute(query)]


def test_a_demonstration_has_enquiries_at_every_stage(kept: Database, library: FlowLibrary, whole: list[Story]) -> None:
    steps: list[tuple[int, int]] = []
    number = seed(kept, library, STORIES, WORKERS, TODAY, lambda done, of: steps.append((done, of)))
    with kept.reading() as connection:
        due = one(connection, "select due from standing join enquiry on id = enquiry where concluded is null")
        states = one(connection, "select state from dialogue")
        ahead = one(connection, "select count(*) from event where at >= '2026-11-23'")
        late = one(connection, "select count(*) from enquiry where opened > '2026-11-23' or concluded > '2026-11-23'")
        leads = connection.execute("select distinct lead, team from enquiry order by lead").fetchall()
        actors = one(connection, "select distinct recorded_by from event")
        last = one(
            connection,
            "select max(last) from dialogue join enquiry on enquiry.id = enquiry"
            " where concluded is null group by enquiry",
        )
        signals, dealt = connection.execute("select count(*), count(dealt) from signal").fetchone()
        told = [line for story in whole for line in verify(story, connection)]

    assert number == len(STORIES)
    assert steps == [(done, number) for done in range(1, number + 1)]
    assert set(due) == {"first", "review", "closure", "nothing"}
    assert {"paused", "finished", "not_held"} == set(states)
    assert min(map(str, last)) >= "2026-11-16"
    assert ahead == late == [0]
    assert leads == [tuple(worker) for worker in WORKERS]
    assert set(actors) == {worker.account for worker in WORKERS}
    assert signals - dealt == 3
    assert dealt > 0
    assert told == []


def test_a_second_start_adds_nothing(kept: Database, library: FlowLibrary) -> None:
    first = seed(kept, library, FEW, WORKERS, TODAY)
    second = seed(kept, library, FEW, WORKERS, TODAY)

    assert (first, second) == (3, 0)


def test_ids_mean_nothing_to_those_who_see_them(kept: Database, library: FlowLibrary) -> None:
    seed(kept, library, FEW, WORKERS, TODAY)
    with kept.reading() as connection:
        ids = one(connection, "select id from enquiry union select id from adult union select id from dialogue")

    assert all(isinstance(each, str) and len(each) == 32 and each.isalnum() for each in ids)


def test_the_days_of_an_enquiry_move_with_the_story(kept: Database, library: FlowLibrary) -> None:
    (story,) = (story for story in STORIES if story.id == "dies_before_closure")
    seed(kept, library, [story], WORKERS, TODAY)
    with kept.reading() as connection:
        (opened, concluded) = connection.execute("select opened, concluded from enquiry").fetchone()
        (died,) = one(connection, "select died from adult")
        (first,) = one(connection, "select started from dialogue where stage = 'beginning'")

    assert concluded == "2026-11-22"
    assert date.fromisoformat(concluded) - date.fromisoformat(opened) == date(2026, 2, 25) - date(2026, 1, 20)
    assert date.fromisoformat(str(died)) - date.fromisoformat(opened) == date(2026, 2, 13) - date(2026, 1, 20)
    assert datetime.fromisoformat(str(first)).hour == 10


def test_a_day_that_was_agreed_moves_with_the_story(kept: Database, library: FlowLibrary) -> None:
    (story,) = (story for story in STORIES if story.id == "one_clear_outcome")
    seed(kept, library, [story], WORKERS, TODAY)
    with kept.reading() as connection:
        agreed = one(connection, "select value from answer where question = 'next_date' and value is not null")
        held = one(connection, "select '\"' || substr(started, 1, 10) || '\"' from dialogue order by started")

    assert agreed == held[1:]


def test_one_worker_alone_can_have_the_whole_demonstration(kept: Database, library: FlowLibrary) -> None:
    number = seed(kept, library, FEW, [Worker("account-1", "Demo")], TODAY)

    assert number == 3
