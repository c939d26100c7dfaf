"""The proof as a whole: one list, in the order of the file; and flows that must get on with each other."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from msp_dialogue.flow.check import check, proved, side_by_side
from msp_dialogue.flow.load import is_options_file, load_flow
from msp_dialogue.flow.model import Flow, Stage
from msp_dialogue.flow.yaml_reader import FlowProblems
from msp_dialogue.record.library import FLOW_FILES, OWN_FLOWS

SOUND = "- {id: first, kind: words, ask: What, easy: What, next: [{to: end}]}\n"


def test_a_sound_flow_is_given_back(flow: Callable[..., Flow]) -> None:
    sound = flow(SOUND)

    assert proved(sound) is sound


def test_a_flow_that_is_not_sound_is_refused_with_every_problem_a_line_each(flow: Callable[..., Flow]) -> None:
    wrong = flow('- {id: first, kind: words, ask: "{x}"}\n- {id: last, kind: scale, ask: What}\n', "person")

    with pytest.raises(FlowProblems) as refused:
        proved(wrong)

    assert str(refused.value).splitlines() == [str(problem) for problem in check(wrong).problems]
    assert [problem.line for problem in refused.value.problems] == [10, 10, 11, 11, 11, 11]


def test_warnings_refuse_nothing(flow: Callable[..., Flow]) -> None:
    warned = flow(SOUND.replace("easy: What", "easy: What outcome"), "person")

    assert proved(warned) is warned
    assert str(check(warned).warnings[0]).startswith("tiny.yaml:10: warning: `first` says")


def test_problems_of_words_of_structure_and_of_the_search_stand_in_one_list(flow: Callable[..., Flow]) -> None:
    wrong = flow("""\
        - {id: first, kind: words, ask: What, next: [{to: last}]}
        - {id: second, kind: words, ask: "{x}"}
        - {id: last, kind: words, ask: What, next: [{when: {question: last, is: skipped}, to: end}]}
        """)

    assert [(problem.line, problem.what) for problem in check(wrong).problems] == [
        (11, "`second` names `{x}`."),
        (11, "No answers lead to `second`."),
        (12, "At `last` the answer `dont_know` leads to nowhere."),
    ]


def test_our_flows_get_on_with_each_other() -> None:
    assert side_by_side([load_flow(OWN_FLOWS / name) for name in FLOW_FILES]) == ()


def test_flows_of_one_id_or_one_stage_and_a_stage_without_a_flow_are_told(flow: Callable[..., Flow]) -> None:
    one = flow(SOUND)
    same_stage, same_id = replace(one, id="other"), replace(one, stage=Stage.CLOSURE)

    assert [problem.what for problem in side_by_side([one, same_stage, same_id])] == [
        "There are two flows for the stage middle: `tiny` and `other`.",
        "There are two flows `tiny`.",
        "There is no flow for the stage beginning.",
    ]


def test_an_options_file_is_told_from_a_flow(tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_text("[1, 2]")

    assert is_options_file(OWN_FLOWS / "help.yaml")
    assert not is_options_file(OWN_FLOWS / "outcomes.yaml")
    assert not is_options_file(tmp_path / "odd.yaml")
    assert not is_options_file(tmp_path / "none.yaml")
