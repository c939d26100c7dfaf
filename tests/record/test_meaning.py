"""A council's own flow: what could not be counted is refused when the service starts, with its line and its remedy."""

from pathlib import Path

import pytest

from msp_dialogue.flow.yaml_reader import FlowProblems
from msp_dialogue.record.library import OWN_FLOWS, read_flows
from msp_dialogue.record.meaning import MEANINGS, Meaning
from msp_dialogue.record.projection import READ as OUTCOMES_READ
from msp_dialogue.record.standing import READ as STANDING_READ


def council(tmp_path: Path, name: str, was: str, is_now: str) -> Path:
    """A folder with the council's own version of a flow."""
    source = (OWN_FLOWS / name).read_text(encoding="utf-8")
    assert was in source
    (tmp_path / "help.yaml").write_bytes((OWN_FLOWS / "help.yaml").read_bytes())
    (tmp_path / name).write_text(source.replace(was, is_now), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "was", "is_now", "said"),
    [
        ("closure.yaml", "{id: partially, says: Some of it,", "{id: half, says: Some of it,", "Take out half"),
        ("closure.yaml", "{id: remained, says", "{id: as_before, says", "Add remained. Take out as_before."),
        ("closure.yaml", "{id: died, says", "{id: passed_away, says", "Add died. Take out passed_away."),
        ("closure.yaml", "        theme: safer\n", "        theme: warmer\n", "`safer` is recorded as `experience`"),
        ("review.yaml", "          - {id: happening, says", "          - {id: done, says", "Take out done."),
        ("outcomes.yaml", "{id: cannot, says", "{id: refused, says", "Take out refused."),
        ("outcomes.yaml", "records: not_wanted", "records: council_reason", "which is said of one outcome"),
        ("outcomes.yaml", "records: not_wanted", "records: risk_result", "which cannot be asked as words"),
    ],
)
def test_what_could_not_be_counted_is_refused(name: str, was: str, is_now: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(FlowProblems) as refused:
        read_flows(council(tmp_path, name, was, is_now))
    found = [str(problem) for problem in refused.value.problems]

    assert any(said in problem for problem in found)
    assert all(problem.startswith(f"{name}:") for problem in found)


def test_a_council_may_change_any_words_of_an_option(tmp_path: Path) -> None:
    folder = council(tmp_path, "closure.yaml", "says: Risk remained", "says: The risk is as it was")

    assert [flow.id for flow in read_flows(folder)] == ["outcomes", "review", "closure"]


@pytest.mark.parametrize("meaning", sorted(OUTCOMES_READ | STANDING_READ))
def test_every_meaning_that_figures_are_made_of_asks_something_of_its_question(meaning: str) -> None:
    by_flow = {Meaning.DESIRED_OUTCOME}  # the kinds that may word an outcome are the flow's own rule

    assert MEANINGS[meaning].kinds or meaning in by_flow
