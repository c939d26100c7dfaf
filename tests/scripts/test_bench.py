"""`scripts/bench.py measures`: its short form times every measure, page and file on a small synthetic database."""

import json
from contextlib import closing
from pathlib import Path

import pytest

import bench
from benchmark import figures
from msp_dialogue.database import Database, read_key
from msp_dialogue.measure import DEFINITIONS


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a short run wrote."""
    file = tmp_path_factory.mktemp("bench") / "results.json"
    bench.main(["measures", "--short", "--json", str(file)])
    found: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))
    return found


def test_a_short_run_times_every_measure_page_and_file_of_synthetic_enquiries(told: dict[str, object]) -> None:
    results = told["results"]
    assert isinstance(results, list)
    timed = {each["what"] for each in results}

    assert told["data"] == "synthetic"
    assert told["enquiries"] == 300
    assert DEFINITIONS.keys() <= timed
    assert {f"page {path}" for _, path in figures.PAGES} <= timed
    assert {"reading", "every measure", "national return", "export as CSV"} <= timed
    assert all(0 <= each["p50"] <= each["p95"] for each in results)


@pytest.mark.parametrize(("runs", "p50", "p95"), [(1, 1, 1), (20, 10, 19), (100, 50, 95)])
def test_half_of_the_runs_took_no_longer_than_p50_and_95_of_100_no_longer_than_p95(
    runs: int, p50: float, p95: float
) -> None:
    """The runs take 1, 2, 3 ... milliseconds."""
    moments = iter([at for run in range(1, runs + 1) for at in (float(run), run + run / 1000)])
    timed = figures.Timed.of("nothing", "nobody", runs, lambda: None, lambda: next(moments))

    assert (timed.p50, timed.p95) == (p50, p95)


def test_a_database_that_is_there_is_measured_as_it_is(tmp_path: Path) -> None:
    path = figures.made(tmp_path, 10, 2)
    before = path.read_bytes()

    assert figures.made(tmp_path, 10, 2) == path
    assert path.read_bytes() == before


def test_a_database_whose_making_was_interrupted_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(figures, "grown", interrupted)
        with pytest.raises(KeyboardInterrupt):
            figures.made(tmp_path, 10, 2)

    with closing(Database.open(figures.made(tmp_path, 10, 2), read_key(tmp_path / "key"))) as database:
        assert database.connection.execute("select count(*) from counted").fetchone() == (20,)
