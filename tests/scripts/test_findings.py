"""`scripts/findings.py`: bandit's findings, less those that ruff's excuses answer already [I-02]."""

from pathlib import Path

import pytest

import findings


def finding(rule: str = "B608", *, lines: tuple[int, ...] = (2,), file: str = "msp_dialogue/a.py") -> dict[str, object]:
    return {"filename": file, "line_number": 2, "line_range": list(lines), "test_id": rule, "issue_text": "why"}


def left(folder: Path, line: str, rule: str = "B608", lines: tuple[int, ...] = (2,)) -> list[str]:
    file = folder / "msp_dialogue" / "a.py"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"first\n{line}\nthird  # noqa: S608\n", encoding="utf-8")
    return findings.unjudged([finding(rule, lines=lines)], folder)


def test_a_finding_that_nobody_judged_is_told_with_its_place(tmp_path: Path) -> None:
    assert left(tmp_path, 'execute(f"select {x}")') == ["msp_dialogue/a.py:2: B608 why"]


@pytest.mark.parametrize("excuse", ["# noqa: S608", "# noqa: S608 - constants", "# noqa: S101, S608"])
def test_the_excuse_for_ruffs_rule_of_the_same_number_is_enough(tmp_path: Path, excuse: str) -> None:
    assert left(tmp_path, f"x  {excuse}") == []


@pytest.mark.parametrize("excuse", ["# noqa: S603", "# noqa: S6080", "# noqa", "# S608"])
def test_any_other_excuse_is_not(tmp_path: Path, excuse: str) -> None:
    assert len(left(tmp_path, f"x  {excuse}")) == 1


def test_an_excuse_may_stand_on_any_line_of_what_was_found(tmp_path: Path) -> None:
    assert left(tmp_path, "x", lines=(2, 3)) == []
    assert len(left(tmp_path, "x", lines=(1, 2))) == 1


def test_an_assert_is_excused_in_the_scripts_alone(tmp_path: Path) -> None:
    assert findings.unjudged([finding("B101", file="scripts/a.py")], tmp_path) == []
    assert len(left(tmp_path, "assert x", "B101")) == 1


def test_what_bandit_finds_in_our_own_code_was_judged() -> None:
    told = findings.found()

    assert {"B608", "B603"} <= {each["test_id"] for each in told}, "bandit looked at nothing"
    assert findings.unjudged(told) == []
