"""`scripts/test.py`: it passes only what ran and passed, and names what it left out."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

import test as checks
import tools
from test import Result, Step

PASSED = Result(Step("Lint", []), True, 1.2)
FAILED = Result(Step("Types", []), False, 34.5)
REPORT = """<testsuites><testsuite>
<testcase name="a"><skipped type="pytest.skip" message="needs Chromium"/></testcase>
<testcase name="b"><skipped type="pytest.skip" message="needs Chromium"/></testcase>
<testcase name="c"><skipped type="pytest.xfail" message="known"/></testcase>
<testcase name="d"><properties><property name="counted" value="axe: 9 page states"/></properties></testcase>
</testsuite></testsuites>"""


def test_all_passed_and_nothing_left_out_is_a_success() -> None:
    assert checks.verdict([PASSED], [], strict=True) == (0, "Passed.")


def test_one_failed_step_fails_the_whole_and_is_named() -> None:
    assert checks.verdict([PASSED, FAILED], [], strict=False) == (1, "Failed: Types.")


def test_what_is_left_out_is_told_and_fails_where_nothing_may_be_left_out() -> None:
    assert checks.verdict([PASSED], ["the browser"], strict=False)[0] == 0
    assert checks.verdict([PASSED], ["the browser"], strict=True)[0] == 1


def test_the_table_names_each_step_its_result_and_its_time() -> None:
    told = checks.summary([PASSED, FAILED], ["the tests marked office: LibreOffice is not here"])

    assert "Lint       passed    1.2 s" in told
    assert "Types      FAILED   34.5 s" in told
    assert "Left out: the tests marked office" in told


def test_skipped_tests_are_counted_by_reason_and_expected_failures_are_not(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT, encoding="utf-8")

    assert checks.skipped(report) == ["2 tests: needs Chromium"]
    assert checks.skipped(tmp_path / "none.xml") == []


def test_what_tests_count_stands_below_the_table(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT, encoding="utf-8")

    assert checks.summary([PASSED], [], checks.counted(report)).splitlines()[-2:] == ["", "axe: 9 page states"]
    assert checks.counted(tmp_path / "none.xml") == []


def test_fast_leaves_the_browser_out_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "NEEDED", (tools.CHROMIUM, tools.LIBREOFFICE))
    monkeypatch.setenv(tools.LIBREOFFICE.variable, sys.executable)

    assert checks.obtain_tools(fast=True) == ["the tests in a browser: --fast was given"]


def test_arguments_after_two_dashes_go_to_pytest() -> None:
    given = checks.options().parse_args(["--fast", "--", "-k", "name"])

    assert given.pytest == ["-k", "name"]
    assert checks.steps(given.pytest, Path("folder"))[-1].command[-2:] == ["-k", "name"]


def test_the_files_of_the_tests_are_kept_in_memory_only_where_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "ROOM", 1)
    assert checks.quick(tmp_path) == tmp_path
    monkeypatch.setattr(checks, "ROOM", 1024**6)

    assert checks.quick(tmp_path) is None
    assert checks.quick(tmp_path / "nothing") is None
    assert f"--basetemp={tmp_path / 'tests'}" in checks.steps([], tmp_path)[-1].command


def test_a_program_that_is_named_wins_over_those_that_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(tools.CHROMIUM.variable, sys.executable)

    assert tools.found_here(tools.CHROMIUM) == sys.executable


def test_a_program_that_does_not_start_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken"
    broken.write_text("not a program")
    nowhere = replace(tools.LIBREOFFICE, commands=("no-such-program",), places=(broken,))
    monkeypatch.delenv(tools.LIBREOFFICE.variable, raising=False)

    assert sys.platform == "win32" or tools.found_here(nowhere) is None


def test_the_long_run_takes_the_place_of_the_checks_and_leaves_nothing_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[list[str]] = []

    def run(step: Step) -> Result:
        ran.append(step.command)
        return Result(step, step.name != "Second", 1.0)

    monkeypatch.setattr(sys, "argv", ["test.py", "--long"])
    monkeypatch.setattr("frontend.fetch", lambda: None)
    monkeypatch.setattr("long_run.commands", lambda: ({"First": ["one"], "Second": ["two"], "Third": ["three"]}, []))
    monkeypatch.setattr(checks, "run", run)

    assert checks.main() == 1
    assert ran == [["one"], ["two"], ["three"]]
    assert "Failed: Second." in capsys.readouterr().out
