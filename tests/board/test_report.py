"""The report: what is said first, what stands beside each other, and that nothing hidden is ever told."""

from dataclasses import replace

import pytest

from msp_dialogue.board import charts, spans
from msp_dialogue.board.report import main_tables, report
from msp_dialogue.chart import Chart
from msp_dialogue.release import EVERYBODY, Released, ReleasedTable
from tests.board.made import expressed, met, release, several, span, who_said_it

ALL = several()


def of(releases: tuple[Released, ...] = ALL) -> list[str]:
    """What is read aloud of the newest."""
    made = report(releases, releases[0])
    return [made.headline, *made.summary]


def test_the_headline_is_the_finding_and_what_follows_compares_it_and_says_what_is_missing() -> None:
    assert of() == [
        "Of about 45 people whose enquiry was concluded, about 40 said what they wanted to happen, or had it said for "
        "them (89%).",
        "That is up from 67% a year before.",
        "Of about 40 people whose wishes were looked back on at the end, about 35 had them fully or partly met (88%). "
        "That is about the same as a year before (88%).",
        "In about 10 of about 55 concluded enquiries with wishes, nobody said how far one of them came true.",
    ]


def test_without_a_release_of_a_year_before_nothing_is_compared_and_it_says_so_once() -> None:
    made = report(ALL[:2], ALL[0])

    assert made.comparison == ("Nothing was released for January to March 2025, a year before, so nothing is compared.")
    assert "a year before" not in " ".join((made.headline, *made.summary))


def test_people_come_before_enquiries_and_the_guides_measures_before_all_others() -> None:
    first, second = expressed(50, 55, "enquiries"), expressed(40, 45)
    other = replace(met(35, 40), measure="experience_safer")

    assert main_tables(release(2025, 4, other, met(35, 40), first, second)) == (second, met(35, 40), other)


def test_enquiries_are_counted_where_the_figure_of_people_is_hidden_and_theirs_is_not() -> None:
    people, enquiries = expressed(None, 45), expressed(50, 55, "enquiries")

    assert main_tables(release(2025, 4, people, enquiries)) == (enquiries,)
    assert main_tables(release(2025, 4, people, expressed(None, 55, "enquiries"))) == (people,)


def test_measures_that_belong_together_share_a_chart_and_each_keeps_its_definition() -> None:
    names = ("experience_safer", "experience_listened", "follow_up")
    tables = [replace(met(10, 20), measure=name, counted="enquiries") for name in names]
    given = release(2025, 4, *tables)
    given = replace(given, definitions=dict.fromkeys(names, given.definitions["outcomes_met"]))
    families = report((given,), given).families

    assert [family.title for family in families] == ["How it was for them", "Asked afterwards by somebody independent"]
    assert [row.cells[0] for row in families[0].chart.rows] == ["Feel safer now", "Listened to"]
    assert [each.id for each in families[0].sections] == ["experience_safer", "experience_listened"]


def test_a_release_without_tables_says_so() -> None:
    empty = replace(release(), tables=(), quality=(), quotes=())
    made = report((empty,), empty)

    assert made.headline == "Nothing was released for January to March 2026."
    assert made.every_section == ()
    assert made.quality is None


@pytest.mark.parametrize("hidden", [None, 0])
def test_hidden_and_none_are_never_the_same(hidden: int | None) -> None:
    given = release(2025, 4, expressed(hidden, 45))
    chart = charts.of_values(given, given.tables[0])

    assert chart.rows[0].cells[1:] == (("Hidden", "Hidden") if hidden is None else (0, 0))
    assert (chart.rows[0].bar is None) == (hidden is None)
    assert any("fewer than 8, or hidden to protect others" in note for note in chart.notes)


def test_no_chart_tells_a_number_that_the_file_does_not_hold() -> None:
    """Every number on the report is one of the file's, or a percentage of two of them."""
    shown = report(ALL, ALL[0])
    known = {number for each in ALL for table in each.tables for number in numbers_of(table)}
    known |= {number for each in ALL for gap in each.quality for number in (gap.number, gap.out_of)}
    told = [cell for chart in every_chart(shown) for row in chart.rows for cell in row.cells[1:-1]]

    assert {cell for cell in told if not isinstance(cell, str)} <= known
    assert "Hidden" in told


def numbers_of(table: ReleasedTable) -> set[int | None]:
    """Every number of a table."""
    cells = {number for row in table.cells.values() for number in row.values()}
    return cells | set(table.totals.values()) | set(table.counts.values())


def every_chart(made: object) -> list[Chart]:
    """The charts of a report."""
    from msp_dialogue.board.model import Report

    assert isinstance(made, Report)
    found = [chart for each in made.every_section for chart in (*each.charts, each.trend)]
    return [chart for chart in (*found, made.quality) if chart is not None]


def test_a_trend_goes_back_to_the_first_release_and_leaves_gaps_where_there_is_none() -> None:
    chart = charts.of_trend(ALL, ALL[0], ALL[0].tables[0])

    assert chart
    assert [row.short for row in chart.rows] == ["Q4", "Q1", "Q2", "Q3", "Q4", "Q1", "Q2", "Q3", "Q4"]
    assert [row.under for row in chart.rows if row.under] == ["2024-25", "2025-26"]
    assert [row.cells[3] for row in chart.rows][2] == "Hidden"
    assert [row.cells[3] for row in chart.rows][6] == "Not released"
    assert charts.of_trend(ALL[:1], ALL[0], ALL[0].tables[0]) is None


def test_the_report_has_no_trend_of_what_was_hidden_each_time() -> None:
    hidden = tuple(release(2025, quarter, expressed(None, None)) for quarter in (2, 1))

    assert report(hidden, hidden[0]).sections[0].trend is None
    assert report(ALL, ALL[0]).sections[0].trend


def test_a_trend_has_at_most_twelve_quarters_and_never_mixes_them_with_years() -> None:
    many = tuple(release(2025 - back // 4, 4 - back % 4) for back in range(15))
    year = replace(many[0], span=replace(span(2025, 4), id="2025-26", first=span(2025, 1).first))

    assert len(spans.leading_to((*many, year), many[0])) == 12
    assert len(spans.leading_to((*many, year), year)) == 1
    assert spans.moved(year.span, 12).id == "2024-25"
    assert spans.moved(year.span, 12).name == "April 2024 to March 2025"


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_the_quarter_a_year_before_is_that_of_the_same_months(quarter: int) -> None:
    before = spans.moved(span(2025, quarter), spans.MONTHS_OF_A_YEAR)

    assert before == span(2024, quarter)
    assert spans.moved(span(2025, quarter), 3) == (span(2025, quarter - 1) if quarter > 1 else span(2024, 4))


def test_where_only_those_have_a_voice_who_said_something_each_voice_is_a_share_of_all_who_did() -> None:
    given = release(2025, 4, expressed(50, 55, "enquiries"), who_said_it())
    chart = charts.of_groups(given, given.tables[1])

    assert [column.name for column in chart.columns] == ["Who answered", "Enquiries", "Share"]
    assert [row.cells for row in chart.rows] == [
        ("The adult alone or the adult with support", 30, 60),
        ("Somebody who speaks for the adult or a worker", 20, 40),
    ]


def test_nobody_is_left_out_of_a_split_and_merged_groups_are_named_together() -> None:
    chart = charts.of_groups(ALL[0], ALL[0].tables[3])

    assert [row.cells[0] for row in chart.rows] == [
        "The adult alone", "The adult with support", "Somebody who speaks for the adult or a worker",
    ]  # fmt: skip
    assert ALL[0].tables[3].groups[-1] == "representative or worker"
    assert EVERYBODY not in ALL[0].tables[3].groups
