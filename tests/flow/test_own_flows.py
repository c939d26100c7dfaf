"""Our own flows: proved, plainly worded, and no longer than a person can bear."""

from collections.abc import Iterator
from functools import cache

import pytest

from msp_dialogue.flow.check import Proof, check
from msp_dialogue.flow.load import load_flow
from msp_dialogue.flow.model import Flow, Kind, Part, QuestionWording
from msp_dialogue.flow.step import Reply, Step
from msp_dialogue.machine import FlowMachine, Traveller
from msp_dialogue.record.library import FLOW_FILES, OWN_FLOWS
from msp_dialogue.record.meaning import MEANINGS
from msp_dialogue.settings import ROOT

SCREENS = 20
"""Longer chats wear people out [E3]."""


@cache
def proof(name: str) -> Proof:
    return check(load_flow(OWN_FLOWS / name), meanings=MEANINGS)


@pytest.mark.parametrize("name", FLOW_FILES)
def test_our_flow_is_proved_and_nothing_is_warned_of(name: str) -> None:
    assert [str(problem) for problem in (*proof(name).problems, *proof(name).warnings)] == []


def persons_words(name: str) -> Iterator[tuple[Kind, QuestionWording]]:
    flow = proof(name).flow
    for question in flow.questions.values():
        if flow.section_of[question.id].part is Part.PERSON:
            yield question.kind, flow.wording["en"].questions[question.id]


@pytest.mark.parametrize("name", FLOW_FILES)
def test_what_is_read_in_easy_words_is_short_and_says_one_thing_a_line(name: str) -> None:
    for kind, words in persons_words(name):
        lines = words.easy_text
        assert lines or kind is not Kind.INFORMATION, f"in easy words, what is read instead of {words.text}?"
        headings = (words.easy.adult or "", words.easy.representative or "") if words.easy else ()
        for line in (*headings, *(lines.adult or () if lines else ()), *(lines.representative or () if lines else ())):
            assert len(line.split()) <= (8 if line in headings else 10), line
            assert line.count(". ") + line.count("? ") <= 1, line


@pytest.mark.parametrize("name", FLOW_FILES)
def test_every_file_is_named_after_its_flow(name: str) -> None:
    assert proof(name).flow.id == name.removesuffix(".yaml")


@pytest.mark.parametrize("name", FLOW_FILES)
def test_the_persons_part_of_our_flow_can_be_finished_using_only_skip(name: str) -> None:
    flow = proof(name).flow
    skipped = Reply(frozenset({"skipped"}))

    def reply_to(step: Step, traveller: Traveller) -> Reply:
        question = flow.questions[step.question]
        first = next(iter(question.offers), "something")
        required = flow.section_of[question.id].part is Part.WORKER and question.required
        return Reply(frozenset({first})) if required else skipped

    assert FlowMachine(flow).path(reply_to, outcomes=("o.1", "o.2")).ending is not None


def test_with_two_outcomes_the_person_sees_at_most_twenty_screens_before_the_first_read_back() -> None:
    """The longest way there is: nothing is said at first, and two examples are chosen."""
    flow = proof("outcomes.yaml").flow
    chosen = ("be_safer", "justice")
    says = {
        "who_answers": "adult", "safe_to_talk": "yes", "take_part": "yes", "want": "dont_know", "pull_any": "against",
        "talk": "other_language",
    }  # fmt: skip

    def reply_to(step: Step, traveller: Traveller) -> Reply:
        if step.question == "examples":
            return Reply(frozenset({"something"}), chosen=chosen)
        if step.question == "example_words":
            return Reply(frozenset({"something"}), outcomes=(f"d.example_words.{step.item}",))
        if step.question == "service":
            return Reply(frozenset({"something"}), chosen=traveller.lists["outcome"])
        return Reply(frozenset({says.get(step.question, "something")}))

    path = FlowMachine(flow).path(reply_to)
    screens = list(persons_screens(flow, path.steps))

    assert screens[-1].question == "read_back"
    assert {step.question for step in screens} >= {"examples", "difference", "rank", "pull", "plan_a"}
    assert len(screens) <= SCREENS
    assert f"at most {len(screens)} screens" in (ROOT / "docs" / "flows.md").read_text(encoding="utf-8")


def persons_screens(flow: Flow, steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        if flow.section_of[step.question].part is Part.PERSON:
            yield step
            if step.question == "read_back":
                return


@pytest.mark.parametrize("name", ["review.yaml", "closure.yaml"])
def test_the_workers_opening_questions_are_the_same_in_every_flow(name: str) -> None:
    """They keep people safe [L2, L7]: a word corrected in one file must be corrected in all."""
    first, other = load_flow(OWN_FLOWS / "outcomes.yaml"), load_flow(OWN_FLOWS / name)
    shared = ["who_answers", "representative_kind", "how_they_know", "source_of_harm", "may_not_speak", "other_voice"]
    shared += ["present", "alone", "safe_to_talk", "stop_kindly", "safe_plan", "setting", "sitting"]
    shared += ["invite_advocate"]

    for question in shared:
        assert other.wording["en"].questions[question] == first.wording["en"].questions[question]
