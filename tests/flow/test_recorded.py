"""Answers are recorded as what they mean only where the record can make something of them."""

from collections.abc import Callable

import pytest

from msp_dialogue.flow.check import check
from msp_dialogue.flow.model import Flow, Kind
from msp_dialogue.flow.recorded import Recorded

MEANINGS = {
    "rating": Recorded(
        kinds=frozenset({Kind.SCALE}),
        options=frozenset({"fully", "partially", "not"}),
        may_have=frozenset({"withdrawn"}),
        of_each=True,
    ),
    "experience": Recorded(themes=frozenset({"safer", "listened"})),
    "worry": Recorded(),
}
PLACES = "{id: fully, says: F}, {id: partially, says: P}, {id: not, says: N}"
START = "- id: start\n  part: worker\n  title: S\n  questions: [{id: start, kind: words, ask: What}]\n"


def told(read: Flow) -> list[str]:
    return [f"{problem.line} {problem.what} {problem.fix}" for problem in check(read, meanings=MEANINGS).problems]


def rated(question: str, over: str = "for_each: outcome") -> str:
    return (
        f"{START}- id: each\n  part: worker\n  title: E\n  {over}\n  questions:\n  - {{id: q, ask: What, {question}}}\n"
    )


def test_a_question_that_is_what_its_meaning_asks_for_is_sound(flow: Callable[..., Flow]) -> None:
    apart = "apart: [{id: withdrawn, says: W}]"

    assert told(flow(rated(f"kind: scale, options: [{PLACES}], {apart}, records: rating"))) == []
    assert told(flow(rated(f"kind: scale, options: [{PLACES}], records: rating"))) == []


@pytest.mark.parametrize(
    ("question", "what"),
    [
        (
            "kind: words, records: rumour",
            "15 `rumour` is not something an answer can be recorded as. Use one of: experience, rating, worry.",
        ),
        (
            "kind: words, records: rating",
            "15 `q` is recorded as `rating`, which cannot be asked as words. Use one of: scale.",
        ),
        (
            "kind: scale, options: [{id: fully, says: F}, {id: partly, says: P}, {id: not, says: N}], records: rating",
            "15 `q` is recorded as `rating`, whose options are fully, not, partially. "
            "Add partially. Take out partly. Their words are yours.",
        ),
        (
            f"kind: scale, options: [{PLACES}], apart: [{{id: gone, says: G}}], records: rating",
            "15 `q` is recorded as `rating`, whose options are fully, not, partially. "
            "Take out gone. Their words are yours.",
        ),
        (
            "kind: words, records: experience",
            "15 `q` is recorded as `experience`, which needs a theme. Add `theme:`. Use one of: listened, safer.",
        ),
        (
            "kind: words, records: experience, theme: tea",
            "15 `q` is recorded as `experience`, which needs a theme. Add `theme:`. Use one of: listened, safer.",
        ),
    ],
)
def test_a_question_that_is_not_what_its_meaning_asks_for_is_refused(
    flow: Callable[..., Flow], question: str, what: str
) -> None:
    assert told(flow(rated(question))) == [what]


def test_what_is_said_of_one_outcome_must_be_asked_of_every_outcome(flow: Callable[..., Flow]) -> None:
    text = f"- {{id: q, kind: scale, ask: What, options: [{PLACES}], records: rating, next: [{{to: end}}]}}\n"

    assert told(flow(text)) == [
        "10 `q` is recorded as `rating`, which is said of one outcome. Put it into a part with `for_each: outcome`."
    ]


def test_outcomes_chosen_before_are_outcomes_too(flow: Callable[..., Flow]) -> None:
    routes = "next: [{when: {items: outcome, at_least: 1}, to: some}, {to: last}]"
    text = f"""\
- id: start
  part: worker
  title: S
  questions:
  - {{id: start, kind: words, ask: What, {routes}}}
  - {{id: some, kind: some_of, ask: What, from: outcome}}
- id: each
  part: worker
  title: E
  for_each: some
  questions: [{{id: q, kind: scale, ask: What, options: [{PLACES}], records: rating}}]
- id: last
  part: worker
  title: L
  questions: [{{id: last, kind: words, ask: What, next: [{{to: end}}]}}]
"""

    assert told(flow(text)) == []


def test_meanings_may_be_only_their_names(flow: Callable[..., Flow]) -> None:
    read = flow("- {id: q, kind: words, ask: What, records: worry, next: [{to: end}]}\n")

    assert check(read, meanings=frozenset({"worry"})).problems == ()
    assert [problem.what for problem in check(read, meanings=frozenset({"better"})).problems] == [
        "`worry` is not something an answer can be recorded as."
    ]
    assert check(read).problems == ()
