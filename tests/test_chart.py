"""A chart: what its table says, where its line goes, and the table as a file."""

import re

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_dialogue.chart import Cell, Chart, Column, Line, Row, line
from msp_dialogue.export.chart_csv import chart_csv
from tests.web.linter import check_page

COLUMNS = (Column("Quarter"), Column("People"), Column("Share", "%"))


def chart(*rows: tuple[tuple[Cell, ...], float | None]) -> Chart:
    """A chart of these rows."""
    return Chart("c", "How it went", COLUMNS, tuple(Row(cells, bar, "Q1", "2025") for cells, bar in rows), "It rose.")


SOME = chart(
    (("Q1", 1200, 25.0), 0.25), (("Q2", "Hidden", "Hidden"), None), (("Q3", 45, 89), 0.89), (("Q4", 40, 90), 0.9)
)


def test_a_number_is_shown_with_its_unit_and_words_as_they_are() -> None:
    assert COLUMNS[1].shown(1200) == "1,200"
    assert COLUMNS[2].shown(89) == "89%"
    assert COLUMNS[2].shown("Hidden") == "Hidden"


def test_a_line_breaks_where_there_is_no_figure_and_never_falls_to_nothing_there() -> None:
    drawn = line(SOME)

    assert [dot.y is None for dot in drawn.dots] == [False, True, False, False]
    assert [piece.count(",") for piece in drawn.pieces] == [2]


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=12))
def test_every_point_is_inside_the_picture_and_the_higher_share_is_never_the_lower_point(
    bars: list[float | None],
) -> None:
    drawn = line(chart(*((("Q", 1, 1), bar) for bar in bars)))
    told = [(bar, dot.y) for bar, dot in zip(bars, drawn.dots, strict=True) if bar is not None and dot.y is not None]

    assert all(Line.left <= dot.x <= Line.right for dot in drawn.dots)
    assert all(Line.top <= y <= Line.bottom for _, y in told)
    heights = [y for _, y in sorted(told)]
    assert heights == sorted(heights, reverse=True)


@pytest.mark.parametrize("kind", ["bars", "line"])
def test_the_page_shows_every_figure_as_words_and_is_valid(kind: str) -> None:
    shown = rendered(kind, SOME)

    check_page(f'<!DOCTYPE html><html lang="en"><title>T</title><body><h1>T</h1>{shown}</body></html>')
    for said in ("1,200", "25.0%", "Hidden", "89%", "How it went", 'href="/c.csv"'):
        assert said in shown
    assert "style=" not in shown


def test_a_bar_is_as_long_as_its_share_and_what_is_hidden_has_none() -> None:
    shown = rendered("bars", SOME)

    assert re.findall(r'app-bar__part" width="([^"]*)"', shown) == ["25.0", "89.0", "90.0"]


def test_the_picture_of_a_line_has_a_title_and_says_in_words_what_it_shows() -> None:
    shown = rendered("line", SOME)

    assert '<title id="c-title">How it went</title>' in shown
    assert '<desc id="c-told">It rose.</desc>' in shown
    assert shown.count("<circle") == 3
    assert shown.count("app-line__gap") == 1


def test_there_is_no_picture_where_no_two_neighbours_have_a_figure() -> None:
    shown = rendered("line", chart((("Q1", 45, 89), 0.89), (("Q2", "Hidden", "Hidden"), None)))

    assert "<svg" not in shown
    assert "89%" in shown


def test_the_file_has_plain_numbers_and_runs_no_formula() -> None:
    told = chart_csv(chart((("=1+1", 1200, 89), 0.89), (("Q2", "Hidden", "Hidden"), None))).decode("utf-8-sig")

    assert told == "Quarter,People,Share (%)\r\n'=1+1,1200,89\r\nQ2,Hidden,Hidden\r\n"


def rendered(kind: str, of: Chart) -> str:
    """What a page gets of the chart."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader("templates"), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.globals.update(line_of=line, _=str)
    macro = getattr(environment.get_template("layout/chart.html").module, kind)
    return str(macro(of, csv="/c.csv"))
