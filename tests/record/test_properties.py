"""Rules of the figures that hold whatever was said, and read models that equal the events after any history."""

import random
import secrets
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msp_dialogue import audit
from msp_dialogue.database import Database
from msp_dialogue.flow.ask import Asked
from msp_dialogue.flow.model import Kind, Stage
from msp_dialogue.flow.step import Step
from msp_dialogue.record import enquiries
from msp_dialogue.record.counting import FROM_WEAKEST, counting
from msp_dialogue.record.dialogues import Held
from msp_dialogue.record.enquiries import AdultDetails, EnquiryKind
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.rebuild import differences
from msp_dialogue.record.standing import Achieved, achieved, standing
from tests.record.talking import USUAL, Talk

VALUES = st.sampled_from(["fully", "partially", "not", None])
outcomes = st.lists(
    st.fixed_dictionaries(
        {
            "status": st.sampled_from(["wanted", "happening", "withdrawn"]),
            "achieved": VALUES,
            "expressed": st.just("2026-01-01T10:00:00.000000Z"),
            "voice": st.sampled_from(FROM_WEAKEST),
        }
    ),
    max_size=6,
)
views = st.lists(
    st.fixed_dictionaries(
        {
            "value": VALUES,
            "voice": st.sampled_from(FROM_WEAKEST),
            "asker": st.sampled_from(["lead", "independent", None]),
            "dialogue": st.sampled_from(["d1", "d2", "d3"]),
            "at": st.integers(1, 9).map(lambda day: f"2026-01-0{day}"),
        }
    ),
    max_size=6,
    unique_by=lambda view: view["at"],
)
ENQUIRY = {"id": "e1", "concluded": "2026-06-30", "asked": None, "not_asked_reason": None}
Wanted = list[dict[str, Any]]


@given(outcomes, VALUES)
def test_a_withdrawn_outcome_never_changes_what_was_achieved(wanted: Wanted, value: str | None) -> None:
    more = [*wanted, {"status": "withdrawn", "achieved": value}]
    expected = achieved(wanted) if wanted else Achieved.ALL_WITHDRAWN

    assert achieved(more) is expected


@given(outcomes, st.randoms())
def test_the_order_of_outcomes_does_not_matter(wanted: Wanted, shuffled: random.Random) -> None:
    other = list(wanted)
    shuffled.shuffle(other)

    assert achieved(other) is achieved(wanted)


@given(outcomes)
def test_the_one_value_agrees_with_the_numbers_beside_it(wanted: Wanted) -> None:
    row = standing(ENQUIRY, [], [], wanted)
    rated = row["fully"] + row["partially"] + row["not_achieved"]
    expected = {
        not wanted: Achieved.NONE_EXPRESSED,
        bool(wanted) and row["wanted"] == 0: Achieved.ALL_WITHDRAWN,
        row["unrated"] > 0: Achieved.NOT_RATED,
        0 < row["wanted"] == row["fully"]: Achieved.FULLY,
        0 < row["wanted"] == row["not_achieved"]: Achieved.NOT,
    }.get(True, Achieved.PARTIALLY)

    assert row["wanted"] == rated + row["unrated"]
    assert row["wanted"] + row["withdrawn"] == len(wanted)
    assert row["achieved"] is expected
    assert (row["asked"] == "expressed") is bool(wanted)


@given(views)
def test_a_non_answer_never_changes_which_rating_counts(given_views: Wanted) -> None:
    more = [{**view, "value": None, "at": "2025-12-31"} for view in given_views]

    assert counting([*more, *given_views]) is counting(given_views)


@given(views, st.randoms())
def test_the_order_in_which_ratings_are_read_does_not_matter(given_views: Wanted, shuffled: random.Random) -> None:
    other = list(given_views)
    shuffled.shuffle(other)

    assert counting(other) is counting(given_views)


@given(views)
def test_the_rating_that_counts_is_in_the_nearest_voice_of_those_that_may(given_views: Wanted) -> None:
    one = counting(given_views)
    lead = [view for view in given_views if view["value"] and view["asker"] != "independent"]

    assert one is None or all(FROM_WEAKEST.index(view["voice"]) <= FROM_WEAKEST.index(one["voice"]) for view in lead)
    assert one is not None or not lead


class Wandering:
    """Somebody who does anything that can be done, in any order."""

    def __init__(self, talk: Talk, chance: random.Random) -> None:
        self.talk = talk
        self.chance = chance
        self.enquiry = talk.enquiry()
        self.begun: list[str] = []

    def wander(self, times: int) -> None:
        for _ in range(times):
            self.chance.choice([self.converse, self.converse, self.converse, self.administer])()

    def converse(self) -> None:
        known = [self.talk.held(name) for name in self.begun]
        open_ones = [held for held in known if held.dialogue.current and not held.set_aside]
        free = [stage for stage in Stage if stage not in {held.dialogue.flow.stage for held in open_ones}]
        if free and (not open_ones or self.chance.random() < 0.3):
            self.begun.append(f"d{len(self.begun)}")
            held = self.talk.held(self.talk.start(self.enquiry, self.chance.choice(free), self.begun[-1]))
        else:
            held = self.chance.choice(open_ones)
        held = self.talk.step(held, lambda dialogue: dialogue.resume("alone"))
        for _ in range(self.chance.randrange(45)):
            if held.dialogue.current:
                held = self.submit(held, held.dialogue.current)
        if held.dialogue.current and self.chance.random() < 0.5:
            self.talk.step(held, lambda dialogue: dialogue.pause())

    def submit(self, held: Held, current: Step) -> Held:
        turns = held.dialogue.turns(this_sitting=False)
        if turns and self.chance.random() < 0.08:
            to = self.chance.choice(turns)
            return self.talk.step(held, lambda dialogue: dialogue.turn_to(to, seen=dialogue.seq))
        offered = held.dialogue.non_answers(current)
        if offered and self.chance.random() < 0.25:
            return self.talk.say(held, current, self.chance.choice(offered))
        usual = USUAL.get(current.question)
        if usual is not None and self.chance.random() < 0.9:
            return self.talk.say(held, current, usual)
        asked = held.dialogue.asked(current, held.dialogue.speaker({"person": "p", "worker": "w"}))
        return self.talk.say(held, current, _ANY[asked.question.kind](asked, self.chance))

    def administer(self) -> None:
        talk, by = self.talk, self.talk.by()
        concluded = talk.query("select concluded from enquiry") != [(None,)]
        day = by.at.date() + timedelta(days=self.chance.randint(-2, 2))
        happenings: list[Callable[[], object]] = [
            lambda: enquiries.change_adult(talk.database, self.enquiry, AdultDetails("", died=day.isoformat()), by),
            lambda: enquiries.change_enquiry(
                talk.database, self.enquiry, by, team="South", lead=None, kind=EnquiryKind.OTHER, opened="2026-01-02"
            ),
            (lambda: enquiries.reopen(talk.database, self.enquiry, by))
            if concluded
            else (lambda: enquiries.conclude(talk.database, self.enquiry, day, by)),
        ]
        if self.begun:
            aside = self.chance.choice(self.begun)
            happenings.append(lambda: enquiries.set_aside(talk.database, self.enquiry, aside, "why", by))
        self.chance.choice(happenings)()


def _some(asked: Asked, chance: random.Random) -> list[str]:
    keys = [choice.key for choice in asked.choices if not choice.alone]
    alone = [choice.key for choice in asked.choices if choice.alone]
    if alone and (not keys or chance.random() < 0.2):
        return [chance.choice(alone)]
    chosen = chance.sample(keys, chance.randint(1, min(3, len(keys))))
    return [key for key in keys if key in chosen]


def _one(asked: Asked, chance: random.Random) -> str:
    return chance.choice([choice.key for choice in asked.choices])


def _order(asked: Asked, chance: random.Random) -> dict[str, Any]:
    return {"order": _some(asked, chance), "offered": len(asked.choices)}


def _wishes(asked: Asked, chance: random.Random) -> list[dict[str, Any]]:
    del asked
    return [
        {"key": key, "words": chance.choice(["a", "b", "c"]), "themes": []}
        for key in ("1", "2")[: chance.randint(1, 2)]
    ]


_ANY: dict[Kind, Callable[[Asked, random.Random], Any]] = {
    Kind.INFORMATION: lambda asked, chance: "read",
    Kind.READ_BACK: lambda asked, chance: "right",
    Kind.WORDS: lambda asked, chance: chance.choice(["a", "b", "c"]),
    Kind.ONE_OF: _one,
    Kind.SCALE: _one,
    Kind.YES_OR_NO: _one,
    Kind.SOME_OF: _some,
    Kind.RANK: _order,
    Kind.DATE: lambda asked, chance: "2026-02-03",
    Kind.NUMBER: lambda asked, chance: 3,
    Kind.PEOPLE: lambda asked, chance: [{"name": "Test Reed", "relation": ""}],
    Kind.OUTCOMES: _wishes,
}


@pytest.fixture(scope="module")
def fresh(
    migrated: Path, key: bytes, library: FlowLibrary, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Talk]:
    """Gives an empty record for each history."""
    folder = tmp_path_factory.mktemp("histories")

    def made() -> Talk:
        path = folder / f"{secrets.token_hex(8)}.db"
        shutil.copyfile(migrated, path)
        database = Database.open(path, key)
        at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
        with database.transaction() as connection:
            library.keep(connection, at)
        return Talk(database, library, at)

    return made


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(chance=st.randoms(use_true_random=False))
def test_after_any_history_the_read_models_equal_the_events(fresh: Callable[[], Talk], chance: random.Random) -> None:
    talk = fresh()
    try:
        Wandering(talk, chance).wander(8)
        found = list(differences(talk.database, talk.library))
        with talk.database.reading() as connection:
            breaks = audit.verify(connection)
    finally:
        talk.database.close()

    assert found == []
    assert breaks == []


@given(concluded=st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_what_is_worded_by_the_day_of_conclusion_counts_and_later_does_not(concluded: date) -> None:
    worded = {"status": "wanted", "achieved": "fully", "expressed": "2026-06-15T23:59:59.999999Z", "voice": "adult"}
    row = standing(ENQUIRY | {"concluded": concluded.isoformat()}, [], [], [worded])

    assert (row["asked"] == "expressed") is (concluded >= date(2026, 6, 15))
