"""Parts repeated over a list: over what, and how routes and conditions keep inside them."""

from collections.abc import Callable

import pytest

Refused = Callable[..., None]
END = "next: [{to: end}]"

REPEATED = """\
- id: chosen
  part: worker
  title: Chosen
  questions:
  - {id: some, kind: some_of, ask: What, options: [{id: a, says: A}, {id: b, says: B}]}
- id: again
  part: worker
  title: Again
  for_each: some
  questions:
  - {id: inner, kind: some_of, ask: What, options: [{id: a, says: A}]}
  - {id: second, kind: words, ask: What}
- id: after
  part: worker
  title: After
  questions:
  - {id: last, kind: words, ask: What, next: [{to: end}]}
"""


@pytest.mark.parametrize("source", ["inner", "last", "nothing", "again"])
def test_a_part_is_repeated_over_outcomes_or_an_earlier_choice_of_several(
    problems: Callable[..., tuple[object, ...]], source: str
) -> None:
    told = [str(problem) for problem in problems(REPEATED.replace("for_each: some", f"for_each: {source}"))]

    assert len(told) == 1
    assert told[0].startswith("tiny.yaml:11: ")


def test_a_part_cannot_be_repeated_over_what_is_itself_asked_of_every_item(refused: Refused) -> None:
    text = REPEATED.replace("- id: after", "- id: after  # here").replace("title: After", "title: T\n  for_each: inner")

    refused(
        text.replace(", next: [{to: end}]", ""),
        "`inner` is itself asked of every item, so it has no single list to repeat over.",
        "outside repeated parts",
    )


def test_a_part_cannot_come_before_what_it_is_repeated_over(refused: Refused) -> None:
    text = f"""\
- id: again  # here
  part: worker
  title: Again
  for_each: some
  questions: [{{id: inner, kind: words, ask: What}}]
- id: chosen
  part: worker
  title: Chosen
  questions: [{{id: some, kind: some_of, ask: What, options: [{{id: a, says: A}}], {END}}}]
"""

    refused(text, "`some` is asked after the part repeated over it.", "Move the part behind it.")


@pytest.mark.parametrize("to", ["last", "end", "some", "inner"])
def test_a_route_cannot_leave_a_repeated_part_or_go_back_in_it(refused: Refused, to: str) -> None:
    routes = f"next: [{{when: {{question: second, is: skipped}}, to: {to}}}, {{to: next_item}}]"
    text = REPEATED.replace(
        "{id: second, kind: words, ask: What}", f"{{id: second, kind: words, ask: What, {routes}}}  # here"
    )

    refused(text, f"`{to}` lies outside the repeated part, or behind.", "Use one of: next_item.")


def test_a_route_cannot_lead_into_the_middle_of_a_repeated_part(refused: Refused) -> None:
    options = "options: [{id: a, says: A}, {id: b, says: B}]"
    routes = "next: [{when: {question: some, is: skipped}, to: second}, {to: inner}]"
    text = REPEATED.replace(options + "}", f"{options}, {routes}}}  # here", 1).replace(
        "question: some, is", "question: some, includes"
    )

    refused(text, "`second` is in the middle of a repeated part.", "Lead to its first question, `inner`.")


def test_what_is_asked_of_every_item_cannot_be_read_outside(refused: Refused) -> None:
    routes = "next: [{when: {question: second, is: skipped}, to: not_held}, {to: end}]"
    text = REPEATED.replace("next: [{to: end}]}", f"{routes}}}  # here")

    refused(text, "`second` is asked of every item, so no single answer can be read here.", "inside its part")


def test_a_repeated_part_at_the_end_needs_no_way_on(problems: Callable[..., tuple[object, ...]]) -> None:
    assert problems(REPEATED.split("- id: after")[0]) == ()
