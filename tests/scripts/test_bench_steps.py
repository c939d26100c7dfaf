"""`scripts/bench.py steps`: its short form drives the real server, the limit and everything beside them."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import bench
from benchmark import budget, interview, long, plot
from benchmark.timed import percentile

FORM = '<form id="answers" method="post" action="/talk"><input type="hidden" name="step" value="s">{}</form>'


def test_a_short_run_holds_interviews_tells_every_goal_and_draws_the_curves(tmp_path: Path) -> None:
    bench.main(["steps", "--short", "--json", str(tmp_path / "found.json"), "--plot", str(tmp_path / "curves.svg")])
    found: dict[str, Any] = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))

    assert found["data"] == "synthetic"
    assert list(found["one client"]) == ["0 enquiries", "20 enquiries", "reference step", "one row"]
    assert found["one client"]["0 enquiries"]["steps"] > 20
    assert all(0 < each["p50"] <= each["p99"] for each in found["one client"].values())
    assert list(found["clients"]) == list(found["clients at the reference step"]) == ["2", "4"]
    assert found["answers"].keys() == found["curves"].keys()
    assert len(found["beside an export"]) == 3
    assert len(found["goals"]) > 12
    assert len(ElementTree.parse(tmp_path / "curves.svg").getroot()) == 2  # noqa: S314 - we drew it


def test_a_curve_stands_where_its_figures_are() -> None:
    drawn = plot.drawn({"Cost": ("answers", {"a step": [(0, 0.0), (10, 5.0)]})})

    assert "M56.0 272.0L436.0 68" in drawn


@pytest.mark.parametrize(
    ("fields", "sent"),
    [
        ('<input type="radio" name="choice" value="a"><input type="radio" name="choice" value="b">', {"choice": "a"}),
        (
            '<input type="checkbox" name="choice" value="a"><input type="checkbox" name="choice" value="none">',
            {"choice": "none"},
        ),
        (
            '<input type="radio" name="1" value="a"><input type="radio" name="1" value="b">'
            '<input type="radio" name="2" value="a"><input type="radio" name="2" value="b">',
            {"1": "a", "2": "b"},
        ),
        ('<textarea id="words" name="words"></textarea>', {"words": interview.SAID}),
        ('<input type="hidden" name="choice" value="right">', {"choice": "right"}),
        ("", {}),
    ],
)
def test_whatever_is_asked_gets_an_answer_by_its_fields(fields: str, sent: dict[str, str]) -> None:
    assert dict(interview.answered(FORM.format(fields))) == {"step": "s", "do": "answer", **sent}


@pytest.mark.parametrize(("share", "found"), [(50, 2), (99, 4), (75, 3)])
def test_so_many_of_a_hundred_took_no_longer(share: int, found: int) -> None:
    assert percentile([4, 2, 1, 3], share) == found


def test_the_cost_at_an_answer_is_that_of_those_near_it() -> None:
    run = [long.Answer(number, float(number)) for number in range(1, 211)]

    assert long.at_each([run]) == {"5": 5.0, "50": 50.0, "180": 180.0, "200": 200.0}


@pytest.mark.parametrize(("measured", "met"), [(2.99, True), (3.01, False), (None, None)])
def test_a_goal_is_met_or_not_or_not_measured(measured: float | None, met: bool | None) -> None:
    assert budget.Goal.at_most("a step", 3, measured).met is met


def test_a_profile_tells_what_one_step_asks_of_the_database_and_that_all_of_it_is_found_by_an_index(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bench.main(["profile", "--short", "--json", str(tmp_path / "found.json")])
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    plans = [line for plan in found["plans"].values() for line in plan]
    searched = {line for line in plans if line.startswith("SCAN")} - {"SCAN CONSTANT ROW"}  # which is of no table

    assert "Ordered by: internal time" in capsys.readouterr().out
    assert found["statements"]["COMMIT"] == 1
    assert searched == {"SCAN audit"}  # from its end, for the newest row
