"""The gaps of the record counted and listed: each for those who work with the enquiry, and of a sealed one nothing."""

from datetime import date

import pytest

from msp_dialogue.measure import DateRule, Period, Selection, quality
from msp_dialogue.measure.quality import Whose
from msp_dialogue.record.gaps import GAPS
from tests.measure.council import Council

TODAY = date(2025, 12, 1)
NORTH = Whose("wendy", "North")
GAP = GAPS["not_rated"]


def lacking(council: Council, kind: str = GAP.id, *, begins: str = "2025-09-01", **columns: str | None) -> str:
    """An enquiry that has a gap from a day on, led by nobody unless it is said."""
    lead = columns.pop("lead", None)
    enquiry = council.enquiry(**columns)  # type: ignore[arg-type]
    team = columns.get("team") or "North"
    with council.database.transaction() as connection:
        row = {"enquiry": enquiry, "kind": kind, "team": team, "lead": lead, "begins": begins}
        connection.table("gap").insert(row)
    return enquiry


def listed(council: Council, whose: Whose, on: date = TODAY) -> list[str]:
    with council.database.reading() as connection:
        lines = quality.lines(connection, whose, GAP, on, page=1)

        assert quality.counts_of(connection, whose, on)[GAP.id] == len(lines)
    return [line.enquiry for line in lines]


def test_my_lines_are_those_i_lead_and_my_teams_all_of_my_team(council: Council) -> None:
    mine = lacking(council, lead="wendy", begins="2025-09-02")
    ours = lacking(council)
    lacking(council, team="South")

    assert listed(council, Whose("wendy")) == [mine]
    assert listed(council, NORTH) == [ours, mine]


def test_a_gap_counts_from_its_first_day_on(council: Council) -> None:
    lacking(council, begins="2025-12-01")

    assert listed(council, NORTH, date(2025, 11, 30)) == []
    assert len(listed(council, NORTH)) == 1


def test_what_is_sealed_is_listed_and_counted_for_those_who_are_named_alone(council: Council) -> None:
    enquiry = lacking(council)
    with council.database.transaction() as connection:
        connection.table("seal").insert({"enquiry": enquiry, "at": "2025-06-02", "by": "w1"})
        connection.table("sealed_for").insert({"enquiry": enquiry, "account": "named"})

    for reader, told in (("wendy", []), ("named", [enquiry])):
        assert listed(council, Whose(reader, "North")) == told
        assert listed(council, Whose(reader)) == told
        with council.database.reading() as connection:
            assert len(quality.by_team(connection, reader, TODAY)) == len(told)
            beside = quality.counts(connection, year(reader=reader), TODAY)
        assert beside[GAP.id] == len(told)


def test_the_council_is_told_how_many_of_each_team(council: Council) -> None:
    lacking(council)
    lacking(council)
    lacking(council, "unknown_age", team="South")
    council.enquiry(team="West")

    with council.database.reading() as connection:
        found = quality.by_team(connection, "msp", TODAY)

    assert list(found) == ["North", "South"]
    assert {gap: number for gap, number in found["North"].items() if number} == {GAP.id: 2}
    assert {gap: number for gap, number in found["South"].items() if number} == {"unknown_age": 1}


def test_only_the_concluded_ones_of_the_period_stand_beside_its_figures(council: Council) -> None:
    for concluded in ("2025-03-31", "2025-04-01", "2026-03-31", "2026-04-01", None):
        lacking(council, "unknown_age", opened="2025-01-01", concluded=concluded)

    with council.database.reading() as connection:
        beside = quality.counts(connection, year())

    assert beside["unknown_age"] == 2
    assert set(GAPS) - set(beside) == {"held_nothing_recorded", "conversation_overdue"}


def test_what_has_lacked_something_longest_stands_first_on_pages_of_fifty(council: Council) -> None:
    for number in range(51):
        lacking(council, begins=f"2025-09-{30 - number % 30:02}")

    with council.database.reading() as connection:
        first, second = (quality.lines(connection, NORTH, GAP, TODAY, page=page) for page in (1, 2))

    assert (len(first), len(second)) == (50, 1)
    assert [line.since for line in (*first, *second)] == sorted(line.since for line in (*first, *second))
    assert first[0].age == 91


@pytest.mark.parametrize("whose", [NORTH, Whose("wendy")], ids=["team", "mine"])
def test_no_list_is_searched_through_from_end_to_end(council: Council, whose: Whose) -> None:
    asked: list[str] = []
    with council.database.reading() as connection:
        connection.conn.set_trace_callback(asked.append)
        quality.counts_of(connection, whose, TODAY)
        quality.lines(connection, whose, GAP, TODAY, page=1)
        connection.conn.set_trace_callback(None)
        plans = [connection.execute(f"explain query plan {query}").fetchall() for query in asked]

    assert len(plans) == 2
    assert not [told for plan in plans for *_, told in plan if told.startswith("SCAN g")]


def year(reader: str | None = None) -> Selection:
    return Selection(Period(date(2025, 4, 1), date(2026, 3, 31)), DateRule.CONCLUDED, reader=reader)
