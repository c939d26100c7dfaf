"""A story that is not written as a story is: refused, with the line and the way to put it right."""

from pathlib import Path

import pytest

from msp_dialogue.story import Unreadable, parse_story, read_stories
from tests.story.conftest import STORY, first_conversation

CLOSED = "  - {concluded: 2026-02-01, at: 2026-02-01 10:00, by: lead}"
GOOD = STORY % CLOSED


def problems(source: str) -> list[str]:
    with pytest.raises(Unreadable) as refused:
        parse_story(source, file="tiny.yaml")
    return [str(problem) for problem in refused.value.problems]


def chapter(text: str) -> str:
    return GOOD.replace(CLOSED, f"  - {text}")


def test_a_story_is_read() -> None:
    story = parse_story(GOOD, file="tiny.yaml")

    assert story.adult.call_name == "Test Reed"
    assert story.demonstration == len(story.chapters) == 1


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (GOOD.replace("shows:", "show:"), "A story has no key `show`"),
        (GOOD.replace("title: A tiny story\n", ""), "A story needs `title`"),
        (GOOD + "story: twice\n", "`story` is there twice"),
        (GOOD.replace("call_name", "name"), "`adult` has no key `name`"),
        (GOOD.replace("SYN-A99", "A99"), "`A99` could be a real reference. Let it start with `SYN-`."),
        (GOOD.replace("SYN-0099", "0099"), "`0099` could be a real reference"),
        (GOOD.replace("Test Reed", "Mary Reed"), "`Mary Reed` could be a real name. Let it start with `Test `."),
        (GOOD.replace("section_42", "section_43"), "`section_43` is not one of the values allowed here"),
        (GOOD.replace("2026-01-05", "5 January"), "`5 January` is not a day. Write it like 2026-01-31."),
        (GOOD.replace("asked: not_recorded, ", ""), "`counted` needs `asked`"),
        (GOOD.replace("achieved:", "acheived:"), "`counted` has no key `acheived`"),
        (GOOD.replace("conversations: {}", "conversations: {a: {state: finished}}"), "needs `voice`"),
        (GOOD.replace("counted:", "outcomes: [{words: x, voice: adult, colour: red}]\n  counted:"), "no key `colour`"),
        (GOOD.replace("counted:", "outcomes: [{words: x, voice: adult, ratings: [{in: c}]}]\n  counted:"), "`voice`"),
        (chapter("{happens: nothing}"), "A chapter should say what happens. Start it with one of: conversation"),
        (chapter("{concluded: 2026-02-01, at: 2026-02-01 10:00}"), "The chapter needs `by`"),
        (chapter("{concluded: 2026-02-01, at: on Monday, by: lead}"), "`on Monday` is not a time"),
        (chapter("{concluded: 2026-02-01, at: 2025-02-01 10:00, by: lead}"), "Tell the chapters in their order."),
        (chapter("{reopened: no, at: 2026-02-01 10:00, by: lead}"), "Write `reopened: yes` or leave it out."),
        (chapter("{set_aside: beginning, at: 2026-02-01 10:00, by: lead}"), "The chapter needs `why`"),
        (chapter("{resume: beginning, at: 2026-02-01 10:00, by: lead}"), "The chapter needs `present`"),
        (chapter("{adult_changed: {age: 3}, at: 2026-02-01 10:00, by: lead}"), "`adult_changed` has no key `age`"),
        (chapter("{adult_changed: {call_name: Bo}, at: 2026-02-01 10:00, by: l}"), "`Bo` could be a real name"),
        (chapter("{conversation: start, at: 2026-02-01 10:00, by: lead}"), "`start` is not one of the values"),
        (chapter("{conversation: beginning, at: 2026-02-01 10:00, by: lead, answers: [yes]}"), "`key: value` lines"),
        (chapter("{conversation: beginning, at: 2026-02-01 10:00, by: lead, corrections: [{to: x}]}"), "no key `to`"),
        ("story: [", "This is not valid YAML"),
    ],
)
def test_what_is_not_a_story_is_refused_with_what_is_wrong(source: str, said: str) -> None:
    found = problems(source)

    assert any(said in problem for problem in found)
    assert all(problem.startswith("tiny.yaml:") for problem in found)


def test_a_question_answered_twice_is_refused() -> None:
    source = STORY % first_conversation("want: one\nwant: two\n")

    assert any("`want` is there twice" in problem for problem in problems(source))


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD.replace("SYN-A99", "A99").replace("shows:", "show:"), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(GOOD.replace("title", "titel"), encoding="utf-8")
    with pytest.raises(Unreadable) as refused:
        read_stories(tmp_path)
    files = [problem.file for problem in refused.value.problems]

    assert files == ["a.yaml"] * 3 + ["b.yaml"] * 2


def test_problems_come_in_the_order_of_the_file() -> None:
    source = GOOD.replace("SYN-A99", "A99").replace("achieved:", "x:").replace("Test Reed", "Reed")
    lines = [int(problem.split(":")[1]) for problem in problems(source)]

    assert lines == sorted(lines)
