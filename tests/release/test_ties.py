"""How the tables are said to add up, held against what is really counted: of invented councils, and of every story."""

from collections import Counter
from datetime import UTC, date, datetime
from functools import partial

import pytest

from msp_dialogue.database import Database
from msp_dialogue.measure import Counted as Of
from msp_dialogue.measure import DateRule, Facts, Period, Selection, count, read
from msp_dialogue.record.library import FlowLibrary, read_flows
from msp_dialogue.release.adding_up import AT_MOST, EQUAL, Tie
from msp_dialogue.release.released import EVERYBODY, Split, table_id
from msp_dialogue.release.tables import FIXED
from msp_dialogue.release.ties import RULES, of
from msp_dialogue.story import play, read_stories
from tests.release.council import YEAR, council, facts

Numbers = dict[tuple[str, str, str], int]


def named(story: str, label: str) -> str:
    """An id for something in a story."""
    return f"{story}-{label}".replace(" ", "-")


def numbers_of(of_all: Facts) -> Numbers:
    """Every true number of the tables that are not split."""
    found: Numbers = {}
    for table in FIXED:
        if table.by is Split.ALL:
            values: Counter[str] = Counter()
            for cell, number in count(table.definition, of_all, table.counted).items():
                values[cell.value] += number
            name = table_id(table.measure, table.counted, table.by)
            found |= {(name, EVERYBODY, value): values[value] for value in table.values}
    return found


def broken(numbers: Numbers) -> list[Tie]:
    """The ties between these tables that do not hold."""
    wrong = []
    for tie in RULES.ties:
        if all(each in numbers for each in (*tie.one, *tie.other)):
            one, other = (sum(numbers[each] for each in side) for side in (tie.one, tie.other))
            if not (one == other if tie.bound == EQUAL else one <= other if tie.bound == AT_MOST else one >= other):
                wrong.append(tie)
    return wrong


@pytest.mark.parametrize("seed", range(4))
def test_what_is_said_to_add_up_does_in_an_invented_council(seed: int) -> None:
    assert broken(numbers_of(facts(council(seed, 400), YEAR))) == []


def test_what_is_said_to_add_up_does_in_every_story(database: Database) -> None:
    library = FlowLibrary(read_flows())
    with database.transaction() as connection:
        library.keep(connection, datetime(2026, 1, 1, tzinfo=UTC))
    for story in read_stories():
        play(story, database, library, partial(named, story.id))
    period = Period(date(2020, 1, 1), date(2030, 1, 1))
    with database.reading() as connection:
        of_all = read(connection, Selection(period, DateRule.CONCLUDED, with_sealed=True), date(2026, 9, 1))

    assert broken(numbers_of(of_all)) == []


def test_the_same_answer_in_two_tables_is_known_to_be_the_same() -> None:
    """Else one could be shown beside the other that is hidden."""
    same = Tie(of("asked_within", Of.ENQUIRIES, "never"), of("outcomes_expressed", Of.ENQUIRIES, "not_asked"))

    assert same in RULES.ties


@pytest.mark.parametrize("values", [("not_recorded",), ("none_expressed", "not_asked", "dont_know", "not_recorded")])
def test_people_who_said_nothing_are_known_to_be_no_more_than_their_enquiries(values: tuple[str, ...]) -> None:
    people, enquiries = (of("outcomes_expressed", counted, *values) for counted in (Of.PEOPLE, Of.ENQUIRIES))

    assert Tie(people, enquiries, AT_MOST) in RULES.ties
